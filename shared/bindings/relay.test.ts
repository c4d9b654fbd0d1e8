/** Calls of a council whose capability another deployment serves: what goes on to it, and what comes of its answers. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { capability, created, type Dialect, get, page, post } from '#shared/contract/index.ts';
import { serve } from '#shared/http/serve.ts';
import type { AnswerStore } from '#shared/idempotency/answers.ts';
import { aKey, aPlatform, type Call, call } from '#test/support/pipeline.ts';
import { type RelayOptions, relay } from './relay.ts';

const add = 'POST /{council}/things';

/** Keys in the query string, errors as bare words. */
const terse: Dialect = {
  name: 'terse',
  credentials: [{ in: 'query', name: 'key' }, { in: 'bearer' }],
  mediaType: 'application/json',
  schema: z.object({ error: z.string() }),
  render: ({ type }) => ({ status: type.status, body: { error: type.slug } }),
};

const Things = z.object({ things: z.array(z.string()), cursor: z.optional(z.string()) });
const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {
    listThings: get('/{council}/things', {
      summary: 'Things',
      access: { scope: 'things:read' },
      query: z.strictObject({ like: z.optional(z.string()), cursor: z.optional(z.string()) }),
      returns: page(Things, { etag: true }),
    }),
    listTersely: get('/{council}/terse', {
      summary: 'Things, in another dialect',
      access: { scope: 'things:read' },
      query: z.object({}),
      dialect: terse,
      returns: page(Things),
    }),
    addThing: post('/{council}/things', {
      summary: 'A thing',
      access: { scope: 'things:read' },
      idempotent: true,
      body: z.strictObject({ name: z.string() }),
      returns: created(z.object({ id: z.string() }), '/{council}/things/{id}'),
    }),
  },
});

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
interface Said {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly after?: number;
}

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

/** Another deployment that says what it is told to, and what it was asked. */
const another = async (said: Said) => {
  const [seen, saying]: [Seen[], { said: Said }] = [[], { said }];
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    seen.push({ method, url, headers, body: await text(request) });
    const { status = 200, body = { things: ['one'] }, headers: sent = {}, after = 0 } = saying.said;
    await sleep(after);
    response.writeHead(status, { 'content-type': 'application/json', ...sent });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, saying, server };
};

const problemBody = (slug: string, more: object = {}) => ({
  type: `https://other.example/problems/${slug}`,
  title: 'No',
  detail: 'It is not to be.',
  instance: 'urn:request:theirs',
  ...more,
});

const start = async (said: Said = {}, options: Partial<RelayOptions> = {}) => {
  const other = await another(said);
  const [key, colleague] = [aKey(), aKey()];
  const secrets = { values: ['cc_theirs'] as (string | undefined)[], reads: 0, forgotten: 0 };
  const platform = aPlatform(key.record, colleague.record);
  const binding = { url: other.url, council: 'hollins' };
  const council = { id: 'marlbeck', name: 'Marlbeck', capabilities: ['things'], bindings: { things: binding } };
  const read = async () => secrets.values[Math.min(secrets.reads++, secrets.values.length - 1)];
  const forget = () => {
    secrets.forgotten += 1;
  };
  const surroundings = {
    ...platform,
    councils: new Map([['marlbeck', council]]),
    relay: relay({ secrets: { read, forget }, secretOf: (...name) => name.join('/'), patience: 200, ...options }),
  };
  const never = () => {
    throw new Error('It is served elsewhere.');
  };
  const handlers = { listThings: never, listTersely: never, addThing: never };
  const serving = serve(things, handlers, surroundings, undefined as unknown as AnswerStore);
  const ask = async (request: Partial<Call> = {}) => {
    const route = { route: 'GET /{council}/things', params: { council: 'marlbeck' }, headers: key.headers };
    const { statusCode, headers, body } = await call(serving, { ...route, ...request });
    return { status: statusCode, headers: headers ?? {}, json: JSON.parse(body ?? '{}') };
  };
  return { ask, other, key, colleagueHeaders: colleague.headers, secrets, lines: platform.lines };
};

const slugOf = ({ json }: { json: { type?: string } }): string | undefined => json.type?.split('/').at(-1);

describe('the call that goes on', () => {
  it('asks the same of the other’s council with this deployment’s key, and not the caller’s', async () => {
    const { ask, other, key } = await start();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await ask({ query: 'like=a%26b', headers: { ...key.headers, traceparent, 'x-request-id': 'request-42' } });
    const [seen] = other.seen;
    expect(seen).toMatchObject({
      method: 'GET',
      url: '/hollins/things?like=a%26b',
      headers: { authorization: 'Bearer cc_theirs', traceparent, 'x-request-id': 'request-42', 'commons-relayed': '1' },
    });
    expect(JSON.stringify(seen)).not.toContain(key.token);
  });

  it('leaves out a key of the query string', async () => {
    const { ask, other, key } = await start();
    await ask({ route: 'GET /{council}/terse', query: `key=${key.token}&x=1`, headers: {} });
    expect(other.seen[0]?.url).toBe('/hollins/terse?x=1');
  });

  it('does not go on when the caller may not, or asks nonsense', async () => {
    const { ask, other, key } = await start();
    expect((await ask({ headers: {} })).status).toBe(401);
    expect((await ask({ query: 'colour=red' })).status).toBe(400);
    expect((await ask({ headers: { ...key.headers, 'commons-relayed': '1' } })).status).toBe(421);
    expect(other.seen).toEqual([]);
  });

  it('keeps the Idempotency-Keys of this deployment’s callers apart, and the same for the same', async () => {
    const { ask, other, key, colleagueHeaders } = await start({ status: 201, body: { id: 't1' } });
    const ours = { ...key.headers, 'content-type': 'application/json' };
    const add = (idempotencyKey: string, headers = ours) =>
      ask({
        route: 'POST /{council}/things',
        headers: { ...headers, 'idempotency-key': idempotencyKey },
        body: '{"name":"One"}',
      });
    const { status, headers } = await add('8e03978e-40d5-43e8-bc93-6894a57f9324');
    await add('"8e03978e-40d5-43e8-bc93-6894a57f9324"');
    await add('00000000-40d5-43e8-bc93-6894a57f9324');
    expect([status, headers.location]).toEqual([201, '/marlbeck/things/t1']);
    const keys = other.seen.map((one) => one.headers['idempotency-key']);
    expect(keys[0]).toMatch(/^"[0-9a-f]{64}"$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
    const colleague = { ...colleagueHeaders, 'content-type': 'application/json' };
    await add('8e03978e-40d5-43e8-bc93-6894a57f9324', colleague);
    expect(other.seen[3]?.headers['idempotency-key']).not.toBe(keys[0]);
    expect(other.seen[0]?.body).toBe('{"name":"One"}');
  });
});

it.each<[string, Partial<Call>, number]>([
  ['a body where none is taken', { body: '{}' }, 200],
  ['an empty body', { body: '' }, 200],
  ['a trace of other letters', { headers: { traceparent: '00-ŵ' } }, 200],
  ['an id of the gateway’s own', { headers: { 'x-request-id': 'JKJaXmPLvHcESHA=' } }, 200],
  ['a content type of other letters', { route: add, headers: { 'content-type': 'application/json; ŵ' } }, 200],
  ['an Idempotency-Key of other letters', { route: add, headers: { 'idempotency-key': 'ŵ'.repeat(20) } }, 400],
  ['no Idempotency-Key', { route: add, headers: { 'idempotency-key': '' } }, 400],
])('a caller who sends %s does not make the other deployment look down', async (_, odd, status) => {
  const { ask, key } = await start({ body: { things: [], id: 't1' } });
  const usual = { ...key.headers, 'content-type': 'application/json', 'idempotency-key': 'x'.repeat(20) };
  const body = odd.route ? { body: '{"name":"One"}' } : {};
  for (let i = 0; i < 4; i += 1) {
    const { status: answered } = await ask({ ...body, ...odd, headers: { ...usual, ...odd.headers } });
    expect(answered === 201 ? 200 : answered).toBe(status);
  }
  expect((await ask()).status).toBe(200);
});

describe('an answer', () => {
  it('is this deployment’s own: its paths, its ETag, its links', async () => {
    const { ask, other } = await start();
    other.saying.said = { body: { things: [`${other.url}/hollins/things/1`], cursor: 'next' } };
    const { status, headers, json } = await ask();
    expect([status, json.things]).toEqual([200, ['https://api.test/marlbeck/things/1']]);
    expect(headers).toMatchObject({
      etag: expect.stringMatching(/^"/),
      link: expect.stringContaining('/marlbeck/things?cursor=next'),
    });
  });

  it('that refuses what was asked is passed on as it is', async () => {
    const errors = [{ detail: 'must be short', pointer: '#/like', in: 'query' }];
    const body = problemBody('thing-not-found', { status: 404, errors, extra: 7 });
    const { ask } = await start({ status: 404, body, headers: { 'content-type': 'application/problem+json' } });
    const { status, json } = await ask();
    expect([status, json]).toEqual([
      404,
      {
        ...{ type: 'https://api.test/problems/thing-not-found', title: 'No', status: 404, detail: 'It is not to be.' },
        ...{ errors, extra: 7, instance: expect.stringMatching(/^urn:request:(?!theirs)/) },
      },
    ]);
  });

  it('that refuses is told in the dialect of the path', async () => {
    const { ask } = await start({ status: 404, body: problemBody('thing-not-found', { status: 404 }) });
    const { json } = await ask({ route: 'GET /{council}/terse' });
    expect(json).toEqual({ error: 'thing-not-found' });
  });

  it.each<[string, Said, number, string]>([
    ['does not know the key', { status: 401, body: problemBody('unknown-key') }, 502, 'bound-service-refused'],
    ['does not know the council', { status: 404, body: problemBody('unknown-council') }, 502, 'bound-service-refused'],
    ['is of another kind', { status: 404, body: '<html>' }, 502, 'bound-service-refused'],
    ['answers well but is of another kind', { body: '<html>' }, 502, 'bound-service-refused'],
    ['lets this deployment not do that', { status: 403, body: problemBody('missing-scope') }, 403, 'missing-scope'],
    ['is bound elsewhere', { status: 421, body: problemBody('served-elsewhere') }, 502, 'bound-service-refused'],
    [
      'does not agree with a third',
      { status: 502, body: problemBody('bound-service-refused') },
      502,
      'bound-service-refused',
    ],
    ['is throttled at its gateway', { status: 429, body: { message: 'Too Many' } }, 503, 'temporarily-unavailable'],
    ['takes no such body', { status: 413, body: { message: 'Too Large' } }, 413, 'body-too-large'],
    ['tells nothing', { body: 'null' }, 502, 'bound-service-refused'],
    [
      'tells a problem of another kind',
      { status: 404, body: { type: 1, title: 2, detail: 3 } },
      502,
      'bound-service-refused',
    ],
    [
      'tells another status inside',
      { status: 404, body: problemBody('thing-not-found', { status: 200 }) },
      404,
      'thing-not-found',
    ],
    ['tells no status inside', { status: 404, body: problemBody('thing-not-found') }, 404, 'thing-not-found'],
    ['has had enough', { status: 429, body: problemBody('quota-exceeded') }, 503, 'temporarily-unavailable'],
    ['failed', { status: 500, body: problemBody('internal-error') }, 503, 'bound-service-down'],
    ['is busy', { status: 503, headers: { 'retry-after': '7' }, body: '' }, 503, 'bound-service-down'],
    ['does not answer', { after: 400 }, 503, 'bound-service-down'],
  ])('of a deployment that %s', async (_, said, status, slug) => {
    const { ask } = await start(said);
    const answer = await ask();
    expect([answer.status, slugOf(answer)]).toEqual([status, slug]);
    if (status === 503) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('is not asked for without a key to ask with', async () => {
    const { ask, secrets, other } = await start();
    secrets.values = [undefined];
    expect(slugOf(await ask())).toBe('bound-service-refused');
    expect(other.seen).toEqual([]);
  });

  it('that refuses the key makes it be read again, so that a new one works without a restart', async () => {
    const { ask, other, secrets } = await start({ status: 401, body: problemBody('revoked-key') });
    secrets.values = ['cc_old', 'cc_new'];
    await ask();
    expect(secrets.forgotten).toBe(1);
    other.saying.said = {};
    expect((await ask()).status).toBe(200);
    expect(other.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer cc_old', 'Bearer cc_new']);
  });

  it('is logged as asked elsewhere', async () => {
    const { ask, lines } = await start();
    await ask();
    expect(lines.filter(({ type }) => type === 'request')).toMatchObject([{ relayed: true, status: 200 }]);
  });
});

describe('a deployment that is down', () => {
  it('is left alone for a while after some failures, and asked again after that', async () => {
    const { ask, other } = await start({ status: 500, body: '' }, { breakAfter: 3, restFor: 300 });
    for (let i = 0; i < 8; i += 1) expect((await ask()).status).toBe(503);
    expect(other.seen).toHaveLength(3);
    await sleep(350);
    expect((await ask()).status).toBe(503);
    expect(other.seen).toHaveLength(4);
    other.saying.said = {};
    expect((await ask()).status).toBe(503);
    await sleep(350);
    for (let i = 0; i < 3; i += 1) expect((await ask()).status).toBe(200);
  });

  it('is asked on while it answers in between', async () => {
    const { ask, other } = await start({}, { breakAfter: 3, restFor: 60_000 });
    const [broken, refusing] = [
      { status: 500, body: '' },
      { status: 404, body: problemBody('thing-not-found') },
    ];
    for (const said of [broken, broken, refusing, broken, broken, {}, broken, broken]) {
      other.saying.said = said;
      await ask();
    }
    expect(other.seen).toHaveLength(8);
  });

  it('is not left alone because it refuses', async () => {
    const { ask, other } = await start({ status: 404, body: problemBody('thing-not-found', { status: 404 }) });
    for (let i = 0; i < 6; i += 1) await ask();
    expect(other.seen).toHaveLength(6);
  });

  it('that broke one connection is asked once more, but only to read', async () => {
    const { ask, other, key } = await start({ status: 201, body: { id: 't1' } });
    const breaks = { left: 1, met: 0 };
    other.server.prependListener('request', (request) => {
      breaks.met += 1;
      if (breaks.left-- > 0) request.socket.destroy();
    });
    expect((await ask()).status).toBe(200);
    expect(breaks.met).toBe(2);
    breaks.left = 1;
    const headers = { ...key.headers, 'content-type': 'application/json', 'idempotency-key': 'x'.repeat(20) };
    const add = { route: 'POST /{council}/things', headers, body: '{"name":"One"}' };
    expect((await ask(add)).status).toBe(503);
    expect(breaks.met).toBe(3);
    expect((await ask(add)).status).toBe(201);
  });
});
