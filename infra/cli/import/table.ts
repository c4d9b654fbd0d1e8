/** `commons import` of a small table: read whole, and written whole or not at all. */
import { basename } from 'node:path';
import type { TableImporter } from '#shared/datasets/importer.ts';
import { CannotDo } from '../../problem.ts';
import { Api, readKey } from '../api.ts';
import { csvHeader, csvRow } from './report.ts';
import { bytesOf, scanned } from './source.ts';

interface Where {
  readonly council: string;
  readonly endpoint: string;
  readonly keyFile: string;
}

/** Over whatever is there: the file is the whole truth. Throws `CannotDo` for rows that cannot be read. */
export const importTable = async (
  { path, noun, read }: TableImporter,
  files: readonly string[],
  { council, endpoint, keyFile }: Where,
): Promise<boolean> => {
  const bytes = (await Promise.all(files.map(bytesOf))).flat();
  const { body, rows, remarks } = await read(await Promise.all(bytes.map(scanned)));
  if (remarks.length > 0) {
    const lines = [csvHeader, ...remarks.map(csvRow)].join('\n');
    throw new CannotDo(`${lines}\nNothing was changed: correct these rows, and load the file again.`);
  }
  const api = new Api({ endpoint, key: readKey(keyFile) });
  const url = `/${council}/${path}`;
  const { version } = await api.call<{ version: number }>('GET', url);
  const written = await api.call<{ version: number }>('PUT', url, { ...body, version });
  console.log(
    `${files.map((file) => basename(file)).join(', ')}: ${rows} ${noun} are in force, as version ${written.version}.`,
  );
  return true;
};
