/**
 * Which web pages may call an operation from a browser: the CORS protocol of the Fetch standard, by the class of the operation,
 * which the `access` of its contract tells (docs/decisions/0014-cors.md).
 */
import type { Access, Operation } from '#shared/contract/capability.ts';
import { type CredentialSource, problemDetails } from '#shared/contract/dialect.ts';
import { respond } from './encode.ts';
import { type Exchange, header, type Response, type Step } from './exchange.ts';
import type { Platform } from './platform.ts';

/** What one method of a path takes, as preflights ask for it. */
export interface Taken {
  readonly access: Access;
  /** Request headers for which a browser asks first. */
  readonly headers: readonly string[];
}

/** By method. */
export type TakenAt = (path: string) => ReadonlyMap<string, Taken>;

const anHour = '3600';

/** Safe if a scope is new: `*` in the configuration lets any page read, and a page that may do more has to be named. */
const originsFor = (access: Access, allowed: readonly string[]): readonly string[] => {
  if (access === 'public') return ['*'];
  return access.scope.endsWith(':read') ? allowed : allowed.filter((one) => one !== '*');
};

/** `*`, or the origin itself, where its pages may call. */
const admitted = (origins: readonly string[], origin: string | undefined): string | undefined =>
  origins.includes('*') ? '*' : origins.find((one) => one === origin);

const always = [
  ...['allow', 'etag', 'link', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'vary', 'www-authenticate'],
  'x-request-id',
];

/** Headers of answers that pages may read, beside those that they always may. */
export const exposedBy = (operation: Pick<Operation, 'dialect'> | undefined): string[] => [
  ...always,
  ...Object.values(operation?.dialect?.headers ?? {}).flatMap((own) =>
    Object.keys(own).map((name) => name.toLowerCase()),
  ),
];

/** No credentials: keys come in headers that the page itself sets, and there are no cookies. */
export const withCors = (exchange: Exchange, response: Response, allowed: readonly string[]): Response => {
  const { event, operation, asked = operation } = exchange;
  const origins = originsFor(asked?.access ?? 'public', allowed);
  const origin = admitted(origins, header(event, 'origin'));
  const varies = origins.length > 0 && !origins.includes('*');
  const vary = [response.headers?.vary, varies && 'origin'].filter(Boolean).join(', ');
  return {
    ...response,
    headers: {
      ...response.headers,
      ...(vary && { vary }),
      ...(origin && {
        'access-control-allow-origin': origin,
        'access-control-expose-headers': exposedBy(operation).join(', '),
      }),
    },
  };
};

const headerOf = (source: CredentialSource): string[] => {
  if (source.in === 'query') return [];
  return [source.in === 'bearer' ? 'authorization' : source.name];
};

export const takenBy = ({
  access,
  dialect = problemDetails,
  headers,
  body,
  idempotent,
  returns,
}: Operation): Taken => ({
  access,
  headers: [
    ...(access === 'public' ? [] : dialect.credentials.flatMap(headerOf)),
    ...(body ? ['content-type'] : []),
    ...(idempotent ? ['idempotency-key'] : []),
    ...(returns.etag ? ['if-none-match'] : []),
    ...Object.keys(headers?._zod.def.shape ?? {}),
    ...['traceparent', 'x-request-id'],
  ],
});

/** What a page is told before it calls. Of a method that the path does not take, what it would be told of its first. */
const preflight = (
  exchange: Exchange,
  taken: ReadonlyMap<string, Taken>,
  method: string,
  allowed: readonly string[],
) => {
  const origin = header(exchange.event, 'origin');
  const isOpen = ({ access }: Taken): boolean => admitted(originsFor(access, allowed), origin) !== undefined;
  const [first] = taken.values();
  exchange.asked = taken.get(method) ?? first;
  if (!exchange.asked || !isOpen(exchange.asked)) return {};
  return {
    // A browser keeps all that are named, not only the one that it asked for.
    'access-control-allow-methods': [...taken].flatMap(([name, one]) => (isOpen(one) ? [name] : [])).join(', '),
    'access-control-allow-headers': exchange.asked.headers.join(', '),
    'access-control-max-age': anHour,
  };
};

/**
 * Answers OPTIONS, which no contract has: API Gateway sends it to `$default`. A preflight of a path that there is not is let
 * through, because only then can the page read the problem that says so.
 */
export const answerOptions = ({ takenAt, allowedOrigins }: Platform): Step => ({
  before: ({ event: exchange }) => {
    const { event } = exchange;
    if (!takenAt || event.requestContext.http.method !== 'OPTIONS') return undefined;
    const method = header(event, 'origin') && header(event, 'access-control-request-method');
    const found = takenAt(event.rawPath);
    if (!method && found.size === 0) return undefined;
    exchange.headers = method
      ? preflight(exchange, found.size > 0 ? found : takenAt('$default'), method, allowedOrigins)
      : { allow: [...found.keys()].join(', ') };
    return respond(exchange, 204, undefined, undefined);
  },
});
