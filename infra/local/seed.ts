/** What a first run puts in place: a key of the host, and the sample data of Marlbeck. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorEvent } from '../cli/aws.ts';
import { importFiles } from '../cli/import/command.ts';
import type { Runner } from './runner.ts';

export const sampleFolder = join(import.meta.dirname, '..', '..', 'test', 'sample-data');
const sampleCouncil = 'marlbeck';
/** By the name that the command loads it by: where its versions are, and its file. */
export const samples: Readonly<Record<string, readonly [path: string, file: string]>> = {
  addresses: ['addresses', 'marlbeck.csv'],
  'waste-rounds': ['waste/rounds', 'marlbeck-rounds.csv'],
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

/** Loads one sample where Marlbeck has the capability and nothing loaded. `true` when there is something to look up. */
const ensure = async (runner: Runner, keyFile: string, key: string, name: string): Promise<boolean> => {
  const [path = '', file = ''] = samples[name] ?? [];
  const response = await call(runner, `/${sampleCouncil}/${path}/datasets?limit=1`, key);
  if (!response.ok) return false;
  const { datasets }: { datasets: unknown[] } = JSON.parse(await response.text());
  if (datasets.length > 0) return true;
  return importFiles(name, [join(sampleFolder, file)], {
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
