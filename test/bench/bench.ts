/**
 * `npm run bench`: what the functions cost, beside a bare handler in the same run, because machines are noisy. `--quick` takes
 * fewer turns. Reads the real gazetteer for the load if it is beside the project.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { progress } from '../../infra/cli/progress.ts';
import { readAssembly } from '../../infra/local/assembly.ts';
import { environmentOf } from '../../infra/local/engine.ts';
import { Runner } from '../../infra/local/runner.ts';
import { ensureAdminKey, ensureSample } from '../../infra/local/seed.ts';
import { type DistrictOptions, measureDistrict } from './district.ts';
import { requestsPerSecond, serveAlone } from './http.ts';
import { engineRate, file, measureLoad } from './load.ts';
import { inTurn, kilobytes, type Measured, measure, median, type Subject } from './processes.ts';
import { buildYardsticks, subjectsOf } from './subjects.ts';

const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : 21;
const seconds = quick ? 2 : 5;
const warmCalls = quick ? 2000 : 20_000;

type Row = Readonly<Record<string, string | number>>;
const table = (title: string, rows: readonly Row[]): void => {
  console.log(`\n${title}`);
  console.table(Object.fromEntries(rows.map(({ name, ...rest }) => [name, rest])));
};

const fixed = (value: number, digits = 1): number => Number(value.toFixed(digits));

const coldTable = async (subjects: readonly Subject[]): Promise<void> => {
  const shown = progress('Fresh processes', 'rounds', rounds);
  const all = await inTurn(subjects, rounds, (round) => shown.update(round));
  shown.stop();
  const of = (name: string, pick: (run: Measured) => number) => median((all.get(name) ?? []).map(pick));
  const total = (name: string) => of(name, (run) => run.import + run.first);
  const bare = subjects[0]?.name ?? '';
  const rows = subjects.map((subject) => ({
    name: subject.name,
    'bundle KB': fixed(kilobytes(subject)),
    'import ms': fixed(of(subject.name, (run) => run.import)),
    'first call ms': fixed(of(subject.name, (run) => run.first)),
    'total ms': fixed(total(subject.name)),
    'times bare': fixed(total(subject.name) / total(bare), 2),
  }));
  table(`Cold: import and first call, medians of ${rounds} fresh processes in turn`, rows);
};

const warmTable = async (subjects: readonly Subject[]): Promise<void> => {
  const rows = [];
  for (const subject of subjects) {
    const { p50, p99 } = await measure(subject, warmCalls);
    rows.push({ name: subject.name, 'p50 µs': fixed(p50 * 1000), 'p99 µs': fixed(p99 * 1000) });
  }
  table(`Warm: one call after another, ${warmCalls} calls in a process`, rows);
};

const httpTable = async (runner: Runner, bare: Subject, key: string): Promise<void> => {
  const alone = await serveAlone(bare);
  const postcode = {
    url: `${runner.url}/marlbeck/addresses?postcode=ZZ1%201AA`,
    headers: { authorization: `Bearer ${key}` },
  };
  const rows = [];
  for (const concurrency of [1, 16]) {
    const base = await requestsPerSecond(alone, concurrency, seconds);
    const ours = await requestsPerSecond(postcode, concurrency, seconds);
    rows.push({
      name: `concurrency ${concurrency}`,
      'bare GetItem a second': Math.round(base),
      'postcode look-ups a second': Math.round(ours),
      'share of bare': fixed(ours / base, 2),
    });
  }
  await alone.stop();
  table('Local requests through the gateway', rows);
};

const loadTable = async (...given: Parameters<typeof measureLoad>): Promise<void> => {
  const [runner] = given;
  const before = await engineRate(runner.engine.endpoint, seconds);
  const load = await measureLoad(...given);
  const after = await engineRate(runner.engine.endpoint, seconds);
  const engine = (before + after) / 2;
  table(`Load of ${basename(file)}`, [
    {
      name: 'figures',
      addresses: load.addresses,
      seconds: fixed(load.seconds),
      'rows a second': Math.round(load.rows / load.seconds),
      'engine’s own items a second': Math.round(engine),
      share: fixed(load.rows / load.seconds / engine, 2),
      'write units an address': fixed(load.writeUnits / load.addresses, 2),
      'items an address': fixed(load.items / load.addresses, 2),
    },
  ]);
};

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** Look-ups of bin days beside as many of a bare handler, one after another. */
const districtTable = async (runner: Runner, bare: Subject, ...[keyFile, given]: [string, DistrictOptions]) => {
  const { homes, asked } = given;
  const district = await measureDistrict(runner, keyFile, given);
  const engine = await engineRate(runner.engine.endpoint, seconds);
  const alone = await serveAlone(bare);
  const bareMilliseconds: number[] = [];
  for (let i = 0; i < asked; i += 1) {
    const asking = performance.now();
    await (await fetch(alone.url)).text();
    bareMilliseconds.push(performance.now() - asking);
  }
  await alone.stop();
  table(`Rounds of a district of ${homes} homes and five services`, [
    {
      name: 'load',
      rows: district.rows,
      seconds: fixed(district.seconds),
      'rows a second': Math.round(district.rows / district.seconds),
      'share of the engine’s items a second': fixed(district.rows / district.seconds / engine, 2),
      'write units a home': fixed(district.writeUnits / homes, 2),
      'items a home': fixed(district.items / homes, 2),
    },
  ]);
  const row = (name: string, milliseconds: readonly number[]) => ({
    name,
    'p50 ms': fixed(percentile(milliseconds, 0.5), 2),
    'p99 ms': fixed(percentile(milliseconds, 0.99), 2),
  });
  table(
    `${asked} look-ups of bin days, ${fixed(district.readUnits, 2)} read units and ${fixed(district.roundTrips, 1)} calls of the database each`,
    [row('bare GetItem', bareMilliseconds), row('bin days', district.milliseconds)],
  );
};

const run = async (folder: string): Promise<void> => {
  const lines: Record<string, unknown>[] = [];
  const print = (line: string): void => {
    lines.push(JSON.parse(line));
  };
  const runner = await Runner.start({ port: 0, dataFolder: folder, print });
  try {
    const keyFile = await ensureAdminKey(runner, folder, 'marlbeck');
    const key = readFileSync(keyFile, 'utf8').trim();
    await ensureSample(runner, keyFile, key);
    const { functions, tables, region } = readAssembly(join(folder, 'assembly'));
    const environment = environmentOf(runner.engine.endpoint, region);
    const yardsticks = await buildYardsticks(folder);
    const subjects = subjectsOf({ functions, environment, key, yardsticks });
    const [bare] = subjects;
    const addressTable = tables.find(({ name }) => name.includes('-addresses-'))?.name;
    if (!bare || !addressTable) throw new Error('The deployment has no addresses.');
    const quiet = { ...bare, name: 'bare handler that reads nothing', event: { quiet: true } };
    await coldTable(subjects);
    await warmTable([quiet, ...subjects]);
    await httpTable(runner, bare, key);
    await loadTable(runner, keyFile, addressTable, lines);
    const wasteTable = tables.find(({ name }) => name.includes('-waste-'))?.name ?? '';
    await districtTable(runner, bare, keyFile, {
      folder,
      homes: quick ? 6000 : 60_000,
      asked: warmCalls / 10,
      table: wasteTable,
      lines,
    });
  } finally {
    await runner.stop();
  }
};

const folder = mkdtempSync(join(tmpdir(), 'commons-bench-'));
try {
  await run(folder);
} finally {
  rmSync(folder, { recursive: true });
}
