/** Areas of a few records, in memory: what a store answers, found by looking at all of them. */
import type { Areas, Outward } from '#functions/areas/areas.ts';
import type { Kind } from '#functions/areas/contract/kinds.ts';
import type { Area, PostcodeRecord } from '#functions/areas/contract/records.ts';
import type { GeoPoint } from '#shared/geography/grid.ts';

interface Contents {
  readonly records?: readonly PostcodeRecord[];
  readonly areas?: readonly Area[];
  readonly boundaries?: Readonly<Record<string, Awaited<ReturnType<Areas['boundary']>>>>;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** On a sphere, which is near enough for a test. */
const metresBetween = (a: GeoPoint, b: GeoPoint): number => {
  const [north, east] = [radians(b.latitude - a.latitude) / 2, radians(b.longitude - a.longitude) / 2];
  const part =
    Math.sin(north) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.sqrt(part));
};

const isLive = ({ terminated }: PostcodeRecord): boolean => terminated === undefined;
interface Located {
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

const placeOf = ({ latitude, longitude }: Located): GeoPoint | undefined =>
  latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
const outwardOf = ({ postcode }: PostcodeRecord): string => postcode.split(' ')[0] ?? '';
const mean = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((one) => one !== undefined);
  return known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : undefined;
};

const outwardFrom = (outward: string, records: readonly PostcodeRecord[]): Outward => {
  const kinds = [...new Set(records.flatMap(({ codes }) => Object.keys(codes)))] as Kind[];
  const places = {
    latitude: mean(records.map(({ latitude }) => latitude)),
    longitude: mean(records.map(({ longitude }) => longitude)),
    easting: mean(records.map(({ easting }) => easting)),
    northing: mean(records.map(({ northing }) => northing)),
  };
  return {
    outward,
    postcodes: records.length,
    ...Object.fromEntries(Object.entries(places).filter(([, value]) => value !== undefined)),
    codes: Object.fromEntries(
      kinds.map((kind) => [kind, [...new Set(records.flatMap(({ codes }) => codes[kind] ?? []))].sort()]),
    ),
  };
};

const nearby = <T extends Located>(all: Iterable<T>, point: GeoPoint, radius: number) =>
  [...all]
    .flatMap((one) => {
      const place = placeOf(one);
      return place ? [{ one, distance: metresBetween(point, place) }] : [];
    })
    .filter(({ distance }) => distance <= radius)
    .sort((a, b) => a.distance - b.distance);

export const areasInMemory = ({ records = [], areas = [], boundaries = {} }: Contents): Areas => {
  const sorted = records.toSorted((a, b) => (a.postcode < b.postcode ? -1 : 1));
  const byPostcode = new Map(sorted.map((record) => [record.postcode, record]));
  const live = Map.groupBy(sorted.filter(isLive), outwardOf);
  const outwards = new Map([...live].map(([code, found]) => [code, outwardFrom(code, found)]));
  const named = new Map(areas.map((area) => [area.code, area]));
  return {
    editions: records.length > 0 ? { postcodes: { version: 1, format: 'test' } } : {},
    postcode: async (postcode) => byPostcode.get(postcode),
    postcodes: async (wanted) => new Map([...byPostcode].filter(([postcode]) => wanted.includes(postcode))),
    inOutward: async (outward, inward, limit) =>
      sorted.filter(({ postcode }) => postcode.startsWith(`${outward} ${inward}`)).slice(0, limit),
    outwards: async (start, limit) => [...outwards.keys()].filter((one) => one.startsWith(start)).slice(0, limit),
    outward: async (outward) => outwards.get(outward),
    near: async (point, radius, limit = 100) =>
      nearby([...live.values()].flat(), point, radius)
        .slice(0, limit)
        .map(({ one, distance }) => ({ record: one, distance })),
    outwardsNear: async (point, radius, limit = 100) =>
      nearby(outwards.values(), point, radius)
        .slice(0, limit)
        .map(({ one, distance }) => ({ outward: one, distance })),
    random: async (chance, outward) => {
      const all = outward ? (live.get(outward) ?? []) : [...live.values()].flat();
      return all[Math.floor(chance * all.length)];
    },
    property: async () => undefined,
    tallies: async () => [],
    at: async () => [],
    area: async (code) => areas.filter((area) => area.code === code),
    names: async (codes) => new Map([...named].filter(([code]) => codes.includes(code))),
    children: async (code) => areas.filter(({ parent }) => parent === code),
    ofKind: async (kind) => areas.filter((area) => area.kind === kind),
    named: async (start, limit) =>
      areas.filter(({ name }) => name.toLowerCase().startsWith(start.toLowerCase())).slice(0, limit),
    boundary: async (code) => boundaries[code],
    authorities: async () => [],
    reorganisations: async () => [],
  };
};
