/** An address as our own operations answer it. */
import * as z from 'zod/mini';
import { described, GssCode, named, PlainDate, Postcode, Uprn, Usrn } from '#shared/contract/fields.ts';
import { DeliveryPoint, Lpi } from './gazetteer.ts';

const optional = (description: string, example?: unknown) => z.optional(described(z.string(), description, example));

/** Which load an answer is from. */
export const Dataset = described(z.int(), 'Dataset version that the answer is from.', 7);

const Location = z.object({
  latitude: z.optional(described(z.number(), 'WGS84 degrees.', 54.1035)),
  longitude: z.optional(described(z.number(), 'WGS84 degrees.', -3.0252)),
  easting: z.optional(described(z.number(), 'British National Grid metres.', 333_064)),
  northing: z.optional(described(z.number(), 'British National Grid metres.', 468_000)),
  accuracy: z.optional(described(z.int(), 'Representative point code: 1 is within the building; 9 is a guess.', 1)),
});

const Welsh = z.object({
  text: described(z.string(), 'The whole address on one line.'),
  street: optional('Name of the street.', 'Stryd Enghraifft'),
  locality: optional('Place within the town.'),
  town: optional('Town.'),
});

const Status = described(z.enum(['approved', 'provisional', 'historical']), 'Whether it is in use, to be, or was.');

const fields = {
  uprn: Uprn,
  parentUprn: z.optional(described(Uprn, 'UPRN of the building or shell it is in.')),
  usrn: z.optional(described(Usrn, 'USRN of its street.')),
  text: described(
    z.string(),
    'The whole address on one line, in title case.',
    'Flat 1, 12A-14B Example Street, Testford, ZZ1 1AA',
  ),
  lines: described(z.array(z.string()), 'One to three lines for an envelope, above the post town.', [
    'Flat 1',
    '12A-14B Example Street',
  ]),
  organisation: optional('Who is there, if it is not a home.'),
  unit: optional('Flat, room or unit.', 'Flat 1'),
  building: optional('Name of the building.'),
  number: optional('Number of the building, with its suffix or range.', '12A-14B'),
  street: optional('Name of the street.', 'Example Street'),
  locality: optional('Place within the town.'),
  town: optional('Town.', 'Testford'),
  postTown: optional('Post town, in capitals.', 'TESTFORD'),
  postcode: z.optional(Postcode),
  classification: described(
    z.object({
      code: described(z.string(), 'AddressBase classification code.', 'RD06'),
      description: optional('The code in words.', 'Self-contained flat'),
    }),
    'What kind of property it is.',
  ),
  postal: described(z.boolean(), 'Whether it gets post.'),
  status: Status,
  location: z.optional(described(Location, 'Where it is.')),
  gssCode: z.optional(described(GssCode, 'The council that the property itself is in.')),
  custodianCode: z.optional(described(z.int(), 'Local custodian code.', 9901)),
  ward: optional('GSS code of the ward, where the gazetteer has it.'),
  parish: optional('GSS code of the parish, where the gazetteer has it.'),
  welsh: z.optional(described(Welsh, 'The address in Welsh, where the gazetteer has it.')),
  updated: z.optional(described(PlainDate, 'When the record last changed.')),
};

export const Address = named(z.object(fields), { id: 'Address', description: 'An address, for showing and choosing.' });
export type Address = z.infer<typeof Address>;

const Relative = named(
  z.object({
    uprn: Uprn,
    text: described(z.string(), 'The whole address on one line.', 'Flat 1, 12A-14B Example Street, Testford, ZZ1 1AA'),
    classification: described(z.string(), 'AddressBase classification code.', 'RD06'),
    status: Status,
  }),
  {
    id: 'Relative',
    description: 'A parent or child of an address.',
  },
);
export type Relative = z.infer<typeof Relative>;

export const AddressDetail = named(
  z.object({
    ...fields,
    parent: z.optional(described(Relative, 'The building or shell, if the gazetteer holds it.')),
    children: described(z.array(Relative), 'Addresses in this building or shell.'),
    lpis: described(z.array(Lpi), 'Every form of the address that the gazetteer holds.'),
    deliveryPoint: z.optional(described(DeliveryPoint, 'The Royal Mail side.')),
    dataset: Dataset,
  }),
  { id: 'AddressDetail', description: 'An address with all that the gazetteer holds of it.' },
);
export type AddressDetail = z.infer<typeof AddressDetail>;

export const AddressPage = z.object({
  dataset: Dataset,
  addresses: described(z.array(Address), 'The addresses, in the order of houses.'),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});

export const NearbyAddress = named(
  z.object({ ...fields, distance: described(z.number(), 'Metres from the point.', 12.4) }),
  { id: 'NearbyAddress', description: 'An address and how far it is.' },
);

export const Street = named(
  z.object({
    usrn: Usrn,
    name: described(z.string(), 'Name or description of the street.', 'Example Street'),
    locality: optional('Place within the town.'),
    town: optional('Town.', 'Testford'),
    administrativeArea: optional('Administrative area: a county, district or unitary authority.', 'Marlbeck'),
    type: z.optional(described(z.int(), '1 official, 2 description, 3 numbered, 4 unofficial, 9 access to land.')),
    state: z.optional(described(z.int(), '1 under construction, 2 open, 4 closed.')),
    start: z.optional(described(Location, 'Where one end is.')),
    end: z.optional(described(Location, 'Where the other end is.')),
    welsh: z.optional(
      described(
        z.object({
          name: described(z.string(), 'Name or description of the street.', 'Stryd Enghraifft'),
          locality: optional('Place within the town.'),
          town: optional('Town.'),
        }),
        'The street in Welsh, where the gazetteer has it.',
      ),
    ),
    dataset: Dataset,
  }),
  { id: 'Street', description: 'A street of the gazetteer.' },
);
export type Street = z.infer<typeof Street>;
