/** Headers of answers, as the pipeline sends them (shared/http/encode.ts, authorise.ts). */
import type { Access, Returns } from '#shared/contract/capability.ts';
import type { Dialect } from '#shared/contract/dialect.ts';

const text = (description: string, example: string, required = true) => ({
  description,
  required,
  schema: { type: 'string' as const, examples: [example] },
});

const requestId = '3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10';

export const sharedHeaders = {
  'X-Request-Id': text('Id of this request: the caller’s own, if it sent a well-formed one.', requestId),
  ETag: text('Version of the answer, for `If-None-Match`.', '"iUYA5pr0N6bGYVDyAVoFAZP2WzY"'),
  Link: text(
    'The next page, with `rel="next"` (RFC 8288). Absent on the last.',
    '<https://api.example/marlbeck/addresses?postcode=ZZ1+1AA&cursor=…>; rel="next"',
    false,
  ),
  Location: text('Path of what was made.', '/marlbeck/access/keys/k3Yid00042'),
  Vary: text('What the form of the answer depends on.', 'accept'),
  'Cache-Control': text('How long the answer may be kept, and by whom.', 'private, max-age=60'),
  'WWW-Authenticate': text('How to send a key.', 'Bearer'),
  'RateLimit-Policy': text(
    'How many calls (`q`) the key may make in so many seconds (`w`), by policy (draft-ietf-httpapi-ratelimit-headers).',
    '"minute";q=2000;w=60, "daily";q=100000;w=86400',
  ),
  RateLimit: text(
    'How many of them are left (`r`), and in how many seconds (`t`) there are more.',
    '"minute";r=1999;t=42, "daily";r=98750;t=52200',
  ),
  'Retry-After': {
    description: 'Seconds to wait before trying again.',
    required: true,
    schema: { type: 'integer' as const, minimum: 0, examples: [5] },
  },
};

type Name = keyof typeof sharedHeaders;

export const headerRef = (name: Name) => ({ $ref: `#/components/headers/${name}` as const });

const named = (names: readonly Name[]) => Object.fromEntries(names.map((name) => [name, headerRef(name)]));

const limits = ['RateLimit-Policy', 'RateLimit'] as const;

export const headersOfSuccess = ({ etag, paged, location, cacheControl, forms }: Returns, access: Access) =>
  named([
    'X-Request-Id',
    ...(access === 'public' ? [] : limits),
    ...(forms ? (['Vary'] as const) : []),
    ...(etag ? (['ETag'] as const) : []),
    ...(paged ? (['Link'] as const) : []),
    ...(location ? (['Location'] as const) : []),
    ...(cacheControl ? (['Cache-Control'] as const) : []),
  ]);

const ofStatus: Readonly<Record<number, readonly Name[]>> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After', ...limits],
  503: ['Retry-After'],
};

export const headersOfProblem = ({ headers = {}, forms }: Dialect, status: number) => ({
  ...named(['X-Request-Id', ...(forms ? (['Vary'] as const) : []), ...(ofStatus[status] ?? [])]),
  ...Object.fromEntries(
    Object.entries(headers[status] ?? {}).map(([name, description]) => [
      name,
      { description, required: true, schema: { type: 'string' as const } },
    ]),
  ),
});
