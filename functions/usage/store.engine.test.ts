/** Lines are counted once, in whatever batches, however often and however many at once they come. */
import fc from 'fast-check';
import { aLine } from '#test/support/requestLine.ts';
import { breakingClient, freshTable, keptForGood, storedIn } from '#test/support/table.ts';
import type { Line } from './counts.ts';
import { usageStore } from './store.ts';

const november = { from: '2026-11-01', to: '2026-11-30' };
const times = { clock: () => Date.parse('2026-11-23T12:00:00Z'), keeping: keptForGood };

const lines = (count: number, overrides: Partial<Line> = {}): Line[] =>
  Array.from({ length: count }, (_, i) => aLine({ sequence: i + 1, ...overrides }));

const start = async (...client: Parameters<typeof freshTable>) => {
  const table = await freshTable(...client);
  const store = usageStore(table, times);
  const all = async (council = 'marlbeck') => (await store.list(council, november, 1000)).counts;
  const total = async (council = 'marlbeck') => (await all(council)).reduce((sum, { calls }) => sum + calls, 0);
  return { store, all, total, table };
};

it('adds up what a key did with an operation on a day', async () => {
  const { store, all } = await start();
  await store.count([
    aLine({ sequence: 1 }),
    aLine({ sequence: 2, status: 404, milliseconds: 80, readUnits: 1 }),
    aLine({ sequence: 3, status: 503, milliseconds: 6000, writeUnits: 2 }),
    aLine({ sequence: 4, operation: 'findNearest' }),
    aLine({ sequence: 5, keyId: 'k3Yid00043' }),
    aLine({ sequence: 6, time: '2026-11-24T00:00:00.000Z' }),
    aLine({ sequence: 7, council: 'pellwick' }),
    aLine({ sequence: 8, council: undefined, keyId: undefined, operation: undefined }),
  ]);
  const [first, ...others] = await all();
  expect(first).toMatchObject({
    day: '2026-11-23',
    operation: 'findNearest',
    calls: 1,
  });
  expect(others.find(({ keyId, day }) => keyId === 'k3Yid00042' && day === '2026-11-23')).toMatchObject({
    ...{ calls: 3, errors: 2, serverErrors: 1, readUnits: 2, writeUnits: 2, milliseconds: 6092, logBytes: 1200 },
    ...{ megabyteMilliseconds: 6092 * 1024, upTo25: 1, upTo100: 1, slower: 1, upTo5: 0 },
  });
  expect(others).toHaveLength(3);
  expect(await all('pellwick')).toMatchObject([{ calls: 1 }]);
  expect(await all('*')).toMatchObject([{ operation: 'none', keyId: 'none', calls: 1 }]);
});

it('counts the same delivery once, however often it comes', async () => {
  const { store, total } = await start();
  for (let i = 0; i < 3; i += 1) await store.count(lines(500));
  expect(await total()).toBe(500);
});

it('counts a line once that is in one delivery twice', async () => {
  const { store, total } = await start();
  await store.count([...lines(3), ...lines(3)]);
  expect(await total()).toBe(3);
});

it('keeps a count as long as the council keeps counts, from its day on', async () => {
  const table = await freshTable();
  const until = (council: string, from: number) => Number(`${council.length}${from / 100_000}`);
  await usageStore(table, { ...times, keeping: { ...keptForGood, until } }).count([aLine()]);
  expect(await storedIn(table)).toContain(`{"N":"8${Date.parse('2026-11-23') / 100_000}"}`);
});

it('adds up what operations came to, of all keys and days', async () => {
  const { store } = await start();
  const many = lines(300).map((line, i) => ({ ...line, keyId: `key${i}` }));
  await store.count([...many, aLine({ sequence: 301, operation: 'findNearest', time: '2026-11-01T00:00:00.000Z' })]);
  const totals = await store.totals('marlbeck', november);
  expect([...totals].map(([name, { calls, readUnits }]) => [name, calls, readUnits])).toEqual([
    ['addresses#findNearest', 1, 0.5],
    ['addresses#getAddress', 300, 150],
  ]);
});

it('counts a line once in batches that overlap, in any order', async () => {
  const { store, all } = await start();
  const sixty = lines(60);
  const slice = fc.tuple(fc.nat(59), fc.nat(59)).map(([a, b]) => sixty.slice(Math.min(a, b), Math.max(a, b) + 1));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(slice, { minLength: 1, maxLength: 6 }), async (batches) => {
      run += 1;
      const [council, warmFunction] = [`council-${run}`, `warm-${run}`];
      for (const batch of batches) await store.count(batch.map((line) => ({ ...line, council, warmFunction })));
      const counted = new Set(batches.flat().map(({ sequence }) => sequence));
      const counts = await all(council);
      expect(counts.reduce((sum, { calls }) => sum + calls, 0)).toBe(counted.size);
    }),
    { numRuns: 25 },
  );
});

it('counts exactly when many deliveries come at once and each comes twice', async () => {
  const { store, total } = await start();
  const deliveries = Array.from({ length: 8 }, (_, i) => lines(50, { warmFunction: `warm-${i % 4}` })).map((batch, i) =>
    batch.map((line) => ({ ...line, sequence: line.sequence + 50 * Math.floor(i / 4) })),
  );
  await Promise.all([...deliveries, ...deliveries].map((delivery) => store.count(delivery)));
  expect(await total()).toBe(400);
});

it('counts more keys than one transaction takes', async () => {
  const { store, all, total } = await start();
  const many = lines(500).map((line, i) => ({ ...line, keyId: `key${i % 250}` }));
  await store.count(many);
  await store.count(many);
  expect(await all()).toHaveLength(250);
  expect(await total()).toBe(500);
});

it.each([
  ['before the database is reached', 'before'],
  ['after the database has done it', 'after'],
])('loses nothing and counts nothing twice when a write breaks %s and the delivery comes again', async (_, when) => {
  const broken = breakingClient();
  const { store, total } = await start(broken.client);
  const many = lines(300).map((line, i) => ({ ...line, keyId: `key${i}` }));
  for (const call of [1, 2, 4, 6]) {
    broken.fail([[when, call]]);
    await store.count(many).catch(() => undefined);
  }
  broken.fail([]);
  await store.count(many);
  expect(await total()).toBe(300);
});

it('goes on where a page ended', async () => {
  const { store } = await start();
  await store.count(lines(7).map((line, i) => ({ ...line, keyId: `key${i}` })));
  const first = await store.list('marlbeck', november, 4);
  const second = await store.list('marlbeck', november, 4, first.next);
  expect([...first.counts, ...second.counts].map(({ keyId }) => keyId)).toEqual(
    Array.from({ length: 7 }, (_, i) => `key${i}`),
  );
  expect(second.next).toBeUndefined();
});

it('leaves out days that are not asked for, and records whose time is over', async () => {
  const table = await freshTable();
  const isOver = (item: Readonly<Record<string, unknown>> | undefined) => item?.day === '2026-11-10';
  const store = usageStore(table, { ...times, keeping: { ...keptForGood, isOver } });
  const days = ['2026-10-31', '2026-11-01', '2026-11-10', '2026-11-30', '2026-12-01'];
  await store.count(days.map((day, i) => aLine({ sequence: i + 1, time: `${day}T12:00:00.000Z` })));
  expect((await store.list('marlbeck', november, 10)).counts.map(({ day }) => day)).toEqual([
    '2026-11-01',
    '2026-11-30',
  ]);
});
