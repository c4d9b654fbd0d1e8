/** Requests made from a contract: valid ones, ones with something odd in them, and hostile ones. */
import fc from 'fast-check';
import type { Operation } from '#shared/contract/capability.ts';
import { accepted, hostileText, isObject, nothing, odd, schemaOf, valid } from './oddValues.ts';

export interface OddRequest {
  readonly operation: string;
  readonly method: string;
  /** With its query string, as it goes over the wire. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

const asText = (value: unknown): string =>
  (typeof value === 'string'
    ? value
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)
  ).toWellFormed();
const encoded = (value: unknown): string => encodeURIComponent(asText(value));

const rawPieces = [
  ...['%', '%zz', '%00', '%FF', '%C0%80', '%ED%A0%80', '%2F', '%u0041'],
  ...['..', '.', '\u00e9', '+', '*', '~', '|', '"', '<', '{', '\\', 'a', '1'],
];
const raw = fc.array(fc.constantFrom(...rawPieces), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));

/** A part of a request: as it should be, and as it should not. */
interface Part<T> {
  readonly usual: fc.Arbitrary<T>;
  readonly odd: fc.Arbitrary<T>;
}

const pathOf = ({ path, params = nothing }: Operation, council: string): Part<string> => {
  if (path === '$default') return { usual: fc.constant('/nowhere'), odd: raw.map((text) => `/${text}`) };
  const own = schemaOf(params);
  const part = (name: string) =>
    (name === 'council' ? fc.constant(council) : valid(own.properties?.[name] ?? {}, own)).map(encoded);
  const filled = (each: (name: string) => fc.Arbitrary<string>) =>
    fc
      .tuple(
        ...path
          .split('/')
          .slice(1)
          .map((text) => (text.startsWith('{') ? each(text.slice(1, -1)) : fc.constant(text))),
      )
      .map((parts) => `/${parts.join('/')}`);
  return { usual: filled(part), odd: filled((name) => fc.oneof(part(name), hostileText.map(encoded), raw)) };
};

const pairsOf = (value: unknown): string[] =>
  Object.entries(isObject(value) ? value : { value }).flatMap(([name, one]) =>
    [one].flat().map((each) => `${encoded(name)}=${encoded(each)}`),
  );
const joined = (pairs: readonly string[]): string => (pairs.length > 0 ? `?${pairs.join('&')}` : '');

const queryOf = ({ query = nothing }: Operation): Part<string> => {
  const pairs = accepted(query).map(pairsOf);
  return {
    usual: pairs.map(joined),
    odd: fc.oneof(
      { weight: 5, arbitrary: odd(query).map((value) => joined(pairsOf(value))) },
      pairs.map((all) => joined([...all, ...all.slice(0, 1)])),
      raw.map((text) => `?${text}`),
      fc.constantFrom('?', '?&', '?=', '?a', '??', '?a[]=1&a[x]=2'),
    ),
  };
};

const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
const rawBodies: readonly (string | Uint8Array)[] = [
  ...[
    '',
    '{',
    '[]',
    'null',
    '"text"',
    '5',
    '1e999',
    '{}{}',
    '\ufeff{}',
    '{"a":1,"a":2}',
    '{"__proto__":{"x":1}}',
    'a=b',
    "{'a':1}",
  ],
  ...[nested('[', ']', 50_000), nested('{"records":', '}', 20_000), `{"remarks":${nested('[', ']', 9000)}}`],
  ...[
    new Uint8Array([0xff, 0xfe, 0x7b]),
    new Uint8Array([0x7b, 0x22, 0xc3, 0x22, 0x7d]),
    new Uint8Array([0x1f, 0x8b, 8, 0]),
  ],
];

const bodyOf = ({ body, bodyShown = body }: Operation): Part<string | Uint8Array | undefined> => {
  const anything = fc.constantFrom(...rawBodies, undefined);
  if (!bodyShown) return { usual: fc.constant(undefined), odd: anything };
  const json = (value: unknown) => JSON.stringify(value);
  return {
    usual: accepted(bodyShown).map(json),
    odd: fc.oneof({ weight: 5, arbitrary: odd(bodyShown).map(json) }, anything),
  };
};

/** Not what a header cannot hold: those never leave a client. */
const latin = fc.stringMatching(/^[\x20-\x7e\x80-\xff]{0,40}$/);
const choice = (usual: string | undefined, ...others: readonly string[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others), latin);

type Headers = Readonly<Record<string, string>>;

/** Each a request of its own. */
const onceEach = (headers: Headers) => fc.uuid().map((id): Headers => ({ ...headers, 'idempotency-key': id }));

/** What a header can hold of a text. */
const sendable = (value: unknown): string => asText(value).replaceAll(/[^\x20-\x7e\x80-\xff]/g, '?');

/** Those that the handler reads. */
const ownHeaders = ({ headers = nothing }: Operation): Part<Headers> => {
  const names = Object.keys(headers._zod.def.shape);
  return {
    usual: accepted(headers).map((given) =>
      Object.fromEntries(Object.entries(given as object).map(([name, value]) => [name, sendable(value)])),
    ),
    odd: fc
      .subarray(names)
      .chain((some) =>
        fc.record(Object.fromEntries(some.map((name) => [name, fc.oneof(latin, hostileText.map(sendable))]))),
      ),
  };
};

/** Those that the pipeline reads. */
const usualHeaders = ({ idempotent }: Operation, key: string): Part<Headers> => {
  const usual = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const all = fc.record({
    authorization: choice(
      usual.authorization,
      '',
      'Bearer',
      'Bearer  ',
      'Basic YTpi',
      `${usual.authorization}x`,
      'Bearer cc_0_0',
    ),
    'x-api-key': choice(undefined, '', key, 'cc_', `${key},${key}`),
    key: choice(undefined, '', key),
    'content-type': choice(
      usual['content-type'],
      '',
      'text/plain',
      'application/json;charset=utf-16',
      'application/x+json',
    ),
    'if-none-match': choice(undefined, '*', '""', 'W/"a", "b"', '"'),
    'idempotency-key': choice(
      undefined,
      '',
      'short',
      'fuzzed-request-0001',
      '"fuzzed-request-0001"',
      '"half-of-its-quotes',
    ),
    'x-request-id': choice(undefined, 'a', 'x'.repeat(200), 'fuzzed-request-1'),
    accept: choice(undefined, '*/*', 'text/html', 'application/xml;q=0.1'),
    origin: choice(undefined, 'null', 'https://www.marlbeck.example'),
    'access-control-request-method': choice(undefined, 'GET', 'PROPFIND', '__proto__'),
    'x-forwarded-proto': choice(undefined, 'javascript', 'http,https'),
    traceparent: choice(undefined, '00-0-0-00'),
  });
  const given = (headers: Readonly<Record<string, string | undefined>>): Headers =>
    Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  return { usual: idempotent ? onceEach(usual) : fc.constant(usual), odd: all.map(given) };
};

const headersOf = (operation: Operation, key: string): Part<Headers> => {
  const [own, usual] = [ownHeaders(operation), usualHeaders(operation, key)];
  const both = (one: fc.Arbitrary<Headers>, other: fc.Arbitrary<Headers>) =>
    fc.tuple(one, other).map(([mine, others]): Headers => ({ ...mine, ...others }));
  return { usual: both(own.usual, usual.usual), odd: both(own.odd, usual.odd) };
};

/** Requests of one operation: right, wrong in one part, or wrong in all. What is right is for this council and this key. */
export const oddRequests = (
  id: string,
  operation: Operation,
  council: string,
  key: string,
): fc.Arbitrary<OddRequest> => {
  const parts = {
    path: pathOf(operation, council),
    query: queryOf(operation),
    headers: headersOf(operation, key),
    body: bodyOf(operation),
  };
  const methods = {
    usual: fc.constant<string>(operation.method),
    odd: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'),
  };
  const request = (wrong: readonly string[]) => {
    const of = <T>(name: string, part: Part<T>) => (wrong.includes(name) ? part.odd : part.usual);
    return fc.record({
      method: of('method', methods),
      path: of('path', parts.path),
      query: of('query', parts.query),
      headers: of('headers', parts.headers),
      body: of('body', parts.body),
    });
  };
  const kinds = [
    [],
    ['path'],
    ['query'],
    ['query'],
    ['headers'],
    ['body'],
    ['body'],
    ['path', 'query', 'headers', 'body', 'method'],
  ];
  return fc
    .oneof(...kinds.map(request))
    .map(({ query, path, ...rest }) => ({ operation: id, path: `${path}${query}`, ...rest }));
};
