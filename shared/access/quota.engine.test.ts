import { aKey, now } from '#test/support/pipeline.ts';
import { freshTable } from '#test/support/table.ts';
import { Unavailable } from '../contract/problems.ts';
import { lastUses, tableQuota } from './quota.ts';

it('counts small quotas exactly, over several warm functions', async () => {
  const table = await freshTable();
  const { record } = aKey({ dailyQuota: 50 });
  const functions = [tableQuota(table, () => now), tableQuota(table, () => now)];
  const used: number[] = [];
  for (let i = 0; i < 20; i += 1) used.push((await functions[i % 2]?.spend(record))?.used ?? 0);
  expect(used).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

it('writes once for every hundredth of a large quota', async () => {
  const table = await freshTable();
  const update = jest.spyOn(table, 'update');
  const { record } = aKey({ dailyQuota: 10_000 });
  const quota = tableQuota(table, () => now);
  let last = 0;
  for (let i = 0; i < 250; i += 1) last = (await quota.spend(record)).used;
  expect(last).toBe(250);
  expect(update.mock.calls.filter(([{ sk }]) => sk !== 'LAST')).toHaveLength(3);
});

it('starts again at midnight UTC', async () => {
  let time = Date.parse('2026-11-23T23:59:30Z');
  const quota = tableQuota(await freshTable(), () => time);
  const { record } = aKey({ dailyQuota: 50 });
  await quota.spend(record);
  expect(await quota.spend(record)).toMatchObject({ limit: 50, used: 2, secondsLeft: 30 });
  time += 30_000;
  expect(await quota.spend(record)).toMatchObject({ limit: 50, used: 1, secondsLeft: 86_400 });
});

it('lets calls through while its table does not answer, and counts them later', async () => {
  const table = await freshTable();
  const { record } = aKey({ dailyQuota: 50 });
  let time = now;
  const quota = tableQuota(table, () => time);
  const update = jest.spyOn(table, 'update').mockRejectedValue(new Unavailable('down'));
  await quota.spend(record);
  expect((await quota.spend(record)).used).toBe(2);
  update.mockRestore();
  time += 60_000;
  await quota.spend(record);
  expect(await table.get({ pk: `marlbeck#${record.keyId}`, sk: '2026-11-23' })).toMatchObject({ calls: 3 });
});

it('knows when a key was last used, and not when a person was last at work', async () => {
  const table = await freshTable();
  const { record } = aKey();
  const person = { keyId: 'oidc-0123456789abcdef', council: 'marlbeck', dailyQuota: 1000, isPerson: true };
  const quota = tableQuota(table, () => now);
  expect([(await quota.spend(record)).used, (await quota.spend(person)).used]).toEqual([1, 1]);
  expect([...(await lastUses(table, [record, person]))]).toEqual([[record.keyId, '2026-11-23T09:30:00.000Z']]);
});
