import fc from 'fast-check';
import { metresPerDegree } from '../distance.ts';
import { squaredDistance } from '../shapes.ts';
import { type Point, type Ring, thin } from './rings.ts';

const degrees = (from: number) => fc.integer({ min: 0, max: 1000 }).map((value) => from + value / 1e5);
const ring = fc.array(fc.tuple(degrees(-3), degrees(54)), { minLength: 4, maxLength: 60 }).map((points): Ring => {
  const [first = [0, 0]] = points;
  return [...points, first];
});

const metres = (point: Point, line: Ring): number => {
  const { east, north } = metresPerDegree(54);
  const distances = line.slice(1).map(([x, y], i) => {
    const [beforeX, beforeY] = line[i] ?? [x, y];
    return squaredDistance(point, [beforeX, beforeY, x, y], [east, north]);
  });
  return Math.sqrt(Math.min(...distances));
};

it('leaves out only points of a ring that lie near what is left, and keeps it a ring', () => {
  fc.assert(
    fc.property(ring, fc.integer({ min: 1, max: 200 }), (given, tolerance) => {
      const thinned = thin(given, tolerance);
      expect(thinned.at(-1)).toEqual(thinned[0]);
      expect(thinned.length).toBeGreaterThanOrEqual(4);
      expect(thinned.every((point) => given.includes(point))).toBe(true);
      for (const point of given) expect(metres(point, thinned)).toBeLessThanOrEqual(tolerance * 1.01);
    }),
  );
});
