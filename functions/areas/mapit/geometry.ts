/** Extent, area and centre of a boundary. */
import { toDegrees, toGrid } from '#shared/geography/grid.ts';

type Point = readonly [number, number];
type Ring = readonly Point[];
export type Boundary = readonly (readonly Ring[])[];

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

/** Twice the signed area, and the sums for the centroid (the shoelace formula). */
const shoelace = (ring: Ring) => {
  let [double, sumX, sumY] = [0, 0, 0];
  for (const [i, [x, y]] of ring.entries()) {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [x, y];
    const cross = x * nextY - nextX * y;
    double += cross;
    sumX += (x + nextX) * cross;
    sumY += (y + nextY) * cross;
  }
  return { double, sumX, sumY };
};

/** Holes count against their outer ring, whichever way they run. */
const centreOf = (boundary: Boundary) => {
  let [area, x, y] = [0, 0, 0];
  for (const rings of boundary) {
    for (const [i, ring] of rings.entries()) {
      const { double, sumX, sumY } = shoelace(ring);
      const sign = (i === 0 ? 1 : -1) * Math.sign(double);
      area += (sign * double) / 2;
      x += (sign * sumX) / 6;
      y += (sign * sumY) / 6;
    }
  }
  return { area, centre: area === 0 ? undefined : ([x / area, y / area] as const) };
};

const onGrid = ([longitude, latitude]: Point): Point => {
  const { easting, northing } = toGrid({ latitude, longitude }) ?? { easting: 0, northing: 0 };
  return [easting, northing];
};

const boundsOf = (points: readonly Point[]) =>
  points.reduce(
    ([west, south, east, north], [x, y]) =>
      [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)] as const,
    [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] as const,
  );

/** Square metres and metres of the British grid; degrees. */
export const geometryOf = (boundary: Boundary): Record<string, number> => {
  const metres = boundary.map((rings) => rings.map((ring) => ring.map(onGrid)));
  const [minE, minN, maxE, maxN] = boundsOf(metres.flat(2));
  const [west, south, east, north] = boundsOf(boundary.flat(2));
  const { area, centre = [(minE + maxE) / 2, (minN + maxN) / 2] as const } = centreOf(metres);
  const { latitude, longitude } = toDegrees({ easting: centre[0], northing: centre[1] });
  return {
    ...{ parts: boundary.length, area: rounded(area, 1), srid_en: 27700 },
    ...{ min_e: rounded(minE, 1), min_n: rounded(minN, 1), max_e: rounded(maxE, 1), max_n: rounded(maxN, 1) },
    ...{ centre_e: rounded(centre[0], 1), centre_n: rounded(centre[1], 1) },
    ...{ min_lon: west, min_lat: south, max_lon: east, max_lat: north, centre_lon: longitude, centre_lat: latitude },
  };
};
