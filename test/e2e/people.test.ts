/** What is held on a person, and forgetting it, over the API and with `npx commons`. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { api, logText, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';
import { applied, asking, freeSchemes, issuePasses, passFor } from '#test/support/permitThings.ts';

const email = 'jo.quillfeather@people.example';
const keyOf = async (council: string, label: string): Promise<{ keyId: string; key: string }> => {
  const { json } = await api('POST', `/${council}/access/keys`, { body: { label, scopes: ['addresses:read'] } });
  return json;
};
const find = (council: string, address = email, key?: string) =>
  api('POST', `/${council}/access/people/find`, { body: { email: address }, key });
const idsOf = async (...of: Parameters<typeof find>): Promise<string[]> =>
  (await find(...of)).json.held.map(({ id }: { id: string }) => id);
const person = (command: string[], ...more: string[]) =>
  commons([...command, '--council', 'people', '--email', ` ${email.toUpperCase()} `, ...more]);

/** What they asked for and took back, of which nothing has to be kept. */
const withdrawn = async (): Promise<void> => {
  const ask = asking('people');
  const who = { uprn: '1', name: 'Jo Quillfeather', email };
  await ask('PUT', 'zones/mill-lane', { name: 'Mill Lane', uprns: [who.uprn] });
  await ask('PUT', 'schemes/looked', freeSchemes('Permit').looked);
  await issuePasses(ask, 'A test');
  const { application } = await applied(ask, who, 'looked', 'ZZ26 PPL');
  await ask('POST', `applications/${application}/withdraw`, {});
  const { pass } = await passFor(ask, who);
  await ask('POST', `passes/${pass}/withdraw`);
};

let ours: { keyId: string; key: string }[];
let others: { keyId: string }[];
beforeAll(async () => {
  const labels = [`Held by ${email}`, `JO.Quillfeather@People.example, website`];
  ours = await Promise.all(labels.map((label) => keyOf('people', label)));
  others = await Promise.all([
    keyOf('people', 'Held by sam@people.example'),
    keyOf('pellwick', `Held by ${email}`),
    ...Array.from({ length: 101 }, (_, i) => keyOf('people', `System ${i}`)),
  ]);
  await api('PUT', '/people/notifications/preferences', { body: { contact: { email }, reminders: false } });
  await withdrawn();
});

it('finds a person in every record of the council, and in no other council’s', async () => {
  expect((await idsOf('people')).sort()).toEqual(ours.map(({ keyId }) => keyId).sort());
  expect(await idsOf('people', 'nobody@people.example')).toEqual([]);
});

it('is for those who may', async () => {
  const { key } = await makeKey('people', { scopes: ['access:manage'] });
  expect((await find('people', email, key)).json).toMatchObject({ status: 403, scope: 'access:people' });
});

it.each([['jo'], [''], ['jo@'], ['@people.example'], ['a@b.example\n']])('does not look for “%s”', async (address) => {
  const { status, json } = await find('people', address);
  if (address.trim() === 'a@b.example') expect(status).toBe(200);
  else expect([status, json.errors[0].pointer]).toEqual([400, '#/email']);
});

it('exports all of it to a file that its owner alone can read', async () => {
  const file = join(workFolder, 'person.json');
  const { stdout } = await person(['people', 'export'], '--save', file);
  expect(stdout).toBe(`5 records are saved in ${file}.\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { records } = JSON.parse(readFileSync(file, 'utf8'));
  expect(records).toMatchObject([
    { capability: 'access', record: 'keys', data: { label: expect.stringMatching(/quillfeather/i) } },
    { capability: 'access', record: 'keys', data: { label: expect.stringMatching(/quillfeather/i) } },
    { capability: 'notifications', record: 'preferences', data: { reminders: false } },
    { capability: 'permits', record: 'contacts', data: { name: 'Jo Quillfeather', email } },
    { capability: 'permits', record: 'passContacts', data: { dateOfBirth: '1950-05-20', email } },
  ]);
});

it('tells first what would be forgotten, and changes nothing', async () => {
  const { code, stdout } = await person(['forget']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^5 records hold the address:\n {2}access {2}keys /)]);
  expect(stdout).toMatch(/Nothing was changed\. To forget the person, add --confirm\.\n$/);
  expect(await idsOf('people')).toHaveLength(2);
});

it('forgets the person and nobody else, tells what it did, and keeps the keys working', async () => {
  const file = join(workFolder, 'report.json');
  const { code, stdout, stderr } = await person(['forget'], '--confirm', '--report', file);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('5 records were changed:');
  expect(await idsOf('people')).toEqual([]);
  expect(await idsOf('pellwick')).toHaveLength(1);
  expect(await idsOf('people', 'sam@people.example')).toEqual([others[0]?.keyId]);
  const report = readFileSync(file, 'utf8');
  expect(JSON.parse(report)).toMatchObject({ council: 'people', forgotten: [{}, {}, {}, {}, {}], kept: [], left: 0 });
  expect(report.toLowerCase()).not.toContain('quillfeather');
  for (const { key } of ours) expect((await api('GET', '/people/addresses/1', { key })).status).toBe(404);
  const { json } = await api('GET', `/people/access/keys/${ours[0]?.keyId}`);
  expect(json.label).toBe('Erased');
});

it('has it on record that the labels changed, and not what they said', async () => {
  const { text, json } = await api('GET', '/people/access/audit?limit=2');
  expect(json.entries).toMatchObject([
    { operation: 'forgetPersonInAccess', fields: ['label'] },
    { operation: 'forgetPersonInAccess', fields: ['label'] },
  ]);
  expect(text.toLowerCase()).not.toContain('quillfeather');
  expect(logText().toLowerCase()).not.toContain('quillfeather@people');
});

it('finds nothing the second time', async () => {
  const { code, stdout } = await person(['forget'], '--confirm');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 records hold the address:/)]);
});
