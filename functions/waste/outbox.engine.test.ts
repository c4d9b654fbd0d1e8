/** Moved dates, and the event that says so. */
import { auditTrail } from '#shared/audit/trail.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { outbox } from '#shared/events/outbox.ts';
import { breakingClient, freshTable, keptForGood } from '#test/support/table.ts';
import { waste } from './contract.ts';
import { wasteStore } from './store.ts';

const at = Date.parse('2026-11-23T09:30:00.000Z');
const moved = (version: number) => ({
  version,
  movedDates: [{ normalDate: '2026-12-25', revisedDate: '2026-12-28', reason: 'Christmas collections' }],
});

const open = (table: Table) => {
  const keys = new DatasetKeys('rounds');
  const versions = new VersionStore(table, keys, auditTrail(table, keptForGood));
  return wasteStore({ table, keys, versions, announce: outbox(waste, keptForGood), crew: keptForGood });
};

const announced = async (table: Table, council = 'marlbeck') =>
  (await table.queryAll({ pk: `${council}#OUTBOX#moved-dates`, consistent: true })).map(({ event }) =>
    JSON.parse(String(event)),
  );

it('announces each writing of the moved dates, in order, and no writing that lost', async () => {
  const table = await freshTable();
  const store = open(table);
  expect(await store.write('marlbeck', 'moved', moved(1), at)).toBeUndefined();
  expect(await store.write('marlbeck', 'moved', moved(2), at + 1)).toBeUndefined();
  expect(await store.write('marlbeck', 'moved', moved(2), at + 2)).toEqual(moved(2));
  expect(await announced(table)).toMatchObject([
    { type: 'waste.moved_dates.changed', council: 'marlbeck', subject: 'moved-dates', data: { version: 1 } },
    { time: '2026-11-23T09:30:00.001Z', data: { version: 2 } },
  ]);
  expect(await announced(table, 'pellwick')).toEqual([]);
});

it('announces nothing of the words for residents', async () => {
  const table = await freshTable();
  await open(table).write('marlbeck', 'words', { version: 1, services: {}, containers: {} }, at);
  expect(await announced(table)).toEqual([]);
});

it.each(['before', 'after'])(
  'has the moved dates and their event both or neither, whatever breaks %s the write',
  async (when) => {
    const table = await freshTable();
    const { client, fail } = breakingClient();
    const broken = open(new Table(table.name, client));
    fail([[when, 1]]);
    await expect(broken.write('marlbeck', 'moved', moved(1), at)).rejects.toThrow();
    const { version } = (await open(table).tables('marlbeck')).moved;
    expect(await announced(table)).toHaveLength(version);
    expect(version).toBe(when === 'after' ? 1 : 0);
    // The caller tries again.
    const there = await open(table).write('marlbeck', 'moved', moved(1), at + 5);
    expect([undefined, moved(1)]).toContainEqual(there);
    expect(await announced(table)).toHaveLength(1);
  },
);
