import { cachedKeys, host } from '#shared/access/keys.ts';
import { lastUses, tableQuota } from '#shared/access/quota.ts';
import { hashToken, isTokenOf, keyIdOf } from '#shared/access/token.ts';
import type { Caller, Request } from '#shared/contract/capability.ts';
import type { Note } from '#shared/contract/idempotency.ts';
import { now } from '#test/support/pipeline.ts';
import { aTrail, freshTable, storedIn } from '#test/support/table.ts';
import { handlers } from './handlers.ts';
import { keyStore } from './store.ts';

const aCaller = (overrides: Partial<Caller> = {}): Caller => ({
  keyId: 'caller0001',
  council: 'marlbeck',
  scopes: ['access:manage', 'addresses:*', 'waste:report'],
  ...overrides,
});
const operator = aCaller({ council: host, scopes: ['*'] });

/** Of a caller who sends no key. */
const idempotency = {
  answer: async (answer: unknown, write: (note: Note) => Promise<unknown>) => {
    await write({ writes: [] });
    return answer;
  },
} as never;

const start = async () => {
  const table = await freshTable();
  const clock = { now };
  const access = handlers({
    store: keyStore(table, aTrail(table)),
    clock: () => clock.now,
    lastUses: (keys) => lastUses(table, keys),
  });
  const as = (caller: Caller, council = caller.council) => {
    const request = (rest: Partial<Request>) => ({ council, caller, idempotency, ...rest }) as Request as never;
    const about = (keyId: string) => ({ params: { keyId } as never });
    return {
      create: (body: object = {}) =>
        access.createKey(
          request({
            body: { label: 'Website', scopes: ['addresses:read'], dailyQuota: 1000, host: false, ...body } as never,
          }),
        ),
      list: (query: object = {}) => access.listKeys(request({ query: { host: false, limit: 100, ...query } as never })),
      get: (keyId: string) => access.getKey(request(about(keyId))),
      change: (keyId: string, body: object) => access.changeKey(request({ ...about(keyId), body: body as never })),
      revoke: (keyId: string) => access.revokeKey(request(about(keyId))),
      rotate: (keyId: string, overlapDays = 7) =>
        access.rotateKey(request({ ...about(keyId), body: { overlapDays } as never })),
    };
  };
  return { table, clock, as, marlbeck: as(aCaller()), pellwick: as(aCaller({ council: 'pellwick' })) };
};

const refused = (name: string, extensions?: object) => expect.objectContaining({ name, ...extensions });

describe('a new key', () => {
  it('is shown once, works at once, and is stored as its hash only', async () => {
    const { table, marlbeck, clock } = await start();
    const { key, ...rest } = await marlbeck.create();
    expect(keyIdOf(key)).toBe(rest.keyId);
    expect(rest).toEqual({
      keyId: expect.any(String),
      label: 'Website',
      scopes: ['addresses:read'],
      state: 'active',
      dailyQuota: 1000,
      createdAt: '2026-11-23T09:30:00.000Z',
      createdBy: 'caller0001',
      expires: '2027-11-23T09:30:00.000Z',
    });
    expect(await marlbeck.get(rest.keyId)).toEqual(rest);

    const record = await cachedKeys(table, () => clock.now).find(rest.keyId);
    expect(isTokenOf(key, record?.hash ?? '')).toBe(true);
    const secret = key.split('_')[2] ?? '';
    const stored = await storedIn(table);
    expect(stored).toContain(hashToken(key));
    for (const part of [key, secret, secret.slice(0, 16)]) expect(stored).not.toContain(part);
  });

  it('works to the end of its last day in UTC', async () => {
    const { marlbeck, clock } = await start();
    const { keyId, expires } = await marlbeck.create({ expires: '2026-11-30' });
    expect(expires).toBe('2026-12-01T00:00:00.000Z');
    clock.now = Date.parse(expires) - 1;
    expect(await marlbeck.get(keyId)).toMatchObject({ state: 'active' });
    clock.now += 1;
    expect(await marlbeck.get(keyId)).toMatchObject({ state: 'expired' });
  });

  it.each([
    [['addresses:read', 'addresses:load'], []],
    [['addresses:*'], []],
    [['waste:report'], []],
    [['waste:read'], ['waste:read']],
    [
      ['waste:*', 'addresses:read', '*'],
      ['waste:*', '*'],
    ],
  ])('may have the scopes %j, but not %j of them', async (scopes, missing) => {
    const { marlbeck } = await start();
    const made = marlbeck.create({ scopes });
    if (missing.length === 0) return expect(await made).toMatchObject({ scopes });
    const options = expect.objectContaining({ extensions: { scopes: missing } });
    await expect(made).rejects.toEqual(refused('scope-not-held', { options }));
    return expect((await marlbeck.list()).keys).toEqual([]);
  });
});

describe('the list of keys', () => {
  it('comes page by page, each key once, without hashes', async () => {
    const { marlbeck } = await start();
    const made = await Promise.all(Array.from({ length: 7 }, () => marlbeck.create()));
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await marlbeck.list({ limit: 3, cursor });
      expect(page.keys.length).toBeLessThanOrEqual(3);
      for (const key of page.keys) expect(key).not.toHaveProperty('hash');
      seen.push(...page.keys.map(({ keyId }) => keyId));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual(made.map(({ keyId }) => keyId).sort());
  });

  it('is one council’s, and so are its cursors', async () => {
    const { marlbeck, pellwick } = await start();
    await Promise.all([marlbeck.create(), marlbeck.create(), pellwick.create()]);
    expect((await pellwick.list()).keys).toHaveLength(1);
    const { cursor } = await marlbeck.list({ limit: 1 });
    await expect(pellwick.list({ limit: 1, cursor })).rejects.toEqual(refused('invalid-cursor'));
  });
});

describe('a key', () => {
  it('is not there for another council', async () => {
    const { marlbeck, pellwick } = await start();
    const { keyId } = await marlbeck.create();
    for (const attempt of [pellwick.get(keyId), pellwick.change(keyId, { label: 'mine' }), pellwick.revoke(keyId)]) {
      await expect(attempt).rejects.toEqual(refused('key-not-found'));
    }
    expect(await marlbeck.get(keyId)).toMatchObject({ label: 'Website', state: 'active' });
  });

  it.each([
    [{ label: 'Contact centre' }, { label: 'Contact centre' }],
    [{ dailyQuota: 5 }, { dailyQuota: 5 }],
    [{ expires: '2026-11-22' }, { expires: '2026-11-23T00:00:00.000Z', state: 'expired' }],
    [{}, {}],
  ])('is changed by %j and in nothing else', async (changes, expected) => {
    const { marlbeck } = await start();
    const { key: _, ...made } = await marlbeck.create();
    expect(await marlbeck.change(made.keyId, changes)).toEqual({ ...made, ...expected });
    expect(await marlbeck.get(made.keyId)).toEqual({ ...made, ...expected });
  });

  it('is revoked for good: not later by asking again, and not undone by a change', async () => {
    const { marlbeck, clock } = await start();
    const { keyId } = await marlbeck.create();
    const revoked = await marlbeck.revoke(keyId);
    expect(revoked).toMatchObject({ state: 'revoked', revokedAt: '2026-11-23T09:30:00.000Z' });
    clock.now += 60_000;
    expect(await marlbeck.revoke(keyId)).toEqual(revoked);
    expect(await marlbeck.change(keyId, { expires: '2030-01-01' })).toMatchObject({ state: 'revoked' });
  });
});

it('tells when a key was last used, wherever it is looked up', async () => {
  const { table, marlbeck, clock } = await start();
  const [used, unused] = [await marlbeck.create(), await marlbeck.create()];
  const record = await cachedKeys(table, () => clock.now).find(used.keyId);
  if (!record) throw new Error('The key is not stored.');
  clock.now += 1000;
  await tableQuota(table, () => clock.now).spend(record);
  expect(await marlbeck.get(used.keyId)).toMatchObject({ lastUsedAt: '2026-11-23T09:30:01.000Z' });
  expect(await marlbeck.get(unused.keyId)).not.toHaveProperty('lastUsedAt');
  const { keys } = await marlbeck.list();
  expect(keys.flatMap(({ lastUsedAt }) => lastUsedAt ?? [])).toEqual(['2026-11-23T09:30:01.000Z']);
});

describe('a key that is rotated', () => {
  it('is replaced by one that may do the same, and works on for the overlap', async () => {
    const { marlbeck } = await start();
    const { keyId } = await marlbeck.create({ expires: '2027-06-30' });
    const { key, ...next } = await marlbeck.rotate(keyId, 3);
    expect(keyIdOf(key)).toBe(next.keyId);
    expect(next).toMatchObject({ label: 'Website', scopes: ['addresses:read'], dailyQuota: 1000, replaces: keyId });
    expect(await marlbeck.get(keyId)).toMatchObject({
      state: 'active',
      expires: '2026-11-26T09:30:00.000Z',
      replacedBy: next.keyId,
    });
    expect((await marlbeck.list()).keys).toHaveLength(2);
  });

  it('does not work longer than it would have', async () => {
    const { marlbeck } = await start();
    const { keyId, expires } = await marlbeck.create({ expires: '2026-11-24' });
    await marlbeck.rotate(keyId, 30);
    expect(await marlbeck.get(keyId)).toMatchObject({ expires });
  });

  it('is replaced by one key only, however many ask at once', async () => {
    const { marlbeck } = await start();
    const { keyId } = await marlbeck.create();
    const asked = await Promise.allSettled(Array.from({ length: 10 }, () => marlbeck.rotate(keyId)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of asked) if (one.status === 'rejected') expect(one.reason).toEqual(refused('key-not-replaceable'));
    expect((await marlbeck.list()).keys).toHaveLength(2);
  });

  it('has to be active, and the caller’s to give', async () => {
    const { marlbeck, as } = await start();
    const [revoked, strong] = [await marlbeck.create(), await marlbeck.create({ scopes: ['waste:report'] })];
    await marlbeck.revoke(revoked.keyId);
    await expect(marlbeck.rotate(revoked.keyId)).rejects.toEqual(refused('key-not-replaceable'));
    const weak = as(aCaller({ scopes: ['access:manage'] }));
    await expect(weak.rotate(strong.keyId)).rejects.toEqual(refused('scope-not-held'));
  });
});

describe('the host’s keys', () => {
  it('are made, listed and found by the host’s operators only', async () => {
    const { as, marlbeck } = await start();
    const byOperator = as(operator, 'marlbeck');
    const { keyId } = await byOperator.create({ scopes: ['*'], host: true });
    expect((await byOperator.list({ host: true })).keys).toMatchObject([{ keyId }]);
    expect(await byOperator.get(keyId)).toMatchObject({ scopes: ['*'] });
    expect((await marlbeck.list()).keys).toEqual([]);
    const everything = as(aCaller({ scopes: ['*'] }));
    for (const attempt of [everything.create({ host: true }), everything.list({ host: true })]) {
      await expect(attempt).rejects.toEqual(refused('host-only'));
    }
    await expect(everything.revoke(keyId)).rejects.toEqual(refused('key-not-found'));
  });

  it('manage the keys of every council, one at a time', async () => {
    const { as, marlbeck, pellwick } = await start();
    const { keyId } = await marlbeck.create();
    expect(await as(operator, 'marlbeck').revoke(keyId)).toMatchObject({ state: 'revoked' });
    await expect(as(operator, 'pellwick').get(keyId)).rejects.toEqual(refused('key-not-found'));
    const made = await as(operator, 'pellwick').create({ scopes: ['waste:*'] });
    expect((await pellwick.list()).keys).toMatchObject([{ keyId: made.keyId, scopes: ['waste:*'] }]);
  });
});
