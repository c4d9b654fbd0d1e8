/**
 * `node test/bench/suggest/scale.ts [45000 450000 1500000]`: what a keystroke costs as the gazetteer grows. Loads gazetteers of
 * these sizes (`copies.ts`) into the embedded engine, with no more than a search reads; types queries (`queries.ts`) and the most
 * common words of addresses letter by letter from the third, each in a function that has read nothing but which version is live
 * (cold) and in one that goes on (warm); and reads one small item beside each, because machines are
 * noisy. Cold ones and the small item are asked three times; the middle one counts.
 */
import { Table } from '#shared/dynamodb/table.ts';
import { progress } from '../../../infra/cli/progress.ts';
import { markdown } from '../markdown.ts';
import { larger } from './copies.ts';
import { council, type Loaded, load, suggesting } from './gazetteer.ts';
import { queries } from './queries.ts';
import { addressOf, type Core, realRows } from './real.ts';
import { type Cost, watched } from './watch.ts';

const sizes = process.argv.slice(2).map(Number);
const common = [
  'road',
  'street',
  'high street',
  'the avenue',
  'church lane',
  'park road london',
  'station road',
  'st',
  'house',
  'flat 1',
  'flat 1 1 high st',
  '1 high street',
  'london',
  'sw19',
  'new road',
  'victoria road',
  'north road',
  'close',
  '1 the green',
];
const kinds = new Set([
  'no postcode',
  'whole, no commas',
  'abbreviations',
  'flat',
  'street and town',
  'typo, no postcode',
  'other order',
]);
const queriesOfEach = 12;
const shortest = 3;

const at = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every so-manieth row of a stream, kept while it goes by. */
function* sampling(rows: Iterable<Core>, every: number, into: Core[]) {
  let passed = 0;
  for (const row of rows) {
    if (passed % every === 0) into.push(row);
    passed += 1;
    yield addressOf(row);
  }
}

const textsOf = (rows: readonly Core[]): string[] => [
  ...common,
  ...[...queries(rows, queriesOfEach)].filter(({ kind }) => kinds.has(kind)).map(({ text }) => text),
];

const typed = (text: string): string[] =>
  Array.from({ length: Math.max(1, text.length - shortest + 1) }, (_, i) => text.slice(0, shortest + i));

interface Typed extends Cost {
  readonly text: string;
}

interface Measured {
  readonly cold: Typed[];
  readonly warm: Typed[];
  readonly bare: number[];
}

/** Of three times the one that took neither longest nor shortest: what else the machine does meanwhile is not ours. */
const middle = async (ask: () => Promise<Cost>): Promise<Cost> => {
  const three = [await ask(), await ask(), await ask()];
  return three.sort((a, b) => a.milliseconds - b.milliseconds)[1] ?? ask();
};

const measured = async ({ table, fresh, client }: Loaded, texts: readonly string[]): Promise<Measured> => {
  const watch = watched(client);
  const bareTable = new Table(table.name, client);
  const shown = progress('Typing', 'texts', texts.length);
  const warmStore = fresh();
  const [cold, warm, bare]: [Typed[], Typed[], number[]] = [[], [], []];
  const askWarm = suggesting(warmStore);
  const askCold = async (q: string) => {
    const store = fresh();
    await store.open(council);
    return watch(() => suggesting(store)(q));
  };
  for (const [i, text] of texts.entries()) {
    for (const q of typed(text)) {
      bare.push((await middle(() => watch(() => bareTable.get({ pk: council, sk: 'NONE' })))).milliseconds);
      cold.push({ text: q, ...(await middle(() => askCold(q))) });
      await warmStore.open(council);
      warm.push({ text: q, ...(await watch(() => askWarm(q))) });
    }
    shown.update(i + 1);
  }
  shown.stop();
  return { cold, warm, bare };
};

const rowOf = (addresses: number, name: string, costs: readonly Cost[], bare: readonly number[]) => {
  const of = (pick: (cost: Cost) => number) => costs.map(pick);
  const [trips, calls, units, ms] = [
    of((c) => c.trips),
    of((c) => c.calls),
    of((c) => c.units),
    of((c) => c.milliseconds),
  ];
  const times = (part: number) => `${at(ms, part).toFixed(1)} (${(at(ms, part) / at(bare, part)).toFixed(1)})`;
  const figures = (values: readonly number[]) =>
    `${mean(values).toFixed(1)} / ${at(values, 0.99).toFixed(1)} / ${Math.max(...values).toFixed(1)}`;
  return {
    addresses: addresses.toLocaleString('en-GB'),
    function: name,
    keystrokes: costs.length,
    'sequential trips: mean / p99 / most': figures(trips),
    'calls: mean / p99 / most': figures(calls),
    'read units: mean / p99 / most': figures(units),
    'p50 ms (of a GetItem’s)': times(0.5),
    'p99 ms (of a GetItem’s)': times(0.99),
  };
};

const dearest = (costs: readonly Typed[]): string =>
  costs
    .toSorted((a, b) => b.units - a.units)
    .slice(0, 8)
    .map(({ text, units, trips, calls }) => `${units} units, ${trips} trips, ${calls} calls: ${text}`)
    .join('\n');

const real = await realRows();
const [loads, keystrokes] = [[], []] as [
  Parameters<typeof markdown>[0][number][],
  Parameters<typeof markdown>[0][number][],
];
for (const size of sizes.length > 0 ? sizes : [real.length, 450_000, 1_500_000]) {
  const sample: Core[] = [];
  const loaded = await load(sampling(larger(real, size), Math.ceil(size / 10_000), sample), size, { searchOnly: true });
  loads.push({
    addresses: size.toLocaleString('en-GB'),
    'batches, seconds': loaded.seconds.batches.toFixed(0),
    'index, seconds': loaded.seconds.finish.toFixed(0),
    'calls of finish': loaded.finishes.length,
    'longest, seconds': Math.max(...loaded.finishes).toFixed(0),
    'most memory, MB': Math.round(process.resourceUsage().maxRSS / 1024),
  });
  const { cold, warm, bare } = await measured(loaded, textsOf(sample));
  keystrokes.push(rowOf(size, 'cold', cold, bare), rowOf(size, 'warm', warm, bare));
  await loaded.stop();
  console.log(`\nThe dearest keystrokes:\n${dearest(cold)}`);
  console.log(`\n${markdown(loads)}\n\n${markdown(keystrokes)}\n`);
}
