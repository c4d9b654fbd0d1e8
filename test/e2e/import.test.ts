/** `commons import` and `commons datasets`, as an operator runs them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api } from '#test/support/app.ts';
import { commons, type Ran, workFolder } from '#test/support/cli.ts';
import { coreFile } from '#test/support/coreFile.ts';

const council = ['--council', 'importing'];
const load = (file: string, ...options: string[]): Promise<Ran> =>
  commons(['import', 'addresses', file, ...council, ...options]);
const datasets = (command: string, ...args: string[]): Promise<Ran> =>
  commons(['datasets', command, 'addresses', ...args, ...council]);
const live = async (): Promise<number> =>
  (await api('GET', '/importing/addresses?usrn=39900001&limit=100')).json.addresses?.length ?? 0;
const versions = async (): Promise<unknown[]> =>
  (await api('GET', '/importing/addresses/datasets')).json.datasets.map(
    ({ version, state }: { version: number; state: string }) => [version, state],
  );

/** A hundred houses of which number 7 has a UPRN too many and number 8 none. */
const mostlyGood = () =>
  coreFile(workFolder, 'council.csv', 100, {
    7: { UPRN: '999000000006' },
    8: { UPRN: 'none' },
  });

it('what is no gazetteer is refused before anything is sent', async () => {
  const page = join(workFolder, 'page.html');
  writeFileSync(page, '<html><body>Not found</body></html>');
  const { code, stderr } = await load(page);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^page\.html is not a gazetteer file: .*\n$/)]);
  expect(await versions()).toEqual([]);
});

it('too many rejects wait for a person', async () => {
  const { code, stdout } = await load(mostlyGood());
  expect([code, await live()]).toEqual([2, 0]);
  expect(stdout).toContain(
    'Version 1 waits for a person, and what was live before still is:\n  2 % rejected (at most 1 %)',
  );
  expect(stdout).toContain('npx commons datasets publish addresses 1 --council importing --because "…"');
});

it('rejects are listed with their lines, beside the command and by the service', async () => {
  const expected = [
    'line,outcome,reason,detail,reference',
    '8,rejected,duplicate-uprn,"the UPRN came before, on line 7",999000000006',
    '9,rejected,uprn-invalid,UPRN is not a number of 1 to 12 digits,',
  ];
  const sorted = (text: string) => text.trim().split(/\r?\n/).sort();
  expect(sorted(readFileSync(join(workFolder, 'council.csv.rejects.csv'), 'utf8'))).toEqual(expected.toSorted());
  const { code, stdout } = await datasets('rejects', '1');
  expect([code, sorted(stdout)]).toEqual([0, expected.toSorted()]);
});

it('a person may publish it, saying why', async () => {
  const unexplained = await datasets('publish', '1');
  expect([unexplained.code, unexplained.stderr]).toEqual([
    1,
    expect.stringMatching(/^The load is outside its tolerances: /),
  ]);
  const { code, stdout } = await datasets('publish', '1', '--because', 'Two test rows');
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^ +1 +live .* 98 addresses +AddressBase Core\n$/)]);
  expect(await live()).toBe(98);
});

it('a good file goes live, every row accounted for', async () => {
  const { code, stdout, stderr } = await load(coreFile(workFolder, 'good.csv', 99), '--rejects', 'none.csv');
  expect([code, stderr, await live()]).toEqual([0, '', 99]);
  expect(stdout).toContain('good.csv: AddressBase Core\n');
  expect(stdout).toMatch(/ 99 rows read, 99 of them used\n +99 addresses loaded\n/);
  expect(stdout).toMatch(/\n +0 rejected\n/);
  expect(stdout).toMatch(/\nVersion 2 is live\.\n/);
  expect(existsSync(join(workFolder, 'none.csv'))).toBe(false);
});

it('tolerances may be set for one load', async () => {
  const file = coreFile(workFolder, 'fewer.csv', 50);
  const held = await load(file);
  expect([held.code, held.stdout, await live()]).toEqual([
    2,
    expect.stringContaining('fewer addresses than the 99 that are live'),
    99,
  ]);
  expect((await load(file, '--max-fewer', '50 %')).code).toBe(0);
  expect(await live()).toBe(50);
});

it('a load may stop before it goes live', async () => {
  const { code, stdout } = await load(coreFile(workFolder, 'ready.csv', 51), '--no-publish');
  expect([code, await live()]).toEqual([0, 50]);
  expect(stdout).toContain(
    'Version 5 is ready and not live. To publish it: npx commons datasets publish addresses 5 --council importing',
  );
});

it('the live version can be taken back, once', async () => {
  const back = await datasets('rollback', '--from', '4');
  expect([back.code, back.stdout, await live()]).toEqual([0, expect.stringMatching(/^ +2 +live /), 99]);
  const again = await datasets('rollback', '--from', '2');
  expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/^There is nothing to roll back to: /)]);
});

it('what is not in use can be removed, and nothing else', async () => {
  const inUse = await datasets('remove', '2');
  expect([inUse.code, inUse.stderr]).toEqual([1, expect.stringMatching(/^The version is live, or kept/)]);
  const { code, stdout } = await datasets('remove', '3');
  expect([code, stdout]).toEqual([0, 'Version 3 is removed.\n']);
  expect((await datasets('list')).stdout).toMatch(
    /^ +5 +ready .*\n +4 +retired .*\n +3 +removed .*\n +2 +live .*\n +1 +removed .*\n$/,
  );
});

const of = (...args: string[]): string[] => [...args, ...council];

it.each([
  [
    'a dataset that there is not',
    of('import', 'parks', 'x.csv'),
    'There is nothing to load called “parks”. There is addresses,',
  ],
  ['a file that is not there', of('import', 'addresses', 'x.csv'), 'There is no file x.csv.'],
  ['a version that is no number', of('datasets', 'remove', 'addresses', 'two'), 'It must be a whole number.'],
  ['no key', of('datasets', 'list', 'addresses', '--key-file', 'nothing'), 'There is no key file nothing.'],
])('says in a sentence what is wrong with %s', async (_, args, says) => {
  const { code, stderr } = await commons(args);
  expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
  expect(stderr).not.toMatch(/^ {4}at /m);
});
