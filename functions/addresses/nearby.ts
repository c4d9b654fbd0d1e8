/** Addresses around a point or in a box, from the strips of square kilometres that they lie in. */
import type { GridPoint } from '#shared/geography/grid.ts';
import { aKilometre, rowHeight } from './keys.ts';
import type { Reference } from './reference.ts';
import type { Gazetteer } from './store.ts';

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export interface Near {
  readonly reference: Reference;
  /** Metres. */
  readonly distance: number;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** Everything in a box, in one round trip of a query for each square kilometre that it touches. */
export const inBox = async (gazetteer: Gazetteer, { west, south, east, north }: Box): Promise<Reference[]> => {
  const squareOf = (metres: number) => Math.floor(Math.max(0, metres) / aKilometre);
  const rowOf = (metres: number) => Math.floor((metres % aKilometre) / rowHeight);
  const reads = range(squareOf(south), squareOf(north)).flatMap((square) => {
    const from = square === squareOf(south) ? rowOf(Math.max(0, south)) : 0;
    const to = square === squareOf(north) ? rowOf(north) : aKilometre / rowHeight - 1;
    return range(squareOf(west), squareOf(east)).map((column) => gazetteer.inSquare(column, square, [from, to]));
  });
  const found = (await Promise.all(reads)).flat();
  return found.filter(
    ({ easting, northing }) => easting >= west && easting <= east && northing >= south && northing <= north,
  );
};

const rounded = (metres: number): number => Math.round(metres * 10) / 10;

/** Everything within `radius` metres, nearest first, then by UPRN. */
export const withinRadius = async (
  gazetteer: Gazetteer,
  { easting, northing }: GridPoint,
  radius: number,
): Promise<Near[]> => {
  const box = { west: easting - radius, south: northing - radius, east: easting + radius, north: northing + radius };
  const found = await inBox(gazetteer, box);
  return found
    .map((reference) => ({ reference, exact: Math.hypot(reference.easting - easting, reference.northing - northing) }))
    .filter(({ exact }) => exact <= radius)
    .sort((a, b) => a.exact - b.exact || Number(a.reference.uprn) - Number(b.reference.uprn))
    .map(({ reference, exact }) => ({ reference, distance: rounded(exact) }));
};

/** First a small circle, then wider ones: crowded places are answered from the first, and in empty ones the last is cheap. */
const circles = [125, 400];

/** The nearest `limit` of those that `wanted` picks, in at most three round trips. */
export const nearest = async (
  gazetteer: Gazetteer,
  point: GridPoint,
  {
    radius,
    limit,
    wanted,
  }: { readonly radius: number; readonly limit: number; readonly wanted: (reference: Reference) => boolean },
): Promise<Near[]> => {
  for (const circle of [...circles.filter((one) => one < radius), radius]) {
    const found = (await withinRadius(gazetteer, point, circle)).filter(({ reference }) => wanted(reference));
    if (found.length >= limit || circle === radius) return found.slice(0, limit);
  }
  return [];
};
