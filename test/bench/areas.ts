/**
 * A county’s areas, loaded on the local runner: authorities, the boundaries of 296 wards, 40,000 postcodes, and 300,000 properties, of
 * each of which its ward is found by point in polygon. Made from the postcodes of KT and the wards of Surrey, which must lie beside
 * the project.
 *
 *   node test/bench/areas.ts [--quick]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { importFiles } from '../../infra/cli/import/command.ts';
import { readAssembly } from '../../infra/local/assembly.ts';
import { Runner } from '../../infra/local/runner.ts';
import { ensureAdminKey } from '../../infra/local/seed.ts';
import { itemsOf } from './load.ts';

const council = 'marlbeck';
const beside = join(import.meta.dirname, '../../../shared/data/areas');
const share = process.argv.includes('--quick') ? 0.05 : 1;
const [postcodes, perPostcode] = [40_000 * share, 7.6];

interface Postcode {
  readonly text: string;
  readonly easting: number;
  readonly northing: number;
  readonly rest: string;
}

/** KT three times: as it is, and moved by some kilometres under areas that are not in use. */
const postcodesOfCounty = (): Postcode[] => {
  const lines = gunzipSync(readFileSync(join(beside, 'onspd', 'codepoint_kt_14359.csv.gz')))
    .toString()
    .trim()
    .split('\n');
  const copies = [
    { area: 'KT', metres: 0 },
    { area: 'ZA', metres: -4000 },
    { area: 'ZB', metres: -8000 },
  ];
  const all = copies.flatMap(({ area, metres }) =>
    lines.map((line) => {
      const [text = '', , easting, northing, ...rest] = line.trim().replaceAll('"', '').split(',');
      const place = { easting: Number(easting) + metres, northing: Number(northing) + metres / 2 };
      return { text: text.replace('KT', area), ...place, rest: rest.join(',') };
    }),
  );
  return all.slice(0, postcodes);
};

/** The same every time. */
let state = 20_261_124;
const pick = (most: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % most;
};

/** UPRNs go along streets; every eighth is somewhere else in the sequence, as where houses were built later. */
const propertyLines = (all: readonly Postcode[]): string[] => {
  let next = 0;
  const count = Math.round(all.length * perPostcode);
  return all.flatMap(({ text, easting, northing }, i) =>
    Array.from({ length: Math.round((i + 1) * perPostcode) - Math.round(i * perPostcode) }, () => {
      next += 1;
      const uprn = 990_000_000_000 + 3 * (next % 8 ? next : count + ((next * 7919) % count));
      return `${uprn},${text},${easting + pick(120) - 60},${northing + pick(120) - 60}`;
    }),
  );
};

const write = (folder: string, name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

type Line = Readonly<Record<string, unknown>>;

const run = async (folder: string): Promise<void> => {
  const lines: Line[] = [];
  const print = (line: string): void => {
    lines.push(JSON.parse(line));
  };
  const runner = await Runner.start({ port: 0, dataFolder: folder, print });
  const rows: Line[] = [];
  try {
    const keyFile = await ensureAdminKey(runner, folder, council);
    const where = { council, endpoint: runner.url, keyFile, format: 'auto', publish: true };
    const load = async (what: string, file: string, own: Readonly<Record<string, string>> = {}) => {
      const first = lines.length;
      const started = performance.now();
      if (!(await importFiles(what, [file], { ...where, own, rejects: join(folder, 'rejects.csv') })))
        throw new Error(`${what} did not go live.`);
      const units = lines.slice(first).reduce((sum, { writeUnits = 0 }) => sum + Number(writeUnits), 0);
      rows.push({ load: what, seconds: ((performance.now() - started) / 1000).toFixed(1), 'write units': units });
    };
    const all = postcodesOfCounty();
    const ward = { set: 'wards', kind: 'ward', parent: 'LAD13CD' };
    await load('areas-authorities', join(beside, 'govuk_local-authorities.csv'));
    await load('areas-boundaries', join(beside, 'boundaries', 'wards_wd13_surrey_exeter_kt.geojson.gz'), ward);
    const codePoint = all.map(({ text, easting, northing, rest }) => `${text},10,${easting},${northing},${rest}`);
    await load('areas-postcodes', write(folder, 'codepoint.csv', codePoint));
    const properties = ['uprn,postcode,easting,northing', ...propertyLines(all)];
    await load('areas-properties', write(folder, 'uprns.csv', properties));
    const seconds = rows.reduce((sum, row) => sum + Number(row.seconds), 0);
    console.table([...rows, { load: 'together', seconds: seconds.toFixed(1) }]);
    const table = readAssembly(join(folder, 'assembly')).tables.find(({ name }) => name.includes('-areas-'));
    if (table) console.log(`${await itemsOf(runner.engine.endpoint, table.name, council)} items.`);
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
