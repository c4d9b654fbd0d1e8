/** Whether a point is in an area of GeoJSON. Pure; the boundary counts as inside, of holes too. Small areas: degrees are taken as flat. */
import type { Area } from '../contract/zones.ts';

export type Point = readonly [longitude: number, latitude: number];
type Ring = readonly Point[];

/** A tenth of a millimetre, in degrees. */
const hair = 1e-9;

const sides = (ring: Ring): [Point, Point][] => ring.slice(1).map((end, i) => [ring[i] ?? end, end]);

const isOn = ([x, y]: Point, [[ax, ay], [bx, by]]: readonly [Point, Point]): boolean => {
  const [dx, dy] = [bx - ax, by - ay];
  const along = dx * dx + dy * dy;
  // Where on the side the point is nearest: 0 at its start, 1 at its end.
  const nearest = along === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / along));
  return Math.hypot(ax + nearest * dx - x, ay + nearest * dy - y) <= hair;
};

/** Whether a line from the point to the east crosses the side. */
const isCrossed = ([x, y]: Point, [[ax, ay], [bx, by]]: readonly [Point, Point]): boolean =>
  ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax;

/** Into a hole, a line crosses once more: so whether it crosses an odd number of sides tells for all rings together. */
const isInPolygon = (point: Point, rings: readonly Ring[]): boolean => {
  const all = rings.flatMap(sides);
  return all.some((side) => isOn(point, side)) || all.filter((side) => isCrossed(point, side)).length % 2 === 1;
};

export const polygonsOf = ({ type, coordinates }: Area): readonly (readonly Ring[])[] =>
  type === 'Polygon' ? [coordinates] : coordinates;

/** South-west and north-east corners. */
const boxOf = (rings: readonly Ring[]): readonly [Point, Point] => {
  const points = rings.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [least, most] = [
    (all: number[]) => all.reduce((a, b) => Math.min(a, b)),
    (all: number[]) => all.reduce((a, b) => Math.max(a, b)),
  ];
  return [
    [least(xs) - hair, least(ys) - hair],
    [most(xs) + hair, most(ys) + hair],
  ];
};

/** Made ready to be asked often. */
export const areaTest = (area: Area): ((point: Point) => boolean) => {
  const polygons = polygonsOf(area).map((rings) => ({ rings, box: boxOf(rings) }));
  return (point) =>
    polygons.some(({ rings, box: [[west, south], [east, north]] }) => {
      const [x, y] = point;
      return x >= west && x <= east && y >= south && y <= north && isInPolygon(point, rings);
    });
};

/** Twice what a ring encloses; nothing for one that is a line or a point. */
export const doubleSize = (ring: Ring): number =>
  Math.abs(sides(ring).reduce((sum, [[ax, ay], [bx, by]]) => sum + (ax * by - bx * ay), 0));
