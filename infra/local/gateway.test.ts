import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { aFunction } from '#test/support/functionFolder.ts';
import { gateway } from './gateway.ts';
import { LocalFunction } from './localFunction.ts';

const print = () => undefined;
const local = (code: string, timeoutSeconds = 20) =>
  new LocalFunction(aFunction(`exports.handler = async (event) => { ${code} }`, { timeoutSeconds }), {
    environment: {},
    print,
  });

const functions = new Map([
  ['echo', local('return { routeKey: event.routeKey, id: event.headers["x-request-id"] };')],
  ['broken', local('throw new Error("no");')],
  ['slow', local('await new Promise(() => {});', 0.2)],
]);
const routes = new Map([
  ['GET /things/{id}', 'echo'],
  ['POST /things', 'echo'],
  ['GET /broken', 'broken'],
  ['GET /slow', 'slow'],
  ['GET /lost', 'a function that is not there'],
]);
const { server, serve } = gateway();
let url: string;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await Promise.all([...functions.values()].map((one) => one.stop()));
});

it('answers 503 until something is deployed', async () => {
  const response = await fetch(`${url}/things/1`);
  expect([response.status, await response.json()]).toEqual([503, expect.objectContaining({ title: 'Starting' })]);
});

describe('when something is deployed', () => {
  beforeAll(() => serve({ routes, functions }));

  it('calls the function of the route', async () => {
    const response = await fetch(`${url}/things/1`, { headers: { 'X-Request-Id': 'mine-1234' } });
    expect(await response.json()).toEqual({ routeKey: 'GET /things/{id}', id: 'mine-1234' });
  });

  const big = (megabytes: number) => ({ method: 'POST', body: 'x'.repeat(megabytes * 1024 * 1024) });

  it.each<[string, string, RequestInit, number, string]>([
    ['no route', '/nothing', {}, 404, 'Not Found'],
    ['a method without a route', '/things/1', { method: 'PUT' }, 404, 'Not Found'],
    ['a function that is not there', '/lost', {}, 404, 'Not Found'],
    ['a path that is not percent-encoded right', '/things/%zz', {}, 400, 'Bad Request'],
    ['more than API Gateway takes', '/things', big(11), 413, 'Request Entity Too Large'],
    ['more than Lambda takes', '/things', big(7), 413, 'Request Entity Too Large'],
    [
      'a query longer than API Gateway takes',
      `/things/1?${'x'.repeat(11_000)}`,
      {},
      431,
      'Request Header Fields Too Large',
    ],
    ['a function that throws', '/broken', {}, 500, 'Internal Server Error'],
    ['a function that takes too long', '/slow', {}, 504, 'Endpoint request timed out'],
  ])('refuses as AWS does, and says why: %s', async (_, path, init, status, message) => {
    const response = await fetch(`${url}${path}`, init);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
    expect(await response.json()).toMatchObject({
      type: 'about:blank',
      status,
      message,
      detail: expect.stringMatching(/\w/),
    });
  });

  it.each([
    ['is no HTTP', 'hello\r\n\r\n'],
    ['says two lengths', 'POST /things HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n'],
  ])('refuses what %s', async (_, text) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').end(text);
    const answer = Buffer.concat(await socket.toArray()).toString();
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: 400 });
  });

  it('takes a new deployment without a restart', async () => {
    serve({ routes: new Map([['GET /new', 'echo']]), functions });
    expect((await fetch(`${url}/new`)).status).toBe(200);
    expect((await fetch(`${url}/things/1`)).status).toBe(404);
    serve({ routes, functions });
  });
});

it('sends preflights to $default like anything that has no route, and adds no header of its own', async () => {
  serve({ routes: new Map([...routes, ['$default', 'echo']]), functions });
  const headers = { origin: 'https://www.marlbeck.example', 'access-control-request-method': 'GET' };
  const [preflight, call] = await Promise.all(
    ['OPTIONS', 'GET'].map((method) => fetch(`${url}/things/1`, { method, headers })),
  );
  expect([await preflight?.json(), await call?.json()]).toEqual([
    { routeKey: '$default' },
    { routeKey: 'GET /things/{id}' },
  ]);
  const names = [preflight, call].flatMap((response) => [...(response?.headers.keys() ?? [])]);
  expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([]);
});
