/** What batches of the three datasets carry, and what is stored: postcodes, properties, areas. */
import * as z from 'zod/mini';
import { described, named, PlainDate, Postcode, Uprn } from '#shared/contract/index.ts';
import { kinds } from './kinds.ts';

export const AreaCode = described(
  z.string().check(z.regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/, 'must be 1 to 20 capitals, digits and hyphens')),
  'Code of an area; of those that GSS codes exist for, the GSS code.',
  'E07999901',
);
const AreaName = (description: string) =>
  described(z.string().check(z.minLength(1), z.maxLength(200)), description, 'Marlbeck');
export const KindOfArea = described(z.enum(kinds), 'What kind of area it is.', 'ward');
const YearMonth = (description: string) =>
  z.optional(
    described(z.string().check(z.regex(/^\d{6}$/, 'must be a year and month, like 202611')), description, '202611'),
  );

const Degrees = (most: number, description: string, example: number) =>
  described(z.number().check(z.minimum(-most), z.maximum(most)), description, example);
const Metres = (description: string, example: number) =>
  described(z.number().check(z.minimum(-200_000), z.maximum(1_500_000)), description, example);

export const Codes = described(
  z.partialRecord(z.enum(kinds), AreaCode),
  'Code of the area of each kind, as the directory has it: pseudo codes such as E99999999 too. Absent: not known.',
  { district: 'E07999901', ward: 'E05999901' },
);
export type Codes = z.infer<typeof Codes>;

/** A postcode of ONSPD, NSPL or Code-Point. Its codes are those of the place of its centroid at the time of the release. */
export const PostcodeRecord = named(
  z.strictObject({
    postcode: Postcode,
    introduced: YearMonth('When it came into use.'),
    terminated: YearMonth('When it went out of use. Absent: it is in use.'),
    large: z.optional(described(z.boolean(), 'Of a large user: one address that gets much post.')),
    easting: z.optional(Metres('Grid metres: the British grid, or the Irish one for BT postcodes.', 333_064)),
    northing: z.optional(Metres('Grid metres.', 468_000)),
    latitude: z.optional(Degrees(90, 'WGS84.', 54.1035)),
    longitude: z.optional(Degrees(180, 'WGS84.', -3.0252)),
    quality: z.optional(
      described(
        z.int().check(z.minimum(1), z.maximum(9)),
        'How the place is known: 1 best, 6 postcode sector mean, 9 not at all (ONSPD user guide).',
        1,
      ),
    ),
    codes: Codes,
  }),
  { id: 'PostcodeRecord', description: 'A postcode as the directory holds it.' },
);
export type PostcodeRecord = z.infer<typeof PostcodeRecord>;

/** A property of ONSUD, OS Open UPRN or a gazetteer: where it is, and what a directory says of its areas. */
export const PropertyRecord = named(
  z.strictObject({
    uprn: Uprn,
    postcode: z.optional(Postcode),
    latitude: z.optional(Degrees(90, 'WGS84.', 54.1035)),
    longitude: z.optional(Degrees(180, 'WGS84.', -3.0252)),
    codes: z._default(Codes, {}),
    /** Filled in when it is loaded: codes of every area of the boundaries that it lies in, whatever their dates. */
    within: z._default(described(z.array(AreaCode).check(z.maxLength(100)), 'Areas whose boundaries it lies in.'), []),
  }),
  { id: 'PropertyRecord', description: 'A property as a UPRN directory holds it.' },
);
export type PropertyRecord = z.infer<typeof PropertyRecord>;

/** Longitude and latitude in millionths of a degree, each as the difference to the one before, as `shapes.ts` encodes them. */
const Ring = z.string().check(z.minLength(1), z.maxLength(2_000_000), z.regex(/^[!-~]+$/, 'must be an encoded ring'));

/** One legal existence of an area, and its edition of a boundary. */
export const AreaRecord = named(
  z.strictObject({
    set: described(
      z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 small letters, digits and hyphens')),
      'Set of areas that were loaded together.',
      'wards-2026',
    ),
    code: AreaCode,
    kind: KindOfArea,
    name: AreaName('Name.'),
    nameWelsh: z.optional(AreaName('Welsh name.')),
    parent: z.optional(described(AreaCode, 'The area that it is part of.')),
    from: z.optional(described(PlainDate, 'First day of it. Absent: before anybody asks.')),
    to: z.optional(described(PlainDate, 'First day without it. Absent: no end is known.')),
    successors: z.optional(described(z.array(AreaCode).check(z.maxLength(100)), 'What took its place.')),
    /** Generalised boundaries are for drawing: they decide nothing. */
    generalised: z.optional(described(z.literal(true), 'Its boundary is for drawing only.')),
    /** Polygons, each an outer ring and its holes. */
    shape: z.optional(
      described(
        z.array(z.array(Ring).check(z.minLength(1), z.maxLength(5000))).check(z.minLength(1), z.maxLength(20_000)),
        'Its boundary: polygons of encoded rings.',
      ),
    ),
  }),
  { id: 'AreaRecord', description: 'An area, with its boundary where one was loaded.' },
);
export type AreaRecord = z.infer<typeof AreaRecord>;
/** An area without its boundary, which is read by itself. */
export type Area = Omit<AreaRecord, 'shape'> & { readonly hasShape: boolean };
