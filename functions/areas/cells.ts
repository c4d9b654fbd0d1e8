/**
 * The squares of the map by which a point finds its areas. Cells have three sizes, each an eighth or a quarter of the one before. An area
 * is noted in the largest cells that lie wholly in it, and in the smallest ones along its boundary: there with whether it has the cell's
 * south-west corner, and the edges that come near the cell. A point is in it if the walk from that corner, which never leaves the
 * cell, changes sides. So a point is decided exactly from one cell of each size.
 */
import type { GeoPoint } from '#shared/geography/grid.ts';
import { metresPerDegree } from './distance.ts';
import { changesSide, clip, type Line, someEdge, squaredDistance } from './shapes.ts';

/** Millionths of a degree: about 70, 9 and 2 kilometres from south to north. */
export const sizes = [640_000, 80_000, 20_000] as const;
/** Corners lie between the millionths that vertices lie on, so that no vertex is on one, nor an edge but by a rare chance. */
const offset = [-0.5, -0.371_234_5] as const;
/** How far outside an area a point may be and still be told of it. */
export const reach = 100;

export interface Cell {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

/** What a cell knows of an area. */
export interface Cover {
  readonly cell: Cell;
  /** Of its south-west corner; of all of it, where there are no lines. */
  readonly inside: boolean;
  readonly lines: readonly Line[];
}

export const nameOf = ({ level, column, row }: Cell): string => `${level}.${column}.${row}`;

const corner = ({ level, column, row }: Cell): [number, number] => {
  const size = sizes[level] ?? 0;
  return [column * size + offset[0], row * size + offset[1]];
};

const cellAt = (level: number, x: number, y: number): Cell => {
  const size = sizes[level] ?? 1;
  return { level, column: Math.floor((x - offset[0]) / size), row: Math.floor((y - offset[1]) / size) };
};

const inMillionths = ({ latitude, longitude }: GeoPoint): [number, number] => [longitude * 1e6, latitude * 1e6];

/** The cell of each size that a point is in. */
export const cellsAt = (point: GeoPoint): Cell[] => {
  const [x, y] = inMillionths(point);
  return sizes.map((_, level) => cellAt(level, x, y));
};

type Box = [west: number, south: number, east: number, north: number];

const boxOf = (cell: Cell): Box => {
  const [west, south] = corner(cell);
  const size = sizes[cell.level] ?? 0;
  return [west, south, west + size, south + size];
};

/** A box and what is within reach of it. */
const grown = ([west, south, east, north]: Box): Box => {
  const { north: up, east: across } = metresPerDegree(Math.min(89, Math.max(Math.abs(south), Math.abs(north)) / 1e6));
  const [x, y] = [(reach * 1e6) / across, (reach * 1e6) / up];
  return [west - x, south - y, east + x, north + y];
};

/** A point that is on an edge counts for the cells on both sides. */
const withEdge = ([west, south, east, north]: Box): Box => [west - 1, south - 1, east + 1, north + 1];

const coverCell = (cell: Cell, inside: boolean, around: readonly Line[], covers: Cover[]): void => {
  const near = clip(around, grown(boxOf(cell)));
  if (near.length === 0 && !inside) return;
  if (inside && clip(near, withEdge(boxOf(cell))).length === 0) {
    covers.push({ cell, inside, lines: [] });
    return;
  }
  const [size, next] = [sizes[cell.level] ?? 0, sizes[cell.level + 1]];
  if (next === undefined) {
    covers.push({ cell, inside, lines: near });
    return;
  }
  const parts = size / next;
  for (let i = 0; i < parts * parts; i += 1) {
    const column = cell.column * parts + (i % parts);
    const part = { level: cell.level + 1, column, row: cell.row * parts + Math.floor(i / parts) };
    coverCell(part, inside !== changesSide(near, corner(cell), corner(part)), near, covers);
  }
};

const boundsOf = (lines: readonly Line[]): Box => {
  const bounds: Box = [Infinity, Infinity, -Infinity, -Infinity];
  someEdge(lines, (x, y) => {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
    return false;
  });
  return bounds;
};

/** Every cell that has something of an area, or is within reach of it. */
export const coversOf = (rings: readonly Line[]): Cover[] => {
  const bounds = boundsOf(rings);
  const [west, south, east, north] = grown(bounds);
  const [first, last] = [cellAt(0, west, south), cellAt(0, east, north)];
  const outside = [bounds[0] - 1000, bounds[1] - 1000] as const;
  const covers: Cover[] = [];
  for (let { column } = first; column <= last.column; column += 1) {
    for (let { row } = first; row <= last.row; row += 1) {
      const cell = { level: 0, column, row };
      coverCell(cell, changesSide(rings, outside, corner(cell)), rings, covers);
    }
  }
  return covers;
};

/** Whether a coordinate is between two others, or beyond by at most this. */
const isBetween = (value: number, a: number, b: number, by: number): boolean =>
  a < b ? value >= a - by && value <= b + by : value >= b - by && value <= a + by;

/** The least square of the distances of a point from edges, if it is at most `most`, where a unit of x and y is so many long. */
const nearestOf = (
  lines: readonly Line[],
  [x, y]: readonly [number, number],
  most: number,
  scale: [number, number],
) => {
  const [reachX, reachY] = scale.map((one) => Math.sqrt(most) / one) as [number, number];
  let nearest: number | undefined;
  someEdge(lines, (ax, ay, bx, by) => {
    if (!isBetween(x, ax, bx, reachX) || !isBetween(y, ay, by, reachY)) return false;
    const squared = squaredDistance([x, y], [ax, ay, bx, by], scale);
    if (squared <= (nearest ?? most)) nearest = squared;
    return false;
  });
  return nearest;
};

/** A tenth of a millionth of a degree. */
const onEdge = 0.1;

/** Where a point is to an area: by what the point's cell knows of it. `undefined`: outside, beyond reach. */
export const locate = (
  { cell, inside, lines }: Cover,
  point: GeoPoint,
): { readonly onEdge?: true; readonly outsideBy?: number } | undefined => {
  const at = inMillionths(point);
  if (nearestOf(lines, at, onEdge ** 2, [1, 1]) !== undefined) return { onEdge: true };
  if (inside !== changesSide(lines, corner(cell), at)) return {};
  const { north, east } = metresPerDegree(point.latitude);
  const squared = nearestOf(lines, at, reach ** 2, [east / 1e6, north / 1e6]);
  return squared === undefined ? undefined : { outsideBy: Math.round(Math.sqrt(squared) * 10) / 10 };
};
