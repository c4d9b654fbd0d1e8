/**
 * The contract of GDS Locate and Surrey's SDS Address API, to the letter: its parameters, its bare arrays, its errors.
 * https://github.com/surreydigitalservices/locate-api
 */
import * as z from 'zod/mini';
import { type Dialect, described, get, named, ok, problem } from '#shared/contract/index.ts';
import { read } from './lookup.ts';

export class LocateInvalid extends problem({
  slug: 'locate-invalid',
  status: 422,
  title: 'Locate cannot read the parameters',
  advice: 'The “error” says which parameter is missing or invalid.',
}) {}

const LocateError = named(z.object({ error: described(z.string(), 'What is wrong.', 'postcode is invalid') }), {
  id: 'LocateError',
  description: 'An error in Locate’s shape.',
});

const challenge = { 'www-authenticate': 'Bearer token' };

const locateDialect: Dialect = {
  name: 'locate',
  credentials: [{ in: 'bearer' }],
  mediaType: 'application/json',
  schema: LocateError,
  headers: {
    429: {
      'X-Locate-Limit-Max': 'Calls that the key may make in a day.',
      'X-Locate-Limit-Used': 'Calls that it has made today.',
    },
  },
  render: ({ type, message, options: { extensions = {}, headers = {} } }) => {
    if (type.status === 401) return { status: 401, body: { error: 'Invalid credentials' }, headers: challenge };
    if (type.status === 429) {
      const limits = { 'x-locate-limit-max': String(extensions.limit), 'x-locate-limit-used': String(extensions.used) };
      return { status: 429, body: { error: 'Exceed usage limits' }, headers: { ...challenge, ...headers, ...limits } };
    }
    if (type.status === 500) return { status: 500, body: { error: 'Internal Server Error' } };
    return { status: type.status, body: { error: message }, headers };
  },
};

const text = (description: string, example?: string) => z.optional(described(z.string(), description, example));

const parts = {
  property: text('What comes before the street: flat, building, organisation.', 'Flat 1'),
  street: text('Number and street.', '12A-14B Example Street'),
  locality: text('Place within the town.'),
  town: text('Town.', 'Testford'),
  area: text('Administrative area, where it is not the town again.', 'Marlbeck'),
};

const LocateAddress = named(
  z.looseObject({
    gssCode: text('The council that the property is in.', 'E07999901'),
    uprn: text('UPRN, in `presentation` and `all`.', '990100000018'),
    ...parts,
    postcode: text('Postcode; in `all` in small letters without a space.', 'ZZ1 1AA'),
    presentation: z.optional(
      described(
        z.object({ ...parts, postcode: described(z.string(), 'Postcode.', 'ZZ1 1AA') }),
        'In `all`: the address as it is shown.',
      ),
    ),
    details: z.optional(
      described(z.record(z.string(), z.unknown()), 'In `all`: kind, state and history of the property.'),
    ),
    location: z.optional(
      described(z.record(z.string(), z.number()), 'In `all`: `lat`, `long`, `easting` and `northing`.'),
    ),
    ordering: z.optional(
      described(z.record(z.string(), z.unknown()), 'In `all`: the parts of the address to sort by.'),
    ),
    vcard: text('In `vcard`: the address as a vCard line.', 'ADR;:;;Flat 1;12A-14B Example Street;Testford;;ZZ1 1AA;'),
    'x-uprn': text('In `vcard`: UPRN.', '990100000018'),
    'extended-address': text('In `vcard`: what comes before the street.', 'Flat 1'),
    'street-address': text('In `vcard`: number and street.', '12A-14B Example Street'),
    region: text('In `vcard`: administrative area.', 'Marlbeck'),
    'postal-code': text('In `vcard`: postcode.', 'ZZ1 1AA'),
    country: text('In `all` and `vcard`: country.', 'England'),
    createdAt: text('In `all`: the day on which the record was made.', '2026-11-23'),
  }),
  { id: 'LocateAddress', description: 'An address in one of Locate’s three formats.' },
);

/** Loose on purpose: Locate ignored what it did not know, and judged the rest in its own order and words. */
const given = text;

export const locateOperations = {
  locateAddresses: get('/{council}/locate/addresses', {
    summary: 'Addresses as GDS Locate and Surrey’s SDS Address API answered them',
    description:
      'Needs one of `postcode`, `uprn` and `usrn`; of several, postcode wins over uprn, and uprn over usrn. The answer is a bare array, empty when nothing matches.',
    access: read,
    dialect: locateDialect,
    query: z.looseObject({
      postcode: given('A postcode.', 'ZZ1 1AA'),
      uprn: given('A UPRN.', '990100000018'),
      usrn: given('A USRN.', '99010001'),
      format: given('`presentation` (default), `all` or `vcard`.', 'presentation'),
      query: given('`residential`, `commercial`, `residentialAndCommercial`, `electoral` or `all` (default).', 'all'),
    }),
    returns: ok(z.array(LocateAddress)),
    problems: [LocateInvalid],
  }),
};
