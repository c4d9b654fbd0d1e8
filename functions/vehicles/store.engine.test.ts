import type { Council } from '#shared/contract/capability.ts';
import { keeping } from '#shared/retention.ts';
import { freshTable } from '#test/support/table.ts';
import { vehicles } from './contract.ts';
import { vehicleStore } from './store.ts';

const aDay = 86_400_000;
const start = Date.parse('2026-11-23T09:30:00Z');
const at = (days: number) => new Date(start + days * aDay).toISOString();

const stored = async () => {
  let now = start;
  const clock = () => now;
  const [table, councils] = [await freshTable(), new Map<string, Council>()];
  const facts = keeping(vehicles, 'facts', { clock, councils, retention: {} });
  const aStore = () => vehicleStore({ table, clock, facts });
  return {
    ...{ store: aStore(), aStore },
    later: (days: number) => {
      now += days * aDay;
    },
  };
};

it('keeps the later of two answers, whichever is written last', async () => {
  const { store, aStore } = await stored();
  const [older, newer] = [
    { vehicle: { make: 'FORD' }, checkedAt: at(0) },
    { vehicle: { make: 'KIA' }, checkedAt: at(1) },
  ];
  await store.keep('marlbeck', 'ZZ19ABC', newer);
  await aStore().keep('marlbeck', 'ZZ19ABC', older);
  expect(await aStore().find('marlbeck', 'ZZ19ABC')).toMatchObject(newer);
  await store.keep('marlbeck', 'ZZ19ABC', { checkedAt: at(2) });
  expect(await store.find('marlbeck', 'ZZ19ABC')).toEqual({ checkedAt: at(2) });
  expect(await store.find('pellwick', 'ZZ19ABC')).toBeUndefined();
});

it('finds nothing whose time is over, though it is still there', async () => {
  const { store, later } = await stored();
  await store.keep('marlbeck', 'ZZ19ABC', { vehicle: { make: 'FORD' }, checkedAt: at(0) });
  later(29.9);
  expect(await store.find('marlbeck', 'ZZ19ABC')).toBeDefined();
  later(0.1);
  expect(await store.find('marlbeck', 'ZZ19ABC')).toBeUndefined();
});
