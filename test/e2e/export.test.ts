import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const file = join(workFolder, 'marlbeck.jsonl.gz');
const exported = (...args: string[]) => commons(['datasets', 'export', 'addresses', ...args]);

it('writes every live address and street, and no file that is there already', async () => {
  const { code, stdout, stderr } = await exported(file, '--council', 'marlbeck');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('has 1,549 records of AddressBase Premium, version 2');
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
  const records = lines.map((line): { kind: string; uprn?: string; usrn?: string } => JSON.parse(line));
  const references = records.map(({ kind, uprn, usrn }) => `${kind} ${uprn ?? usrn}`);
  expect(new Set(references).size).toBe(1549);
  expect(records.filter(({ kind }) => kind === 'streets')).toHaveLength(34);
  expect(await exported(file, '--council', 'marlbeck')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is there already'),
  });
});

it('writes nothing where nothing is live', async () => {
  const other = join(workFolder, 'pellwick.jsonl.gz');
  const { code, stderr } = await exported(other, '--council', 'thornmoor');
  expect([code, existsSync(other)]).toEqual([1, false]);
  expect(stderr).toContain('does not offer');
});

it('writes everything that a council has, to take along', async () => {
  const { keyId } = await makeKey('marlbeck');
  const folder = join(workFolder, 'leaving');
  const everything = () => commons(['export', folder, '--council', 'marlbeck']);
  const { code, stdout, stderr } = await everything();
  expect([code, stderr]).toEqual([0, '']);
  const lines = (...path: string[]) =>
    readFileSync(join(folder, ...path), 'utf8')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  expect(lines('access', 'listKeys.jsonl')).toContainEqual(expect.objectContaining({ keyId }));
  expect(lines('access', 'listAudit.jsonl')).toContainEqual(expect.objectContaining({ on: keyId }));
  expect(lines('addresses', 'listDatasets.jsonl')).toMatchObject([{ version: 1, state: 'live' }]);
  expect(lines('usage', 'getUsage.jsonl')).toContainEqual(expect.objectContaining({ operation: 'openDataset' }));
  expect(stdout).toContain('1,549 records of AddressBase Premium');
  expect(existsSync(join(folder, 'waste', 'waste-rounds.jsonl.gz'))).toBe(true);
  expect(existsSync(join(folder, 'addresses', 'addresses.jsonl.gz'))).toBe(true);
  expect(await everything()).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') });
});
