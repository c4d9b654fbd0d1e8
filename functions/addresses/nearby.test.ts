import fc from 'fast-check';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import type { VersionStore } from '#shared/datasets/versions.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { QueryOptions, Table } from '#shared/dynamodb/table.ts';
import { anAddress, without } from '#test/support/addresses.ts';
import type { GazetteerAddress } from './contract/gazetteer.ts';
import { type Box, inBox, nearest, withinRadius } from './nearby.ts';
import { gazetteer } from './records.ts';
import { type Gazetteer, gazetteerStore } from './store.ts';

const keys = new DatasetKeys('addresses');

/** A gazetteer of one batch or more, over a table that only knows how to query. */
const holding = async (...batches: GazetteerAddress[][]): Promise<Gazetteer> => {
  const items = batches.flatMap((addresses, i) =>
    gazetteer.index(keys.prefix('marlbeck', 1), i, { addresses, streets: [] }),
  );
  const queryAll = async ({ pk, between: [from, to] = ['', '~'] }: QueryOptions): Promise<Item[]> =>
    items.filter((item) => item.pk === pk && String(item.sk) >= from && String(item.sk) <= to);
  const versions = { pointer: async () => ({ last: 1, live: 1 }) } as unknown as VersionStore;
  const opened = await gazetteerStore({ queryAll } as unknown as Table, keys, versions, () => 0).open('marlbeck');
  if (!opened) throw new Error('Nothing is live.');
  return opened;
};

const centimetre = (metres: number): number => Math.round(metres * 100) / 100;
const placed = (points: readonly (readonly [number, number])[]) =>
  points.map(([easting, northing], i) => anAddress({ uprn: String(i + 1), easting, northing }));

const uprns = (found: readonly { readonly uprn: string }[]) => found.map(({ uprn }) => uprn);
const distance = (a: { easting: number; northing: number }, b: GazetteerAddress): number =>
  Math.hypot(a.easting - (b.easting ?? Number.NaN), a.northing - (b.northing ?? Number.NaN));

/** The corners of the grid, and a square kilometre in the middle whose edges and rows are crossed. */
const corner = fc.constantFrom([0, 0], [333_000, 468_000], [698_000, 1_298_000]);
const offset = fc.oneof(
  fc.double({ min: 0, max: 2000, noNaN: true }).map(centimetre),
  fc.constantFrom(0, 249.99, 250, 500, 750, 999.99, 1000, 1000.01, 1250, 1999.99, 2000),
);
const point = fc.tuple(offset, offset);
const somewhere = corner.chain(([x = 0, y = 0]) => {
  const moved = point.map(([dx, dy]) => [centimetre(x + dx), centimetre(y + dy)] as const);
  return fc.record({ points: fc.array(moved, { maxLength: 40 }), around: moved, other: moved });
});

it('finds what a look at every address finds, nearest first', async () => {
  const radius = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.constantFrom(0.01, 125, 250, 400));
  await fc.assert(
    fc.asyncProperty(somewhere, radius, fc.integer({ min: 1, max: 12 }), async (place, most, limit) => {
      const addresses = placed(place.points);
      const around = { easting: place.around[0], northing: place.around[1] };
      const isEven = ({ uprn }: { uprn: string }): boolean => Number(uprn) % 2 === 0;
      const all = addresses
        .filter((address) => distance(around, address) <= most)
        .sort((a, b) => distance(around, a) - distance(around, b) || Number(a.uprn) - Number(b.uprn));

      const found = await holding(addresses.slice(0, 15), addresses.slice(15));
      const within = await withinRadius(found, around, most);
      expect(uprns(within.map(({ reference }) => reference))).toEqual(uprns(all));
      const near = await nearest(found, around, { radius: most, limit, wanted: isEven });
      expect(uprns(near.map(({ reference }) => reference))).toEqual(uprns(all.filter(isEven).slice(0, limit)));
    }),
    { numRuns: 300 },
  );
});

it('finds everything in a box, and nothing outside', async () => {
  await fc.assert(
    fc.asyncProperty(somewhere, async ({ points, around, other }) => {
      const addresses = placed(points);
      const [west = 0, east = 0] = [around[0], other[0]].sort((a, b) => a - b);
      const [south = 0, north = 0] = [around[1], other[1]].sort((a, b) => a - b);
      const box: Box = { west, south, east, north };
      const inside = addresses.filter(
        ({ easting = -1, northing = -1 }) =>
          easting >= west && easting <= east && northing >= south && northing <= north,
      );
      const found = await inBox(await holding(addresses), box);
      expect(uprns(found).sort()).toEqual(uprns(inside).sort());
    }),
    { numRuns: 300 },
  );
});

it('tells distances to a decimetre', async () => {
  const found = await holding(placed([[333_003, 468_004.06]]));
  expect(await withinRadius(found, { easting: 333_000, northing: 468_000 }, 10)).toMatchObject([{ distance: 5 }]);
});

it('does not find what is nowhere', async () => {
  const nowhere = without(anAddress(), 'easting', 'northing');
  expect(await withinRadius(await holding([nowhere]), { easting: 0, northing: 0 }, 1000)).toEqual([]);
});

it('stops looking when it has enough, and never looks more than three times', async () => {
  const gazetteer = await holding(placed([[333_500, 468_500]]));
  const looked = jest.spyOn(gazetteer, 'inSquare');
  const around = { easting: 333_500, northing: 468_500 };
  await nearest(gazetteer, around, { radius: 1000, limit: 1, wanted: () => true });
  expect(looked).toHaveBeenCalledTimes(1);
  looked.mockClear();
  await nearest(gazetteer, around, { radius: 1000, limit: 2, wanted: () => true });
  // Once in the square around the point for each of the two small circles, then in all nine.
  expect(looked).toHaveBeenCalledTimes(11);
});
