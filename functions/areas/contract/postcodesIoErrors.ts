/** How postcodes.io tells what is wrong: `{ status, error }`, with a text that clients compare. Line ends and spaces are its own. */
import * as z from 'zod/mini';
import { type Dialect, described, named, problem } from '#shared/contract/index.ts';
import { PostcodesIoTerminated } from './postcodesIoObjects.ts';

export class PostcodesIoNotFound extends problem({
  slug: 'postcodes-io-not-found',
  status: 404,
  title: 'There is nothing to answer, as postcodes.io says it',
  advice: 'The “error” says what was not found.',
}) {}

export class PostcodesIoInvalid extends problem({
  slug: 'postcodes-io-invalid',
  status: 400,
  title: 'The request cannot be read, as postcodes.io says it',
  advice: 'The “error” says which parameter is missing or wrong.',
}) {}

const howToSend =
  'You need to submit a JSON object with an array of postcodes or geolocation objects.\nAlso ensure that Content-Type is set to application/json\n';

export const notFound = {
  resource: 'Resource not found',
  malformed: 'Invalid postcode',
  postcode: 'Postcode not found',
  scottish: 'Postcode exists in ONSPD but not in SPD',
  terminated: 'Terminated postcode not found',
  outcode: 'Outcode not found',
  place: 'Place not found',
  /** Ours: postcodes.io is not up before it has data. */
  data: 'No postcodes have been loaded',
} as const;

export const invalid = {
  noPostcode: 'No postcode query submitted. Remember to include query parameter',
  noQuery: 'No valid query submitted. Remember to include every parameter',
  point: 'Invalid longitude/latitude submitted',
  limit: 'Invalid result limit submitted',
  radius: 'Invalid lookup radius submitted',
  notAList: 'Invalid data submitted. You need to provide a JSON array',
  postcodes: 'Too many postcodes submitted. Up to 100 postcodes can be bulk requested at a time',
  locations: 'Too many locations submitted. Up to 100 locations can be bulk requested at a time',
  json: `Invalid JSON submitted.\n${howToSend}`,
  body: `Invalid JSON query submitted. \n${howToSend}`,
  /** Ours: a function of Lambda answers 6 MB at most. */
  tooMuch:
    'Too many results. Ask for fewer locations, or with a lower limit or radius, or for fewer fields with filter',
} as const;

/** What it says of what goes wrong before a handler is asked. Bodies of another type it reads as none. */
const ofOurs: Readonly<Record<string, readonly [status: number, error: string]>> = {
  'unknown-council': [404, notFound.resource],
  'capability-not-enabled': [404, notFound.resource],
  'unknown-operation': [404, notFound.resource],
  'malformed-json': [400, invalid.json],
  'unsupported-media-type': [400, invalid.body],
  'internal-error': [500, '500 Server Error.'],
};

const PostcodesIoError = named(
  z.object({
    status: described(z.int(), 'The HTTP status again.', 404),
    error: described(z.string(), 'What is wrong.', notFound.postcode),
    terminated: z.optional(described(PostcodesIoTerminated, 'The postcode is no longer in use: since when.')),
  }),
  { id: 'PostcodesIoError', description: 'An error in postcodes.io’s envelope.' },
);

/** Everybody may ask: clients of postcodes.io send no key. */
export const postcodesIoDialect: Dialect = {
  name: 'postcodes-io',
  credentials: [],
  mediaType: 'application/json',
  schema: PostcodesIoError,
  render: ({ type, message, options: { extensions: { terminated } = {}, headers = {} } }) => {
    const [status, error] = ofOurs[type.slug] ?? [type.status, message];
    return { status, body: { status, error, ...(terminated !== undefined && { terminated }) }, headers };
  },
};
