import { freshTable, testClient } from '#test/support/table.ts';
import { Unavailable } from '../contract/problems.ts';
import { ifAbsent } from './expression.ts';
import { ConditionFailed } from './failures.ts';
import { metered } from './meter.ts';
import type { Table } from './table.ts';

const key = (sk: string) => ({ pk: 'marlbeck#things', sk });
const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i).padStart(4, '0'));

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

it('gets what was put, and nothing where nothing is', async () => {
  await table.put({ ...key('one'), name: 'One', none: undefined, data: new Uint8Array([1, 2]) });
  expect(await table.get(key('one'))).toEqual({ ...key('one'), name: 'One', data: new Uint8Array([1, 2]) });
  expect(await table.get(key('other'))).toBeUndefined();
});

it('reads and writes more than one round trip takes', async () => {
  const keys = numbers(230).map((n) => key(`many#${n}`));
  await table.writeMany({ puts: keys.map((one, i) => ({ ...one, i })) });
  expect(await table.getMany([...keys, key('many#none')])).toHaveLength(230);
  await table.writeMany({ removes: keys.slice(0, 200) });
  expect(await table.getMany(keys)).toHaveLength(30);
});

describe('a query', () => {
  beforeAll(() =>
    table.writeMany({ puts: numbers(30).map((n) => ({ pk: 'q', sk: `a#${n}`, gsi1pk: 'g', gsi1sk: n })) }),
  );

  it('starts with a prefix, and stops at its end', async () => {
    await table.put({ pk: 'q', sk: 'b#0000' });
    expect((await table.query({ pk: 'q', prefix: 'a#' })).items).toHaveLength(30);
  });

  it('goes from one sort key to another', async () => {
    const { items } = await table.query({ pk: 'q', between: ['a#0003', 'a#0005'] });
    expect(items.map(({ sk }) => sk)).toEqual(['a#0003', 'a#0004', 'a#0005']);
  });

  it('goes on where a page ended, backwards too', async () => {
    const first = await table.query({ pk: 'q', prefix: 'a#', limit: 2, descending: true });
    const second = await table.query({ pk: 'q', prefix: 'a#', limit: 2, descending: true, after: first.next });
    expect([...first.items, ...second.items].map(({ sk }) => sk)).toEqual(['a#0029', 'a#0028', 'a#0027', 'a#0026']);
  });

  it('reads every page of a small limit', async () => {
    expect(await table.queryAll({ pk: 'q', prefix: 'a#', limit: 7 })).toHaveLength(30);
  });

  it('goes by an index, and takes only some attributes', async () => {
    const { items } = await table.query({ index: 'gsi1', pk: 'g', limit: 1, project: ['gsi1sk'] });
    expect(items).toEqual([{ gsi1sk: '0000' }]);
  });
});

describe('a condition', () => {
  it('that is lost tells what was there', async () => {
    await table.put({ ...key('taken'), by: 'me' }, ifAbsent);
    const lost = table.put({ ...key('taken'), by: 'you' }, ifAbsent);
    await expect(lost).rejects.toMatchObject({ name: 'ConditionFailed', item: { by: 'me' }, index: 0 });
  });

  it('in a transaction tells which write lost, and nothing is written', async () => {
    await table.put({ ...key('there'), by: 'me' });
    const lost = table.transact([
      { put: key('not there') },
      { update: key('counted'), set: { text: 'SET n = :n', values: { ':n': 1 } } },
      { put: key('there'), condition: ifAbsent },
    ]);
    await expect(lost).rejects.toMatchObject({ name: 'ConditionFailed', index: 2, item: { by: 'me' } });
    expect(await table.get(key('not there'))).toBeUndefined();
    expect(await table.get(key('counted'))).toBeUndefined();
  });

  it('holds for updates and removals', async () => {
    await table.put({ ...key('state'), n: 1 });
    const is = (n: number) => ({ text: 'n = :n', values: { ':n': n } });
    expect(await table.update(key('state'), { text: 'SET m = :m', values: { ':m': 2 } }, is(1))).toMatchObject({
      n: 1,
      m: 2,
    });
    await expect(table.remove(key('state'), is(5))).rejects.toBeInstanceOf(ConditionFailed);
    await table.transact([{ check: key('state'), condition: is(1) }, { remove: key('gone') }]);
    await table.remove(key('state'), is(1));
    expect(await table.get(key('state'))).toBeUndefined();
  });
});

it('adds up what a request consumed', async () => {
  await table.put({ ...key('metered'), name: 'x' });
  const cost = await metered(async (meter) => {
    await table.get(key('metered'));
    await table.get(key('metered'), { consistent: true });
    await table.put({ ...key('metered'), name: 'y' });
    return meter;
  });
  expect(cost).toEqual({ readUnits: 1.5, writeUnits: 1, roundTrips: 3 });
});

it('counts each of two hundred racing increments once', async () => {
  const add = () => table.update(key('race'), { text: 'ADD n :one', values: { ':one': 1 } });
  await Promise.all(Array.from({ length: 200 }, add));
  expect(await table.get(key('race'))).toMatchObject({ n: 200 });
});

it('says so when nobody answers', async () => {
  const client = testClient();
  client.config.endpoint = async () => ({ protocol: 'http:', hostname: '127.0.0.1', port: 1, path: '/' });
  const broken = await freshTable(client);
  await expect(broken.get(key('one'))).rejects.toBeInstanceOf(Unavailable);
});
