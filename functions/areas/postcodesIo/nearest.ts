/** What is near a point, asked for in postcodes.io's parameters. */
import type { GeoPoint } from '#shared/geography/grid.ts';
import type { Areas, Near, NearOutward } from '../areas.ts';
import { invalid, PostcodesIoInvalid } from '../contract/postcodesIoErrors.ts';

/** Texts of a query, or whatever the JSON of a body has. */
export type Asked = Readonly<
  Partial<Record<'longitude' | 'latitude' | 'limit' | 'radius' | 'widesearch' | 'wideSearch', unknown>>
>;
/** Most results, and metres, each with what it is unless told. */
interface Range {
  readonly radius: readonly [usual: number, most: number];
}
export const ofPostcodes: Range = { radius: [100, 2000] };
export const ofOutcodes: Range = { radius: [5000, 25_000] };

export interface Nearby {
  readonly point: GeoPoint;
  readonly limit: number;
  readonly radius: number;
  readonly wide: boolean;
}

/** Reads the number that a text begins with, as its clients rely on: `10m` is 10. */
const numberOf = (value: unknown, parse: (text: string) => number, refusal: string): number => {
  const number = typeof value === 'string' || typeof value === 'number' ? parse(String(value)) : Number.NaN;
  if (Number.isNaN(number)) throw new PostcodesIoInvalid(refusal);
  return number;
};

const upTo = ([usual, most]: Range['radius'], value: unknown, parse: (text: string) => number, refusal: string) => {
  const number = value ? numberOf(value, parse, refusal) : usual;
  if (number < 0) throw new PostcodesIoInvalid(refusal);
  return Math.min(number, most);
};

const whole = (text: string): number => Number.parseInt(text, 10);

/** Any text but “false”, in which it differs: postcodes.io takes that for true, too. */
export const isWide = (value: unknown): boolean => Boolean(value) && value !== 'false';

/** Checks in its order: the first mistake is told. */
export const readNearby = (asked: Asked, range: Range): Nearby => {
  const limit = upTo([10, 100], asked.limit, whole, invalid.limit);
  const longitude = numberOf(asked.longitude, Number.parseFloat, invalid.point);
  const latitude = numberOf(asked.latitude, Number.parseFloat, invalid.point);
  const radius = upTo(range.radius, asked.radius, Number.parseFloat, invalid.radius);
  return { point: { longitude, latitude }, limit, radius, wide: isWide(asked.widesearch) || isWide(asked.wideSearch) };
};

const isOnEarth = ({ longitude, latitude }: GeoPoint): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

/** Where there are few, it looks ever further, up to 20 km. It goes in larger steps than postcodes.io to the same answer. */
const wideSteps = [500, 2000, 6000, 20_000];
const mostWide = 10;

const widely = async (areas: Areas, point: GeoPoint, limit: number): Promise<readonly Near[]> => {
  let found: readonly Near[] = [];
  for (const radius of wideSteps) {
    found = await areas.near(point, radius, limit);
    if (found.length >= limit) break;
  }
  return found;
};

export const nearest = async (areas: Areas, { point, limit, radius, wide }: Nearby): Promise<readonly Near[]> => {
  if (!isOnEarth(point)) return [];
  return wide ? widely(areas, point, Math.min(limit, mostWide)) : areas.near(point, radius, limit);
};

export const nearestOutcodes = async (
  areas: Areas,
  { point, limit, radius }: Nearby,
): Promise<readonly NearOutward[]> => (isOnEarth(point) ? areas.outwardsNear(point, radius, limit) : []);
