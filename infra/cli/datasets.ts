/** `commons datasets`: look at the versions of a dataset, publish, go back, remove. */
import { Api, readKey } from './api.ts';
import { type Dataset, Datasets } from './import/load.ts';
import { csvHeader, csvRow } from './import/report.ts';
import type { Where } from './keys.ts';

export const datasetsOf = (name: string, { council, endpoint, keyFile }: Where): Datasets =>
  new Datasets(new Api({ endpoint, key: readKey(keyFile) }), `/${council}/${name}/datasets`);

const number = new Intl.NumberFormat('en-GB');

const row = (name: string, { version, state, createdAt, format, counts = {} }: Dataset): string =>
  `${String(version).padStart(4)}  ${state.padEnd(8)}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${number.format(counts[name] ?? 0).padStart(9)} ${name}  ${format}`;

export const listDatasets = async (name: string, where: Where): Promise<void> => {
  const { datasets } = await datasetsOf(name, where).list();
  if (datasets.length === 0) console.log('Nothing has been loaded.');
  for (const dataset of datasets) console.log(row(name, dataset));
};

export const publishDataset = async (
  name: string,
  version: number,
  because: string | undefined,
  where: Where,
): Promise<void> => {
  console.log(row(name, await datasetsOf(name, where).publish(version, because)));
};

export const rollBackDataset = async (name: string, from: number, where: Where): Promise<void> => {
  console.log(row(name, await datasetsOf(name, where).rollBack(from)));
};

export const removeDataset = async (name: string, version: number, where: Where): Promise<void> => {
  await datasetsOf(name, where).remove(version, (remaining) => console.log(`${remaining} batches still to remove`));
  console.log(`Version ${version} is removed.`);
};

export const listRejects = async (name: string, version: number, where: Where): Promise<void> => {
  console.log(csvHeader);
  for await (const remark of datasetsOf(name, where).remarks(version)) console.log(csvRow(remark));
};
