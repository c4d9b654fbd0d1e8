/** Rings of boundaries: put right where that is certain, thinned where they are too fine, measured. */
import { metresPerDegree } from '../distance.ts';
import { squaredDistance } from '../shapes.ts';

export type Point = readonly [longitude: number, latitude: number];
export type Ring = readonly Point[];

const millionth = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
const same = (a: Point | undefined, b: Point | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1];

/** Twice the area in square degrees; positive where it goes against the clock. */
const turn = (ring: Ring): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);

/** Without points that are there twice, and without spikes: out and straight back. */
const plain = (ring: Ring): Point[] => {
  const kept: Point[] = [];
  for (const point of ring) {
    if (same(kept.at(-1), point)) continue;
    if (same(kept.at(-2), point)) kept.pop();
    else kept.push(point);
  }
  return kept;
};

/**
 * To 0.1 m, closed, the outer ring against the clock and holes with it (RFC 7946). `undefined` for one that encloses nothing.
 */
export const tidy = (given: Ring, isHole: boolean): Ring | undefined => {
  const ring = plain(given.map(([x, y]): Point => [millionth(x), millionth(y)]));
  while (ring.length > 1 && same(ring[0], ring.at(-1))) ring.pop();
  while (ring.length > 2 && same(ring[1], ring.at(-1))) ring.splice(0, 1);
  const area = turn(ring);
  const [first] = ring;
  if (!first || ring.length < 3 || area === 0) return undefined;
  const closed = [...ring, first];
  return area > 0 === isHole ? closed.reverse() : closed;
};

const scales = (latitude: number): Point => {
  const { east, north } = metresPerDegree(latitude);
  return [east, north];
};

/** Metres round it. */
export const perimeter = (ring: Ring): number => {
  const [scaleX, scaleY] = scales(ring[0]?.[1] ?? 0);
  return ring.reduce((sum, [x, y], i) => {
    const [beforeX, beforeY] = ring[i - 1] ?? [x, y];
    return sum + Math.hypot((x - beforeX) * scaleX, (y - beforeY) * scaleY);
  }, 0);
};

/** Which point between two is farthest from the straight line, and the square of how far in metres. */
const farthest = (ring: Ring, from: number, to: number, scale: Point) => {
  const [a, b] = [ring[from] ?? [0, 0], ring[to] ?? [0, 0]];
  let found = { at: from, distance: -1 };
  for (let at = from + 1; at < to; at += 1) {
    const distance = squaredDistance(ring[at] ?? [0, 0], [a[0], a[1], b[0], b[1]], scale);
    if (distance > found.distance) found = { at, distance };
  }
  return found;
};

/** A stretch is thinned by itself, so that no shape of ring takes longer than another; its ends stay. */
const stretch = 500;

/** Leaves out what lies within so many metres of what is left (Douglas and Peucker). A closed ring keeps at least four points. */
export const thin = (ring: Ring, metres: number): Ring => {
  const scale = scales(ring[0]?.[1] ?? 0);
  const last = ring.length - 1;
  const ends = Array.from({ length: Math.ceil(last / stretch) + 1 }, (_, i) => Math.min(i * stretch, last));
  const kept = new Set(ends);
  const open = ends.slice(1).map((end, i): [number, number] => [ends[i] ?? 0, end]);
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span;
    const { at, distance } = farthest(ring, from, to, scale);
    if (distance <= metres ** 2 && !(kept.size < 4 && at > from)) continue;
    if (at === from) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return ring.filter((_, i) => kept.has(i));
};
