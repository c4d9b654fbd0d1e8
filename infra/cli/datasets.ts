/** `commons datasets`: look at the versions of a dataset, publish, go back, remove. */
import { Api, readKey } from './api.ts';
import { importerNamed } from './import/command.ts';
import { type Dataset, Datasets } from './import/load.ts';
import { csvHeader, csvRow } from './import/report.ts';
import type { Where } from './keys.ts';

/** By the name that `commons import` loads them by. Throws `CannotDo` for any other. */
export const datasetsOf = async (name: string, { council, endpoint, keyFile }: Where) => {
  const { path, noun } = await importerNamed(name);
  return { noun, datasets: new Datasets(new Api({ endpoint, key: readKey(keyFile) }), `/${council}/${path}/datasets`) };
};

const number = new Intl.NumberFormat('en-GB');

const row = (noun: string, { version, state, createdAt, format, counts = {} }: Dataset): string =>
  `${String(version).padStart(4)}  ${state.padEnd(8)}  ${createdAt.slice(0, 16).replace('T', ' ')}  ${number.format(counts[noun] ?? 0).padStart(9)} ${noun}  ${format}`;

export const listDatasets = async (name: string, where: Where): Promise<void> => {
  const { noun, datasets } = await datasetsOf(name, where);
  const { datasets: versions } = await datasets.list();
  if (versions.length === 0) console.log('Nothing has been loaded.');
  for (const version of versions) console.log(row(noun, version));
};

export const publishDataset = async (
  name: string,
  version: number,
  because: string | undefined,
  where: Where,
): Promise<void> => {
  const { noun, datasets } = await datasetsOf(name, where);
  console.log(row(noun, await datasets.publish(version, because)));
};

export const rollBackDataset = async (name: string, from: number, where: Where): Promise<void> => {
  const { noun, datasets } = await datasetsOf(name, where);
  console.log(row(noun, await datasets.rollBack(from)));
};

export const removeDataset = async (name: string, version: number, where: Where): Promise<void> => {
  const { datasets } = await datasetsOf(name, where);
  await datasets.remove(version, (remaining) => console.log(`${remaining} batches still to remove`));
  console.log(`Version ${version} is removed.`);
};

export const listRejects = async (name: string, version: number, where: Where): Promise<void> => {
  const { datasets } = await datasetsOf(name, where);
  console.log(csvHeader);
  for await (const remark of datasets.remarks(version)) console.log(csvRow(remark));
};
