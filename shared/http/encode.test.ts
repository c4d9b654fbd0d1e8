import * as z from 'zod/mini';
import { aPlatform, type Call, call } from '#test/support/pipeline.ts';
import {
  capability,
  type Dialect,
  get,
  InvalidRequest,
  noContent,
  ok,
  page,
  post,
  problemDetails,
} from '../contract/index.ts';
import { serve } from './serve.ts';

const List = z.object({ cursor: z.string() });

const pages = capability({
  name: 'pages',
  title: 'Pages',
  summary: 'For tests.',
  core: true,
  operations: {
    getPage: get('/page/{name}', {
      summary: 'A page',
      access: 'public',
      params: z.strictObject({ name: z.string() }),
      returns: ok(z.string(), { mediaType: 'text/html', etag: true, cacheControl: 'public, max-age=3600' }),
    }),
    search: post('/search', { summary: 'A list', access: 'public', returns: page(List) }),
    forget: post('/forget', { summary: 'Nothing', access: 'public', returns: noContent() }),
  },
});

const handler = serve(
  pages,
  { getPage: ({ params }) => `<p>${params.name}</p>`, search: () => ({ cursor: 'c' }), forget: () => undefined },
  aPlatform(),
);
const ask = (request: Partial<Call> = {}) =>
  call(handler, { route: 'GET /page/{name}', params: { name: 'one' }, ...request });

it('answers a page as it is, and lets it do nothing', async () => {
  const { body, headers } = await ask();
  expect(body).toBe('<p>one</p>');
  expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
  expect(headers?.['content-security-policy']).toContain("default-src 'none'");
});

it('gives the same answer the same ETag, and another one another', async () => {
  const [one, again, other] = await Promise.all([ask(), ask(), ask({ params: { name: 'two' } })]);
  expect(one.headers?.etag).toMatch(/^"[\w-]{27}"$/);
  expect(again.headers?.etag).toBe(one.headers?.etag);
  expect(other.headers?.etag).not.toBe(one.headers?.etag);
});

describe('a caller who has', () => {
  it.each([
    ['this version', (etag: string) => etag, 304],
    ['this version and others', (etag: string) => `"old",${etag} , "older"`, 304],
    ['any version', () => '*', 304],
    ['another version', () => '"old"', 200],
    ['a version whose quotes were lost', (etag: string) => etag.slice(1, -1), 200],
  ])('%s gets what is due', async (_, ifNoneMatch, status) => {
    const { headers } = await ask();
    const again = await ask({ headers: { 'if-none-match': ifNoneMatch(String(headers?.etag)) } });
    expect([again.statusCode, 'body' in again]).toEqual([status, status === 200]);
    expect(again.headers).toMatchObject({ etag: headers?.etag, 'cache-control': 'public, max-age=3600' });
  });
});

it('links to the next page only where a link can be followed', async () => {
  const { headers } = await ask({ route: 'POST /search' });
  expect(headers).not.toHaveProperty('link');
});

it('lets nothing be kept unless the contract says so', async () => {
  const { statusCode, headers } = await ask({ route: 'POST /forget' });
  expect([statusCode, headers?.['cache-control']]).toEqual([204, 'no-store']);
  expect(headers).not.toHaveProperty('content-type');
});

describe('an error of a dialect that has another form', () => {
  const dialect: Dialect = {
    ...problemDetails,
    mediaType: 'application/json',
    forms: { csv: { mediaType: 'text/csv', write: ({ said }) => `said\r\n${said}\r\n` } },
    render: ({ type }) => ({ status: type.status, body: { said: type.slug } }),
  };
  const lists = capability({
    name: 'lists',
    title: 'Lists',
    summary: 'For tests.',
    core: true,
    operations: {
      getList: get('/list', { summary: 'A list', access: 'public', dialect, returns: ok(List) }),
    },
  });
  const refuse = () => {
    throw new InvalidRequest('No.');
  };
  const refused = serve(lists, { getList: refuse }, aPlatform());

  it.each([
    ['', {}, 'application/json'],
    ['', { accept: 'text/csv' }, 'text/csv; charset=utf-8'],
    // The query is refused, and still says which form the refusal is to have.
    ['format=csv', {}, 'text/csv; charset=utf-8'],
    ['format=json', { accept: 'text/csv' }, 'application/json'],
    ['format=toString', {}, 'application/json'],
    ['format=', { accept: 'text/csv' }, 'application/json'],
  ])('to ?%s and %j is sent as %s', async (query, headers, type) => {
    const { statusCode, headers: sent, body } = await call(refused, { route: 'GET /list', query, headers });
    expect([statusCode, sent?.['content-type'], sent?.vary]).toEqual([400, type, expect.stringContaining('accept')]);
    expect(body).toMatch(type === 'application/json' ? /^\{"said":/ : /^said\r\n/);
  });
});
