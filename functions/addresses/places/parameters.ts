/** OS Places' parameters, read and refused in its own words. */
import { fromMercator, type GridPoint, toGrid } from '#shared/geography/grid.ts';
import { PlacesInvalid } from '../contract/places.ts';
import type { Box } from '../nearby.ts';

export type Form = 'DPA' | 'LPI';
export type Srs = '27700' | '4326' | '4258' | '3857';

export interface Common {
  readonly maxresults: number;
  readonly offset: number;
  readonly forms: readonly Form[];
  readonly languages: readonly ('EN' | 'CY')[];
  readonly srs: Srs;
  readonly outputSrs: Srs;
}

type Given = Readonly<Record<string, unknown>>;

const textOf = (given: Given, name: string): string | undefined => {
  const value = given[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** A parameter that must be there. */
export const required = (given: Given, name: string): string => {
  const text = textOf(given, name);
  if (text === undefined) throw new PlacesInvalid(`Parameter ${name} is required.`);
  return text;
};

const decimal = /^-?\d{1,9}(\.\d{1,12})?$/;

export const numberIn = (given: Given, name: string, usual: number, from: number, to: number, whole = true): number => {
  const text = textOf(given, name);
  if (text === undefined) return usual;
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  if (value >= from && value <= to && (!whole || Number.isInteger(value))) return value;
  throw new PlacesInvalid(`Parameter ${name} must be ${whole ? 'a whole number' : 'a number'} from ${from} to ${to}.`);
};

const wordsIn = <T extends string>(given: Given, name: string, usual: string, known: readonly T[]): T[] => {
  const words = (textOf(given, name) ?? usual).split(',').map((word) => word.trim().toUpperCase());
  const found = words.flatMap((word) => known.filter((one) => one === word));
  if (found.length === words.length) return [...new Set(found)];
  throw new PlacesInvalid(`Parameter ${name} must be one or more of ${known.join(', ')}, separated by commas.`);
};

const systems: Readonly<Record<string, Srs>> = {
  BNG: '27700',
  'EPSG:27700': '27700',
  WGS84: '4326',
  'EPSG:4326': '4326',
  'EPSG:4258': '4258',
  'EPSG:3857': '3857',
};

const srsIn = (given: Given, name: string): Srs => {
  const found = systems[(textOf(given, name) ?? 'EPSG:27700').toUpperCase()];
  if (!found) throw new PlacesInvalid(`Parameter ${name} must be one of ${Object.keys(systems).join(', ')}.`);
  return found;
};

export const readCommon = (given: Given): Common => {
  const format = textOf(given, 'format') ?? 'JSON';
  if (format.toUpperCase() !== 'JSON')
    throw new PlacesInvalid('Parameter format must be JSON: XML is not served here.');
  return {
    maxresults: numberIn(given, 'maxresults', 100, 1, 100),
    offset: numberIn(given, 'offset', 0, 0, 1_000_000),
    forms: wordsIn(given, 'dataset', 'DPA', ['DPA', 'LPI']),
    languages: wordsIn(given, 'lr', 'EN,CY', ['EN', 'CY']),
    srs: srsIn(given, 'srs'),
    outputSrs: srsIn(given, 'output_srs'),
  };
};

const coordinates = (given: Given, name: string, count: number): number[] => {
  const parts = required(given, name)
    .split(',')
    .map((part) => part.trim());
  if (parts.length === count && parts.every((part) => decimal.test(part))) return parts.map(Number);
  throw new PlacesInvalid(`Parameter ${name} must be ${count} numbers separated by commas.`);
};

/** In EPSG:4326 and 4258 the latitude comes first. */
const onGrid = (first: number, second: number, srs: Srs, name: string): GridPoint => {
  const point =
    srs === '27700'
      ? { easting: first, northing: second }
      : toGrid(srs === '3857' ? fromMercator({ x: first, y: second }) : { latitude: first, longitude: second });
  if (point && point.easting >= 0 && point.easting <= 700_000 && point.northing >= 0 && point.northing <= 1_300_000)
    return point;
  throw new PlacesInvalid(`Parameter ${name} is not within the British National Grid.`);
};

export const readPoint = (given: Given, srs: Srs): GridPoint => {
  const [first = 0, second = 0] = coordinates(given, 'point', 2);
  return onGrid(first, second, srs, 'point');
};

export const readRadius = (given: Given): number => numberIn(given, 'radius', 100, 0.01, 1000, false);

const squareKilometre = 1_000_000;
/** OS limits the area only; a box that is one metre high could still cross the country. */
const longestSide = 5000;

/** Of any size. */
export const readExtent = (given: Given, srs: Srs): Box => {
  const [a = 0, b = 0, c = 0, d = 0] = coordinates(given, 'bbox', 4);
  const [low, high] = [onGrid(a, b, srs, 'bbox'), onGrid(c, d, srs, 'bbox')];
  const box = { west: low.easting, south: low.northing, east: high.easting, north: high.northing };
  if (box.east <= box.west || box.north <= box.south)
    throw new PlacesInvalid('Parameter bbox must give the lower left corner first, then the upper right one.');
  return box;
};

export const readBox = (given: Given, srs: Srs): Box => {
  const box = readExtent(given, srs);
  const [width, height] = [box.east - box.west, box.north - box.south];
  if (width * height > squareKilometre)
    throw new PlacesInvalid('Requested bounding box is too large: it can be at most 1 km2.');
  if (Math.max(width, height) > longestSide)
    throw new PlacesInvalid('Requested bounding box is too long: a side can be at most 5 km.');
  return box;
};
