/** `commons match` over the sample: what is found, what a person decides of the rest, and that it is known from then on. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { commons, workFolder } from '#test/support/cli.ts';

const at = (name: string) => join(workFolder, name);
const read = (name: string): Record<string, string>[] => parse(readFileSync(at(name)), { columns: true, bom: true });
const write = (name: string, rows: readonly object[]) =>
  writeFileSync(at(name), stringify([...rows], { header: true }));

const match = (output: string, ...options: string[]) =>
  commons([
    ...[
      'match',
      'list.csv',
      '--council',
      'marlbeck',
      '--column',
      'road',
      '--column',
      'town',
      '--postcode-column',
      'pc',
    ],
    ...['--id-column', 'ref', '--output', output, '--review', `doubtful-${output}`, ...options],
  ]);

it('finds rows, has a person decide the doubtful ones, and knows them when they come again', async () => {
  write('list.csv', [
    { ref: 'A1', road: '2 High St', town: 'Marlbeck', pc: 'ZZ1 1AA' },
    { ref: 'A2', road: '28 High Street', town: 'Marlbeck', pc: 'zz11aa' },
    { ref: 'A3', road: '9999 Nowhere\nLane', town: '', pc: 'n/a' },
    { ref: 'A4', road: '', town: '', pc: '' },
  ]);
  const first = await match('first.csv');
  expect([first.code, first.stderr]).toEqual([0, '']);
  const rows = read('first.csv');
  expect(rows.map(({ ref, uprn, decision }) => [ref, uprn, decision])).toEqual([
    ['A1', '990100000003', 'accept'],
    ['A2', '990100000034', 'review'],
    ['A3', '', 'none'],
    ['A4', '', 'none'],
  ]);
  const doubtful = read('doubtful-first.csv');
  expect(doubtful).toMatchObject([{ 'id (ref)': 'A2', text: '28 High Street, Marlbeck', postcode: 'zz11aa' }]);

  write('decided.csv', [
    { ...doubtful[0], decision: 'A' },
    { ...doubtful[0], decision: 'z' },
  ]);
  const decisions = await commons(['match', 'decisions', 'decided.csv', '--council', 'marlbeck']);
  expect([decisions.code, decisions.stdout]).toEqual([2, expect.stringMatching(/ 1 {2}kept\n.* 1 {2}unclear\n/s)]);

  const again = await match('again.csv');
  expect(again.code).toBe(0);
  expect(read('again.csv')[1]).toMatchObject({
    uprn: '990100000034',
    confidence: '100',
    decision: 'accept',
    reason: 'A person decided it.',
  });
  expect(read('doubtful-again.csv')).toEqual([]);
});

it('writes nothing where it may not ask', async () => {
  writeFileSync(at('no-key'), 'not a key');
  const { code, stderr } = await match('refused.csv', '--key-file', 'no-key');
  expect([code, stderr]).toEqual([1, expect.stringMatching(/key/i)]);
  expect([existsSync(at('refused.csv')), existsSync(at('refused.csv.part'))]).toEqual([false, false]);
});
