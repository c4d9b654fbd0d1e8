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

const LocateError = named(z.object({ error: z.string() }), {
  id: 'LocateError',
  description: 'An error in Locate’s shape.',
});

const challenge = { 'www-authenticate': 'Bearer token' };

const locateDialect: Dialect = {
  name: 'locate',
  credentials: [{ in: 'bearer' }],
  mediaType: 'application/json',
  schema: LocateError,
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

const Presentation = z.object({
  property: z.optional(z.string()),
  street: z.optional(z.string()),
  locality: z.optional(z.string()),
  town: z.optional(z.string()),
  area: z.optional(z.string()),
  postcode: z.string(),
});

const LocateAddress = named(
  z.looseObject({
    gssCode: z.optional(z.string()),
    uprn: z.optional(z.string()),
    postcode: z.optional(z.string()),
    presentation: z.optional(Presentation),
    details: z.optional(z.record(z.string(), z.unknown())),
    location: z.optional(z.record(z.string(), z.number())),
    ordering: z.optional(z.record(z.string(), z.unknown())),
    vcard: z.optional(z.string()),
    'x-uprn': z.optional(z.string()),
  }),
  { id: 'LocateAddress', description: 'An address in one of Locate’s three formats.' },
);

/** Loose on purpose: Locate ignored what it did not know, and judged the rest in its own order and words. */
const given = (description: string, example?: string) => z.optional(described(z.string(), description, example));

export const locateOperations = {
  locateAddresses: get('/{council}/locate/addresses', {
    summary: 'Addresses as GDS Locate and Surrey’s SDS Address API answered them',
    description:
      'A bare array, empty when nothing matches. Of several parameters postcode wins over uprn, and uprn over usrn.',
    access: read,
    dialect: locateDialect,
    query: z.looseObject({
      postcode: given('A postcode.', 'ZZ1 1AA'),
      uprn: given('A UPRN.', '999000011'),
      usrn: given('A USRN.', '39900001'),
      format: given('`presentation` (default), `all` or `vcard`.', 'presentation'),
      query: given('`residential`, `commercial`, `residentialAndCommercial`, `electoral` or `all` (default).', 'all'),
    }),
    returns: ok(z.array(LocateAddress)),
    problems: [LocateInvalid],
  }),
};
