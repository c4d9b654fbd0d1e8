/** The rest of what postcodes.io answers with: its places are those of OS Open Names, ours built-up areas. */
import * as z from 'zod/mini';
import { described, named, Postcode } from '#shared/contract/index.ts';

const text = (description: string, example: string) => described(z.string(), description, example);
const orNull = (description: string, example: string) => described(z.nullable(z.string()), description, example);
const metres = (description: string, example: number) => described(z.int(), description, example);

export const PostcodesIoPlace = named(
  z.object({
    code: text('GSS code of the built-up area.', 'E63999901'),
    name_1: text('Name.', 'Marlbeck'),
    name_1_lang: orNull('Language of it, where the place has names in two.', 'eng'),
    name_2: orNull('Second name.', 'Marlbec'),
    name_2_lang: orNull('Language of that.', 'cym'),
    local_type: text('What kind of place it is: always `Built-up Area`.', 'Built-up Area'),
    outcode: orNull('Outward code of its middle: that of the nearest postcode.', 'ZZ1'),
    county_unitary: orNull('County or unitary authority.', 'Marlshire'),
    county_unitary_type: orNull('`County`, or null.', 'County'),
    district_borough: orNull('District.', 'Marlbeck'),
    district_borough_type: orNull('`District`, or null.', 'District'),
    region: orNull('Region.', 'North Marl'),
    country: orNull('Country.', 'England'),
    longitude: described(z.number(), 'WGS84 degrees, of the middle of its box.', -3.0252),
    latitude: described(z.number(), 'WGS84 degrees.', 54.1035),
    eastings: metres('British National Grid metres.', 333_064),
    northings: metres('British National Grid metres.', 468_000),
    min_eastings: metres('West side of its box.', 332_500),
    min_northings: metres('South side.', 467_500),
    max_eastings: metres('East side.', 333_600),
    max_northings: metres('North side.', 468_500),
  }),
  { id: 'PostcodesIoPlace', description: 'A place as postcodes.io has it.' },
);

export const PostcodesIoScottish = named(
  z.object({
    postcode: Postcode,
    scottish_parliamentary_constituency: orNull('Name of it.', 'Marl and Beck'),
    codes: described(
      z.object({ scottish_parliamentary_constituency: text('Code of it.', 'S16999901') }),
      'Codes of the areas.',
    ),
  }),
  { id: 'PostcodesIoScottish', description: 'A postcode of Scotland.' },
);
