import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { sendDecisions } from './decisions.ts';
import { type MatchOptions, matchFile } from './match.ts';

interface Text {
  readonly id: string;
  readonly text: string;
  readonly postcode?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'commons-match-'));
const at = (name: string) => join(folder, name);
const where = { council: 'marlbeck', endpoint: '', keyFile: at('key') };
let server: Server;
let calls: Text[][] = [];
let aliases: object[] = [];
let [running, mostRunning] = [0, 0];
const said: string[] = [];

const candidate = (number: number) => ({
  uprn: String(990_100_000_000 + number),
  text: `${number} Example Street`,
  confidence: 50.04,
});
/** House numbers tell what a text is answered: below 1000 it is found, above it is in doubt. */
const matchOf = ({ id, text }: Text) => {
  const number = Number(/\d+/.exec(text)?.[0] ?? 0);
  if (number === 0) return { id, decision: 'none', reason: 'Nothing is like it.', candidates: [] };
  if (number < 1000) return { id, decision: 'accept', reason: '=SUM(A1)', ...candidate(number), candidates: [] };
  return {
    id,
    decision: 'review',
    reason: 'Two are alike.',
    ...candidate(number),
    candidates: [candidate(number + 1)],
  };
};

const answers: Readonly<Record<string, (items: never[]) => [status: number, body: object]>> = {
  '/marlbeck/addresses/match': (texts: Text[]) => {
    const errors = texts.flatMap(({ text }, i) =>
      text.includes('REFUSED') ? [{ detail: 'is refused', pointer: `#/texts/${i}/text`, in: 'body' }] : [],
    );
    if (errors.length > 0) return [400, { title: 'Invalid', errors }];
    calls.push(texts);
    return [200, { dataset: 1, matches: texts.map(matchOf) }];
  },
  '/marlbeck/addresses/aliases': (items: object[]) => {
    aliases.push(...items);
    return [200, {}];
  },
};

beforeAll(async () => {
  writeFileSync(where.keyFile, 'cc_test');
  server = createServer(async (request, response) => {
    running += 1;
    mostRunning = Math.max(mostRunning, running);
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
    await sleep(Math.random() * 10);
    const [status, answer] = answers[request.url ?? '']?.(Object.values(body)[0] as never[]) ?? [
      404,
      { title: 'Not found' },
    ];
    running -= 1;
    response.writeHead(status).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  where.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  [calls, aliases, mostRunning] = [[], [], 0];
  said.length = 0;
  jest.spyOn(console, 'log').mockImplementation((text) => said.push(text));
});

let files = 0;
const aFile = (content: string | Buffer): string => {
  files += 1;
  writeFileSync(at(`in${files}.csv`), content);
  return at(`in${files}.csv`);
};
const rowsOf = (file: string): string[][] => parse(readFileSync(file), { bom: true, relax_column_count: true });
/** Matches a file, and reads what was written. */
const matched = async (content: string | Buffer, options: Partial<MatchOptions> = {}) => {
  const output = at(`out${files}.csv`);
  await matchFile(aFile(content), { ...where, column: ['address'], output, ...options });
  const [header = [], ...rows] = rowsOf(output);
  return { header, rows };
};

it('asks for a hundred rows a call, four calls at once, and keeps the rows in their order', async () => {
  const numbers = Array.from({ length: 1050 }, (_, i) => i + 1);
  const { header, rows } = await matched(
    ['ref,address', ...numbers.map((i) => `r${i},"${i} Example Street, Testford"`)].join('\n'),
  );
  expect(header).toEqual(['ref', 'address', 'uprn', 'confidence', 'decision', 'matched_address', 'reason']);
  expect(rows.map(([ref, , uprn]) => [ref, uprn])).toEqual(numbers.map((i) => [`r${i}`, candidate(i).uprn]));
  expect(calls.map(({ length }) => length).toSorted()).toEqual([...Array(10).fill(100), 50].toSorted());
  expect(mostRunning).toBeGreaterThan(1);
  expect(mostRunning).toBeLessThanOrEqual(4);
  expect(said.join('\n')).toMatch(/1,050 rows\n +999 {2}accept: .*\n +51 {2}review: .*\n +0 {2}none: /);
});

it('changes no cell of the file, and adds none that a spreadsheet would run', async () => {
  const { rows } = await matched(
    'address,sum\r\n"1 Example ""House""\nExample Street",=1+1\r\n2 Example Street\r\n3 Example Street,x,y,z\r\n',
  );
  const found = (i: number) => [candidate(i).uprn, '50.04', 'accept', `${i} Example Street`, "'=SUM(A1)"];
  expect(rows).toEqual([
    ['1 Example "House"\nExample Street', '=1+1', ...found(1)],
    ['2 Example Street', '', ...found(2)],
    ['3 Example Street', 'x', ...found(3), 'y', 'z'],
  ]);
  expect(calls.flat().map(({ text }) => text)).toContain('1 Example "House" Example Street');
});

it('puts parts of an address together, and takes the postcode from its own column', async () => {
  await matched(
    `street,town,code\n1 Example Street,Testford,ZZ1 1AA\n2 Example Street,,\n3 Example Street,,${'x'.repeat(120)}\n`,
    {
      column: ['Street', 'town'],
      postcodeColumn: 'code',
    },
  );
  expect(calls.flat().map(({ id: _, ...asked }) => asked)).toEqual([
    { text: '1 Example Street, Testford', postcode: 'ZZ1 1AA' },
    { text: '2 Example Street' },
    { text: '3 Example Street', postcode: 'x'.repeat(100) },
  ]);
});

it('gives every row an answer, those too that cannot be asked', async () => {
  const long = `1 ${'long '.repeat(120)}`;
  const { header, rows } = await matched(`uprn,address\n7,\n7,${long}\n7,REFUSED\n7,5 Example Street\n7,nowhere\n`);
  expect(header).toEqual(['uprn', 'address', 'matched_uprn', 'confidence', 'decision', 'matched_address', 'reason']);
  expect(rows.map(([own, , uprn, , decision, , reason]) => [own, uprn, decision, reason])).toEqual([
    ['7', '', 'none', 'The row has no address.'],
    ['7', '', 'none', 'The address has more than 500 characters.'],
    ['7', '', 'none', 'is refused'],
    ['7', candidate(5).uprn, 'accept', "'=SUM(A1)"],
    ['7', '', 'none', 'Nothing is like it.'],
  ]);
});

it.each<[string, Buffer]>([
  ['UTF-8 with a mark', Buffer.from('\uFEFFaddress\n1 Tŷ Gwyn\n')],
  ['UTF-16', Buffer.from('\uFEFFaddress\n1 Tŷ Gwyn\n', 'utf16le')],
  ['Windows-1252', Buffer.from('address\n1 T\xFD Gwyn\n', 'latin1')],
])('reads %s', async (_, content) => {
  await matched(content);
  expect(calls.flat()[0]?.text).toMatch(/^1 T[ŷý] Gwyn$/);
});

it('writes the doubtful rows for a person, and keeps what they decide', async () => {
  const review = at('review.csv');
  const content =
    'ref,address\nr1,1 Example Street\n"=r2",+2000 Example Street\nr3,3000 Example Street\nr4,4000 Example Street\nr5,5000 A\nr6,6000 B\nr7,7000 C\n';
  await matched(content, { review, idColumn: 'ref' });
  const [header = [], ...rows] = rowsOf(review);
  const candidates = 'abcdef'.split('').map((letter) => `candidate_${letter}`);
  expect(header).toEqual(['line', 'id (ref)', 'text', 'postcode', 'reason', 'decision', ...candidates]);
  expect(rows).toHaveLength(6);
  expect(rows[0]).toEqual([
    ...['3', "'=r2", "'+2000 Example Street", '', 'Two are alike.', ''],
    ...['990100002000: 2000 Example Street (50)', '990100002001: 2001 Example Street (50)', '', '', '', ''],
  ]);
  const decided = ['B', '990100000009', 'none', '', '9.901E+11', 'f'];
  const filled = [header, ...rows.map((row, i) => row.with(5, decided[i] ?? ''))];
  const lines = filled.map((row) => row.map((cell) => `"${cell}"`).join(','));
  expect(await sendDecisions(aFile(lines.join('\n')), where)).toBe(false);
  expect(aliases).toEqual([
    { text: '+2000 Example Street', uprn: '990100002001' },
    { text: '3000 Example Street', uprn: '990100000009' },
    { text: '4000 Example Street', none: true },
  ]);
  const told = [
    / 3 {2}kept/,
    / 1 {2}undecided/,
    / 2 {2}unclear/,
    /Line 6: a spreadsheet has shortened/,
    /Line 7: there is no/,
  ];
  for (const line of told) expect(said.join('\n')).toMatch(line);
});

describe('says what has to be put right, and writes nothing, when', () => {
  const there = at('key');
  it.each<[string, string, Partial<MatchOptions>, RegExp]>([
    ['there is no such column', 'Address 1,town\n1,2\n', {}, /no column “address”. It has “Address 1”, “town”\.$/],
    ['a column is there twice', 'address,address\n1,2\n', {}, /has the column “address” 2 times/],
    ['there is no such column of ids', 'address\n1\n', { idColumn: 'id', review: at('r.csv') }, /no column “id”/],
    ['there are no rows', 'address\n', {}, /no rows/],
    ['the file is empty', '', {}, /is empty/],
    ['the output is there already', 'address\n1\n', { output: there }, /is there already/],
    ['the review is the output', 'address\n1\n', { output: at('x'), review: at('x') }, /the same file/],
    ['the folder is not there', 'address\n1\n', { output: at('no/where.csv') }, /cannot be written/],
    ['the API refuses', 'address\n1\n', { council: 'nowhere' }, /Not found/],
  ])('%s', async (_, content, options, message) => {
    const before = readdirSync(folder);
    const file = aFile(content);
    const asked = { ...where, column: ['address'], output: at('never.csv'), ...options };
    await expect(matchFile(file, asked)).rejects.toMatchObject({
      name: expect.stringMatching(/CannotDo|Refusal/),
      message: expect.stringMatching(message),
    });
    expect(readdirSync(folder).filter((name) => at(name) !== file)).toEqual(before);
    expect(existsSync(at('never.csv'))).toBe(false);
  });
});
