/** What a first run puts in place: a key of the host, and the sample data of Marlbeck. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorEvent } from '../cli/aws.ts';
import { importFiles } from '../cli/import/command.ts';
import type { Runner } from './runner.ts';

export const sampleFolder = join(import.meta.dirname, '..', '..', 'test', 'sample-data');
const sampleCouncil = 'marlbeck';
interface Sample {
  readonly file: string;
  /** What is asked to know whether something is there already. */
  readonly asks: string;
  readonly isThere: (answer: { readonly datasets?: readonly unknown[]; readonly version?: number }) => boolean;
}

const dataset = (path: string, file: string): Sample => ({
  file,
  asks: `${path}/datasets?limit=1`,
  isThere: ({ datasets = [] }) => datasets.length > 0,
});
/** By the name that the command loads it by. */
const samples: Readonly<Record<string, Sample>> = {
  addresses: dataset('addresses', 'marlbeck.csv'),
  'waste-rounds': dataset('waste/rounds', 'marlbeck-rounds.csv'),
  'waste-moved-dates': {
    file: 'marlbeck-moved-dates.csv',
    asks: 'waste/moved-dates',
    isThere: ({ version = 0 }) => version > 0,
  },
};

const call = (runner: Runner, path: string, key: string): Promise<Response> =>
  fetch(`${runner.url}${path}`, { headers: { authorization: `Bearer ${key}` } });

/** Writes a key for every council and everything to `admin-key`, once; the path of the file. */
export const ensureAdminKey = async (runner: Runner, dataFolder: string, council: string): Promise<string> => {
  const file = join(dataFolder, 'admin-key');
  if (existsSync(file)) return file;
  const body = { label: 'Local runner', scopes: ['*'], host: true, dailyQuota: 100_000_000 };
  const event = operatorEvent(
    'POST /{council}/access/keys',
    council,
    body,
    'arn:aws:iam::000000000000:user/local-runner',
  );
  const answer = (await runner.invoke('access', event)) as { body: string };
  writeFileSync(file, `${JSON.parse(answer.body).key}\n`, { mode: 0o600 });
  return file;
};

/** Loads one sample where Marlbeck has the capability and nothing of the kind. `true` when there is something to look up. */
const ensure = async (runner: Runner, keyFile: string, key: string, name: string): Promise<boolean> => {
  const sample = samples[name];
  if (!sample) return false;
  const response = await call(runner, `/${sampleCouncil}/${sample.asks}`, key);
  if (!response.ok) return false;
  if (sample.isThere(JSON.parse(await response.text()))) return true;
  return importFiles(name, [join(sampleFolder, sample.file)], {
    council: sampleCouncil,
    endpoint: runner.url,
    keyFile,
    format: 'auto',
    publish: true,
  });
};

/** Loads the samples; which of them there are to look at. */
export const ensureSample = async (runner: Runner, keyFile: string, key: string): Promise<ReadonlySet<string>> => {
  const there = new Set<string>();
  for (const name of Object.keys(samples)) if (await ensure(runner, keyFile, key, name)) there.add(name);
  return there;
};
