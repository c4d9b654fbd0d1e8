/** `commons export`: everything that a council has in a deployment, as files, so that it can leave or look elsewhere. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Capability, Operation } from '#shared/contract/capability.ts';
import { contractsOf, findCapabilities } from '../capabilities.ts';
import { CannotDo } from '../problem.ts';
import { Api, Refusal, readKey } from './api.ts';
import { datasetsOf } from './datasets.ts';
import { exportDataset } from './export.ts';
import { findImporters } from './import/command.ts';
import type { Where } from './keys.ts';

/** From before there was anything, for lists that begin with this month. */
const sinceEver = 'from=2020-01-01';

/** Lists of the council that need nothing but its id. */
const lists = ({ operations }: Capability): [id: string, operation: Operation][] =>
  Object.entries(operations).filter(
    ([, { method, path, returns }]) =>
      method === 'GET' && returns.paged === true && !path.replace('{council}', '').includes('{'),
  );

const isExpected = (error: unknown, ...slugs: readonly string[]): boolean =>
  error instanceof Refusal && slugs.some((slug) => String(error.body.type).endsWith(`/${slug}`));

const startsSomewhere = ({ query }: Operation): boolean =>
  'from' in ((query as { readonly shape?: object } | undefined)?.shape ?? {});

/** `undefined` for what the council does not have, and for look-ups that ask for something. */
const recordsOf = async (api: Api, council: string, operation: Operation): Promise<unknown[] | undefined> => {
  const path = operation.path.replace('{council}', council);
  try {
    return await api.all(startsSomewhere(operation) ? `${path}?${sinceEver}` : path);
  } catch (error) {
    if (isExpected(error, 'capability-not-enabled', 'invalid-request')) return undefined;
    throw error;
  }
};

/** What is live of each dataset of the capabilities that the council has. */
const exportLive = async (folder: string, where: Where): Promise<void> => {
  for (const { name, path } of await findImporters()) {
    const own = join(folder, path.split('/')[0] ?? '');
    if (!existsSync(own)) continue;
    const { noun, datasets } = await datasetsOf(name, where);
    if (await datasets.live()) await exportDataset(datasets, noun, join(own, `${name}.jsonl.gz`));
  }
};

/** Throws `CannotDo`. */
export const exportAll = async (folder: string, where: Where): Promise<void> => {
  if (existsSync(folder)) throw new CannotDo(`${folder} is there already: name another folder.`);
  const api = new Api({ endpoint: where.endpoint, key: readKey(where.keyFile) });
  for (const contract of contractsOf(await findCapabilities(process.env.COMMONS_FUNCTIONS))) {
    for (const [id, operation] of lists(contract)) {
      const records = await recordsOf(api, where.council, operation);
      if (!records) continue;
      mkdirSync(join(folder, contract.name), { recursive: true });
      const file = join(folder, contract.name, `${id}.jsonl`);
      writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''), { mode: 0o600 });
      console.log(`${file}: ${records.length.toLocaleString('en-GB')} records`);
    }
  }
  await exportLive(folder, where);
};
