/** What a first run puts in place: a key of the host, and the samples of Marlbeck. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { templateOf } from '#functions/notifications/standIn/keys.ts';
import { operatorEvent } from '../cli/aws.ts';
import { importFiles } from '../cli/import/command.ts';
import type { Runner } from './runner.ts';

export const sampleFolder = join(import.meta.dirname, '..', '..', 'test', 'sample-data');
const sampleCouncil = 'marlbeck';

interface Where {
  readonly runner: Runner;
  readonly keyFile: string;
  readonly key: string;
}
interface Sample {
  /** What is asked to know whether something is there already. */
  readonly asks: string;
  readonly isThere: (answer: Readonly<Record<string, unknown>>) => boolean;
  readonly load: (where: Where) => Promise<boolean>;
  /** Capability that is seeded with what its stand-in knows: nothing for the real service. */
  readonly ofStandIn?: string;
}

const call = ({ runner, key }: Where, path: string, init?: RequestInit): Promise<Response> =>
  fetch(`${runner.url}/${sampleCouncil}/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  });

/** A file, by the name that the command loads it by. */
const imported =
  (name: string, file: string, own: Readonly<Record<string, string>> = {}) =>
  ({ runner, keyFile }: Where): Promise<boolean> => {
    const where = { council: sampleCouncil, endpoint: runner.url, keyFile };
    return importFiles(name, [join(sampleFolder, file)], { ...where, format: 'auto', publish: true, own });
  };

/** Several, one after the other. */
const all =
  (...loads: readonly Sample['load'][]): Sample['load'] =>
  async (where) => {
    for (const load of loads) if (!(await load(where))) return false;
    return true;
  };

/** Settings, by the path that they are put at. */
const put = (settings: () => Readonly<Record<string, unknown>>) => async (where: Where) => {
  for (const [path, body] of Object.entries(settings())) {
    const answer = await call(where, path, { method: 'PUT', body: JSON.stringify(body) });
    if (answer.ok) continue;
    console.error(`The sample for ${path} was not taken: ${await answer.text()}`);
    return false;
  }
  return true;
};

const sampleJson = (file: string) => JSON.parse(readFileSync(join(sampleFolder, file), 'utf8'));

/** One template of the stand-in’s for each channel and language, whatever is told. */
const templates = () => {
  const of = (type: string) => ({ en: templateOf(`news ${type}`), cy: templateOf(`news ${type}`, 'cy') });
  const all = { fields: ['name'], email: of('email'), sms: of('sms'), letter: of('letter') };
  const purposes: readonly string[] = sampleJson('marlbeck-messages.json');
  return { 'notifications/templates': { purposes: Object.fromEntries(purposes.map((one) => [one, all])) } };
};

/** Zones first: schemes name them. */
const permits = () => {
  const sample: Readonly<Record<'zones' | 'schemes' | 'passSettings', object>> = sampleJson('marlbeck-permits.json');
  const lists = (['zones', 'schemes'] as const).flatMap((list) =>
    Object.entries(sample[list]).map(([code, settings]) => [`permits/${list}/${code}`, settings]),
  );
  return Object.fromEntries([...lists, ['permits/pass-settings', { settings: sample.passSettings }]]);
};

const isListed =
  (list: string): Sample['isThere'] =>
  ({ [list]: found }) =>
    Array.isArray(found) && found.length > 0;
const isWritten: Sample['isThere'] = ({ version }) => Number(version) > 0;

const samples: Readonly<Record<string, Sample>> = {
  addresses: {
    ...{ asks: 'addresses/datasets?limit=1', isThere: isListed('datasets') },
    load: imported('addresses', 'marlbeck.csv'),
  },
  'waste-rounds': {
    ...{ asks: 'waste/rounds/datasets?limit=1', isThere: isListed('datasets') },
    load: imported('waste-rounds', 'marlbeck-rounds.csv'),
  },
  'waste-moved-dates': {
    ...{ asks: 'waste/moved-dates', isThere: isWritten },
    load: imported('waste-moved-dates', 'marlbeck-moved-dates.csv'),
  },
  'areas-authorities': {
    ...{ asks: 'areas/authorities', isThere: isWritten },
    load: imported('areas-authorities', 'marlbeck-authorities.csv'),
  },
  'areas-reorganisations': {
    ...{ asks: 'areas/reorganisations', isThere: isWritten },
    load: imported('areas-reorganisations', 'marlbeck-reorganisations.csv'),
  },
  'areas-postcodes': {
    ...{ asks: 'areas/postcodes/datasets?limit=1', isThere: isListed('datasets') },
    load: imported('areas-postcodes', 'marlbeck-postcodes.csv'),
  },
  'areas-boundaries': {
    ...{ asks: 'areas/boundaries/datasets?limit=1', isThere: isListed('datasets') },
    load: all(
      imported('areas-boundaries', 'marlbeck-names.json', { set: 'names-counties', kind: 'county' }),
      imported('areas-boundaries', 'marlbeck-council.geojson', { set: 'council', kind: 'district', parent: 'CTY26CD' }),
      imported('areas-boundaries', 'marlbeck-wards.geojson', { set: 'wards', kind: 'ward', parent: 'LAD26CD' }),
    ),
  },
  'notification-templates': {
    ...{ asks: 'notifications/templates', isThere: isWritten },
    ...{ load: put(templates), ofStandIn: 'notifications' },
  },
  permits: { asks: 'permits/schemes', isThere: isListed('schemes'), load: put(permits) },
};

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
const ensure = async (where: Where, { asks, isThere, load, ofStandIn }: Sample): Promise<boolean> => {
  if (ofStandIn !== undefined && !where.runner.standIns.has(ofStandIn)) return false;
  const response = await call(where, asks);
  if (!response.ok) return false;
  return isThere(JSON.parse(await response.text())) || load(where);
};

/** Loads the samples; which of them there are to look at. */
export const ensureSample = async (runner: Runner, keyFile: string, key: string): Promise<ReadonlySet<string>> => {
  const there = new Set<string>();
  for (const [name, sample] of Object.entries(samples)) {
    if (await ensure({ runner, keyFile, key }, sample)) there.add(name);
  }
  return there;
};
