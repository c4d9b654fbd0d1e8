/** Reads what MapIt's paths hold; refuses in its words. */
import { type GeoPoint, toDegrees } from '#shared/geography/grid.ts';
import { MapitInvalid, MapitNotFound } from '../contract/mapit.ts';
import { codeOfId } from './types.ts';

const withoutSuffix = (text: string): string => text.replace(/\.(json|geojson|wkt|kml)$/, '');

const canonical = (text: string): string =>
  withoutSuffix(text)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');

/** As shown, with one space. */
export const readPostcode = (text: string): string => {
  const compact = canonical(text);
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(compact)) throw new MapitInvalid(`Postcode '${compact}' is not valid.`);
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`;
};

/** A full postcode is cut to its outward code. */
export const readOutward = (text: string): string => {
  const compact = canonical(text);
  const outward = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})?$/.exec(compact)?.[1];
  if (!outward) throw new MapitInvalid(`Partial postcode '${compact}' is not valid.`);
  return outward;
};

const isSwapped = (x: number, y: number): boolean => x >= 49 && x <= 61 && y >= -9 && y <= 2;

const geographic = (longitude: number, latitude: number): GeoPoint => {
  if (isSwapped(longitude, latitude))
    throw new MapitInvalid('The coordinates are the wrong way round: 4326 takes longitude, then latitude.');
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) throw new MapitInvalid('The coordinates are not degrees.');
  return { latitude, longitude };
};

const readers: Readonly<Record<string, (x: number, y: number) => GeoPoint>> = {
  4326: geographic,
  latlon: (latitude, longitude) => geographic(longitude, latitude),
  27700: (easting, northing) => toDegrees({ easting, northing }),
  osgb: (easting, northing) => toDegrees({ easting, northing }),
};

/** Metres further off than this are on no map of Britain, and the formulas leave it. */
const furthest = 2_000_000;

export const readPoint = (srid: string, text: string): GeoPoint => {
  const read = Object.hasOwn(readers, srid) ? readers[srid] : undefined;
  if (!read) throw new MapitInvalid(`SRID '${srid.slice(0, 20)}' is not one of 4326 and 27700.`);
  const [, first, second] = /^(-?\d+(?:\.\d+)?),\s*(-?\d+(?:\.\d+)?)$/.exec(withoutSuffix(text)) ?? [];
  const [x, y] = [Number(first), Number(second)];
  if (first === undefined || Math.abs(x) > furthest || Math.abs(y) > furthest)
    throw new MapitInvalid('The point must be two numbers with a comma between them.');
  return read(x, y);
};

/** A GSS code, from itself or from an id. */
export const readArea = (text: string): string => {
  const id = withoutSuffix(text).toUpperCase();
  if (/^[A-Z]\d{8}$/.test(id)) return id;
  if (!/^\d{1,15}$/.test(id)) throw new MapitInvalid('Bad area ID specified');
  const code = codeOfId(Number(id));
  if (!code) throw new MapitNotFound('No Area matches the given query.');
  return code;
};

export const readList = withoutSuffix;

const readGeneration = (name: string, value: string | undefined): number | undefined => {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new MapitInvalid(`Bad value specified for ${name} parameter`);
  return Number(value);
};

export interface Filters {
  readonly type?: string | undefined;
  readonly country?: string | undefined;
  readonly generation?: string | undefined;
  readonly min_generation?: string | undefined;
  readonly max_generation?: string | undefined;
}

/** Whether an area is asked for; the one generation that there is must be. */
export const readFilters = (query: Filters, current: number) => {
  const exact = readGeneration('generation', query.generation);
  const least = readGeneration('min_generation', query.min_generation) ?? exact ?? current;
  const most = readGeneration('max_generation', query.max_generation) ?? exact ?? current;
  const isHere = least <= current && current <= most;
  const [types, country] = [query.type?.split(','), query.country];
  return ({ type, country: letter }: { readonly type: string; readonly country: string }): boolean =>
    isHere && (!types || types.includes(type)) && (!country || country === letter);
};
