/**
 * An address as the gazetteer holds it, whatever file it came from: the BLPU, its LPIs and its delivery point, in the words of
 * BS 7666 and AddressBase. This is what a batch of a load carries and what is stored.
 */
import * as z from 'zod/mini';
import { GssCode, named, PlainDate, Postcode, Uprn, Usrn } from '#shared/contract/fields.ts';

const text = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const optionalText = (most: number) => z.optional(text(most));
const number = (most: number) => z.int().check(z.minimum(0), z.maximum(most));

/** Primary or secondary addressable object: numbers with suffixes, a range, a text. */
export const AddressableObject = named(
  z.strictObject({
    startNumber: z.optional(number(99_999)),
    startSuffix: optionalText(2),
    endNumber: z.optional(number(99_999)),
    endSuffix: optionalText(2),
    text: optionalText(150),
  }),
  { id: 'AddressableObject', description: 'Primary (PAO) or secondary (SAO) addressable object of BS 7666.' },
);
export type AddressableObject = z.infer<typeof AddressableObject>;

export const languages = ['eng', 'cym', 'gae'] as const;
export type Language = (typeof languages)[number];

/** Logical status: 1 approved, 3 alternative, 6 provisional, 8 historical. Others are never stored. */
const Status = z.literal([1, 3, 6, 8]);

export const Lpi = named(
  z.strictObject({
    key: optionalText(14),
    language: z.enum(languages),
    status: Status,
    sao: z.optional(AddressableObject),
    pao: z.optional(AddressableObject),
    usrn: z.optional(Usrn),
    usrnMatch: optionalText(1),
    street: optionalText(110),
    /** RECORD_TYPE of the street: 1 official, 2 description, 3 numbered, 4 unofficial, 9 LLPG access. */
    streetType: z.optional(number(9)),
    locality: optionalText(35),
    town: optionalText(35),
    administrativeArea: optionalText(35),
    areaName: optionalText(50),
    level: optionalText(30),
    official: optionalText(1),
    start: z.optional(PlainDate),
    end: z.optional(PlainDate),
    updated: z.optional(PlainDate),
    entered: z.optional(PlainDate),
  }),
  { id: 'Lpi', description: 'Land and Property Identifier: one form of the address, in one language.' },
);
export type Lpi = z.infer<typeof Lpi>;

const WelshParts = z.strictObject({
  dependentThoroughfare: optionalText(80),
  thoroughfare: optionalText(80),
  doubleDependentLocality: optionalText(35),
  dependentLocality: optionalText(35),
  postTown: optionalText(30),
});

export const DeliveryPoint = named(
  z.strictObject({
    udprn: z.optional(z.string().check(z.regex(/^\d{1,8}$/, 'must be a UDPRN: 1 to 8 digits'))),
    organisation: optionalText(100),
    department: optionalText(60),
    subBuilding: optionalText(110),
    buildingName: optionalText(110),
    /** Text: holds `12A` and `12A-14B` in some products. */
    buildingNumber: optionalText(13),
    poBox: optionalText(13),
    dependentThoroughfare: optionalText(100),
    thoroughfare: optionalText(100),
    doubleDependentLocality: optionalText(35),
    dependentLocality: optionalText(35),
    postTown: optionalText(35),
    postcode: z.optional(Postcode),
    postcodeType: optionalText(1),
    suffix: optionalText(2),
    welsh: z.optional(WelshParts),
    updated: z.optional(PlainDate),
    entered: z.optional(PlainDate),
  }),
  { id: 'DeliveryPoint', description: 'The Royal Mail side of an address.' },
);
export type DeliveryPoint = z.infer<typeof DeliveryPoint>;

export const GazetteerAddress = named(
  z.strictObject({
    uprn: Uprn,
    parentUprn: z.optional(Uprn),
    /** Of the BLPU: 1 approved, 6 provisional, 8 historical. */
    status: z.literal([1, 6, 8]),
    state: z.optional(number(6)),
    stateDate: z.optional(PlainDate),
    /** `R`, `RD`, `RD06` …; `U` where the file gives none. */
    classification: z
      .string()
      .check(z.regex(/^[CLMOPRUXZ][A-Z]?(\d{2}([A-Z]{2})?)?$/, 'must be a classification code, like RD06')),
    /** The product’s own flag: D, C, L, N, S, M, Y, A or P. `N` is not postal. */
    postal: z.optional(z.string().check(z.regex(/^[A-Z]$/, 'must be one capital letter'))),
    postcode: z.optional(Postcode),
    postcodeLocator: z.optional(Postcode),
    easting: z.optional(z.number().check(z.minimum(0), z.maximum(700_000))),
    northing: z.optional(z.number().check(z.minimum(0), z.maximum(1_300_000))),
    latitude: z.optional(z.number().check(z.minimum(49), z.maximum(62))),
    longitude: z.optional(z.number().check(z.minimum(-9), z.maximum(3))),
    rpc: z.optional(number(9)),
    custodianCode: z.optional(number(9999)),
    gssCode: z.optional(GssCode),
    country: z.optional(z.string().check(z.regex(/^[EWSNLMJ]$/, 'must be one of E, W, S, N, L, M, J'))),
    ward: optionalText(10),
    parish: optionalText(10),
    organisation: optionalText(100),
    toid: optionalText(20),
    start: z.optional(PlainDate),
    end: z.optional(PlainDate),
    updated: z.optional(PlainDate),
    entered: z.optional(PlainDate),
    /** The preferred one first; Welsh and alternative ones after it. */
    lpis: z.array(Lpi).check(z.minLength(1), z.maxLength(40)),
    deliveryPoint: z.optional(DeliveryPoint),
  }),
  { id: 'GazetteerAddress', description: 'An address as the gazetteer holds it.' },
);
export type GazetteerAddress = z.infer<typeof GazetteerAddress>;

export const GazetteerStreet = named(
  z.strictObject({
    usrn: Usrn,
    type: z.optional(number(9)),
    state: z.optional(number(9)),
    start: z.optional(z.strictObject({ easting: z.number(), northing: z.number() })),
    end: z.optional(z.strictObject({ easting: z.number(), northing: z.number() })),
    updated: z.optional(PlainDate),
    descriptors: z.array(
      z.strictObject({
        language: z.enum(languages),
        name: text(110),
        locality: optionalText(35),
        town: optionalText(35),
        administrativeArea: optionalText(35),
      }),
    ),
  }),
  { id: 'GazetteerStreet', description: 'A street as the gazetteer holds it.' },
);
export type GazetteerStreet = z.infer<typeof GazetteerStreet>;
