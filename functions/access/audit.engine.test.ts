/** Making, changing and revoking keys through the whole pipeline: sent again, raced and broken, and what the audit trail says of it. */
import { randomUUID } from 'node:crypto';
import { Table } from '#shared/dynamodb/table.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { aKey, aPlatform, type Call, call, now } from '#test/support/pipeline.ts';
import { aTrail, breakingClient, freshTable, storedIn, testClient } from '#test/support/table.ts';
import { access } from './contract.ts';
import { handlers } from './handlers.ts';
import { keyStore } from './store.ts';

const [ours, theirs, operator] = [
  aKey({ scopes: ['*'] }),
  aKey({ scopes: ['*'], council: 'pellwick' }),
  aKey({ scopes: ['*'], council: '*' }),
];

const start = async (...client: Parameters<typeof freshTable>) => {
  const table = await freshTable(...client);
  const clock = { now };
  const time = () => clock.now;
  const platform = aPlatform(ours.record, theirs.record, operator.record);
  const serving = serve(
    access,
    handlers({ store: keyStore(table, aTrail(table)), clock: time, lastUses: async () => new Map() }),
    platform,
    new AnswerStore(table, time),
  );
  const as =
    ({ headers }: typeof ours, council = 'marlbeck') =>
    async (route: string, { body, keyId, idempotencyKey, query = '' }: Asking = {}) => {
      const [method, path] = route.split(' ');
      const answer = await call(serving, {
        route: `${method} /{council}/access/${path}`,
        params: { council, ...(keyId && { keyId }) },
        query,
        headers: { ...headers, ...(idempotencyKey && { 'idempotency-key': idempotencyKey }) },
        ...(body && { body: JSON.stringify(body) }),
      } satisfies Call);
      return { status: answer.statusCode, json: JSON.parse(answer.body ?? '{}') };
    };
  const reading = new Table(table.name, testClient());
  const looking = keyStore(reading, aTrail(reading));
  const stored = async () => (await looking.list('marlbeck', 100)).records.map(({ keyId }) => keyId);
  const trail = async () => (await looking.audit('marlbeck', { limit: 100 })).entries;
  return { table, clock, as, ask: as(ours), stored, trail };
};

interface Asking {
  readonly body?: object;
  readonly keyId?: string;
  readonly idempotencyKey?: string;
  readonly query?: string;
}

const body = { label: 'Website of Ann Example', scopes: ['addresses:read'] };
const one = 'keys/{keyId}';

it('answers the same key to the same request, and makes no second one', async () => {
  const { ask, stored, trail, table } = await start();
  const idempotencyKey = randomUUID();
  const answers = await Promise.all(Array.from({ length: 200 }, () => ask('POST keys', { body, idempotencyKey })));
  const last = await ask('POST keys', { body, idempotencyKey });
  expect(await stored()).toEqual([last.json.keyId]);
  expect(answers.filter(({ status, json }) => status !== 409 && json.key !== last.json.key)).toEqual([]);
  expect(await trail()).toHaveLength(1);
  expect(await storedIn(table)).not.toContain(last.json.key);
});

it('tells who did what, when, on what, from what and to what, the newest first, without labels', async () => {
  const { ask, clock, trail, stored } = await start();
  const { keyId } = (await ask('POST keys', { body })).json;
  const steps: [string, object?][] = [
    [`PATCH ${one}`, { dailyQuota: 5, label: 'Bob Example' }],
    [`PATCH ${one}`, { dailyQuota: 5 }],
    [`DELETE ${one}`],
    [`DELETE ${one}`],
  ];
  for (const [route, change] of steps) {
    clock.now += 1000;
    expect(await ask(route, { keyId, ...(change && { body: change }) })).toMatchObject({ status: 200 });
  }
  const by = { id: expect.any(String), by: ours.record.keyId, on: keyId };
  const expires = '2027-11-23T09:30:00.000Z';
  const revokedAt = '2026-11-23T09:30:03.000Z';
  const fields = ['label', 'scopes', 'dailyQuota', 'expires'];
  const made = { scopes: ['addresses:read'], dailyQuota: 100_000, expires };
  const { json } = await ask('GET audit');
  expect(json.entries).toEqual([
    { ...by, at: revokedAt, operation: 'revokeKey', fields: ['revokedAt'], before: {}, after: { revokedAt } },
    {
      ...by,
      at: '2026-11-23T09:30:01.000Z',
      operation: 'changeKey',
      fields: ['label', 'dailyQuota'],
      before: { dailyQuota: 100_000 },
      after: { dailyQuota: 5 },
    },
    { ...by, at: '2026-11-23T09:30:00.000Z', operation: 'createKey', fields, after: made },
  ]);
  expect([json.entries, await stored()]).toEqual([await trail(), [keyId]]);
});

it('comes page by page, is one council’s, and shows the host’s only to the host', async () => {
  const { as, ask } = await start();
  const [them, host] = [as(theirs, 'pellwick'), as(operator)];
  for (let i = 0; i < 5; i += 1) await ask('POST keys', { body });
  await host('POST keys', { body: { ...body, host: true } });
  const seen: string[] = [];
  let cursor = '';
  do {
    const { json } = await ask('GET audit', { query: `limit=2${cursor && `&cursor=${cursor}`}` });
    seen.push(...json.entries.map(({ on }: { on: string }) => on));
    cursor = json.cursor ?? '';
    if (cursor) expect((await them('GET audit', { query: `cursor=${cursor}` })).status).toBe(400);
  } while (cursor);
  expect(new Set(seen).size).toBe(5);
  expect((await them('GET audit')).json.entries).toEqual([]);
  expect((await ask('GET audit', { query: 'host=true' })).status).toBe(403);
  expect((await host('GET audit', { query: 'host=true' })).json.entries).toHaveLength(1);
});

it('has each of many changes at once, and each begins where the one before it ended', async () => {
  const { ask, trail } = await start();
  const { keyId } = (await ask('POST keys', { body })).json;
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) => ask(`PATCH ${one}`, { keyId, body: { dailyQuota: i + 1 } })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  const { json } = await ask(`GET ${one}`, { keyId });
  const changes = (await trail()).filter(({ operation }) => operation === 'changeKey');
  const after = new Map(changes.map(({ before, after }) => [before?.dailyQuota, after?.dailyQuota]));
  const chain: unknown[] = [100_000];
  while (after.has(chain.at(-1))) chain.push(after.get(chain.at(-1)));
  expect([chain.length, chain.at(-1)]).toEqual([9, json.dailyQuota]);
});

it.each([1, 2, 3].flatMap((n) => ['before', 'after'].map((when) => [when, n] as const)))(
  'has one entry for each change and none for what did not happen, when the connection breaks %s call %i',
  async (...fault) => {
    const { client, fail } = breakingClient();
    const { ask, stored, trail, clock } = await start(client);
    const { keyId } = (await ask('POST keys', { body })).json;
    for (const [route, given] of [
      ['POST keys', { body, idempotencyKey: randomUUID() }],
      [`PATCH ${one}`, { keyId, body: { dailyQuota: 5 } }],
      [`DELETE ${one}`, { keyId }],
    ] as const) {
      fail([fault]);
      for (let i = 0; i < 4 && ![200, 201].includes((await ask(route, given)).status ?? 0); i += 1) clock.now += 30_000;
    }
    expect(await stored()).toHaveLength(2);
    const done = (await trail()).map(({ operation }) => operation).sort();
    expect(done).toEqual(['changeKey', 'createKey', 'createKey', 'revokeKey']);
  },
);
