/**
 * What postcodes.io (18.0.1) answers with, every key always there and in its order. Names are at the top, codes in `codes`.
 * https://github.com/ideal-postcodes/postcodes.io
 */
import * as z from 'zod/mini';
import { described, named, Postcode } from '#shared/contract/index.ts';
import type { Kind } from './kinds.ts';

type Shape<K extends string, S> = { readonly [key in K]: S };
const shapeOf = <const K extends string, S>(names: readonly K[], each: (name: K) => S): Shape<K, S> =>
  Object.fromEntries(names.map((name) => [name, each(name)])) as Shape<K, S>;

const text = (description: string, example: string) => described(z.nullable(z.string()), description, example);
const number = (description: string, example: number) => described(z.nullable(z.number()), description, example);
const metres = (description: string, example: number) => described(z.nullable(z.int()), description, example);

/** Which of our kinds each of postcodes.io's areas is, and what it is in words. In the order of `codes`. */
export const areaFields = {
  admin_district: ['district', 'district or unitary authority', 'Marlbeck', 'E07999901'],
  admin_county: ['county', 'county; the name is null in a unitary authority', 'Marlshire', 'E10999901'],
  admin_ward: ['ward', 'ward', 'Marlbeck North', 'E05999901'],
  parish: ['parish', 'parish or community', 'Marlbeck Magna', 'E04999901'],
  parliamentary_constituency: ['constituency', 'constituency of Parliament', 'Marl Valley', 'E14999901'],
  parliamentary_constituency_2024: ['constituency', 'constituency of Parliament, again', 'Marl Valley', 'E14999901'],
  ccg: ['subIcb', 'sub-ICB location, formerly clinical commissioning group', 'NHS Marlshire', 'E38999901'],
  ced: ['division', 'electoral division of the county', 'Marl West', 'E58999901'],
  nuts: ['itl', 'international territorial level, formerly NUTS', 'Marlshire', 'TLX01'],
  lsoa: ['lowerSuperOutputArea21', 'lower super output area of 2021', 'Marlbeck 001A', 'E01999901'],
  msoa: ['middleSuperOutputArea21', 'middle super output area of 2021', 'Marlbeck 001', 'E02999901'],
  pfa: ['policeForce', 'police force area', 'Marlshire', 'E23999901'],
  nhs_region: ['nhsRegion', 'NHS England region', 'North Marl', 'E40999901'],
  ttwa: ['travelToWork', 'travel to work area', 'Marlbeck', 'E30999901'],
  national_park: ['nationalPark', 'national park', 'Marl Hills', 'E65999901'],
  bua: ['builtUpArea', 'built-up area', 'Marlbeck', 'E63999901'],
  icb: ['icb', 'integrated care board', 'NHS Marlshire Integrated Care Board', 'E54999901'],
  cancer_alliance: ['cancerAlliance', 'cancer alliance', 'Marlshire', 'E56999901'],
  lsoa11: ['lowerSuperOutputArea11', 'lower super output area of 2011', 'Marlbeck 001A', 'E01999902'],
  msoa11: ['middleSuperOutputArea11', 'middle super output area of 2011', 'Marlbeck 001', 'E02999902'],
  lsoa21: ['lowerSuperOutputArea21', 'lower super output area of 2021', 'Marlbeck 001A', 'E01999901'],
  msoa21: ['middleSuperOutputArea21', 'middle super output area of 2021', 'Marlbeck 001', 'E02999901'],
  oa21: ['outputArea21', 'output area of 2021, which has no name: its code', 'E00999901', 'E00999901'],
  ruc11: ['ruralUrban11', 'rural or urban, by the census of 2011', 'Rural village', 'E1'],
  ruc21: ['ruralUrban21', 'rural or urban, by the census of 2021', 'Smaller rural', 'RSF1'],
  lep1: ['enterprisePartnership1', 'local enterprise partnership', 'Marlshire', 'E37999901'],
  lep2: ['enterprisePartnership2', 'second local enterprise partnership', 'North Marl', 'E37999902'],
  country: ['country', 'country', 'England', 'E92000001'],
  nhs_ha: ['healthAuthority', 'strategic health authority', 'North Marl', 'E18999901'],
  european_electoral_region: ['europeanRegion', 'region of the European Parliament', 'North Marl', 'E15999901'],
  primary_care_trust: ['primaryCareTrust', 'primary care trust', 'Marlshire', 'E16999901'],
  region: ['region', 'region', 'North Marl', 'E12999901'],
} as const satisfies Readonly<Record<string, readonly [Kind, string, string, string]>>;
export type AreaField = keyof typeof areaFields;

const nameOf = (field: AreaField) => text(`Name: ${areaFields[field][1]}.`, areaFields[field][2]);
const codeOf = (field: AreaField) => text(`Code: ${areaFields[field][1]}.`, areaFields[field][3]);

const codesToLsoa = [
  ...(['admin_district', 'admin_county', 'admin_ward', 'parish', 'parliamentary_constituency'] as const),
  ...(['parliamentary_constituency_2024', 'ccg'] as const),
] as const;
const codesAfterCcg = ['ced', 'nuts', 'lsoa', 'msoa'] as const;
/** Their names and their codes are at the end, in the same order. */
const latest = [
  ...(['nhs_region', 'ttwa', 'national_park', 'bua', 'icb', 'cancer_alliance', 'lsoa11', 'msoa11'] as const),
  ...(['lsoa21', 'msoa21', 'oa21', 'ruc11', 'ruc21', 'lep1', 'lep2'] as const),
] as const;

const Codes = z.object({
  ...shapeOf(codesToLsoa, codeOf),
  ccg_id: text('Short code of the sub-ICB location. Always null: directories of postcodes do not have it.', '99X'),
  ...shapeOf(codesAfterCcg, codeOf),
  lau2: text('Code of the local administrative unit, as the directory has it.', 'E07999901'),
  pfa: codeOf('pfa'),
  ...shapeOf(latest, codeOf),
});

const eastings = metres('Grid metres: the British grid, or the Irish one for BT postcodes.', 333_064);
const northings = metres('Grid metres.', 468_000);
const longitude = number('WGS84 degrees.', -3.0252);
const latitude = number('WGS84 degrees.', 54.1035);
const outcode = described(z.string(), 'Outward code.', 'ZZ1');

const postcodeShape = {
  postcode: Postcode,
  quality: metres('How the place is known: 1 best, 9 not at all.', 1),
  eastings,
  northings,
  ...shapeOf(['country', 'nhs_ha'], nameOf),
  longitude,
  latitude,
  ...shapeOf(['european_electoral_region', 'primary_care_trust', 'region', 'lsoa', 'msoa'], nameOf),
  incode: described(z.string(), 'Inward code.', '1AA'),
  outcode,
  ...shapeOf(
    ['parliamentary_constituency', 'parliamentary_constituency_2024', 'admin_district', 'parish', 'admin_county'],
    nameOf,
  ),
  date_of_introduction: text('Year and month in which it came into use.', '202611'),
  ...shapeOf(['admin_ward', 'ced', 'ccg', 'nuts', 'pfa', ...latest], nameOf),
  codes: described(Codes, 'Codes of the areas, pseudo codes such as E99999999 too.'),
};
/** In the order of an answer. */
export const postcodeKeys = Object.keys(postcodeShape);
export const codeKeys = Object.keys(Codes._zod.def.shape);

/** What `filter` can ask for: the newer fields of an answer are not among them. */
export const filterable: ReadonlySet<string> = new Set([
  ...['postcode', 'quality', 'eastings', 'northings', 'country', 'nhs_ha', 'longitude', 'latitude'],
  ...['parliamentary_constituency', 'european_electoral_region', 'primary_care_trust', 'region', 'lsoa', 'msoa'],
  ...['incode', 'outcode', 'codes', 'admin_district', 'parish', 'admin_county', 'admin_ward', 'ccg', 'nuts', 'ced'],
]);

const distance = described(z.number(), 'Metres from the point.', 12.5);

export const PostcodesIoPostcode = named(z.object(postcodeShape), {
  id: 'PostcodesIoPostcode',
  description: 'A postcode as postcodes.io has it.',
});
export const PostcodesIoNear = named(z.object({ ...postcodeShape, distance }), {
  id: 'PostcodesIoNear',
  description: 'A postcode near a point.',
});
/** What `filter` leaves. */
export const PostcodesIoFiltered = named(z.partial(z.object({ ...postcodeShape, distance })), {
  id: 'PostcodesIoFiltered',
  description: 'A postcode, or the fields of it that `filter` names.',
});

export const PostcodesIoTerminated = named(
  z.object({
    postcode: Postcode,
    year_terminated: described(z.int(), 'Year in which it went out of use.', 2026),
    month_terminated: described(z.int(), 'Month in which it did.', 11),
    longitude,
    latitude,
  }),
  { id: 'PostcodesIoTerminated', description: 'A postcode that is no longer in use.' },
);

/** Areas that an outward code lies in, in its order. */
export const outwardFields = [
  ...(['admin_district', 'parish', 'admin_county', 'admin_ward', 'country', 'parliamentary_constituency'] as const),
] as const;

const outwardShape = {
  outcode,
  longitude,
  latitude,
  northings,
  eastings,
  ...shapeOf(outwardFields, (field) =>
    described(z.array(z.string()), `Names: ${areaFields[field][1]}.`, [areaFields[field][2]]),
  ),
};
export const PostcodesIoOutcode = named(z.object(outwardShape), {
  id: 'PostcodesIoOutcode',
  description: 'An outward code: the mean place of its live postcodes, and what they lie in.',
});
export const PostcodesIoNearOutcode = named(z.object({ ...outwardShape, distance }), {
  id: 'PostcodesIoNearOutcode',
  description: 'An outward code near a point.',
});
