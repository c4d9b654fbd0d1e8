/** Turns what a handler returned into the response that the contract declares. */
import { createHash } from 'node:crypto';
import type { Form, Returns } from '#shared/contract/capability.ts';
import { type Exchange, header, type Response, type Step } from './exchange.ts';

/** On every answer; an API answer is never a page to be framed, sniffed or kept by a cache on the way. */
const always = {
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const pages = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
};

export const respond = (
  exchange: Pick<Exchange, 'requestId' | 'headers'>,
  status: number,
  mediaType: string | undefined,
  body: string | undefined,
): Response => ({
  statusCode: status,
  headers: {
    'cache-control': 'no-store',
    ...always,
    ...(mediaType && { 'content-type': mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType }),
    ...(mediaType === 'text/html' && pages),
    'x-request-id': exchange.requestId,
    ...exchange.headers,
  },
  ...(body !== undefined && { body }),
});

const etagOf = (body: string): string => `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim())) ?? false;

const property = (body: unknown, name: string): unknown =>
  typeof body === 'object' && body !== null ? Object.getOwnPropertyDescriptor(body, name)?.value : undefined;

/** The same request with the cursor of the next page (RFC 8288). */
const nextLink = ({ event, origin }: Exchange, cursor: string): string => {
  const query = new URLSearchParams(event.rawQueryString);
  query.set('cursor', cursor);
  return `<${origin}${event.rawPath}?${query}>; rel="next"`;
};

const locate = (template: string, exchange: Exchange, body: unknown): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(property(body, name) ?? exchange.event.pathParameters?.[name] ?? '')),
  );

const declareHeaders = (exchange: Exchange, returns: Returns, result: unknown): void => {
  if (returns.cacheControl) exchange.headers['cache-control'] = returns.cacheControl;
  if (returns.location) exchange.headers.location = locate(returns.location, exchange, result);
  const cursor = returns.paged && property(result, 'cursor');
  if (typeof cursor === 'string' && exchange.event.requestContext.http.method === 'GET') {
    exchange.headers.link = nextLink(exchange, cursor);
  }
};

const json = 'application/json';

/** What the caller's `Accept` likes best of ours, and names; the JSON for whoever takes anything or says nothing. */
const accepted = (accept: string | undefined, forms: readonly Form[]): Form | undefined => {
  const liked = (accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((one) => one.startsWith('q='));
    return { type, quality: quality ? Number(quality.slice(2)) || 0 : 1 };
  });
  const qualityOf = (mediaType: string) => liked.find(({ type }) => type === mediaType)?.quality ?? 0;
  const [best] = forms.toSorted((a, b) => qualityOf(b.mediaType) - qualityOf(a.mediaType));
  return best && qualityOf(best.mediaType) > qualityOf(json) ? best : undefined;
};

/** Of a path such as `/areas/E05999901.geojson`. */
const suffixOf = (path: string, forms: object): string | null => {
  const suffix = /\.([a-z]+)$/.exec(path)?.[1];
  return suffix && Object.hasOwn(forms, suffix) ? suffix : null;
};

/** The form that the caller wants, by `?format=`, by the end of the path, or else by `Accept`; none for JSON. Read as it came: an error may be about the query. */
export const chosenForm = (exchange: Exchange, forms: Returns['forms']): Form | undefined => {
  if (!forms) return undefined;
  exchange.headers.vary = 'accept';
  const format =
    new URLSearchParams(exchange.event.rawQueryString).get('format') ?? suffixOf(exchange.event.rawPath, forms);
  if (format === null) return accepted(header(exchange.event, 'accept'), Object.values(forms));
  return Object.hasOwn(forms, format) ? forms[format] : undefined;
};

/** What the answer is sent as: media type and text. */
const written = (exchange: Exchange, { mediaType, forms }: Returns, result: unknown): [string | undefined, string] => {
  const form = chosenForm(exchange, forms);
  if (form) return [form.mediaType, form.write(result)];
  return [mediaType, mediaType === json ? JSON.stringify(result) : String(result)];
};

export const encodeResult = (): Step => ({
  after: (request) => {
    const { event: exchange, response: result } = request;
    const returns = exchange.operation?.returns;
    if (!returns) return;
    declareHeaders(exchange, returns, result);
    if (returns.status === 204) {
      request.response = respond(exchange, 204, undefined, undefined);
      return;
    }
    const [mediaType, body] = written(exchange, returns, result);
    if (returns.etag) {
      const etag = etagOf(body);
      exchange.headers.etag = etag;
      if (matches(header(exchange.event, 'if-none-match'), etag)) {
        request.response = respond(exchange, 304, undefined, undefined);
        return;
      }
    }
    request.response = respond(exchange, returns.status, mediaType, body);
  },
});
