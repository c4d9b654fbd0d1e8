/** The life of a load, on a real engine, with a collection that is as simple as can be. */
import { randomBytes } from 'node:crypto';
import { aTrail, freshTable } from '#test/support/table.ts';
import type { Caller, Council } from '../contract/capability.ts';
import type { Table } from '../dynamodb/table.ts';
import { BatchStore } from './batches.ts';
import type { Collection } from './collection.ts';
import { datasetHandlers } from './handlers.ts';
import { DatasetKeys } from './keys.ts';
import { VersionStore } from './versions.ts';

type Names = readonly string[];

const names: Collection<Names> = {
  name: 'names',
  counted: 'names',
  check: ({ names = [] }) => {
    const given = names as string[];
    return {
      records: given.filter((name) => name !== 'bad'),
      remarks: given.flatMap((name, i) =>
        name === 'bad' ? [{ line: i + 1, outcome: 'rejected' as const, reason: 'not-valid', detail: 'is bad' }] : [],
      ),
    };
  },
  measure: (records) => ({ names: records.length }),
  index: (prefix, batch, records) => records.map((name) => ({ pk: `${prefix}#N`, sk: `${name}#${batch}` })),
};

const caller: Caller = { keyId: 'key1', council: 'marlbeck', scopes: [] };
const fingerprint = (letter: string) => letter.repeat(64);

const start = async (given?: Table) => {
  const table = given ?? (await freshTable());
  const keys = new DatasetKeys('names');
  const versions = new VersionStore(table, keys, aTrail(table));
  const batches = new BatchStore(table, keys);
  const published = jest.fn();
  const handlers = datasetHandlers({ versions, batches, collection: names, clock: Date.now, published });
  const request = (council: string, rest: object) =>
    ({
      council,
      councilDetails: {} as Council,
      caller,
      origin: '',
      url: '',
      params: undefined,
      query: undefined,
      body: undefined,
      ...rest,
    }) as never;
  const send = (council: string, version: number, batch: number, body: object) =>
    handlers.putBatch(request(council, { params: { version, batch }, body: { remarks: [], counts: {}, ...body } }));
  const as = (council: string) => ({
    open: (letter = 'a') =>
      handlers.openDataset(request(council, { body: { fingerprint: fingerprint(letter), format: 'test' } })),
    put: (version: number, batch: number, given: Names, remarks: readonly object[] = []) =>
      send(council, version, batch, { names: given, remarks, counts: { rows: given.length } }),
    send: (version: number, batch: number, body: object) => send(council, version, batch, body),
    finish: (version: number, count: number, tolerance?: object) =>
      handlers.finishDataset(request(council, { params: { version }, body: { batches: count, tolerance } })),
    publish: (version: number, because?: string) =>
      handlers.publishDataset(request(council, { params: { version }, body: { because } })),
    rollBack: (from: number) => handlers.rollBackDataset(request(council, { body: { from } })),
    remove: (version: number) => handlers.removeDataset(request(council, { params: { version } })),
    get: (version: number) => handlers.getDataset(request(council, { params: { version } })),
    list: (query: object = {}) => handlers.listDatasets(request(council, { query: { limit: 20, ...query } })),
    batch: (version: number, batch: number) => handlers.getBatch(request(council, { params: { version, batch } })),
    rejects: (version: number, cursor?: string) =>
      handlers.listRemarks(request(council, { params: { version }, query: { cursor } })),
  });
  const stored = async (prefix: string) => (await table.queryAll({ pk: `${prefix}#N` })).map(({ sk }) => sk);
  return { table, as, marlbeck: as('marlbeck'), stored, versions, published };
};

/** Loads and publishes `count` names. */
const load = async (council: Awaited<ReturnType<typeof start>>['marlbeck'], letter: string, count: number) => {
  const { version } = await council.open(letter);
  await council.put(
    version,
    0,
    Array.from({ length: count }, (_, i) => `${letter}${i}`),
  );
  await council.finish(version, 1);
  return version;
};

describe('a load that goes well', () => {
  it('is numbered, counted, published and found', async () => {
    const { marlbeck, stored, published, versions } = await start();
    expect(await marlbeck.open()).toEqual({
      version: 1,
      state: 'open',
      format: 'test',
      fingerprint: fingerprint('a'),
      createdAt: expect.any(String),
      createdBy: 'key1',
    });
    expect(await marlbeck.put(1, 0, ['ann', 'bob'])).toEqual({ version: 1, batch: 0, counts: { rows: 2, names: 2 } });
    await marlbeck.put(1, 1, ['cat']);
    expect(await marlbeck.finish(1, 2)).toMatchObject({ state: 'ready', counts: { rows: 3, names: 3 } });
    expect(await marlbeck.publish(1)).toMatchObject({ state: 'live', publishedBy: 'key1' });
    expect(published).toHaveBeenCalledWith('marlbeck');
    expect(await versions.pointer('marlbeck')).toEqual({ last: 1, live: 1, liveSince: expect.any(String) });
    expect(await stored('marlbeck#names@1')).toEqual(['ann#0', 'bob#0', 'cat#1']);
    expect(await marlbeck.batch(1, 0)).toEqual({ records: ['ann', 'bob'] });
  });

  it('is one council’s alone', async () => {
    const { as, marlbeck } = await start();
    await marlbeck.open();
    await expect(as('pellwick').get(1)).rejects.toMatchObject({ name: 'dataset-not-found' });
    expect(await as('pellwick').open()).toMatchObject({ version: 1 });
  });
});

describe('a load that breaks', () => {
  it('is found again by its file, and knows what it has', async () => {
    const { marlbeck } = await start();
    await marlbeck.open('a');
    await marlbeck.put(1, 0, ['ann']);
    await marlbeck.put(1, 1, ['bob']);
    await marlbeck.put(1, 3, ['dan']);
    await expect(marlbeck.open('a')).rejects.toMatchObject({
      name: 'load-in-progress',
      options: { extensions: { version: 1 } },
    });
    expect(await marlbeck.get(1)).toMatchObject({ received: '0-1,3' });
    await expect(marlbeck.finish(1, 4)).rejects.toMatchObject({
      name: 'batches-missing',
      options: { extensions: { missing: '2' } },
    });
    await marlbeck.put(1, 2, ['cat']);
    expect(await marlbeck.finish(1, 4)).toMatchObject({ state: 'ready' });
    expect(await marlbeck.open('a')).toMatchObject({ version: 2 });
  });

  it('takes a batch again only as it was', async () => {
    const { marlbeck, stored } = await start();
    await marlbeck.open();
    const first = await marlbeck.put(1, 0, ['ann', 'bob']);
    expect(await marlbeck.put(1, 0, ['ann', 'bob'])).toEqual(first);
    await expect(marlbeck.put(1, 0, ['ann', 'eve'])).rejects.toMatchObject({ name: 'batch-differs' });
    expect(await stored('marlbeck#names@1')).toEqual(['ann#0', 'bob#0']);
  });

  it.each([
    ['records', { names: [randomBytes(400_000).toString('base64')] }],
    [
      'remarks',
      { remarks: [{ line: 1, outcome: 'warning', reason: 'odd', detail: randomBytes(400_000).toString('base64') }] },
    ],
    ['counts', { counts: { [randomBytes(400_000).toString('base64')]: 1 } }],
  ])('by too many %s leaves the number of its batch free', async (name, body) => {
    const { marlbeck, as } = await start();
    await marlbeck.open();
    await expect(as('marlbeck').send(1, 0, body)).rejects.toMatchObject({
      name: 'body-too-large',
      message: expect.stringContaining(`The ${name} of the batch pack to`),
    });
    expect(await marlbeck.put(1, 0, ['ann'])).toMatchObject({ counts: { names: 1 } });
  });

  it('at any write of a batch is not counted, and goes on with the same batch', async () => {
    for (let failing = 0; failing < 5; failing += 1) {
      const table = await freshTable();
      const { marlbeck, stored } = await start(table);
      await marlbeck.open();
      let calls = 0;
      for (const method of ['transact', 'writeMany', 'put'] as const) {
        const original = table[method].bind(table) as (...given: unknown[]) => Promise<void>;
        jest.spyOn(table, method).mockImplementation(async (...given) => {
          calls += 1;
          if (calls === failing + 1) throw new Error('power cut');
          return original(...given);
        });
      }
      const outcome = await Promise.allSettled([marlbeck.put(1, 0, ['ann'])]);
      jest.restoreAllMocks();
      if (outcome[0].status === 'rejected') {
        await expect(marlbeck.finish(1, 1)).rejects.toMatchObject({ name: 'batches-missing' });
        await marlbeck.put(1, 0, ['ann']);
      }
      expect(await marlbeck.finish(1, 1)).toMatchObject({ counts: { names: 1 } });
      expect(await stored('marlbeck#names@1')).toEqual(['ann#0']);
    }
  });

  it('leaves what is live untouched, and can be abandoned', async () => {
    const { marlbeck, stored, versions } = await start();
    await marlbeck.publish(await load(marlbeck, 'a', 3));
    await marlbeck.open('b');
    await marlbeck.put(2, 0, ['half']);
    expect((await versions.pointer('marlbeck')).live).toBe(1);
    expect(await marlbeck.remove(2)).toEqual({ version: 2, remaining: 0 });
    expect(await stored('marlbeck#names@2')).toEqual([]);
    expect(await marlbeck.get(2)).toMatchObject({ state: 'removed', received: '' });
    await expect(marlbeck.put(2, 1, ['late'])).rejects.toMatchObject({ name: 'dataset-not-open' });
    await expect(marlbeck.finish(2, 1)).rejects.toMatchObject({ name: 'dataset-not-open' });
    expect(await marlbeck.remove(2)).toEqual({ version: 2, remaining: 0 });
    expect(await marlbeck.open('b')).toMatchObject({ version: 3 });
  });
});

describe('the gate', () => {
  it('holds a load with far fewer records until a person says why', async () => {
    const { marlbeck, versions } = await start();
    await marlbeck.publish(await load(marlbeck, 'a', 100));
    const version = await load(marlbeck, 'b', 94);
    expect(await marlbeck.get(version)).toMatchObject({ state: 'held' });
    await expect(marlbeck.publish(version)).rejects.toMatchObject({
      name: 'load-held',
      message: '6 % fewer names than the 100 that are live (at most 5 %).',
    });
    expect((await versions.pointer('marlbeck')).live).toBe(1);
    expect(await marlbeck.publish(version, 'a boundary moved')).toMatchObject({
      state: 'live',
      because: 'a boundary moved',
    });
  });

  it.each([
    ['5 % fewer', 100, 95, 'ready'],
    ['more', 100, 130, 'ready'],
    ['none at all', 100, 0, 'held'],
  ])('lets %s be %s', async (_, before, after, state) => {
    const { marlbeck } = await start();
    await marlbeck.publish(await load(marlbeck, 'a', before));
    expect(await marlbeck.get(await load(marlbeck, 'b', after))).toMatchObject({ state });
  });

  it('holds a load with over 1 % rejects, told by the file or found here', async () => {
    const { marlbeck } = await start();
    await marlbeck.open('a');
    await marlbeck.put(
      1,
      0,
      Array.from({ length: 99 }, (_, i) => `a${i}`),
      [{ line: 7, outcome: 'rejected', reason: 'torn', detail: 'is torn' }],
    );
    expect(await marlbeck.finish(1, 1)).toMatchObject({ state: 'ready', counts: { rejected: 1, 'rejected.torn': 1 } });

    await marlbeck.open('b');
    await marlbeck.put(2, 0, [...Array.from({ length: 99 }, (_, i) => `b${i}`), 'bad', 'bad']);
    expect(await marlbeck.finish(2, 1)).toMatchObject({ state: 'held', counts: { names: 99, rejected: 2 } });
    expect((await marlbeck.rejects(2)).rejects).toEqual([
      { line: 100, outcome: 'rejected', reason: 'not-valid', detail: 'is bad' },
      { line: 101, outcome: 'rejected', reason: 'not-valid', detail: 'is bad' },
    ]);
  });

  it('takes tolerances from the load', async () => {
    const { marlbeck } = await start();
    await marlbeck.publish(await load(marlbeck, 'a', 100));
    await marlbeck.open('b');
    await marlbeck.put(2, 0, ['one']);
    expect(await marlbeck.finish(2, 1, { fewer: 1 })).toMatchObject({ state: 'ready' });
  });
});

describe('going live', () => {
  it('can be undone once, however often it is asked', async () => {
    const { marlbeck, versions } = await start();
    await marlbeck.publish(await load(marlbeck, 'a', 3));
    await marlbeck.publish(await load(marlbeck, 'b', 3));
    expect(await versions.pointer('marlbeck')).toMatchObject({ live: 2, previous: 1 });
    await expect(marlbeck.rollBack(1)).rejects.toMatchObject({ name: 'cannot-roll-back' });
    expect(await marlbeck.rollBack(2)).toMatchObject({ version: 1, state: 'live' });
    expect(await marlbeck.rollBack(2)).toMatchObject({ version: 1, state: 'live' });
    await expect(marlbeck.rollBack(1)).rejects.toMatchObject({ name: 'cannot-roll-back' });
    expect(await marlbeck.get(2)).toMatchObject({ state: 'retired' });
  });

  it('keeps what is live and what is kept from removal, and retires the rest', async () => {
    const { marlbeck, stored } = await start();
    for (const letter of ['a', 'b', 'c']) await marlbeck.publish(await load(marlbeck, letter, 2));
    expect((await marlbeck.list()).datasets.map(({ version, state }) => [version, state])).toEqual([
      [3, 'live'],
      [2, 'previous'],
      [1, 'retired'],
    ]);
    for (const version of [2, 3])
      await expect(marlbeck.remove(version)).rejects.toMatchObject({ name: 'dataset-in-use' });
    await marlbeck.remove(1);
    expect(await stored('marlbeck#names@1')).toEqual([]);
    await expect(marlbeck.publish(1)).rejects.toMatchObject({ name: 'cannot-publish' });
  });

  it('refuses what is not finished', async () => {
    const { marlbeck } = await start();
    await expect(marlbeck.publish(1)).rejects.toMatchObject({ name: 'dataset-not-found' });
    await marlbeck.open();
    await expect(marlbeck.publish(1)).rejects.toMatchObject({ name: 'cannot-publish' });
    await expect(marlbeck.rollBack(1)).rejects.toMatchObject({ name: 'cannot-roll-back' });
  });
});

describe('many at once', () => {
  it('opening different files get different numbers, and the same file one', async () => {
    const { marlbeck } = await start();
    const letters = [...'0123456789abcdef'];
    const opened = await Promise.all(letters.map((letter) => marlbeck.open(letter)));
    expect(new Set(opened.map(({ version }) => version)).size).toBe(16);
    const again = await Promise.allSettled(Array.from({ length: 10 }, () => marlbeck.open('0')));
    expect(again.every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('sending the same batch write it once', async () => {
    const { marlbeck, stored } = await start();
    await marlbeck.open();
    const answers = await Promise.all(Array.from({ length: 20 }, () => marlbeck.put(1, 0, ['ann', 'bob'])));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await marlbeck.finish(1, 1)).toMatchObject({ counts: { names: 2 } });
    expect(await stored('marlbeck#names@1')).toHaveLength(2);
  });

  it('a claim that looked before another wrote the batch does not undo that', async () => {
    const { table, marlbeck } = await start();
    await marlbeck.open();
    const written = await marlbeck.put(1, 0, ['ann']);
    jest.spyOn(table, 'get').mockResolvedValueOnce(undefined);
    expect(await marlbeck.put(1, 0, ['ann'])).toEqual(written);
    expect(await marlbeck.get(1)).toMatchObject({ received: '0' });
  });

  it('publishing leave one live and one before it', async () => {
    const { marlbeck, versions } = await start();
    const ready = [];
    for (const letter of [...'abcdef']) ready.push(await load(marlbeck, letter, 3));
    const results = await Promise.allSettled(ready.map((version) => marlbeck.publish(version)));
    const { live, previous } = await versions.pointer('marlbeck');
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(ready).toContain(live);
    expect(live).not.toBe(previous);
  });
});

it('tells who published, rolled back and removed which version: once each, however often and by how many it is asked', async () => {
  const { marlbeck, versions } = await start();
  await load(marlbeck, 'a', 2);
  await load(marlbeck, 'b', 2);
  const twice = async (ask: () => unknown) => {
    await Promise.allSettled([ask(), ask()]);
    await ask();
  };
  await twice(() => marlbeck.publish(1));
  await twice(() => marlbeck.publish(2));
  await twice(() => marlbeck.rollBack(2));
  await twice(() => marlbeck.remove(2));
  await expect(marlbeck.remove(1)).rejects.toMatchObject({ name: 'dataset-in-use' });
  const { entries } = await versions.audit.list('marlbeck', { limit: 100 });
  expect(entries.map(({ by, operation, on, before, after }) => [by, operation, on, before, after])).toEqual([
    ['key1', 'removeDataset', 'names@2', { status: 'ready' }, { status: 'removing' }],
    ['key1', 'rollBackDataset', 'names@2', { live: 2 }, { live: 1 }],
    ['key1', 'publishDataset', 'names@2', { live: 1 }, { live: 2 }],
    ['key1', 'publishDataset', 'names@1', undefined, { live: 1 }],
  ]);
  expect((await versions.audit.list('pellwick', { limit: 100 })).entries).toEqual([]);
});

it('lists versions and rejects page by page', async () => {
  const { marlbeck, as } = await start();
  for (const letter of [...'abcde']) await marlbeck.open(letter);
  const first = await marlbeck.list({ limit: 2 });
  const second = await marlbeck.list({ limit: 2, cursor: first.cursor });
  expect([...first.datasets, ...second.datasets].map(({ version }) => version)).toEqual([5, 4, 3, 2]);
  await expect(as('pellwick').list({ cursor: first.cursor })).rejects.toMatchObject({ name: 'invalid-cursor' });

  for (let batch = 0; batch < 12; batch += 1) await marlbeck.put(1, batch, ['bad']);
  const page = await marlbeck.rejects(1);
  expect(page.rejects).toHaveLength(10);
  expect((await marlbeck.rejects(1, page.cursor)).rejects).toHaveLength(2);
});

it('ends a page of rejects early when it gets long', async () => {
  const { marlbeck } = await start();
  await marlbeck.open();
  const many = Array.from({ length: 3000 }, (_, line) => ({ line, outcome: 'warning', reason: 'odd', detail: '' }));
  for (let batch = 0; batch < 3; batch += 1) await marlbeck.put(1, batch, ['ann'], many);
  const pages = [await marlbeck.rejects(1)];
  for (let { cursor } = pages[0] ?? {}; cursor; { cursor } = pages.at(-1) ?? {})
    pages.push(await marlbeck.rejects(1, cursor));
  expect(pages.map(({ rejects }) => rejects.length)).toEqual([3000, 3000, 3000]);
});
