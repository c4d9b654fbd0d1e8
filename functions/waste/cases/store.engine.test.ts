/** Cases on the real engine: what they hold, at once and again, and what they announce. */

import type { Table } from '#shared/dynamodb/table.ts';
import { outbox } from '#shared/events/outbox.ts';
import { breakingClient, freshTable, keptForGood } from '#test/support/table.ts';
import type { Case } from '../contract/cases.ts';
import { waste } from '../contract.ts';
import { changing } from './changing.ts';
import { caseLists } from './lists.ts';
import { peopleStore } from './people.ts';
import { caseStore } from './store.ts';

const at = Date.parse('2026-11-23T09:30:00.000Z');
const open = (table: Table) => caseStore({ table, announce: outbox(waste, keptForGood), cases: keptForGood });
const aCase = (reference: string, overrides: object = {}): Case => ({
  ...{ reference, kind: 'missed_collection', uprn: '1', service: 'refuse', status: 'open', stage: 'reported' },
  ...{ createdAt: new Date(at).toISOString(), updatedAt: new Date(at).toISOString() },
  details: { round: 'R1', collectionDate: '2026-11-23', reportedAt: '1' },
  ...overrides,
});
const announced = async (table: Table, reference: string) =>
  (await table.queryAll({ pk: `marlbeck#OUTBOX#${reference}`, consistent: true })).map(({ event }) =>
    JSON.parse(String(event)),
  );
const query = { status: 'open', limit: 100 } as const;

it('lets one of many have a name at a property, with its event, and tells the others which', async () => {
  const table = await freshTable();
  const store = open(table);
  const references = Array.from({ length: 20 }, (_, i) => `MC-000000${String(i).padStart(2, '0')}`);
  const answers = await Promise.all(
    references.map((one) => store.open('marlbeck', aCase(one), { holds: ['missed#refuse'] })),
  );
  const won = references[answers.indexOf(undefined)] ?? '';
  expect(answers.filter((one) => one !== undefined)).toEqual(
    Array.from({ length: 19 }, () => ({ hold: 'missed#refuse', reference: won })),
  );
  expect((await Promise.all(references.map((one) => announced(table, one)))).flat()).toMatchObject([
    { type: 'waste.collection.missed', subject: won, data: { reference: won } },
  ]);
  expect(await store.holder('marlbeck', '1', 'missed#refuse')).toBe(won);
  expect(await store.holder('pellwick', '1', 'missed#refuse')).toBeUndefined();
});

it('frees the name when the case is closed, and announces that it is', async () => {
  const table = await freshTable();
  const store = open(table);
  const dependencies = { cases: store, clock: () => at + 1000 };
  await store.open('marlbeck', aCase('MC-00000001'), { holds: ['missed#refuse'] });
  await changing(dependencies, 'marlbeck', 'MC-00000001', () => ({ status: 'closed', outcome: 'done' }));
  expect(await store.holder('marlbeck', '1', 'missed#refuse')).toBeUndefined();
  expect(await store.open('marlbeck', aCase('MC-00000002'), { holds: ['missed#refuse'] })).toBeUndefined();
  expect(await announced(table, 'MC-00000001')).toMatchObject([
    { type: 'waste.collection.missed' },
    { type: 'waste.case.closed', data: { reference: 'MC-00000001', kind: 'missed_collection', outcome: 'done' } },
  ]);
});

it('keeps every one of many changes at once', async () => {
  const store = open(await freshTable());
  await store.open('marlbeck', aCase('MC-00000001'), { holds: [] });
  const dependencies = { cases: store, clock: () => at };
  const add = (amount: number) =>
    changing(dependencies, 'marlbeck', 'MC-00000001', ({ payment }) => ({
      payment: { price: 100, paid: (payment?.paid ?? 0) + amount, refundDue: 0, payments: [] },
    }));
  await Promise.all(Array.from({ length: 6 }, () => add(1)));
  expect((await store.find('marlbeck', 'MC-00000001'))?.payment?.paid).toBe(6);
});

it.each(['before', 'after'])(
  'has a case with all that belongs to it, or nothing, when the write breaks %s it',
  async (when) => {
    const broken = breakingClient();
    const table = await freshTable(broken.client);
    const store = open(table);
    broken.fail([[when, 1]]);
    const contact = { email: 'jo@resident.example' };
    await expect(store.open('marlbeck', aCase('MC-00000001'), { holds: ['one'], contact })).rejects.toThrow();
    broken.fail([]);
    const people = peopleStore({ table, notes: keptForGood });
    const there = when === 'after' ? 1 : 0;
    expect(await announced(table, 'MC-00000001')).toHaveLength(there);
    expect(await people.findPerson('marlbeck', 'jo@resident.example')).toHaveLength(there);
    expect(await store.holder('marlbeck', '1', 'one')).toBe(there ? 'MC-00000001' : undefined);
  },
);

it('keeps what runs to a day from that day on, in the list of its property too, however short cases are kept', async () => {
  const table = await freshTable();
  const aDay = 86_400;
  const cases = { until: (_: string, from: number) => from / 1000 + aDay, isOver: () => false };
  const store = caseStore({ table, announce: outbox(waste, keptForGood), cases });
  const details = { startsOn: '2026-11-23', endsOn: '2027-11-22', bins: 1, toDeliver: 0 };
  const subscription = aCase('GW-00000001', { kind: 'garden', stage: 'active', details });
  const expiries = async () =>
    [
      await table.queryAll({ pk: 'marlbeck#CASE#GW-00000001' }),
      await table.queryAll({ pk: 'marlbeck#AT#1', between: ['CASE#', 'HOLD#z'] }),
    ]
      .flat()
      .map(({ expiresAt }) => Number(expiresAt));
  await store.open('marlbeck', subscription, { holds: ['garden'] });
  expect(new Set(await expiries())).toEqual(new Set([Date.parse('2027-11-23') / 1000]));
  await changing({ cases: store, clock: () => at }, 'marlbeck', 'GW-00000001', () => ({
    details: { ...details, endsOn: '2028-11-22' },
  }));
  expect(await expiries()).toEqual([1, 2, 3].map(() => Date.parse('2028-11-23') / 1000));
});

it('lists those that are to be paid by a moment, until they are paid', async () => {
  const store = open(await freshTable());
  const payment = { price: 100, paid: 0, refundDue: 0, payments: [] };
  const payBy = '2026-11-23T10:00:00.000Z';
  const owing = { payment: { ...payment, payBy } };
  await store.open('marlbeck', aCase('MC-00000001', owing), { holds: [] });
  await store.open('pellwick', aCase('MC-00000002', owing), { holds: [] });
  const due = () => store.due(Date.parse('2026-11-23T10:00:01.000Z'), 10);
  expect(await store.due(at, 10)).toEqual([]);
  expect(await due()).toEqual([
    { council: 'marlbeck', reference: 'MC-00000001', payBy },
    { council: 'pellwick', reference: 'MC-00000002', payBy },
  ]);
  const dependencies = { cases: store, clock: () => at };
  await changing(dependencies, 'marlbeck', 'MC-00000001', () => ({ payment: { ...payment, paid: 100 } }));
  await changing(dependencies, 'pellwick', 'MC-00000002', () => ({ status: 'closed', outcome: 'withdrawn' }));
  expect(await due()).toEqual([]);
});

it('lists cases page by page, each once, by status, kind, team, day and property', async () => {
  const table = await freshTable();
  const store = open(table);
  const { list } = caseLists({ table, cases: keptForGood });
  const references = Array.from({ length: 25 }, (_, i) => `MC-000000${String(i).padStart(2, '0')}`);
  for (const [i, reference] of references.entries()) {
    const createdAt = new Date(at + i * 3_600_000).toISOString();
    await store.open('marlbeck', aCase(reference, { createdAt, uprn: String(i % 5) }), { holds: [] });
  }
  await changing({ cases: store, clock: () => at }, 'marlbeck', 'MC-00000003', () => ({ assignedTo: 'North' }));
  await changing({ cases: store, clock: () => at }, 'marlbeck', 'MC-00000004', () => ({
    status: 'closed',
    outcome: 'done',
  }));
  const seen: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await list('marlbeck', { ...query, limit: 7, cursor });
    seen.push(...page.cases.map(({ reference }) => reference));
    ({ cursor } = page);
    more = cursor !== undefined;
  }
  expect(seen).toEqual(references.filter((one) => one !== 'MC-00000004').reverse());
  const of = async (asked: object) =>
    (await list('marlbeck', { ...query, ...asked })).cases.map(({ reference }) => reference);
  expect(await of({ status: 'closed' })).toEqual(['MC-00000004']);
  expect(await of({ assignedTo: 'North' })).toEqual(['MC-00000003']);
  expect(await of({ uprn: '4', status: undefined })).toEqual([
    'MC-00000024',
    'MC-00000019',
    'MC-00000014',
    'MC-00000009',
    'MC-00000004',
  ]);
  expect(await of({ kind: 'missed_escalation' })).toEqual([]);
  // 09:30 and on: the fifteenth begins the next day of London.
  expect(await of({ from: '2026-11-24' })).toEqual(references.slice(15).reverse());
  expect(await of({ to: '2026-11-23', uprn: '0' })).toEqual(['MC-00000010', 'MC-00000005', 'MC-00000000']);
});

it('finds and forgets a person in contacts, notes and what was written into a case', async () => {
  const table = await freshTable();
  const store = open(table);
  const people = peopleStore({ table, notes: keptForGood });
  const contact = { name: 'Jo Example', email: 'jo@resident.example', telephone: '01632 960001' };
  await store.open('marlbeck', aCase('MC-00000001'), { holds: [], contact });
  const note = { id: 'n1', at: new Date(at).toISOString(), by: 'key', text: 'Wrote from Jo@Resident.example today.' };
  await people.addNote('marlbeck', 'MC-00000001', note, { writes: [] });
  const other = { ...note, id: 'n2', text: 'Nothing.' };
  await people.addNote('marlbeck', 'MC-00000001', other, { writes: [] });
  expect(await people.findPerson('pellwick', 'jo@resident.example')).toEqual([]);
  expect(await people.findPerson('marlbeck', 'jo@resident.example')).toMatchObject([
    { record: 'contacts', id: 'MC-00000001', data: contact },
    { record: 'notes', id: 'MC-00000001/001', data: { text: note.text } },
  ]);
  expect(await people.forgetPerson('marlbeck', 'jo@resident.example')).toEqual([
    { record: 'contacts', id: 'MC-00000001', fields: ['name', 'email', 'telephone'] },
    { record: 'notes', id: 'MC-00000001/001', fields: ['text'] },
  ]);
  expect(await people.forgetPerson('marlbeck', 'jo@resident.example')).toEqual([]);
  expect(await people.contactAndNotes('marlbeck', 'MC-00000001')).toEqual({
    notes: [{ ...note, text: 'Wrote from [erased] today.' }, other],
  });
});

it('finds an address at the start of a line, and leaves longer ones that end in it', async () => {
  const table = await freshTable();
  const store = open(table);
  const people = peopleStore({ table, notes: keptForGood });
  const description = 'Ask\njo@resident.example, not\tbanjo@resident.example.';
  const details = { type: 'Case', subject: 'Lid', description };
  await store.open('marlbeck', aCase('OC-00000001', { kind: 'other', stage: 'received', details }), { holds: [] });
  expect(await people.forgetPerson('marlbeck', 'jo@resident.example')).toMatchObject([{ record: 'cases' }]);
  expect((await store.find('marlbeck', 'OC-00000001'))?.details).toMatchObject({
    description: 'Ask\n[erased], not\tbanjo@resident.example.',
  });
  expect(await people.findPerson('marlbeck', 'banjo@resident.example')).toHaveLength(1);
});

it('brings nothing back that was erased while a case was changed', async () => {
  const table = await freshTable();
  const store = open(table);
  const details = { type: 'Case', subject: 'Write to jo@resident.example' };
  await store.open('marlbeck', aCase('OC-00000001', { kind: 'other', stage: 'received', details }), { holds: [] });
  let hasForgotten = false;
  const changed = await changing({ cases: store, clock: () => at }, 'marlbeck', 'OC-00000001', async () => {
    if (!hasForgotten) await peopleStore({ table, notes: keptForGood }).forgetPerson('marlbeck', 'jo@resident.example');
    hasForgotten = true;
    return { assignedTo: 'North' };
  });
  expect(changed).toMatchObject({ assignedTo: 'North', details: { subject: 'Write to [erased]' } });
});

it('lists from the first day of the calendar to the last', async () => {
  const table = await freshTable();
  await open(table).open('marlbeck', aCase('MC-00000001'), { holds: [] });
  const { list } = caseLists({ table, cases: keptForGood });
  for (const days of [{ from: '0001-01-01' }, { to: '9999-12-31' }])
    expect((await list('marlbeck', { ...query, ...days })).cases).toHaveLength(1);
  expect((await list('marlbeck', { ...query, from: '9999-12-31' })).cases).toEqual([]);
});

it('takes 200 notes of a case, each once, whoever writes at the same moment', async () => {
  const table = await freshTable();
  const people = peopleStore({ table, notes: keptForGood });
  const note = (i: number) => ({ id: `n${i}`, at: new Date(at).toISOString(), by: 'key', text: `Note ${i}` });
  const answers: boolean[] = [];
  for (let i = 0; i < 205; i += 41) {
    const some = Array.from({ length: 41 }, (_, j) => people.addNote('marlbeck', 'MC-1', note(i + j), { writes: [] }));
    answers.push(...(await Promise.all(some)));
  }
  expect(answers.filter(Boolean)).toHaveLength(200);
  const { notes } = await people.contactAndNotes('marlbeck', 'MC-1');
  expect(new Set(notes.map(({ id }) => id)).size).toBe(200);
});
