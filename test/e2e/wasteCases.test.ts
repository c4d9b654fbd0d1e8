/** What residents' reports become: cases that staff work on, without telling anybody else who made them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { londonDay } from '#shared/london.ts';
import { api, logText, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const homes = Array.from({ length: 6 }, (_, i) => `99900000001${i}`);
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const contact = { name: 'Wren Applegarth', email: 'Wren.Applegarth@resident.example', telephone: '01632 960001' };
const base = '/cases/waste';

const report = (uprn: string, more: object = {}, key?: string) =>
  api('POST', `${base}/missed-collections`, {
    body: { uprn, service: 'refuse', ...more },
    headers: { 'idempotency-key': crypto.randomUUID() },
    key,
  });
const made: string[] = [];
const act = (action: string, body: object, reference = made[0], key?: string) =>
  api('POST', `${base}/cases/${reference}/${action}`, { body, key });
const list = (query: string, headers: Record<string, string> = {}) => api('GET', `${base}/cases?${query}`, { headers });

beforeAll(async () => {
  const file = join(workFolder, 'cases.csv');
  writeFileSync(
    file,
    `uprn,service,schedule,round\n${homes.map((uprn) => `${uprn},refuse,"${everyDay}",R1`).join('\n')}\n`,
  );
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'cases']);
  if (code !== 0) throw new Error(stdout);
  const told = { round: 'R1', date: londonDay(Date.now()), at: new Date(Date.now() - 1000).toISOString() };
  await api('POST', `${base}/round-statuses`, { body: { statuses: [{ ...told, status: 'Closed / Complete' }] } });
  for (const [i, uprn] of homes.entries()) {
    const { json } = await report(uprn, i === 0 ? { contact } : {});
    made.push(json.reference);
  }
});

it('shows a case to whoever has its reference, and its contact to staff only', async () => {
  const { key } = await makeKey('cases', { scopes: ['waste:report'] });
  const one = await api('GET', `${base}/cases/${made[0]}`, { key });
  expect(one.json).toMatchObject({ reference: made[0], kind: 'missed_collection', uprn: homes[0], status: 'open' });
  expect(one.text).not.toMatch(/Applegarth|960001/i);
  const refused = await api('GET', `${base}/cases/${made[0]}/notes`, { key });
  expect([refused.status, refused.json.scope]).toEqual([403, 'waste:cases']);
  const notes = await api('GET', `${base}/cases/${made[0]}/notes`);
  expect(notes.json).toEqual({
    reference: made[0],
    contact: { ...contact, email: contact.email.toLowerCase() },
    notes: [],
  });
});

it('lists cases page by page, the newest first, and as CSV', async () => {
  const seen: string[] = [];
  for (let path: string | undefined = `${base}/cases?limit=4`; path; ) {
    const { json, headers } = await api('GET', path);
    seen.push(...json.cases.map(({ reference }: { reference: string }) => reference));
    path = headers
      .get('link')
      ?.match(/<([^>]*)>/)?.[1]
      ?.replace(/^https?:\/\/[^/]+/, '');
  }
  expect(seen).toEqual(made.toReversed());
  const { text, headers } = await list('format=csv');
  expect(headers.get('content-type')).toMatch(/^text\/csv/);
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows.map(({ reference }) => reference)).toEqual(made.toReversed());
  expect(rows[5]).toMatchObject({ kind: 'missed_collection', uprn: homes[0], status: 'open', stage: 'reported' });
  expect(text).not.toMatch(/Applegarth|960001/i);
});

it('can be assigned, noted and closed, each again without harm', async () => {
  expect((await act('assign', { assignedTo: 'Depot north' })).json.assignedTo).toBe('Depot north');
  expect((await act('assign', { assignedTo: 'Depot north' })).status).toBe(200);
  expect((await list('assignedTo=Depot+north')).json.cases).toHaveLength(1);
  const key = { headers: { 'idempotency-key': crypto.randomUUID() } };
  const note = { body: { text: 'Rang wren.applegarth@resident.example: bin is behind the gate.' } };
  const [first, second] = [
    await api('POST', `${base}/cases/${made[0]}/notes`, { ...note, ...key }),
    await api('POST', `${base}/cases/${made[0]}/notes`, { ...note, ...key }),
  ];
  expect([first.status, second.text]).toEqual([200, first.text]);
  expect((await api('GET', `${base}/cases/${made[0]}/notes`)).json.notes).toHaveLength(1);
  expect((await act('close', { outcome: 'done' })).json).toMatchObject({ status: 'closed', outcome: 'done' });
  expect((await act('close', { outcome: 'done' })).status).toBe(200);
  expect((await act('close', { outcome: 'refused' })).json.type).toMatch(/waste-case-closed$/);
  expect((await list('status=closed')).json.cases).toMatchObject([{ reference: made[0], outcome: 'done' }]);
});

it.each([
  ['a reference in another form', 'GET', 'cases/12345', undefined, '#/reference'],
  ['an outcome that nobody chooses', 'POST', 'cases/MC-00000000/close', { outcome: 'unpaid' }, '#/outcome'],
  ['a note of nothing', 'POST', 'cases/MC-00000000/notes', { text: '  ' }, '#/text'],
  ['a payment of nothing', 'POST', 'cases/MC-00000000/paid', { paymentReference: 'p', amount: 0 }, '#/amount'],
  ['a payment that is taken back', 'POST', 'cases/MC-00000000/paid', { paymentReference: 'p', amount: -1 }, '#/amount'],
  ['a status that is none', 'GET', 'cases?status=lost', undefined, '#/status'],
  ['a day that is none', 'GET', 'cases?from=2026-02-30', undefined, '#/from'],
  ['a contact of nothing', 'POST', 'missed-collections', { uprn: '1', service: 'refuse', contact: {} }, '#/contact'],
])('refuses %s, naming the field', async (_, method, path, body, pointer) => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const { status, json } = await api(method, `${base}/${path}`, { body, headers });
  expect([status, json.errors[0].pointer]).toEqual([400, pointer]);
});

it('exports and forgets a person wherever a case names them, and logs nothing of them', async () => {
  const person = (...command: string[]) => commons([...command, '--council', 'cases', '--email', contact.email]);
  const file = join(workFolder, 'wren.json');
  expect((await person('people', 'export', '--save', file)).stdout).toMatch(/^2 records are saved/);
  const { code } = await person('forget', '--confirm');
  expect(code).toBe(0);
  const { json } = await api('GET', `${base}/cases/${made[0]}/notes`);
  expect(json).toMatchObject({ reference: made[0], notes: [{ text: 'Rang [erased]: bin is behind the gate.' }] });
  expect(json.contact).toBeUndefined();
  expect(logText()).not.toMatch(/applegarth|960001/i);
});

it('refuses days in the wrong order, and takes the first and the last of the calendar', async () => {
  const wrong = await list('from=2026-11-24&to=2026-11-23');
  expect([wrong.status, wrong.json.errors]).toEqual([
    400,
    [{ detail: 'must not be before “from”', pointer: '#/to', in: 'query' }],
  ]);
  const answers = await Promise.all(
    ['from=0001-01-01', 'to=9999-12-31', 'from=9999-12-31&to=9999-12-31'].map((days) => list(days)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

it('does not let the rounds of another council go live by themselves', async () => {
  const file = join(workFolder, 'others.csv');
  const theirs = homes.map((_, i) => `88800000001${i},refuse,"${everyDay}",R1`);
  writeFileSync(file, `uprn,service,schedule,round\n${theirs.join('\n')}\n`);
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'cases']);
  expect(code).toBe(2);
  expect(stdout).toMatch(/100 % of the 6 properties that are live are not in this load .*it may be another council’s/);
  expect((await api('GET', `${base}/collections?uprn=${homes[0]}`)).status).toBe(200);
});
