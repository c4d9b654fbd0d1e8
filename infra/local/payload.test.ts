import { once } from 'node:events';
import { createServer, type OutgoingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventOf, writeResult } from './payload.ts';
import type { Match } from './routes.ts';

const match: Match = { routeKey: 'PUT /{council}/x', target: 'f', pathParameters: { council: 'marl beck' } };
const noParameters: Match = { routeKey: '$default', target: 'f', pathParameters: {} };
const now = new Date('2026-11-03T09:05:07.123Z');

/** Calls a server of this test; what it says in reply. */
const exchanged = async (
  server: Server,
  path: string,
  options: { readonly headers?: OutgoingHttpHeaders; readonly body?: string | Buffer } = {},
) => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const { headers = {}, body } = options;
    const sent = request({ port, host: '127.0.0.1', path, method: 'PUT', headers }).end(body);
    const [response] = await once(sent, 'response');
    const text = Buffer.concat(await response.toArray());
    return { status: response.statusCode, headers: response.headers, text };
  } finally {
    server.close();
  }
};

const eventFor = async (path: string, options?: Parameters<typeof exchanged>[2], route = match) => {
  const server = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray());
    response.end(JSON.stringify(eventOf(incoming, route, body, 'request-1', now)));
  });
  return JSON.parse((await exchanged(server, path, options)).text.toString());
};

describe('a function gets', () => {
  it('header names in small letters, several values joined, cookies on their own', async () => {
    const { headers, cookies } = await eventFor('/', {
      headers: { 'X-Thing': ['a', 'b'], Accept: 'text/html', Cookie: 'one=1; two=2' },
    });
    expect(headers).toMatchObject({ 'x-thing': 'a,b', accept: 'text/html', 'x-forwarded-proto': 'http' });
    expect(headers).not.toHaveProperty('cookie');
    expect(cookies).toEqual(['one=1', 'two=2']);
  });

  it.each([
    ['/a%20b', 'x=1&x=2&y=%C3%A9+z', { x: '1,2', y: 'é z' }],
    ['/a', 'x=a?b&y', { x: 'a?b', y: '' }],
    ['/a', '', undefined],
  ])('the query of %s?%s, raw and read', async (rawPath, rawQueryString, queryStringParameters) => {
    const event = await eventFor(`${rawPath}?${rawQueryString}`);
    expect(event).toMatchObject({ rawPath, rawQueryString });
    expect(event.queryStringParameters).toEqual(queryStringParameters);
  });

  it('path parameters only where the route has some', async () => {
    expect((await eventFor('/')).pathParameters).toEqual({ council: 'marl beck' });
    expect(await eventFor('/', {}, noParameters)).not.toHaveProperty('pathParameters');
  });

  it.each([
    ['application/json', '{"a":"é"}', false],
    ['application/json; charset=utf-8', '{}', false],
    ['text/csv', 'a,b', false],
    ['application/xml', '<a/>', false],
    ['application/x-www-form-urlencoded', 'a=b', true],
    ['application/vnd.api+json', '{}', true],
    ['image/png', 'PNG', true],
    ['application/json', Buffer.from([0x7b, 0xff]), true],
    [undefined, '{}', true],
  ])('a body of type %s (%s) in base64: %s', async (type, body, isBase64Encoded) => {
    const event = await eventFor('/', { body, headers: type === undefined ? {} : { 'content-type': type } });
    expect(event).toMatchObject({ isBase64Encoded });
    expect(Buffer.from(event.body, isBase64Encoded ? 'base64' : 'utf8')).toEqual(Buffer.from(body));
  });

  it('no body when none came', async () => {
    const event = await eventFor('/', { headers: { 'content-type': 'application/json' } });
    expect(event.isBase64Encoded).toBe(false);
    expect(event).not.toHaveProperty('body');
  });

  it('who called, how and when', async () => {
    const { version, routeKey, requestContext } = await eventFor('/a%20b?x=1', { headers: { 'user-agent': 'test/1' } });
    expect([version, routeKey]).toEqual(['2.0', 'PUT /{council}/x']);
    expect(requestContext).toMatchObject({
      requestId: 'request-1',
      routeKey: 'PUT /{council}/x',
      http: { method: 'PUT', path: '/a%20b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test/1' },
      domainName: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      stage: '$default',
      time: '03/Nov/2026:09:05:07 +0000',
      timeEpoch: now.getTime(),
    });
  });
});

describe('a caller gets', () => {
  const answered = (result: unknown) =>
    exchanged(
      createServer((_, response) => writeResult(response, result)),
      '/',
    );

  it('status, headers, cookies and body as the function said', async () => {
    const result = { statusCode: 201, headers: { ETag: '"1"', 'X-Count': 7 }, cookies: ['a=1', 'b=2'], body: 'é' };
    const { status, headers, text } = await answered(result);
    expect([status, text.toString()]).toEqual([201, 'é']);
    expect(headers).toMatchObject({ etag: '"1"', 'x-count': '7', 'set-cookie': ['a=1', 'b=2'] });
  });

  it('bytes that the function gave in base64', async () => {
    const bytes = Buffer.from([0, 1, 254, 255]);
    const { text } = await answered({ statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') });
    expect(text).toEqual(bytes);
  });

  it.each([[{ a: 1 }], [[1, 2]], [null]])('the JSON of %j, which has no status, with 200', async (result) => {
    const { status, headers, text } = await answered(result);
    expect([status, headers['content-type'], JSON.parse(text.toString())]).toEqual([200, 'application/json', result]);
  });

  it('nothing after a 204', async () => {
    const { status, text } = await answered({ statusCode: 204 });
    expect([status, text.length]).toEqual([204, 0]);
  });
});
