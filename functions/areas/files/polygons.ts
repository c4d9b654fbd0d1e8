/** Geometry of GeoJSON as encoded polygons. */
import { toDegrees } from '#shared/geography/grid.ts';
import { encodeRing } from '../shapes.ts';
import { type Point, perimeter, type Ring, thin, tidy } from './rings.ts';

export interface Geometry {
  readonly type: string;
  readonly coordinates?: unknown;
}
/** Outer ring and holes. */
type Polygon = readonly Ring[];

/** What cannot be taken, for a remark. */
export class Refused extends Error {
  readonly reason: string;
  constructor(reason: string, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

const isPoint = (value: unknown): value is Point =>
  Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);
const isPolygon = (value: unknown): value is Polygon =>
  Array.isArray(value) && value.every((ring) => Array.isArray(ring) && ring.every(isPoint));

const polygonsIn = ({ type, coordinates }: Geometry): readonly Polygon[] => {
  const polygons = type === 'Polygon' ? [coordinates] : type === 'MultiPolygon' ? coordinates : undefined;
  if (!Array.isArray(polygons)) throw new Refused('not-a-polygon', `its geometry is a ${type}, not a polygon`);
  if (!polygons.every(isPolygon)) throw new Refused('not-a-polygon', 'its coordinates are not lists of points');
  return polygons;
};

/** Of the country, with some sea. */
const isHere = ([longitude, latitude]: Point): boolean =>
  longitude > -14 && longitude < 4 && latitude > 49 && latitude < 62;

/** Metres of the British grid are known by their size. */
const isGrid = ([x, y]: Point): boolean => (x > 180 || y > 90) && x >= 0 && x <= 700_000 && y >= 0 && y <= 1_300_000;

const inDegrees = ([x, y]: Point): Point => {
  if (!isGrid([x, y])) return [x, y];
  const { latitude, longitude } = toDegrees({ easting: x, northing: y });
  return [longitude, latitude];
};

const placed = (ring: Ring): Ring => {
  const points = ring.map(inDegrees);
  if (points.every(isHere)) return points;
  const isSwapped = points.every(([x, y]) => isHere([y, x]));
  throw new Refused(
    'not-in-the-country',
    isSwapped
      ? 'it has latitude before longitude, and GeoJSON has longitude first'
      : 'it is neither in degrees (WGS84) nor in metres of the British grid, or not in this country',
  );
};

export interface Boundary {
  readonly polygons: readonly Polygon[];
  /** Rings that enclosed nothing. */
  readonly dropped: number;
}

/** Throws `Refused`. */
export const boundaryIn = (geometry: Geometry): Boundary => {
  let dropped = 0;
  const polygons = polygonsIn(geometry).flatMap((given): Polygon[] => {
    const [outer, ...holes] = given.map((ring, i) => tidy(placed(ring), i > 0));
    const kept = holes.filter((hole) => hole !== undefined);
    dropped += outer ? holes.length - kept.length : given.length;
    return outer ? [[outer, ...kept]] : [];
  });
  if (polygons.length === 0) throw new Refused('encloses-nothing', 'its boundary encloses nothing');
  return { polygons, dropped };
};

export const encoded = (polygons: readonly Polygon[], tolerance = 0): string[][] =>
  polygons.map((rings) => rings.map((ring) => encodeRing(tolerance > 0 ? thin(ring, tolerance) : ring)));

/** Metres round all of it, and how many points that takes. */
export const extentOf = (polygons: readonly Polygon[]): { readonly metres: number; readonly points: number } => {
  const rings = polygons.flat();
  return {
    metres: rings.reduce((sum, ring) => sum + perimeter(ring), 0),
    points: rings.reduce((sum, ring) => sum + ring.length - 1, 0),
  };
};
