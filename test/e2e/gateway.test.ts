/** What the gateway makes of a request, seen from outside; infra/local/*.test.ts has the details. */
import { type Answer, adminKey, api, logOf } from '#test/support/app.ts';

const page = 'https://www.marlbeck.example';
const house = '/marlbeck/addresses/990100000003';

describe('a web page', () => {
  const allow = 'access-control-allow-origin';
  const listOf = ({ headers }: Answer, name: string) => headers.get(name)?.split(', ');
  const preflight = (path: string, method: string, origin: string) =>
    api('OPTIONS', path, { key: '', headers: { origin, 'access-control-request-method': method } });

  it('that is allowed may ask, and may read what it needs', async () => {
    const before = await preflight(house, 'GET', page);
    expect([before.status, before.headers.get(allow), before.headers.get('vary')]).toEqual([204, page, 'origin']);
    expect(listOf(before, 'access-control-allow-methods')).toEqual(['GET']);
    expect(listOf(before, 'access-control-allow-headers')).toEqual(expect.arrayContaining(['authorization']));
    const answer = await api('GET', house, { headers: { origin: page } });
    expect([answer.status, answer.headers.get(allow), answer.headers.get('vary')]).toEqual([200, page, 'origin']);
    expect(listOf(answer, 'access-control-expose-headers')).toEqual(expect.arrayContaining(['etag', 'link']));
  });

  it('is told what each path takes', async () => {
    const keys = await preflight('/keys/access/keys', 'POST', page);
    expect(listOf(keys, 'access-control-allow-methods')?.sort()).toEqual(['GET', 'POST']);
    expect(listOf(keys, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining(['content-type', 'idempotency-key']),
    );
    const places = await preflight('/marlbeck/places/v1/postcode', 'GET', page);
    expect(listOf(places, 'access-control-allow-headers')).toEqual(expect.arrayContaining(['key', 'authorization']));
  });

  it.each([
    ['without a key', house, 401, page],
    ['a council that is not served', '/nowhere/addresses/1', 404, page],
    ['a path that there is not', '/marlbeck/nothing/1', 404, '*'],
  ])('that is allowed can read a refusal too: %s', async (_, path, status, expected) => {
    expect((await preflight(path, 'GET', page)).headers.get(allow)).toBe(expected);
    const answer = await api('GET', path, { key: '', headers: { origin: page } });
    expect([answer.status, answer.headers.get(allow)]).toEqual([status, expected]);
  });

  it('can read that a path does not take its method', async () => {
    const { status, headers } = await api('POST', house, { headers: { origin: page } });
    expect([status, headers.get(allow), headers.get('allow')]).toEqual([405, '*', 'GET']);
  });

  it.each(['https://evil.example', `${page}.evil.example`, 'http://www.marlbeck.example', 'null'])(
    'at %s may not do what needs a key, and any may do what needs none',
    async (origin) => {
      for (const path of [house, '/keys/access/keys']) {
        const answers = [await preflight(path, 'GET', origin), await api('GET', path, { headers: { origin } })];
        const names = answers.flatMap(({ headers }) => [...headers.keys()]);
        expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
      }
      const open = [await preflight('/openapi.json', 'GET', origin), await api('GET', '/openapi.json', { key: '' })];
      expect(open.map(({ headers }) => headers.get(allow))).toEqual(['*', '*']);
    },
  );

  it('asks first without touching the database, and that is counted like any call', async () => {
    const headers = { origin: page, 'access-control-request-method': 'GET', 'x-request-id': 'preflight-1' };
    await api('OPTIONS', house, { key: '', headers });
    expect(await logOf(['preflight-1'])).toMatchObject([
      { capability: 'catalogue', operation: 'refuse', status: 204, readUnits: 0, writeUnits: 0, roundTrips: 0 },
    ]);
  });
});

describe('a request', () => {
  it('keeps its id from the caller', async () => {
    const { headers } = await api('GET', house, { headers: { 'X-Request-ID': 'gateway-1234' } });
    expect(headers.get('x-request-id')).toBe('gateway-1234');
  });

  it.each(['short', 'with space', 'x'.repeat(101), '"quoted-id"'])('gets an id of its own for “%s”', async (given) => {
    const { headers } = await api('GET', house, { headers: { 'x-request-id': given } });
    expect(headers.get('x-request-id')).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
  });

  it.each([
    ['AUTHORIZATION', `bearer ${adminKey}`],
    ['X-API-KEY', adminKey],
  ])('may name its key header in capitals: %s', async (name, value) => {
    expect((await api('GET', house, { key: '', headers: { [name]: value } })).status).toBe(200);
  });

  it('has its path parameters decoded', async () => {
    expect((await api('GET', '/marlbeck/addresses/UPRN%2D990100000003%20')).json.uprn).toBe('990100000003');
    expect((await api('GET', '/marlbeck/addresses/9901%2F00000003')).json.errors[0].pointer).toBe('#/uprn');
  });

  it('may give a list as one parameter or as several', async () => {
    const list = '/marlbeck/addresses?usrn=99010001&include=';
    const [together, apart] = await Promise.all([
      api('GET', `${list}historic,provisional`),
      api('GET', `${list}historic&include=provisional`),
    ]);
    expect(together.json.addresses.length).toBeGreaterThan((await api('GET', `${list}historic`)).json.addresses.length);
    expect(apart.json).toEqual(together.json);
  });

  it.each(['application/json', 'application/json; charset=UTF-8', 'application/vnd.council+json'])(
    'may be JSON as %s',
    async (type) => {
      const { status } = await api('POST', '/marlbeck/addresses/lookup', {
        body: { uprns: ['990100000003'] },
        headers: { 'content-type': type },
      });
      expect(status).toBe(200);
    },
  );

  it('goes to the exact path before the one with a parameter', async () => {
    const nearest = await api('GET', '/marlbeck/addresses/nearest?easting=333000&northing=468000');
    expect(nearest.json.addresses[0]).toHaveProperty('distance');
  });
});

it('an answer is never kept, framed or sniffed on its way', async () => {
  const { headers } = await api('GET', '/marlbeck/access/keys');
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': expect.stringContaining('max-age='),
  });
});

it.each([
  ['/health', 'application/json'],
  ['/openapi.json', 'application/json'],
  ['/docs', 'text/html; charset=utf-8'],
  ['/problems/invalid-request', 'text/html; charset=utf-8'],
])('%s needs no key', async (path, type) => {
  const { status, headers } = await api('GET', path, { key: '' });
  expect([status, headers.get('content-type')]).toEqual([200, type]);
});
