/**
 * The contract of the OS Places API, as far as a council's own gazetteer can answer it: a client changes its base URL.
 * https://docs.os.uk/os-apis/accessing-os-apis/os-places-api/technical-specification
 */
import * as z from 'zod/mini';
import { type Dialect, described, get, named, ok, problem } from '#shared/contract/index.ts';
import { NothingLoaded, read } from './lookup.ts';

export class PlacesInvalid extends problem({
  slug: 'places-invalid',
  status: 400,
  title: 'OS Places cannot read the parameters',
  advice: 'The “message” says which parameter is missing or invalid.',
}) {}

const PlacesError = named(
  z.union([
    z.object({
      error: described(
        z.object({
          statuscode: described(z.int(), 'The HTTP status again.', 400),
          message: described(z.string(), 'What is wrong.', 'Parameter postcode is required.'),
        }),
        'What the service says.',
      ),
    }),
    z.object({
      fault: described(
        z.object({
          faultstring: described(z.string(), 'What is wrong.', 'Invalid ApiKey'),
          detail: described(
            z.object({ errorcode: described(z.string(), 'The same as a code.', 'oauth.v2.InvalidApiKey') }),
            'More about it.',
          ),
        }),
        'What the gateway before it says: about keys and quotas.',
      ),
    }),
  ]),
  { id: 'PlacesError', description: 'An error in OS Places’ shape: of the service, or of the gateway before it.' },
);

/** What OS's gateway says of keys, by our problem. */
const faults: Readonly<Record<string, readonly [string, string]>> = {
  'missing-key': ['Failed to resolve API Key variable request.queryparam.key', 'steps.oauth.v2.FailedToResolveAPIKey'],
  'unknown-key': ['Invalid ApiKey', 'oauth.v2.InvalidApiKey'],
  'expired-key': ['Invalid ApiKey: the key has expired', 'oauth.v2.InvalidApiKey'],
  'revoked-key': ['Invalid ApiKey: the key has been revoked', 'oauth.v2.InvalidApiKey'],
  'quota-exceeded': ['Rate limit quota violation. Quota limit exceeded.', 'policies.ratelimit.QuotaViolation'],
};

const placesDialect: Dialect = {
  name: 'os-places',
  credentials: [{ in: 'query', name: 'key' }, { in: 'header', name: 'key' }, { in: 'bearer' }],
  mediaType: 'application/json',
  schema: PlacesError,
  render: ({ type, message, options: { headers = {} } }) => {
    const fault = faults[type.slug];
    return {
      status: type.status,
      body: fault
        ? { fault: { faultstring: fault[0], detail: { errorcode: fault[1] } } }
        : { error: { statuscode: type.status, message } },
      headers,
    };
  },
};

const Header = z.looseObject({
  uri: described(z.string(), 'The request, without the key.'),
  query: described(z.string(), 'What was asked for.', 'postcode=ZZ1 1AA'),
  offset: described(z.int(), 'How many results were skipped.', 0),
  totalresults: described(z.int(), 'How many there are in all.', 12),
  format: described(z.string(), 'Always `JSON`.', 'JSON'),
  dataset: described(z.string(), 'Which kinds of record were asked for.', 'DPA'),
  lr: described(z.string(), 'Which languages were asked for.', 'EN,CY'),
  maxresults: described(z.int(), 'Most results in one answer.', 100),
  epoch: described(z.string(), 'Dataset version that the answer is from.', '7'),
  output_srs: described(z.string(), 'Coordinate system of the results.', 'EPSG:27700'),
  matchprecision: z.optional(described(z.int(), 'Decimals of `MATCH`, where a text was asked for.', 1)),
});

const entry = (description: string) =>
  z.optional(described(z.record(z.string(), z.unknown()), description, { UPRN: '990100000018', POSTCODE: 'ZZ1 1AA' }));

const PlacesAnswer = named(
  z.object({
    header: described(Header, 'What was asked, and how much was found.'),
    results: z.optional(
      described(
        z.array(
          z.object({
            DPA: entry('Delivery point address: the fields of OS Places’ DPA output.'),
            LPI: entry('Land and property identifier: the fields of OS Places’ LPI output.'),
          }),
        ),
        'One record each, with either `DPA` or `LPI`.',
      ),
    ),
  }),
  { id: 'PlacesAnswer', description: 'OS Places’ envelope. “results” is absent when there are none.' },
);

const given = (description: string, example?: string) => z.optional(described(z.string(), description, example));

/** OS Places refuses in its own words, so the values are judged by the handlers. */
const common = {
  format: given('Only `JSON`.', 'JSON'),
  maxresults: given('1 to 100; 100 unless told.', '100'),
  offset: given('How many results to skip.', '0'),
  dataset: given('`DPA` (default), `LPI` or `DPA,LPI`.', 'DPA'),
  lr: given('Languages: `EN`, `CY` or both.', 'EN,CY'),
  output_srs: given('EPSG:27700 (default), 4326, 4258 or 3857.', 'EPSG:27700'),
  srs: given('Of the point or box: EPSG:27700 (default), 4326, 4258 or 3857.', 'EPSG:27700'),
  fq: z.optional(
    described(z.array(z.string()), 'Filters, such as `CLASSIFICATION_CODE:RD*` or `LOGICAL_STATUS_CODE:1`.', [
      'CLASSIFICATION_CODE:RD*',
    ]),
  ),
};

const operation = <const P extends string, const Q extends Readonly<Record<string, z.core.$ZodType>>>(
  path: P,
  summary: string,
  own: Q,
) =>
  get(path, {
    summary,
    description:
      'As the OS Places API answers it, from the council’s own gazetteer. `GSS_CODE` and `WARD_CODE` are added.',
    access: read,
    dialect: placesDialect,
    query: z.looseObject({ ...own, ...common }),
    returns: ok(PlacesAnswer),
    problems: [PlacesInvalid, NothingLoaded],
  });

const point = given('`x,y` in `srs`; `lat,lon` for EPSG:4326 and 4258.', '333064,468000');

export const placesOperations = {
  placesFind: operation('/{council}/places/v1/find', 'OS Places: addresses that fit a free text, the best first', {
    query: given('The text: at most 500 characters.', '10 example street testford'),
    minmatch: given('Least `MATCH` of a result: 0.1 to 1.', '0.4'),
    matchprecision: given('Decimals that `MATCH` is cut to: 1 to 10; 1 unless told.', '1'),
    bbox: given('Only within this box: lower left and upper right corner.', '333000,467900,333500,468100'),
  }),
  placesPostcode: operation(
    '/{council}/places/v1/postcode',
    'OS Places: addresses in a postcode or in the start of one',
    {
      postcode: given('At least the area and district.', 'ZZ1 1AA'),
    },
  ),
  placesUprn: operation('/{council}/places/v1/uprn', 'OS Places: one address', {
    uprn: given('A UPRN.', '990100000018'),
  }),
  placesNearest: operation('/{council}/places/v1/nearest', 'OS Places: the address nearest to a point', {
    point,
    radius: given('Metres, 0.01 to 1000; 100 unless told.', '100'),
  }),
  placesRadius: operation('/{council}/places/v1/radius', 'OS Places: addresses around a point', {
    point,
    radius: given('Metres, 0.01 to 1000; 100 unless told.', '100'),
  }),
  placesBbox: operation('/{council}/places/v1/bbox', 'OS Places: addresses in a box of at most one square kilometre', {
    bbox: given('Lower left and upper right corner.', '333000,467900,333500,468100'),
  }),
};
