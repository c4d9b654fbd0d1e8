/** Calls of another capability: what its function is given, and what comes of its answers. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { capability, created, get, noContent, ok, post, problem } from '#shared/contract/index.ts';
import type { Event } from '#shared/http/exchange.ts';
import { serve } from '#shared/http/serve.ts';
import { aPlatform } from '#test/support/pipeline.ts';
import { callsOf, type Invoke, invokeByLambda, Refused } from './calls.ts';
import { Down, outbound } from './outbound.ts';

class ThingTaken extends problem({ slug: 'thing-taken', status: 409, title: 'Taken', advice: 'Choose another.' }) {}

const Echo = z.object({ asked: z.unknown(), caller: z.optional(z.string()) });
const access = { scope: 'things:write' } as const;
const common = { summary: 'For tests', access };

const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'For tests.',
  operations: {
    findThing: get('/{council}/things/{name}/of/{owner}', {
      ...common,
      params: z.strictObject({ name: z.string(), owner: z.string() }),
      query: z.strictObject({
        like: z.optional(z.string()),
        limit: z.optional(z.number()),
        open: z.optional(z.boolean()),
      }),
      returns: ok(Echo),
    }),
    addThing: post('/{council}/things', {
      ...common,
      body: z.strictObject({ name: z.string() }),
      returns: created(Echo, '/{council}/things/{name}'),
      problems: [ThingTaken],
    }),
    forgetThings: post('/{council}/things/forget', { ...common, returns: noContent() }),
  },
});

const platform = aPlatform();
const handler = serve(
  things,
  {
    findThing: ({ params, query, council, caller }) => ({ asked: { params, query, council }, caller: caller?.keyId }),
    addThing: ({ body }) => {
      if (body.name === 'bug') throw new Error('A bug.');
      if (body.name === 'taken') throw new ThingTaken('It is taken.', { extensions: { by: 'somebody' } });
      return { asked: body };
    },
    forgetThings: () => undefined,
  },
  platform,
);

const given: { capability: string; event: Event }[] = [];
const invoke: Invoke = async (name, event) => {
  const crossed = JSON.parse(JSON.stringify(event));
  given.push({ capability: name, event: crossed });
  return (await handler(crossed, {} as never)) as Awaited<ReturnType<Invoke>>;
};
const calls = callsOf(things, 'permits', invoke);
const failureOf = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('It worked.'),
    (error) => error,
  );

it('asks with what the contract takes, and answers what it returns', async () => {
  const params = { name: 'a/b c', owner: 'Jo & “Co”' };
  const query = { like: 'x=1&y', limit: 5, open: true };
  expect(await calls.findThing('marlbeck', { params, query })).toEqual({
    asked: { council: 'marlbeck', params, query },
    caller: 'capability:permits',
  });
  expect(await calls.addThing('marlbeck', { body: { name: 'x' } })).toEqual({ asked: { name: 'x' } });
  expect(await calls.forgetThings('marlbeck', {})).toBeUndefined();
});

it('is as good as a request to the gateway, for any text', async () => {
  const one = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
  const question = fc.record({
    params: fc.record({ name: one, owner: one }, { noNullPrototype: true }),
    query: fc.record({ like: one, limit: fc.integer() }, { requiredKeys: [], noNullPrototype: true }),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ params, query }) => {
      const { asked } = await calls.findThing('marlbeck', { params, query });
      expect(asked).toEqual({ council: 'marlbeck', params, query });
      const { rawPath } = given.at(-1)?.event ?? { rawPath: '' };
      expect(rawPath.split('/').slice(3).map(decodeURIComponent)).toEqual([params.name, 'of', params.owner]);
    }),
    { numRuns: 50 },
  );
});

it('sends the event of API Gateway, signed by nobody but its invoker', async () => {
  await calls.addThing('marlbeck', { body: { name: 'x' }, idempotencyKey: 'permit-1:payment' });
  const { capability: name, event } = given.at(-1) ?? {};
  expect(name).toBe('things');
  expect(event).toMatchObject({
    routeKey: 'POST /{council}/things',
    rawPath: '/marlbeck/things',
    rawQueryString: '',
    pathParameters: { council: 'marlbeck' },
    headers: { 'content-type': 'application/json', 'idempotency-key': '"permit-1:payment"' },
    body: '{"name":"x"}',
    requestContext: { authorizer: { iam: { userArn: 'capability:permits' } } },
  });
  await calls.forgetThings('marlbeck', {});
  expect(Object.keys(given.at(-1)?.event.headers ?? {})).toEqual(['x-request-id']);
  expect(given.at(-1)?.event).not.toHaveProperty('body');
});

it('tells what was refused, and why', async () => {
  const taken = (await failureOf(calls.addThing('marlbeck', { body: { name: 'taken' } }))) as Refused;
  expect(taken).toBeInstanceOf(Refused);
  expect(taken).toMatchObject({ status: 409, slug: 'thing-taken', message: 'It is taken.', errors: [] });
  expect(taken.extensions).toEqual({ by: 'somebody' });
  const wrong = (await failureOf(calls.addThing('marlbeck', { body: { name: 5 as unknown as string } }))) as Refused;
  expect(wrong).toMatchObject({ status: 400, slug: 'invalid-request', errors: [{ pointer: '#/name', in: 'body' }] });
  expect(await failureOf(calls.forgetThings('nowhere', {}))).toMatchObject({ status: 404, slug: 'unknown-council' });
});

it.each([
  [503, { 'retry-after': '17' }, 17],
  [502, {}, 5],
  [500, { 'retry-after': 'soon' }, 5],
])('tells an answer of %d %j as a failure, after which it may have been done', async (statusCode, headers, seconds) => {
  const failing = callsOf(things, 'permits', async () => ({ statusCode, headers, body: '{}' }));
  const failure = await failureOf(failing.forgetThings('marlbeck', {}));
  expect(failure).toBeInstanceOf(Down);
  expect(failure).toMatchObject({ retryAfter: seconds, unsent: false });
  expect(await failureOf(calls.addThing('marlbeck', { body: { name: 'bug' } }))).toBeInstanceOf(Down);
});

describe('by Lambda’s own API', () => {
  const seen: { url: string | undefined; signature: string | undefined; body: string }[] = [];
  let [status, headers, body] = [200, {}, ''];
  const server = createServer(async (request, response) => {
    seen.push({ url: request.url, signature: request.headers.authorization, body: await text(request) });
    response.writeHead(status, headers).end(body);
  });
  const variables = {
    DEPLOYMENT: 'shire',
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, variables, { AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}` });
  });
  afterAll(() => {
    for (const name of [...Object.keys(variables), 'AWS_ENDPOINT_URL_LAMBDA']) delete process.env[name];
    server.closeAllConnections();
    server.close();
  });
  const answering = (...answer: [number, object, string]) => {
    [status, headers, body] = answer;
    // Each with a breaker of its own.
    return callsOf(things, 'permits', invokeByLambda(outbound()));
  };

  it('invokes the function of the capability in this deployment', async () => {
    const answer = JSON.stringify({ statusCode: 201, headers: {}, body: '{"asked":1}' });
    expect(await answering(200, {}, answer).addThing('marlbeck', { body: { name: 'x' } })).toEqual({ asked: 1 });
    expect(seen.at(-1)).toMatchObject({
      url: '/2015-03-31/functions/shire-things/invocations',
      signature: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-west-2\/lambda\//),
    });
    expect(JSON.parse(seen.at(-1)?.body ?? '')).toMatchObject({ routeKey: 'POST /{council}/things' });
  });

  it.each<[string, number, object, string, boolean]>([
    ['a function that throws', 200, { 'x-amz-function-error': 'Unhandled' }, '{"errorMessage":"x"}', false],
    ['too many at once', 429, {}, '{}', true],
    ['no such function', 404, {}, '{}', false],
    ['a fault of AWS', 500, {}, '{}', false],
  ])('tells %s as a failure', async (_, code, more, said, unsent) => {
    const failure = await failureOf(answering(code, more, said).forgetThings('marlbeck', {}));
    expect(failure).toBeInstanceOf(Down);
    expect(failure).toMatchObject({ unsent });
  });
});
