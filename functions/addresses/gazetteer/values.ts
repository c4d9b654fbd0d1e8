/** Cells of gazetteer files as values. An empty cell is `undefined`; a cell that makes no sense is a `Refused` row. */
import { parseUprn, parseUsrn } from '#shared/contract/fields.ts';
import { parsePostcode } from '#shared/contract/postcode.ts';
import { toDegrees, toGrid } from '#shared/geography/grid.ts';
import type { AddressableObject } from '../contract/gazetteer.ts';

/** A row or record that cannot be taken. `reason` is a word for counting, `message` is for people. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** A row by the names of its columns. */
export type Fields = (name: string) => string | undefined;

export const fieldsOf =
  (columns: ReadonlyMap<string, number>, cells: readonly string[]): Fields =>
  (name) => {
    const index = columns.get(name);
    const text = index === undefined ? undefined : cells[index]?.trim();
    return text || undefined;
  };

const required = (fields: Fields, name: string): string => {
  const text = fields(name);
  if (text === undefined) throw new Refused(`${name.toLowerCase().replaceAll('_', '-')}-missing`, `${name} is empty`);
  return text;
};

export const uprn = (fields: Fields, name = 'UPRN'): string => {
  const value = parseUprn(required(fields, name));
  if (value === undefined) throw new Refused('uprn-invalid', `${name} is not a number of 1 to 12 digits`);
  return value;
};

export const usrn = (fields: Fields): string | undefined => {
  const text = fields('USRN');
  if (text === undefined) return undefined;
  const value = parseUsrn(text);
  if (value === undefined) throw new Refused('usrn-invalid', 'USRN is not a number of 1 to 8 digits');
  return value;
};

export const optionalUprn = (fields: Fields, name: string): string | undefined => {
  const text = fields(name);
  return text === undefined ? undefined : parseUprn(text);
};

/** A whole number, or nothing: codes and numbers of buildings. */
export const whole = (fields: Fields, name: string): number | undefined => {
  const text = fields(name);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

const decimal = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d*\.?\d+$/.test(text) ? Number(text) : undefined;

const isoDay = /^\d{4}-\d{2}-\d{2}/;
const britishDay = /^(\d{2})\/(\d{2})\/(\d{4})$/;

/** Date.parse takes 30 February for 2 March. */
const isInCalendar = (day: string): boolean => {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** `2026-11-23`, the start of a timestamp, or `23/11/2026` as spreadsheets leave it. */
export const day = (fields: Fields, name: string): string | undefined => {
  const text = fields(name);
  if (text === undefined) return undefined;
  const iso = isoDay.exec(text)?.[0];
  const found = iso ?? text.replace(britishDay, '$3-$2-$1');
  return isoDay.test(found) && isInCalendar(found) ? found : undefined;
};

/** In display form; a postcode that is none is left out rather than stored wrong. */
export const postcode = (text: string | undefined): string | undefined => text && parsePostcode(text)?.text;

/** Leaves out empty fields, so that what is stored holds no nulls. */
export const filled = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;

interface Place {
  readonly easting?: number;
  readonly northing?: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

const within = (value: number | undefined, from: number, to: number): value is number =>
  value !== undefined && value >= from && value <= to;

/**
 * Where it is: as the file says, and what is missing by Helmert. 0,0 and a latitude of 99.999999 are OS's and some councils'
 * ways to say that nobody knows.
 */
export const place = (x: string | undefined, y: string | undefined, lat?: string, long?: string): Place => {
  const [easting, northing, latitude, longitude] = [decimal(x), decimal(y), decimal(lat), decimal(long)];
  const grid = within(easting, 1, 700_000) && within(northing, 1, 1_300_000) ? { easting, northing } : undefined;
  const degrees = within(latitude, 49, 62) && within(longitude, -9, 3) ? { latitude, longitude } : undefined;
  if (grid) return { ...grid, ...(degrees ?? toDegrees(grid)) };
  const fromDegrees = degrees && toGrid(degrees);
  return degrees && fromDegrees ? { ...fromDegrees, ...degrees } : {};
};

const numbered = /^(\d{1,5})([A-Z]{0,2})(?:\s*-\s*(\d{1,5})([A-Z]{0,2}))?$/;

/** `12A-14B` as numbers and suffixes; anything else is a text. `name` comes before a text that is left over. */
export const addressable = (number: string | undefined, name?: string): AddressableObject | undefined => {
  const match = numbered.exec(number?.toUpperCase() ?? '');
  const text = [name, match ? undefined : number].filter(Boolean).join(' ');
  const [, start, startSuffix, end, endSuffix] = match ?? [];
  const object = filled({
    startNumber: start ? Number(start) : undefined,
    startSuffix: startSuffix || undefined,
    endNumber: end ? Number(end) : undefined,
    endSuffix: endSuffix || undefined,
    text: text || undefined,
  });
  return Object.keys(object).length > 0 ? object : undefined;
};
