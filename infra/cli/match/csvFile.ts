/** Writes a CSV file that appears when it is complete. */
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { CannotDo } from '../../problem.ts';

export type Cell = string | number | undefined;

export interface CsvFile {
  write(rows: readonly (readonly Cell[])[]): Promise<void>;
  /** Gives it its name. */
  finish(): Promise<void>;
  /** Removes it, unless it was finished. */
  discard(): Promise<void>;
}

/**
 * `isOurs`: which columns we fill. What a spreadsheet would take for a formula gets an apostrophe before it there; cells that were
 * in a file before stay as they were. `forPeople`: with the mark by which spreadsheets know UTF-8. Throws `CannotDo`.
 */
export const createCsv = async (
  path: string,
  { isOurs = () => true, forPeople = false }: { isOurs?: (column: number) => boolean; forPeople?: boolean } = {},
): Promise<CsvFile> => {
  const unfinished = `${path}.part`;
  if (existsSync(path)) throw new CannotDo(`${path} is there already: name another file.`);
  const file = await open(unfinished, 'w').catch((error: Error) => {
    throw new CannotDo(`${path} cannot be written: ${error.message}.`);
  });
  if (forPeople) await file.appendFile('\uFEFF');
  return {
    write: async (rows) => {
      const text = stringify(
        rows.map((row) => [...row]),
        {
          record_delimiter: 'windows',
          cast: {
            number: (value) => ({ value: String(value), escape_formulas: false }),
            string: (value, { index }) => ({ value, escape_formulas: isOurs(index) }),
          },
        },
      );
      await file.appendFile(text);
    },
    finish: async () => {
      await file.close();
      await rename(unfinished, path);
    },
    discard: async () => {
      await file.close();
      await rm(unfinished, { force: true });
    },
  };
};
