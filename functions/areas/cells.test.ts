import fc from 'fast-check';
import { type Cover, cellsAt, coversOf, locate, nameOf } from './cells.ts';
import { decodeLine, decodeRing, encodeRing, type Line } from './shapes.ts';

type Place = readonly [number, number];

/** Plain ray casting over whole polygons: the textbook way, for comparison. */
const isIn = (rings: readonly Line[], [x, y]: Place): boolean => {
  let odd = false;
  for (const ring of rings)
    for (let i = 2; i < ring.length; i += 2) {
      const [ax = 0, ay = 0, bx = 0, by = 0] = ring.slice(i - 2, i + 2);
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
    }
  return odd;
};

/** What the cells of a point say: in, on the edge, near or nothing. */
const told = (covers: readonly Cover[], [x, y]: Place) => {
  const point = { longitude: x / 1e6, latitude: y / 1e6 };
  const names = cellsAt(point).map(nameOf);
  const found = covers.filter(({ cell }) => names.includes(nameOf(cell))).map((cover) => locate(cover, point));
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0];
};

const closed = (points: readonly Place[]): Line => [...points, points[0] ?? [0, 0]].flat();
/** A ring around a middle, of any size up to 150 km, with its points at growing angles: it never crosses itself. */
const starRing = ([x, y]: Place, most: number) =>
  fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 }).map((radii) =>
    closed(
      radii.map((radius, i) => {
        const angle = (2 * Math.PI * i) / radii.length;
        return [Math.round(x + most * radius * Math.cos(angle)), Math.round(y + most * radius * Math.sin(angle))];
      }),
    ),
  );
const middle = fc.tuple(
  fc.integer({ min: -6_000_000, max: 2_000_000 }),
  fc.integer({ min: 50_000_000, max: 59_000_000 }),
);
/** With a hole in it and an island in that; sizes that take in every level of cells. */
const area = fc
  .tuple(middle, fc.constantFrom(2000, 30_000, 200_000, 1_500_000))
  .chain(([at, size]) =>
    fc.tuple(starRing(at, size), starRing(at, size / 5.5), starRing(at, size / 30), fc.constant({ at, size })),
  );

it('decides a point by its cells as ray casting over the whole polygon does', () => {
  fc.assert(
    fc.property(
      area,
      fc.array(
        fc.tuple(fc.double({ min: -1.2, max: 1.2, noNaN: true }), fc.double({ min: -1.2, max: 1.2, noNaN: true })),
        { minLength: 20, maxLength: 20 },
      ),
      fc.boolean(),
      ([outer, hole, island, { at, size }], places, whole) => {
        const rings = [outer, hole, island];
        const covers = coversOf(rings);
        for (const [dx, dy] of places) {
          const exact: Place = [at[0] + dx * size, at[1] + dy * size];
          const place: Place = whole ? [Math.round(exact[0]), Math.round(exact[1])] : exact;
          const found = told(covers, place);
          if (found?.onEdge) continue;
          expect(found !== undefined && found.outsideBy === undefined).toBe(isIn(rings, place));
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('flags vertices and points of edges, from both sides', () => {
  fc.assert(
    fc.property(area, fc.nat(), ([outer], n) => {
      const i = 2 * (n % (outer.length / 2 - 1));
      const [ax = 0, ay = 0, bx = 0, by = 0] = outer.slice(i, i + 4);
      const covers = coversOf([outer]);
      expect(told(covers, [ax, ay])).toEqual({ onEdge: true });
      expect(told(covers, [(ax + bx) / 2, (ay + by) / 2])).toEqual({ onEdge: true });
    }),
    { numRuns: 40 },
  );
});

/** A square of about 11 km by 7 km whose corners are corners of cells, too. */
const square = closed([
  [-400_000, 51_400_000],
  [-300_000, 51_400_000],
  [-300_000, 51_500_000],
  [-400_000, 51_500_000],
]);

it.each([
  ['in the middle', [-350_000, 51_450_000], {}],
  ['on a corner of cells', [-340_000, 51_440_000], {}],
  ['on the south edge', [-350_000, 51_400_000], { onEdge: true }],
  ['on a corner', [-400_000, 51_500_000], { onEdge: true }],
  ['50 m to the south', [-350_000, 51_400_000 - 449.5], { outsideBy: 50 }],
  ['50 m to the west', [-400_000 - 719, 51_450_000], { outsideBy: 50 }],
  ['101 m to the north', [-350_000, 51_500_000 + 908], undefined],
  ['far away', [-900_000, 51_450_000], undefined],
])('a point %s', (_, place, expected) => {
  expect(told(coversOf([square]), place as unknown as Place)).toEqual(expected);
});

it('notes what is wholly inside by cells as large as they can be', () => {
  const country = closed([
    [-4_000_000, 50_000_000],
    [0, 50_000_000],
    [0, 54_000_000],
    [-4_000_000, 54_000_000],
  ]);
  const wholes = coversOf([country]).filter(({ lines }) => lines.length === 0);
  expect(new Set(wholes.map(({ cell }) => cell.level))).toEqual(new Set([0, 1, 2]));
  expect(wholes.length).toBeLessThan(4000);
});

it('writes a ring and reads it again', () => {
  const degree = fc.integer({ min: -90_000_000, max: 90_000_000 }).map((n) => n / 1e6);
  fc.assert(
    fc.property(fc.array(fc.tuple(degree, degree), { minLength: 1 }), (ring) => {
      const text = encodeRing(ring);
      expect(text).toMatch(/^[!-~]+$/);
      expect(JSON.stringify(text)).toHaveLength(text.length + 2);
      expect(decodeRing(text)).toEqual(ring);
      expect(decodeLine(text)).toHaveLength(2 * ring.length);
    }),
  );
});
