/** A district that does not exist: its rounds and moved dates as files, and what loading and asking for them costs. */
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { importFiles } from '../../infra/cli/import/command.ts';
import type { Runner } from '../../infra/local/runner.ts';
import { itemsOf } from './load.ts';

const council = 'marlbeck';
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
/** Homes of a block that shares its containers; every eighth home is in one. */
const perBlock = 12;

const day = (i: number, week: number): string => `2026-01-${String(5 + i + 7 * week).padStart(2, '0')}`;
const uprnOf = (home: number): string => String(999_000_000_000 + home);

/** Rows of one home: refuse, recycling, glass and food, and garden waste for every third; or a flat’s, which has its building’s. */
const rowsOf = (home: number): string[] => {
  const i = Math.floor(home / 12) % 5;
  const inBlock = Math.floor(home / perBlock) % 8 === 0;
  const isBuilding = inBlock && home % perBlock === 0;
  const building = uprnOf(home - (home % perBlock));
  if (inBlock && !isBuilding) return [`${uprnOf(home)},,,,,,${building},`];
  const shape = isBuilding ? 'communal_bin_1100' : 'wheelie_bin_240';
  const row = (service: string, schedule: string, container: string, first = '') =>
    `${uprnOf(home)},${service},${schedule},${service.slice(0, 3).toUpperCase()} ${i + 1},${home % 900},${container},,${first}`;
  const own = [
    row('refuse', `every 2 weeks from ${day(i, 0)}`, `${shape}_black`),
    row('recycling', `every 2 weeks from ${day(i, 1)}`, `${shape}_green`),
    row('glass', `every 4 weeks from ${day(i, 2)}`, 'box_55'),
    row('food', `weekly on ${weekdays[i]}`, 'caddy_23'),
  ];
  const garden = row('garden_waste', 'every 2 weeks from 1 March to 30 November', 'wheelie_bin_240_brown', day(i, 0));
  return home % 3 === 0 && !isBuilding ? [...own, garden] : own;
};

/** Two Christmases: a week of days each, most of them later, one onto a Saturday, garden waste not at all. */
const moves = (): string[] =>
  [2026, 2027].flatMap((year) => [
    ...[25, 28, 29, 30, 31].map(
      (from, i) =>
        `${year}-12-${from},${new Date(Date.UTC(year, 11, from + (i === 0 ? 1 : 2))).toISOString().slice(0, 10)},Christmas collections,`,
    ),
    `${year + 1}-01-01,${year + 1}-01-02,New Year collections,`,
    `${year}-12-25,,No garden waste at Christmas,garden_waste`,
  ]);

const writeDistrict = async (folder: string, homes: number) => {
  let rows = 0;
  const [rounds, moved] = [join(folder, 'district-rounds.csv'), join(folder, 'district-moved-dates.csv')];
  const file = createWriteStream(rounds);
  file.write('uprn,service,schedule,round,round_sequence,container,parent_uprn,first_date\n');
  for (let home = 0; home < homes; home += 1) {
    const own = rowsOf(home);
    rows += own.length;
    file.write(`${own.join('\n')}\n`);
  }
  file.end();
  await finished(file);
  writeFileSync(moved, `normal_date,revised_date,reason,service\n${moves().join('\n')}\n`);
  return { rounds, moved, rows };
};

type Line = Readonly<Record<string, unknown>>;

export interface DistrictOptions {
  readonly folder: string;
  readonly homes: number;
  /** How many look-ups. */
  readonly asked: number;
  readonly table: string;
  /** Request lines that the functions have printed. */
  readonly lines: readonly Line[];
}

export interface DistrictFigures {
  readonly rows: number;
  readonly seconds: number;
  readonly writeUnits: number;
  readonly items: number;
  /** Of each look-up, one after another. */
  readonly milliseconds: readonly number[];
  /** Of a look-up. */
  readonly readUnits: number;
  readonly roundTrips: number;
}

/** Loads it, then asks for some of its homes, one after another. */
export const measureDistrict = async (
  runner: Runner,
  keyFile: string,
  given: DistrictOptions,
): Promise<DistrictFigures> => {
  const { folder, homes, asked, table, lines } = given;
  const { rounds, moved, rows } = await writeDistrict(folder, homes);
  const itemsBefore = await itemsOf(runner.engine.endpoint, table, council);
  const linesBefore = lines.length;
  const options = { council, endpoint: runner.url, keyFile, format: 'auto', publish: true };
  const started = performance.now();
  if (!(await importFiles('waste-rounds', [rounds], options))) throw new Error('The load was not published.');
  const seconds = (performance.now() - started) / 1000;
  await importFiles('waste-moved-dates', [moved], options);
  const ours = lines.slice(linesBefore).filter(({ type }) => type === 'request');
  const writeUnits = ours.reduce((sum, line) => sum + Number(line.writeUnits), 0);
  const before = lines.length;
  const milliseconds: number[] = [];
  for (let i = 0; i < asked; i += 1) {
    const asking = performance.now();
    const response = await fetch(`${runner.url}/${council}/waste/collections?uprn=${uprnOf((i * 7919) % homes)}`);
    await response.text();
    milliseconds.push(performance.now() - asking);
    if (response.status !== 200) throw new Error(`A look-up was answered with ${response.status}.`);
  }
  const answered = lines.slice(before).filter(({ operation }) => operation === 'getCollections');
  const mean = (field: string) => answered.reduce((sum, line) => sum + Number(line[field]), 0) / answered.length;
  const items = (await itemsOf(runner.engine.endpoint, table, council)) - itemsBefore;
  return {
    rows,
    seconds,
    writeUnits,
    items,
    milliseconds,
    readUnits: mean('readUnits'),
    roundTrips: mean('roundTrips'),
  };
};
