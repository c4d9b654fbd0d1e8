/** The capability through its pipeline, on the real engine. */
import type { Response } from '#shared/http/exchange.ts';
import { serve } from '#shared/http/serve.ts';
import { aKey, aPlatform, type Call, call, now } from '#test/support/pipeline.ts';
import { freshTable } from '#test/support/table.ts';
import { sampleThings } from './contract.ts';
import { handlers } from './handlers.ts';
import { entryStore } from './store.ts';

const scopes = ['sample-things:read', 'sample-things:write'];

const started = async () => {
  const ours = aKey({ scopes });
  const theirs = aKey({ scopes, council: 'pellwick' });
  const capabilities = [sampleThings.name];
  const councils = new Map(['marlbeck', 'pellwick'].map((id) => [id, { id, name: id, capabilities }]));
  const store = entryStore(await freshTable());
  const handler = serve(sampleThings, handlers({ store, clock: () => now }), {
    ...aPlatform(ours.record, theirs.record),
    councils,
  });
  const as =
    (council: string, headers: Call['headers']) => async (method: string, id?: string, given?: object | string) => {
      const response: Response = await call(handler, {
        route: `${method} /{council}/sample-things${id ? '/{id}' : ''}`,
        params: { council, ...(id && { id }) },
        headers: { ...headers, 'content-type': 'application/json' },
        ...(typeof given === 'string' ? { query: given } : given && { body: JSON.stringify(given) }),
      });
      return { status: response.statusCode, body: JSON.parse(response.body ?? 'null') };
    };
  return { ours: as('marlbeck', ours.headers), theirs: as('pellwick', theirs.headers) };
};

it('makes an entry, changes it, and answers the same to a request that is sent again', async () => {
  const { ours } = await started();
  const made = { id: 'first', title: 'First', version: 1, updatedAt: new Date(now).toISOString() };
  expect(await ours('PUT', 'first', { title: 'First' })).toEqual({ status: 200, body: made });
  expect(await ours('PUT', 'first', { title: 'First' })).toEqual({ status: 200, body: made });
  expect(await ours('PUT', 'first', { title: 'Changed', version: 1 })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
  expect(await ours('GET', 'first')).toMatchObject({ status: 200, body: { title: 'Changed', version: 2 } });
});

it.each([
  ['a new entry where there is one', 'first', 0],
  ['a change to a version that is past', 'first', 4],
  ['a change to what was never made', 'second', 1],
])('refuses %s', async (_, id, version) => {
  const { ours } = await started();
  await ours('PUT', 'first', { title: 'First' });
  expect(await ours('PUT', id, { title: 'Other', version })).toMatchObject({ status: 409 });
});

it('lets one of two changes at the same time win', async () => {
  const { ours } = await started();
  await ours('PUT', 'first', { title: 'First' });
  const changes = ['A', 'B'].map((title) => ours('PUT', 'first', { title, version: 1 }));
  expect((await Promise.all(changes)).map(({ status }) => status).sort()).toEqual([200, 409]);
});

it('lists entries page by page', async () => {
  const { ours } = await started();
  for (const id of ['c', 'a', 'b']) await ours('PUT', id, { title: id });
  const { body } = await ours('GET', undefined, 'limit=2');
  const rest = await ours('GET', undefined, `limit=2&cursor=${body.cursor}`);
  expect([...body.entries, ...rest.body.entries].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(rest.body.cursor).toBeUndefined();
});

it('keeps councils apart', async () => {
  const { ours, theirs } = await started();
  await ours('PUT', 'first', { title: 'First' });
  expect(await theirs('GET', 'first')).toMatchObject({ status: 404 });
  expect(await theirs('GET')).toMatchObject({ status: 200, body: { entries: [] } });
});
