/** Our records as postcodes.io's objects. */
import type * as z from 'zod/mini';
import type { Areas, Outward } from '../areas.ts';
import { isPseudo } from '../contract/kinds.ts';
import {
  type AreaField,
  areaFields,
  codeKeys,
  outwardFields,
  type PostcodesIoOutcode,
  type PostcodesIoPostcode,
  type PostcodesIoTerminated,
  postcodeKeys,
} from '../contract/postcodesIoObjects.ts';
import type { Codes, PostcodeRecord } from '../contract/records.ts';

type Names = Awaited<ReturnType<Areas['names']>>;
type PostcodeAnswer = z.infer<typeof PostcodesIoPostcode>;

/** Never null in postcodes.io, and the same for as long as the codes are (Register of Geographic Codes). */
const countries: Readonly<Record<string, string>> = {
  E92000001: 'England',
  W92000004: 'Wales',
  S92000003: 'Scotland',
  N92000002: 'Northern Ireland',
  L93000001: 'Channel Islands',
  M83000003: 'Isle of Man',
};

export const nameIn = (names: Names, code: string | undefined): string | null => {
  if (code === undefined) return null;
  return countries[code] ?? (isPseudo(code) ? null : (names.get(code)?.name ?? null));
};

/** Of all at once: one question, however many there are. */
export const namesOf = (areas: Areas, holders: readonly { readonly codes: Outward['codes'] | Codes }[]) =>
  areas.names(
    [...new Set(holders.flatMap(({ codes }) => Object.values(codes).flat()))].filter((one) => !isPseudo(one)),
  );

const isField = (key: string): key is AreaField => Object.hasOwn(areaFields, key);

/** By the keys of the contract, in its order: `own` where it has the key, else what `of` says of the area. */
const filled = (
  keys: readonly string[],
  own: Readonly<Record<string, unknown>>,
  of: (field: AreaField) => string | null,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(keys.map((key) => [key, Object.hasOwn(own, key) ? own[key] : isField(key) ? of(key) : null]));

const whole = (metres: number | undefined): number | null => (metres === undefined ? null : Math.round(metres));

export const postcodeOf = (record: PostcodeRecord, names: Names): PostcodeAnswer => {
  const { postcode, codes } = record;
  const [outcode, incode] = postcode.split(' ');
  const codeOf = (field: AreaField) => codes[areaFields[field][0]];
  const own = {
    ...{ postcode, outcode, incode },
    quality: record.quality ?? null,
    eastings: whole(record.easting),
    northings: whole(record.northing),
    longitude: record.longitude ?? null,
    latitude: record.latitude ?? null,
    date_of_introduction: record.introduced ?? null,
    oa21: codes.outputArea21 ?? null,
    codes: filled(codeKeys, { lau2: codes.itl ?? null }, (field) => codeOf(field) ?? null),
  };
  // The keys are those of the schema, each filled as it says.
  return filled(postcodeKeys, own, (field) => nameIn(names, codeOf(field))) as PostcodeAnswer;
};

export const terminatedOf = (record: PostcodeRecord): z.infer<typeof PostcodesIoTerminated> => {
  const { postcode, terminated = '', longitude, latitude } = record;
  return {
    postcode,
    year_terminated: Number(terminated.slice(0, 4)),
    month_terminated: Number(terminated.slice(4)),
    longitude: longitude ?? null,
    latitude: latitude ?? null,
  };
};

const distinctNames = (codes: readonly string[] = [], names: Names): string[] =>
  [...new Set(codes.flatMap((code) => nameIn(names, code) ?? []))].sort();

export const outcodeOf = (
  { outward, longitude, latitude, easting, northing, codes }: Outward,
  names: Names,
): z.infer<typeof PostcodesIoOutcode> => {
  const lists = outwardFields.map((field) => [field, distinctNames(codes[areaFields[field][0]], names)] as const);
  return {
    outcode: outward,
    longitude: longitude ?? null,
    latitude: latitude ?? null,
    northings: whole(northing),
    eastings: whole(easting),
    ...(Object.fromEntries(lists) as Record<(typeof outwardFields)[number], string[]>),
  };
};
