/** Places: the built-up areas that were loaded with a boundary, since nothing of OS Open Names is. */
import type * as z from 'zod/mini';
import { type GeoPoint, type GridPoint, toGrid } from '#shared/geography/grid.ts';
import type { Areas } from '../areas.ts';
import { isPseudo } from '../contract/kinds.ts';
import type { PostcodesIoPlace } from '../contract/postcodesIoPlaces.ts';
import type { Area, Codes } from '../contract/records.ts';
import { nameIn, namesOf } from './present.ts';

type Place = z.infer<typeof PostcodesIoPlace>;
type Names = Awaited<ReturnType<typeof namesOf>>;

/** Those that are places, one edition of each: the first, which is the newest. */
const newest = (areas: readonly Area[]): Area[] => {
  const places = areas.filter(({ kind, hasShape }) => kind === 'builtUpArea' && hasShape);
  return [...Map.groupBy(places, ({ code }) => code).values()].flatMap((all) => all.slice(0, 1));
};

/** The middle of an area and two corners of its box; `undefined` off the British grid. */
interface Placed {
  readonly area: Area;
  readonly middle: GeoPoint;
  readonly grid: readonly [middle: GridPoint, low: GridPoint, high: GridPoint];
}

/** Not by spreading: a coast has more points than a call takes arguments. */
const least = (values: readonly number[]): number => values.reduce((low, one) => Math.min(low, one));
const most = (values: readonly number[]): number => values.reduce((high, one) => Math.max(high, one));

const placed = async (areas: Areas, area: Area): Promise<Placed | undefined> => {
  const polygons = (await areas.boundary(area.code, area.set)) ?? [];
  const points = polygons.flatMap(([outer = []]) => outer);
  if (points.length === 0) return undefined;
  const [longitudes, latitudes] = [points.map(([longitude]) => longitude), points.map(([, latitude]) => latitude)];
  const [west, east, south, north] = [least(longitudes), most(longitudes), least(latitudes), most(latitudes)];
  const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 };
  const low = toGrid({ longitude: west, latitude: south });
  const high = toGrid({ longitude: east, latitude: north });
  const grid = toGrid(middle);
  return low && high && grid && { area, middle, grid: [grid, low, high] };
};

/** As OS Open Names has them, by the start of the district's code: who does the work of a county, and who of a district. */
const tiers: Readonly<Record<string, readonly [county: string | null, district: string | null]>> = {
  E06: ['UnitaryAuthority', null],
  S12: ['UnitaryAuthority', null],
  W06: ['UnitaryAuthority', null],
  E08: [null, 'MetropolitanDistrict'],
  E09: [null, 'LondonBorough'],
};

const councilsOf = ({ county, district = '' }: Codes, names: Names) => {
  const [ofCounty, ofDistrict] = tiers[district.slice(0, 3)] ?? ['County', 'District'];
  const counties = ofCounty === 'County' ? county : district;
  return {
    county_unitary: ofCounty && nameIn(names, counties),
    county_unitary_type: counties && !isPseudo(counties) ? ofCounty : null,
    district_borough: ofDistrict && nameIn(names, district),
    district_borough_type: ofDistrict,
  };
};

const round = Math.round;

const placeOf = (
  { area, middle, grid: [grid, low, high] }: Placed,
  outcode: string | null,
  codes: Codes,
  names: Names,
): Place => ({
  code: area.code,
  name_1: area.name,
  name_1_lang: area.nameWelsh ? 'eng' : null,
  name_2: area.nameWelsh ?? null,
  name_2_lang: area.nameWelsh ? 'cym' : null,
  local_type: 'Built-up Area',
  outcode,
  ...councilsOf(codes, names),
  region: nameIn(names, codes.region),
  country: nameIn(names, codes.country),
  ...middle,
  eastings: round(grid.easting),
  northings: round(grid.northing),
  min_eastings: round(low.easting),
  min_northings: round(low.northing),
  max_eastings: round(high.easting),
  max_northings: round(high.northing),
});

/** What a place lies in is what the directory says of the postcode that is nearest to its middle. */
const nearestTo = async (areas: Areas, { middle }: Placed) => (await areas.near(middle, 2000, 1))[0]?.record;

const presented = async (areas: Areas, found: readonly Area[]): Promise<Place[]> => {
  const all = await Promise.all(found.map((area) => placed(areas, area)));
  const places = all.filter((one) => one !== undefined);
  const near = await Promise.all(places.map((one) => nearestTo(areas, one)));
  const names = await namesOf(
    areas,
    near.filter((one) => one !== undefined),
  );
  return places.map((one, i) => placeOf(one, near[i]?.postcode.split(' ')[0] ?? null, near[i]?.codes ?? {}, names));
};

/** Areas of all kinds can begin with a name. */
const mostNamed = 1000;

export const placesNamed = async (areas: Areas, text: string, limit: number): Promise<Place[]> => {
  const start = text.trim();
  if (start === '' || start.length > 100) return [];
  return presented(areas, newest(await areas.named(start, mostNamed)).slice(0, limit));
};

export const placeOfCode = async (areas: Areas, text: string): Promise<Place | undefined> => {
  const code = text.toUpperCase();
  if (!/^[A-Z]\d{8}$/.test(code)) return undefined;
  return (await presented(areas, newest(await areas.area(code))))[0];
};

export const randomPlace = async (areas: Areas, chance: number): Promise<Place | undefined> => {
  const all = newest(await areas.ofKind('builtUpArea'));
  const one = Math.floor(chance * all.length);
  return (await presented(areas, all.slice(one, one + 1)))[0];
};
