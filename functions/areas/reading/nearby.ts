/** Postcodes and outward codes around a point, nearest first. */
import type { GeoPoint } from '#shared/geography/grid.ts';
import type { Areas, Outward } from '../areas.ts';
import type { PostcodeRecord } from '../contract/records.ts';
import { metresBetween, metresPerDegree } from '../distance.ts';
import { blockOf, blockPartition, cellOf, inBlock, placeInBlock } from '../keys.ts';
import { nearPack, type OutwardCounts } from '../packs.ts';
import type { Reader } from './reader.ts';

interface Sources {
  readonly records: (postcodes: readonly string[]) => Promise<ReadonlyMap<string, PostcodeRecord>>;
  readonly outward: (outward: string) => Promise<Outward | undefined>;
  readonly outwards: () => Promise<readonly (OutwardCounts & { readonly outward: string })[]>;
}

/** From how many rows of cells on a block is read whole. */
const manyRows = 8;
/** Answers of the standards have a hundred at most. */
const usualLimit = 100;

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** The part of a row or column of cells that is in a block. */
const withinBlock = (block: number, from: number, to: number): readonly [number, number] => [
  Math.max(from, block * inBlock),
  Math.min(to, block * inBlock + inBlock - 1),
];

/** The strips of cells that a circle's box touches: a key condition for each row of a block, or for a whole block. */
const stripsOf = (prefix: string, { latitude, longitude }: GeoPoint, radius: number) => {
  const { north, east } = metresPerDegree(Math.min(89, Math.abs(latitude)));
  const [up, across] = [radius / north, radius / east];
  const from = cellOf({ latitude: latitude - up, longitude: longitude - across });
  const to = cellOf({ latitude: latitude + up, longitude: longitude + across });
  const whole = to.row - from.row >= manyRows;
  const rows = whole
    ? range(blockOf(from.row), blockOf(to.row)).map((block) => block * inBlock)
    : range(from.row, to.row);
  return rows.flatMap((row) =>
    range(blockOf(from.column), blockOf(to.column)).map((block) => {
      const pk = blockPartition(prefix, blockOf(row), block);
      const [first, last] = withinBlock(block, from.column, to.column).map(placeInBlock);
      const at = placeInBlock(row);
      return whole ? { pk } : { pk, between: [`${at}${first}`, `${at}${last}~`] as const };
    }),
  );
};

/** Those within the radius, nearest first, then by name. */
const sorted = <T extends GeoPoint>(all: readonly T[], point: GeoPoint, radius: number, nameOf: (one: T) => string) =>
  all
    .map((one) => ({ one, name: nameOf(one), distance: metresBetween(point, one) }))
    .filter(({ distance }) => distance <= radius)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));

export const nearby = (reader: Reader, sources: Sources): Pick<Areas, 'near' | 'outwardsNear'> => ({
  near: async (point, radius, limit = usualLimit) => {
    const unpack = ({ data }: { readonly data?: unknown }) =>
      nearPack.unpack(data).map(([postcode, latitude, longitude]) => ({ postcode, latitude, longitude }));
    const strips = stripsOf(reader.prefix, point, radius);
    const cells = await Promise.all(strips.map((strip) => reader.read(strip, unpack, () => 0.2)));
    const found = sorted(cells.flat(), point, radius, ({ postcode }) => postcode).slice(0, limit);
    const records = await sources.records(found.map(({ name }) => name));
    return found.flatMap(({ name, distance }) => {
      const record = records.get(name);
      return record ? { record, distance } : [];
    });
  },
  outwardsNear: async (point, radius, limit = usualLimit) => {
    const parts = Map.groupBy(await sources.outwards(), ({ outward }) => outward);
    const middles = [...parts].flatMap(([outward, all]) => {
      const total = (field: 'placed' | 'latitude' | 'longitude') => all.reduce((sum, one) => sum + one[field], 0);
      const placed = total('placed');
      return placed > 0
        ? { outward, latitude: total('latitude') / placed, longitude: total('longitude') / placed }
        : [];
    });
    const found = sorted(middles, point, radius, ({ outward }) => outward).slice(0, limit);
    const outwards = await Promise.all(found.map(({ name }) => sources.outward(name)));
    return found.flatMap(({ distance }, i) => {
      const outward = outwards[i];
      return outward ? { outward, distance } : [];
    });
  },
});
