import * as z from 'zod/mini';
import { aKey, aPlatform, type Call, call } from '#test/support/pipeline.ts';
import {
  capability,
  created,
  del,
  get,
  listOf,
  noContent,
  ok,
  PostcodeInput,
  page,
  post,
  UprnInput,
} from '../contract/index.ts';
import { serve } from './serve.ts';

const Thing = z.object({ name: z.string(), cursor: z.optional(z.string()) });
const read = { scope: 'things:read' } as const;

const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {
    getThing: get('/{council}/things/{uprn}', {
      summary: 'One',
      access: read,
      params: z.strictObject({ uprn: UprnInput }),
      returns: ok(Thing, { etag: true, cacheControl: 'private, max-age=60' }),
    }),
    listThings: get('/{council}/things', {
      summary: 'Some',
      access: read,
      query: z.strictObject({
        postcode: z.optional(PostcodeInput),
        limit: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20),
        kinds: z.optional(listOf(['red', 'blue'], 'Colours')),
        exact: z.optional(z.boolean()),
        cursor: z.optional(z.string()),
      }),
      returns: page(Thing),
    }),
    makeThing: post('/{council}/things', {
      summary: 'Make',
      access: { scope: 'things:write' },
      body: z.strictObject({
        name: z.string().check(z.minLength(1), z.maxLength(10)),
        parts: z.optional(z.array(z.strictObject({ n: z.int() }))),
      }),
      maxBody: 200,
      returns: created(Thing, '/{council}/things/{name}'),
    }),
    dropThing: del('/{council}/things/{uprn}', { summary: 'Drop', access: 'public', returns: noContent() }),
  },
});

const { record, headers } = aKey({ scopes: ['things:read', 'things:write'] });
const secret = new Error('the password of "Ann Example" at ZZ1 1AA is 123456');

const start = (platform = aPlatform(record)) => {
  const seen: unknown[] = [];
  const handler = serve(
    things,
    {
      getThing: ({ params }) => {
        if (params.uprn === '500') throw secret;
        return { name: params.uprn };
      },
      listThings: ({ query }) => {
        seen.push(query);
        return { name: 'list', cursor: 'abc+/=' };
      },
      makeThing: ({ body }) => ({ name: body.name }),
      dropThing: () => undefined,
    },
    platform,
  );
  const ask = async (request: Call) => {
    const response = await call(handler, { headers, ...request, params: { council: 'marlbeck', ...request.params } });
    return { ...response, json: response.body ? JSON.parse(response.body) : undefined };
  };
  return { ask, seen, platform };
};

const one = { route: 'GET /{council}/things/{uprn}', params: { uprn: '42' } };
const list = { route: 'GET /{council}/things' };
const make = { route: 'POST /{council}/things', body: '{"name":"a/b"}' };

describe('a request that succeeds', () => {
  it('answers what the handler returned, with the contract’s headers', async () => {
    const response = await start().ask(one);
    expect(response).toMatchObject({ statusCode: 200, json: { name: '42' } });
    expect(response.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'private, max-age=60',
      'x-request-id': 'gateway-request-1',
      'x-content-type-options': 'nosniff',
    });
  });

  it('is not sent again when the caller has it', async () => {
    const { ask } = start();
    const first = await ask(one);
    const again = await ask({ ...one, headers: { ...headers, 'if-none-match': `"other", W/${first.headers?.etag}` } });
    expect(again).toMatchObject({ statusCode: 304, json: undefined });
    expect(again.headers?.etag).toBe(first.headers?.etag);
  });

  it('links to the next page', async () => {
    const response = await start().ask({ ...list, query: 'limit=5&cursor=old' });
    expect(response.headers?.link).toBe('<https://api.test/marlbeck/things?limit=5&cursor=abc%2B%2F%3D>; rel="next"');
  });

  it('says where the thing that was made is', async () => {
    const response = await start().ask(make);
    expect(response).toMatchObject({ statusCode: 201, headers: { location: '/marlbeck/things/a%2Fb' } });
  });

  it('has no body when there is nothing to say', async () => {
    const response = await start().ask({
      route: 'DELETE /{council}/things/{uprn}',
      params: { uprn: '1' },
      headers: {},
    });
    expect(response.statusCode).toBe(204);
    expect(response).not.toHaveProperty('body');
  });

  it('keeps a well-formed request id of the caller', async () => {
    const { ask } = start();
    const kept = await ask({ ...one, headers: { ...headers, 'x-request-id': 'my-request-77' } });
    expect(kept.headers?.['x-request-id']).toBe('my-request-77');
    const replaced = await ask({ ...one, headers: { ...headers, 'x-request-id': 'bad id\n' } });
    expect(replaced.headers?.['x-request-id']).toBe('gateway-request-1');
  });
});

describe('the query string', () => {
  it.each([
    ['limit=7&exact=true&kinds=red,blue', { limit: 7, exact: true, kinds: ['red', 'blue'] }],
    ['kinds=red&kinds=blue', { limit: 20, kinds: ['red', 'blue'] }],
    ['postcode=zz1+1aa', { limit: 20, postcode: 'ZZ1 1AA' }],
    ['postcode=zz1%201aa', { limit: 20, postcode: 'ZZ1 1AA' }],
  ])('%s is read', async (query, expected) => {
    const { ask, seen } = start();
    await ask({ ...list, query });
    expect(seen).toEqual([expected]);
  });

  it.each([
    ['postcode=AA1+12345', '#/postcode', 'must be a full UK postcode, like ZZ1 1AA'],
    ['limit=0', '#/limit', 'must be at least 1'],
    ['limit=101', '#/limit', 'must be at most 100'],
    ['limit=ten', '#/limit', 'must be a number'],
    ['limit=1.5', '#/limit', 'must be a whole number'],
    ['limit=1&limit=2', '#/limit', 'may be given only once'],
    ['kinds=green', '#/kinds/0', 'must be one or more of red, blue, separated by commas'],
    ['exact=yes', '#/exact', 'must be true or false'],
    ['colour=red', '#/colour', 'is not known here; it takes postcode, limit, kinds, exact, cursor'],
    ['__proto__=1', '#/__proto__', 'is not known here; it takes postcode, limit, kinds, exact, cursor'],
    ['constructor=1', '#/constructor', 'is not known here; it takes postcode, limit, kinds, exact, cursor'],
  ])('%s is refused by name', async (query, pointer, detail) => {
    const { statusCode, json, headers } = await start().ask({ ...list, query });
    expect(statusCode).toBe(400);
    expect(headers?.['content-type']).toBe('application/problem+json');
    expect(json).toMatchObject({
      type: 'https://api.test/problems/invalid-request',
      status: 400,
      instance: 'urn:request:gateway-request-1',
      errors: [{ detail, pointer, in: 'query' }],
    });
  });

  it('says how many more errors there are', async () => {
    const { json } = await start().ask({ ...list, query: 'limit=0&exact=yes&postcode=x' });
    expect(json.detail).toMatch(/^“postcode” must be a full UK postcode.* There are 2 more errors\.$/);
  });
});

describe('the path', () => {
  it('is parsed by the contract', async () => {
    const { json } = await start().ask({ ...one, params: { uprn: 'UPRN-000000000042' } });
    expect(json).toEqual({ name: '42' });
  });

  it.each(['1234567890123', 'abc', ''])('refuses the UPRN %j', async (uprn) => {
    const { statusCode, json } = await start().ask({ ...one, params: { uprn } });
    expect(statusCode).toBe(400);
    expect(json.errors).toEqual([{ detail: 'must be a UPRN: 1 to 12 digits', pointer: '#/uprn', in: 'path' }]);
  });

  it.each([
    ['nowhere', 404, 'unknown-council'],
    ['constructor', 404, 'unknown-council'],
    ['thornmoor', 404, 'capability-not-enabled'],
  ])('for the council %s answers %s %s', async (council, status, slug) => {
    const { statusCode, json } = await start().ask({ ...one, params: { uprn: '1', council } });
    expect([statusCode, json.type]).toEqual([status, `https://api.test/problems/${slug}`]);
  });

  it('that the function does not serve is a 404', async () => {
    expect(await start().ask({ route: 'GET /{council}/other' })).toMatchObject({ statusCode: 404 });
  });
});

describe('the body', () => {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  it.each([
    ['not JSON', { body: '{"name":' }, 400, 'malformed-json'],
    ['empty', { body: '' }, 400, 'malformed-json'],
    ['absent', {}, 400, 'malformed-json'],
    [
      'not UTF-8',
      { body: Buffer.from('{"name":"\xe9"}', 'latin1').toString('base64'), isBase64Encoded: true },
      400,
      'malformed-json',
    ],
    [
      'a form',
      { body: 'name=a', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported-media-type',
    ],
    ['too large', { body: JSON.stringify({ name: 'x'.repeat(200) }) }, 413, 'body-too-large'],
  ])('that is %s is refused', async (_, request, status, slug) => {
    const { statusCode, json: problem } = await start().ask({ route: make.route, ...request });
    expect([statusCode, problem.type]).toEqual([status, `https://api.test/problems/${slug}`]);
  });

  it.each([
    ['{}', '#/name', 'is required'],
    ['{"name":5}', '#/name', 'must be text'],
    ['{"name":""}', '#/name', 'must not be empty'],
    ['{"name":"a","parts":[{"n":1},{"n":"2"}]}', '#/parts/1/n', 'must be a number'],
    ['{"name":"a","parts":[{"n":1,"m/~":1}]}', '#/parts/0/m~1~0', 'is not known here'],
    ['[]', '#', 'must be an object'],
    ['null', '#', 'must be an object'],
    ['{"name":"a","__proto__":{"x":1}}', '#/__proto__', 'is not known here; it takes name, parts'],
  ])('%s is refused by pointer', async (body, pointer, detail) => {
    const { statusCode, json: problem } = await start().ask({ ...make, body, headers: { ...headers, ...json } });
    expect(statusCode).toBe(400);
    expect(problem.errors).toEqual([{ detail, pointer, in: 'body' }]);
  });

  it('may be base64', async () => {
    const body = Buffer.from('{"name":"é"}').toString('base64');
    expect(await start().ask({ ...make, body, isBase64Encoded: true })).toMatchObject({
      statusCode: 201,
      json: { name: 'é' },
    });
  });
});

describe('the key', () => {
  const ask = (key: ReturnType<typeof aKey>, request: Call = one) =>
    start(aPlatform(key.record)).ask({ ...request, headers: key.headers });

  it('may come as X-Api-Key', async () => {
    const key = aKey();
    expect(await start(aPlatform(key.record)).ask({ ...one, headers: { 'x-api-key': key.token } })).toMatchObject({
      statusCode: 200,
    });
  });

  it.each([
    ['missing', {}],
    ['not a bearer', { authorization: 'Basic abc' }],
  ])('is asked for when it is %s', async (_, given) => {
    const { statusCode, json, headers } = await start().ask({ ...one, headers: given });
    expect([statusCode, json.type, headers?.['www-authenticate']]).toEqual([
      401,
      'https://api.test/problems/missing-key',
      'Bearer',
    ]);
  });

  it('is refused when it is mistyped, without looking it up', async () => {
    const platform = { ...aPlatform(), keys: { find: () => Promise.reject(new Error('looked up')) } };
    const { statusCode, json } = await start(platform).ask({
      ...one,
      headers: { authorization: 'Bearer cc_0123456789_nonsense' },
    });
    expect([statusCode, json.type]).toEqual([401, 'https://api.test/problems/unknown-key']);
  });

  it('is refused when its secret is another', async () => {
    const [mine, other] = [aKey(), aKey()];
    const platform = aPlatform({ ...mine.record, keyId: other.record.keyId });
    expect(await start(platform).ask({ ...one, headers: other.headers })).toMatchObject({ statusCode: 401 });
  });

  it.each([
    ['expired', { expires: '2026-11-23T09:30:00.000Z' }, 401, 'expired-key'],
    ['revoked', { revokedAt: '2026-11-01T00:00:00.000Z' }, 401, 'revoked-key'],
    ['another council’s', { council: 'pellwick' }, 403, 'key-of-another-council'],
    ['without the scope', { scopes: ['things:write', 'other:*'] }, 403, 'missing-scope'],
  ])('is refused when it is %s', async (_, overrides, status, slug) => {
    const { statusCode, json } = await ask(aKey(overrides));
    expect([statusCode, json.type]).toEqual([status, `https://api.test/problems/${slug}`]);
  });

  it.each([[['things:*']], [['*']]])('with the scopes %j is enough', async (scopes) => {
    expect(await ask(aKey({ scopes }))).toMatchObject({ statusCode: 200 });
  });

  it('of the host serves every council', async () => {
    expect(await ask(aKey({ council: '*', scopes: ['*'] }))).toMatchObject({ statusCode: 200 });
  });

  it('is not needed by an operator with AWS credentials', async () => {
    const { ask, platform } = start(aPlatform());
    const operator = 'arn:aws:sts::000000000000:assumed-role/Operators/ann@marlbeck.example';
    expect(await ask({ ...one, headers: {}, operator })).toMatchObject({ statusCode: 200 });
    expect(platform.lines).toMatchObject([{ keyId: expect.stringMatching(/^iam-[0-9a-f]{16}$/) }]);
    expect(JSON.stringify(platform.lines)).not.toContain('ann@');
  });

  it('stops when its quota is used up', async () => {
    const key = aKey({ dailyQuota: 2 });
    const { ask } = start(aPlatform(key.record));
    const answers = [];
    for (let i = 0; i < 3; i += 1) answers.push(await ask({ ...one, headers: key.headers }));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    expect(answers[0]?.headers).toMatchObject({ ratelimit: '"daily";r=1;t=52200' });
    expect(answers[2]).toMatchObject({
      headers: {
        'retry-after': '52200',
        'ratelimit-policy': '"daily";q=2;w=86400',
        ratelimit: '"daily";r=0;t=52200',
      },
      json: {
        type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
        'violated-policies': ['daily'],
      },
    });
  });
});

describe('an unexpected failure', () => {
  it('answers a 500 that tells nothing, and logs the cause without what a person could be found by', async () => {
    const { ask, platform } = start();
    const { statusCode, json } = await ask({ ...one, params: { uprn: '500' } });
    expect(statusCode).toBe(500);
    expect(JSON.stringify(json)).not.toContain('password');
    const failure = platform.lines.find(({ type }) => type === 'failure');
    expect(failure).toMatchObject({ level: 'ERROR', requestId: 'gateway-request-1', operation: 'getThing' });
    expect(JSON.stringify(failure)).toContain('the password of');
    expect(JSON.stringify(failure)).not.toMatch(/Ann|ZZ1|123456/);
  });
});

describe('the log', () => {
  it('has one line per request, without path, query, body or key', async () => {
    const { ask, platform } = start();
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await ask({ ...list, query: 'postcode=ZZ1+1AA&limit=3', headers: { ...headers, traceparent: trace } });
    await ask({ ...one, params: { uprn: '999000011999999' } });
    expect(platform.lines).toEqual([
      {
        type: 'request',
        time: '2026-11-23T09:30:00.000Z',
        requestId: 'gateway-request-1',
        traceparent: trace,
        capability: 'things',
        operation: 'listThings',
        council: 'marlbeck',
        keyId: record.keyId,
        status: 200,
        problem: undefined,
        memory: 512,
        warmFunction: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}$/),
        sequence: 1,
        milliseconds: 0,
        readUnits: 0,
        writeUnits: 0,
        roundTrips: 0,
        cold: true,
      },
      expect.objectContaining({ operation: 'getThing', status: 400, problem: 'invalid-request', cold: false }),
    ]);
    expect(JSON.stringify(platform.lines)).not.toMatch(/ZZ1|999000011|cc_/);
  });
});
