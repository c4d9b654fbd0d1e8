/**
 * `npm run cost`: the yearly bill of a council of 60,000 households, from the units that each operation is measured to use and
 * the prices in prices.json. Writes docs/cost.md.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCapabilities } from '../../infra/capabilities.ts';
import { Runner } from '../../infra/local/runner.ts';
import { ensureAdminKey, ensureSample } from '../../infra/local/seed.ts';
import { type Measured, page, type Use } from './bill.ts';
import { type Post, transact, transactions } from './transactions.ts';

type Line = Readonly<Record<string, unknown>>;

const household = 60_000;
const addresses = 66_000;
const subscribers = household / 20;

const addressesABatch = 500;
/** `npm run bench` on 44,230 real addresses; the sample is denser. Written, and removed again two versions later. */
const unitsAnAddress = 3.19;

/** How often a year. Generous: every household looks itself up four times, on the web site or through another system. */
const uses: readonly Use[] = [
  { operation: 'listAddresses', calls: 4 * household, says: 'postcode look-ups: 4 a household' },
  { operation: 'getAddress', calls: 4 * household, says: 'look-ups of a UPRN: 4 a household' },
  {
    operation: 'suggestAddresses',
    calls: 24 * household,
    says: 'suggestions as people type: 2 addresses a household, 12 keystrokes each',
  },
  { operation: 'matchAddresses', calls: household / 100, says: 'texts matched: 1 a household, 100 a call' },
  { operation: 'getPostcodeAreas', calls: 4 * household, says: 'areas of a postcode: 4 a household' },
  { operation: 'findNearest', calls: household, says: 'addresses near a place: 1 a household' },
  { operation: 'getCollections', calls: 12 * household, says: 'bin days: 12 a household' },
  { operation: 'getCalendar', calls: 365 * subscribers, says: 'bin calendars: one household in twenty, fetched daily' },
  {
    operation: 'putBatch',
    calls: 12 * Math.ceil(addresses / addressesABatch),
    says: `loads: 12 a year, ${addressesABatch} addresses a call`,
    writeUnits: addressesABatch * 2 * unitsAnAddress,
  },
  {
    operation: 'putRoundsBatch',
    calls: 12 * Math.ceil(addresses / addressesABatch),
    says: `loads of rounds: 12 a year, ${addressesABatch} properties a call`,
    writeUnits: addressesABatch * 2,
  },
  ...transactions(household),
];

/** Each call is counted by a delivery of its own, at worst: with traffic a delivery holds hundreds. */
const counting: Use = {
  operation: 'delivery',
  calls: uses.reduce((sum, { calls, isInside }) => sum + (isInside ? 0 : calls), 0),
  says: 'counting each of these for `usage`, one by one at worst',
  isInside: true,
};

const scheduled = (await findCapabilities()).flatMap(({ contract: { name, title }, resources: { schedule } }) =>
  schedule ? [{ name, title, ...schedule }] : [],
);

const minutesAYear = 365 * 24 * 60;
const beats = scheduled.map(
  ({ name, title, everyMinutes }): Use => ({
    operation: `schedule of ${name}`,
    calls: Math.ceil(minutesAYear / everyMinutes),
    says: `${title}: work on a schedule, each ${everyMinutes} min, mostly nothing to do`,
    isInside: true,
  }),
);

const nameOf = ({ type, operation, capability, event }: Line): string =>
  type === 'schedule' ? `schedule of ${capability}` : String(operation ?? event ?? type);

const poster =
  (url: string, key: string): Post =>
  async (path, body, headers) => {
    const own = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers };
    const asked = { method: 'POST', headers: own, body: JSON.stringify(body) };
    return JSON.parse(await (await fetch(`${url}/${path}`, asked)).text());
  };

const average = (lines: readonly Line[], field: string): number =>
  lines.reduce((sum, line) => sum + Number(line[field]), 0) / lines.length;

const averages = (lines: readonly Line[]): Map<string, Measured> => {
  const isMeasured = ({ type, status, lines: counted }: Line): boolean =>
    (type === 'request' && Number(status) < 300) ||
    (type === 'delivery' && counted === 1) ||
    type === 'schedule' ||
    type === 'heard';
  const measured = Map.groupBy(lines.filter(isMeasured), nameOf);
  return new Map(
    [...measured].map(([operation, of]) => [
      operation,
      {
        readUnits: average(of, 'readUnits'),
        writeUnits: average(of, 'writeUnits'),
        logBytes: JSON.stringify(of[0]).length,
      },
    ]),
  );
};

/** What one call of each operation takes, on average. Every look-up is of something that was not asked for before. */
const measure = async (folder: string): Promise<Map<string, Measured>> => {
  const lines: Line[] = [];
  // What is put on the bus is told in words.
  const print = (line: string) => line.startsWith('{') && lines.push(JSON.parse(line));
  const runner = await Runner.start({ port: 0, dataFolder: folder, print });
  try {
    const keyFile = await ensureAdminKey(runner, folder, 'marlbeck');
    const key = readFileSync(keyFile, 'utf8').trim();
    await ensureSample(runner, keyFile, key);
    const call = async (path: string) => {
      const response = await fetch(`${runner.url}/marlbeck/${path}`, { headers: { authorization: `Bearer ${key}` } });
      return response.text();
    };
    const ask = async (path: string) => JSON.parse(await call(path));
    const found = new Map<string, { uprn: string; text: string; latitude: number; longitude: number }>();
    for (const postcode of postcodes()) {
      for (const { uprn, text, location } of (await ask(`addresses?postcode=${encodeURIComponent(postcode)}`))
        .addresses ?? [])
        found.set(postcode, { uprn, text, ...location });
    }
    for (const { uprn, latitude, longitude } of found.values()) {
      await ask(`addresses/${uprn}`);
      await ask(`addresses/nearest?lat=${latitude}&lon=${longitude}`);
      await ask(`waste/collections?uprn=${uprn}`);
      await call(`waste/collections.ics?uprn=${uprn}`);
    }
    for (const [postcode, { text }] of found) {
      for (const typed of [5, 9, 14]) await ask(`addresses/suggest?q=${encodeURIComponent(text.slice(0, typed))}`);
      await ask(`areas/postcode/${encodeURIComponent(postcode)}`);
    }
    const texts = [...found.values()].slice(0, 100).map(({ uprn, text }) => ({ id: uprn, text }));
    await poster(`${runner.url}/marlbeck`, key)('addresses/match', { texts }, {});
    for (const { name } of scheduled) await fetch(`${runner.url}/.local/beats/commons-${name}`, { method: 'POST' });
    await transact(
      poster(`${runner.url}/marlbeck`, key),
      (operation) => lines.filter((line) => nameOf(line) === operation).length,
    );
  } finally {
    await runner.stop();
  }
  return averages(lines);
};

/** Those of the sample gazetteer. */
const postcodes = (): Set<string> => {
  const sample = readFileSync(join(import.meta.dirname, '..', 'sample-data', 'marlbeck.csv'), 'utf8');
  return new Set([...sample.matchAll(/ZZ\d{1,2} \d[A-Z]{2}/g)].map(([postcode]) => postcode));
};

const folder = mkdtempSync(join(tmpdir(), 'commons-cost-'));
try {
  const text = page([...uses, counting, ...beats], await measure(folder), addresses);
  writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'cost.md'), text);
  console.log(text);
} finally {
  rmSync(folder, { recursive: true });
}
