/** What is written to a council's waste tables, at once and again. */
import { randomInt } from 'node:crypto';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { outbox } from '#shared/events/outbox.ts';
import { aTrail, breakingClient, freshTable, keptForGood } from '#test/support/table.ts';
import { waste } from './contract.ts';
import { wasteStore } from './store.ts';

const today = '2026-11-23';
const at = Date.parse('2026-11-23T09:30:00.000Z');

const start = async (...client: Parameters<typeof freshTable>) => {
  const table = await freshTable(...client);
  const keys = new DatasetKeys('rounds');
  const versions = new VersionStore(table, keys, aTrail(table));
  return wasteStore({ table, keys, versions, announce: outbox(waste, keptForGood), crew: keptForGood });
};
const done = (round: string, minute = 0) => ({
  round,
  date: today,
  status: 'Closed / Complete' as const,
  at: `2026-11-23T14:${String(minute).padStart(2, '0')}:00.000Z`,
});

it('loses nothing of what forty crews tell at once, each twice', async () => {
  const store = await start();
  const crews = Array.from({ length: 40 }, (_, i) => [done(`R${i}`)]);
  const taken = await Promise.all([...crews, ...crews].map((told) => store.tell('marlbeck', told, today)));
  expect(taken.reduce((sum, one) => sum + one, 0)).toBe(40);
  const { progress } = await store.find('marlbeck', '1');
  expect(Object.keys(progress[today] ?? {})).toHaveLength(40);
  expect((await store.find('pellwick', '1')).progress).toEqual({});
});

it.each(['before', 'after'])(
  'has what was told in the end when the write breaks %s the database has it',
  async (when) => {
    const broken = breakingClient();
    const store = await start(broken.client);
    broken.fail([[when, 2]]);
    await store.tell('marlbeck', [done('R1')], today).catch(() => undefined);
    broken.fail([]);
    await store.tell('marlbeck', [done('R1')], today);
    expect((await store.find('marlbeck', '1')).progress).toEqual({
      [today]: {
        R1: { status: 'Closed / Complete', at: '2026-11-23T14:00:00.000Z', loggedAt: '2026-11-23T14:00:00.000Z' },
      },
    });
  },
);

it('writes a table over the version that was read, once, whoever else writes at the same moment', async () => {
  const store = await start();
  const rows = ['One', 'Two', 'Three'].map((reason) => ({ version: 1, movedDates: [{ normalDate: today, reason }] }));
  const answers = await Promise.all(rows.map((row) => store.write('marlbeck', 'moved', row, at)));
  expect(answers.filter((there) => there === undefined)).toHaveLength(1);
  const { moved } = await store.tables('marlbeck');
  for (const there of answers.filter((one) => one !== undefined)) expect(there).toEqual(moved);
});

it('tells when any of it changed last', async () => {
  const store = await start();
  await store.write('marlbeck', 'moved', { version: 1, movedDates: [] }, at);
  await store.write('marlbeck', 'words', { version: 1, services: {}, containers: {} }, at - 86_400_000);
  await store.tell('marlbeck', [done('R1')], today);
  expect((await store.find('marlbeck', '1')).changedAt).toBe('2026-11-23T09:30:00.000Z');
});

it('refuses a table that is too large to be kept, and says so', async () => {
  const store = await start();
  const reason = () => Array.from({ length: 120 }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('');
  const movedDates = Array.from({ length: 1000 }, () => ({
    normalDate: today,
    reason: reason(),
    reasonWelsh: reason(),
  }));
  await expect(store.write('marlbeck', 'moved', { version: 1, movedDates }, at)).rejects.toThrow(/at most 350000/);
  expect((await store.tables('marlbeck')).moved.version).toBe(0);
});
