import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
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
