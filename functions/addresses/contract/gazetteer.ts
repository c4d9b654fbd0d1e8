/**
 * An address as the gazetteer holds it, whatever file it came from: the BLPU, its LPIs and its delivery point, in the words of
 * BS 7666 and AddressBase. This is what a batch of a load carries and what is stored.
 */
import * as z from 'zod/mini';
import { described, GssCode, named, PlainDate, Postcode, Uprn, Usrn } from '#shared/contract/fields.ts';

const text = (most: number, description: string, example?: string) =>
  described(z.string().check(z.minLength(1), z.maxLength(most)), description, example);
const optionalText = (most: number, description: string, example?: string) =>
  z.optional(text(most, description, example));
const number = (most: number, description: string, example?: number) =>
  z.optional(described(z.int().check(z.minimum(0), z.maximum(most)), description, example));
const date = (description: string) => z.optional(described(PlainDate, description));

/** Primary or secondary addressable object: numbers with suffixes, a range, a text. */
export const AddressableObject = named(
  z.strictObject({
    startNumber: number(99_999, 'The number, or the first of a range.', 12),
    startSuffix: optionalText(2, 'Letter after it.', 'A'),
    endNumber: number(99_999, 'The last number of a range.', 14),
    endSuffix: optionalText(2, 'Letter after that.', 'B'),
    text: optionalText(150, 'A name or description.', 'FLAT 1'),
  }),
  { id: 'AddressableObject', description: 'Primary (PAO) or secondary (SAO) addressable object of BS 7666.' },
);
export type AddressableObject = z.infer<typeof AddressableObject>;

export const languages = ['eng', 'cym', 'gae'] as const;
export type Language = (typeof languages)[number];
const LanguageCode = described(z.enum(languages), 'English, Welsh or Gaelic.');

const StreetType = number(9, '1 official, 2 description, 3 numbered, 4 unofficial, 9 access to land.', 1);
const Locality = optionalText(35, 'Place within the town.');
const Town = optionalText(35, 'Town.', 'TESTFORD');
const AdministrativeArea = optionalText(
  35,
  'Administrative area: a county, district or unitary authority.',
  'MARLBECK',
);

export const Lpi = named(
  z.strictObject({
    key: optionalText(14, 'LPI key.', '9901L000000011'),
    language: LanguageCode,
    status: described(z.literal([1, 3, 6, 8]), '1 approved, 3 alternative, 6 provisional, 8 historical.', 1),
    sao: z.optional(described(AddressableObject, 'The part of the building: a flat, a unit.')),
    pao: z.optional(described(AddressableObject, 'The building.')),
    usrn: z.optional(described(Usrn, 'USRN of the street it is on.')),
    usrnMatch: optionalText(1, 'How the street was found: 1 by hand, 2 by its nearness.', '1'),
    street: optionalText(110, 'Name or description of the street.', 'EXAMPLE STREET'),
    streetType: StreetType,
    locality: Locality,
    town: Town,
    administrativeArea: AdministrativeArea,
    areaName: optionalText(50, 'Place that helps to find it, where the street is not enough.'),
    level: optionalText(30, 'Floor.', 'GROUND FLOOR'),
    official: optionalText(1, 'Y: an official address. N: not one.', 'Y'),
    start: date('When it came into use.'),
    end: date('When it went out of use.'),
    updated: date('When the record last changed.'),
    entered: date('When the record was made.'),
  }),
  { id: 'Lpi', description: 'Land and Property Identifier: one form of the address, in one language.' },
);
export type Lpi = z.infer<typeof Lpi>;

const WelshParts = z.strictObject({
  dependentThoroughfare: optionalText(80, 'Side street.'),
  thoroughfare: optionalText(80, 'Street.'),
  doubleDependentLocality: optionalText(35, 'Place within the dependent locality.'),
  dependentLocality: optionalText(35, 'Place within the post town.'),
  postTown: optionalText(30, 'Post town.'),
});

export const DeliveryPoint = named(
  z.strictObject({
    udprn: z.optional(
      described(
        z.string().check(z.regex(/^\d{1,8}$/, 'must be a UDPRN: 1 to 8 digits')),
        'Unique Delivery Point Reference Number.',
        '99000011',
      ),
    ),
    organisation: optionalText(100, 'Organisation.'),
    department: optionalText(60, 'Department of the organisation.'),
    subBuilding: optionalText(110, 'Flat, room or unit.', 'FLAT 1'),
    buildingName: optionalText(110, 'Name of the building.'),
    buildingNumber: optionalText(13, 'Number of the building, with a suffix or range in some products.', '12A-14B'),
    poBox: optionalText(13, 'Number of the PO box.'),
    dependentThoroughfare: optionalText(100, 'Side street.'),
    thoroughfare: optionalText(100, 'Street.', 'EXAMPLE STREET'),
    doubleDependentLocality: optionalText(35, 'Place within the dependent locality.'),
    dependentLocality: optionalText(35, 'Place within the post town.'),
    postTown: optionalText(35, 'Post town.', 'TESTFORD'),
    postcode: z.optional(Postcode),
    postcodeType: optionalText(1, 'S: a small user. L: a large user.', 'S'),
    suffix: optionalText(2, 'Delivery point suffix: unique within the postcode.', '1A'),
    welsh: z.optional(described(WelshParts, 'The parts that have a Welsh form.')),
    updated: date('When the record last changed.'),
    entered: date('When the record was made.'),
  }),
  { id: 'DeliveryPoint', description: 'The Royal Mail side of an address.' },
);
export type DeliveryPoint = z.infer<typeof DeliveryPoint>;

const between = (least: number, most: number, description: string, example: number) =>
  z.optional(described(z.number().check(z.minimum(least), z.maximum(most)), description, example));

export const GazetteerAddress = named(
  z.strictObject({
    uprn: Uprn,
    parentUprn: z.optional(described(Uprn, 'UPRN of the building or shell it is in.')),
    status: described(z.literal([1, 6, 8]), 'Of the property: 1 approved, 6 provisional, 8 historical.', 1),
    state: number(6, '1 under construction, 2 in use, 3 unoccupied, 4 demolished, 6 planned.', 2),
    stateDate: date('Since when it is in this state.'),
    classification: described(
      z.string().check(z.regex(/^[CLMOPRUXZ][A-Z]?(\d{2}([A-Z]{2})?)?$/, 'must be a classification code, like RD06')),
      'AddressBase classification code, as far as the file has it; U where it has none.',
      'RD06',
    ),
    postal: z.optional(
      described(
        z.string().check(z.regex(/^[A-Z]$/, 'must be one capital letter')),
        'The product’s own flag: D, C, L, N, S, M, Y, A or P. N gets no post.',
        'D',
      ),
    ),
    postcode: z.optional(Postcode),
    postcodeLocator: z.optional(described(Postcode, 'Postcode of the nearest property that gets post.')),
    easting: between(0, 700_000, 'British National Grid metres.', 333_064),
    northing: between(0, 1_300_000, 'British National Grid metres.', 468_000),
    latitude: between(49, 62, 'Degrees.', 54.1035),
    longitude: between(-9, 3, 'Degrees.', -3.0252),
    rpc: number(9, 'Representative point code: 1 is within the building; 9 is a guess.', 1),
    custodianCode: number(9999, 'Local custodian code.', 9901),
    gssCode: z.optional(described(GssCode, 'The council that the property itself is in.')),
    country: z.optional(
      described(
        z.string().check(z.regex(/^[EWSNLMJ]$/, 'must be one of E, W, S, N, L, M, J')),
        'England, Wales, Scotland, Northern Ireland, Channel Islands, Isle of Man, or none of them.',
        'E',
      ),
    ),
    ward: optionalText(10, 'GSS code of the ward.', 'E05999001'),
    parish: optionalText(10, 'GSS code of the parish.', 'E04999001'),
    organisation: optionalText(100, 'Who is there, if it is not a home.'),
    toid: optionalText(20, 'Identifier in OS MasterMap.', 'osgb1000000000000001'),
    start: date('When it came into being.'),
    end: date('When it ceased to be.'),
    updated: date('When the record last changed.'),
    entered: date('When the record was made.'),
    lpis: described(
      z.array(Lpi).check(z.minLength(1), z.maxLength(40)),
      'The preferred one first; Welsh and alternative ones after it.',
    ),
    deliveryPoint: z.optional(DeliveryPoint),
  }),
  { id: 'GazetteerAddress', description: 'An address as the gazetteer holds it.' },
);
export type GazetteerAddress = z.infer<typeof GazetteerAddress>;

const GridReference = z.strictObject({
  easting: described(z.number(), 'British National Grid metres.', 333_000),
  northing: described(z.number(), 'British National Grid metres.', 468_000),
});

export const GazetteerStreet = named(
  z.strictObject({
    usrn: Usrn,
    type: StreetType,
    state: number(9, '1 under construction, 2 open, 4 closed.', 2),
    start: z.optional(described(GridReference, 'One end of the street.')),
    end: z.optional(described(GridReference, 'The other end.')),
    updated: date('When the record last changed.'),
    descriptors: described(
      z.array(
        z.strictObject({
          language: LanguageCode,
          name: text(110, 'Name or description of the street.', 'EXAMPLE STREET'),
          locality: Locality,
          town: Town,
          administrativeArea: AdministrativeArea,
        }),
      ),
      'What the street is called, in each of its languages.',
    ),
  }),
  { id: 'GazetteerStreet', description: 'A street as the gazetteer holds it.' },
);
export type GazetteerStreet = z.infer<typeof GazetteerStreet>;
