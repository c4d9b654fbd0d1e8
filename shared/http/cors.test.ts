import * as z from 'zod/mini';
import { aKey, aPlatform, type Call, call } from '#test/support/pipeline.ts';
import { capability, del, fallback, get, noContent, ok, post } from '../contract/index.ts';
import { type Taken, takenBy } from './cors.ts';
import { serve } from './serve.ts';

const Thing = z.object({ name: z.string() });
const returns = ok(Thing);
const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {
    getOpen: get('/{council}/open', { summary: 'Open', access: 'public', returns }),
    getThing: get('/{council}/things', {
      summary: 'One',
      access: { scope: 'things:read' },
      returns: ok(Thing, { etag: true }),
    }),
    printThing: get('/{council}/things/print', {
      summary: 'One, as text too',
      access: { scope: 'things:read' },
      returns: ok(Thing, { forms: { text: { mediaType: 'text/plain', write: () => 'thing' } } }),
    }),
    makeThing: post('/{council}/things', {
      summary: 'Make',
      access: { scope: 'things:make' },
      body: z.strictObject({}),
      returns,
    }),
    dropThing: del('/{council}/things/all', { summary: 'Drop', access: { scope: 'things:manage' }, returns }),
    refuse: fallback({ summary: 'Anything else', access: 'public', returns: noContent() }),
  },
});

const { getOpen, getThing, makeThing, dropThing } = things.operations;
const routes: Readonly<Record<string, Readonly<Record<string, Taken>>>> = {
  '/open': { GET: takenBy(getOpen) },
  '/things': { GET: takenBy(getThing), POST: takenBy(makeThing) },
  '/things/all': { DELETE: takenBy(dropThing) },
  $default: { GET: { access: 'public', headers: ['authorization'] } },
};
const takenAt = (path: string) => new Map(Object.entries(routes[path] ?? {}));

const named = 'https://www.marlbeck.example';
const other = 'https://other.example';
const key = aKey({ scopes: ['things:*'] });

const ask = async (allowedOrigins: readonly string[], { headers, ...request }: Call) => {
  const platform = { ...aPlatform(key.record), allowedOrigins, takenAt };
  const thing = () => ({ name: 'thing' });
  const handler = serve(
    things,
    {
      getOpen: thing,
      getThing: thing,
      printThing: thing,
      makeThing: thing,
      dropThing: thing,
      refuse: () => undefined,
    },
    platform,
  );
  const response = await call(handler, { params: { council: 'marlbeck' }, ...request, headers: headers ?? {} });
  return { status: response.statusCode, headers: response.headers ?? {}, lines: platform.lines };
};
const allow = 'access-control-allow-origin';

const openCall = { route: 'GET /{council}/open' };
const read = { route: 'GET /{council}/things' };
const print = { route: 'GET /{council}/things/print' };
const make = { route: 'POST /{council}/things', body: '{}' };
const drop = { route: 'DELETE /{council}/things/all' };

describe('an answer may be read', () => {
  const [nowhere, any, one, both] = [[], ['*'], [named], ['*', named]];

  it.each<[string, readonly string[], Call, string, string | undefined, string | undefined]>([
    ['needs no key: by any page', nowhere, openCall, other, '*', undefined],
    ['needs no key: by any page, whoever is named', one, openCall, other, '*', undefined],
    ['needs no key: by a page without an origin', nowhere, openCall, 'null', '*', undefined],
    ['reads: by none where none is named', nowhere, read, named, undefined, undefined],
    ['reads: by those that are named', one, read, named, named, 'origin'],
    ['reads: by no other', one, read, other, undefined, 'origin'],
    ['reads: by no page whose name begins like one', one, read, `${named}.evil.example`, undefined, 'origin'],
    ['reads: by no page of the same name without TLS', one, read, named.replace('s:', ':'), undefined, 'origin'],
    ['reads: by no page without an origin', one, read, 'null', undefined, 'origin'],
    ['reads: by any page where that is said', any, read, other, '*', undefined],
    ['does more: by those that are named', one, make, named, named, 'origin'],
    ['does more: by no other', one, make, other, undefined, 'origin'],
    ['does more: by no page where only “any” is said', any, make, other, undefined, undefined],
    ['does more: by those that are named beside “any”', both, make, named, named, 'origin'],
    ['does more: by no other, although “any” is said', both, make, other, undefined, 'origin'],
    ['administers: by no page where only “any” is said', any, drop, named, undefined, undefined],
    ['administers: by those that are named', both, drop, named, named, 'origin'],
  ])('of what %s', async (_, allowed, request, origin, expected, vary) => {
    const { status, headers } = await ask(allowed, { ...request, headers: { ...key.headers, origin } });
    expect([status, headers[allow], headers.vary]).toEqual([200, expected, vary]);
  });

  it('by nobody in particular when there is no page, and says that pages differ', async () => {
    const { headers } = await ask([named], { ...print, headers: key.headers });
    expect([headers[allow], headers.vary]).toEqual([undefined, 'accept, origin']);
  });

  it('without cookies', async () => {
    const answers = await Promise.all(
      [openCall, read, make].map((request) => ask(['*', named], { ...request, headers: { origin: named } })),
    );
    const names = answers.flatMap(({ headers }) => Object.keys(headers));
    expect(names).toContain(allow);
    expect(names).not.toContain('access-control-allow-credentials');
  });

  it.each<[string, number, Call]>([
    ['there is no key', 401, read],
    ['the key is unknown', 401, { ...read, headers: { authorization: 'Bearer nonsense' } }],
    ['the council is unknown', 404, { ...read, params: { council: 'nowhere' } }],
    ['the body cannot be read', 400, { ...make, body: '{', headers: key.headers }],
    ['the page has the answer already', 304, { ...read, headers: { ...key.headers, 'if-none-match': '*' } }],
  ])('like a success when %s', async (_, status, request) => {
    const answer = await ask([named], { ...request, headers: { ...request.headers, origin: named } });
    expect([answer.status, answer.headers[allow]]).toEqual([status, named]);
    const exposed = String(answer.headers['access-control-expose-headers']).split(', ');
    expect(exposed).toEqual(expect.arrayContaining(['etag', 'link', 'location', 'retry-after', 'x-request-id']));
    const stranger = await ask([named], { ...request, headers: { ...request.headers, origin: other } });
    expect([stranger.status, stranger.headers[allow]]).toEqual([status, undefined]);
  });
});

describe('a preflight', () => {
  const preflight = async (allowed: readonly string[], path: string, method: string, origin = named) => {
    const headers = { origin, 'access-control-request-method': method };
    const {
      status,
      headers: given,
      lines,
    } = await ask(allowed, { route: '$default', path, method: 'OPTIONS', headers });
    const told = Object.entries(given).filter(([name]) => name.startsWith('access-control-'));
    const { 'expose-headers': _, ...cors } = Object.fromEntries(told.map(([name, value]) => [name.slice(15), value]));
    return { status, cors, vary: given.vary, lines };
  };
  const alike = 'traceparent, x-request-id';
  const keys = 'authorization, x-api-key';

  it.each([
    ['/open', 'GET', other, { 'allow-origin': '*', 'allow-methods': 'GET', 'allow-headers': alike }],
    [
      '/things',
      'GET',
      named,
      { 'allow-origin': named, 'allow-methods': 'GET, POST', 'allow-headers': `${keys}, if-none-match, ${alike}` },
    ],
    [
      '/things',
      'POST',
      named,
      { 'allow-origin': named, 'allow-methods': 'GET, POST', 'allow-headers': `${keys}, content-type, ${alike}` },
    ],
    [
      '/things/all',
      'DELETE',
      named,
      { 'allow-origin': named, 'allow-methods': 'DELETE', 'allow-headers': `${keys}, ${alike}` },
    ],
  ])('for %s tells what %s takes', async (path, method, origin, cors) => {
    expect(await preflight([named], path, method, origin)).toMatchObject({
      status: 204,
      cors: { ...cors, 'max-age': '3600' },
    });
  });

  it.each(['GET', 'POST', 'PUT', 'constructor', '__proto__'])(
    'tells a page that may not call nothing, whether the path takes %s or not',
    async (method) => {
      expect(await preflight([named], '/things', method, other)).toMatchObject({
        status: 204,
        cors: {},
        vary: 'origin',
      });
      expect(await preflight([], '/things', method)).toMatchObject({ status: 204, cors: {} });
    },
  );

  it('names no method to a page that it may not call: browsers would remember it', async () => {
    expect((await preflight(['*'], '/things', 'GET')).cors).toMatchObject({
      'allow-origin': '*',
      'allow-methods': 'GET',
    });
    expect((await preflight(['*'], '/things', 'POST')).cors).toEqual({});
    expect((await preflight(['*'], '/things/all', 'DELETE')).cors).toEqual({});
  });

  it('of a method that the path does not take names those that it takes', async () => {
    const { cors } = await preflight([named], '/things', 'PUT');
    expect(cors).toMatchObject({ 'allow-origin': named, 'allow-methods': 'GET, POST' });
  });

  it('lets pages find out that there is no such path', async () => {
    const expected = {
      'allow-origin': '*',
      'allow-methods': 'GET',
      'allow-headers': 'authorization',
      'max-age': '3600',
    };
    expect(await preflight([], '/nowhere', 'GET', other)).toMatchObject({ status: 204, cors: expected });
  });

  it('needs no key, reads nothing, and has its line in the log', async () => {
    const { lines } = await preflight([named], '/things', 'GET');
    expect(lines).toMatchObject([
      { type: 'request', capability: 'things', operation: 'refuse', status: 204, readUnits: 0, roundTrips: 0 },
    ]);
  });

  it('is what names an origin and a method; any other OPTIONS is told what the path takes', async () => {
    const options = (path: string, headers: Call['headers'] = {}) =>
      ask([named], { route: '$default', path, method: 'OPTIONS', headers });
    expect(await options('/things')).toMatchObject({ status: 204, headers: { allow: 'GET, POST' } });
    expect((await options('/things', { origin: named })).headers).not.toHaveProperty('access-control-allow-methods');
  });
});
