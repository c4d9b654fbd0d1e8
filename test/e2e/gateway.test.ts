/** What the gateway makes of a request, seen from outside; infra/local/*.test.ts has the details. */
import { adminKey, api } from '#test/support/app.ts';

const page = 'https://www.marlbeck.example';
const house = '/marlbeck/addresses/990100000003';

describe('a web page', () => {
  it('that is allowed may ask, and may read what it needs', async () => {
    const preflight = await api('OPTIONS', house, {
      key: '',
      headers: { origin: page, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(page);
    expect(preflight.headers.get('access-control-allow-methods')?.split(',')).toContain('GET');
    expect(preflight.headers.get('access-control-allow-headers')?.split(',')).toContain('authorization');
    const { status, headers } = await api('GET', house, { headers: { origin: page } });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, page]);
    expect(headers.get('access-control-expose-headers')?.split(',')).toEqual(expect.arrayContaining(['etag', 'link']));
  });

  it('that is allowed can read a refusal too', async () => {
    const { status, headers } = await api('GET', house, { key: '', headers: { origin: page } });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, page]);
  });

  it.each(['https://evil.example', `${page}.evil.example`, 'http://www.marlbeck.example', 'null'])(
    'at %s may not',
    async (origin) => {
      for (const method of ['OPTIONS', 'GET']) {
        const { headers } = await api(method, house, { headers: { origin } });
        expect([...headers.keys()].filter((name) => name.startsWith('access-control-allow'))).toEqual([]);
      }
    },
  );
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
