/** The real addresses beside the project, as rows of AddressBase Core by the names of its columns. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { GazetteerAddress } from '#functions/addresses/contract/gazetteer.ts';
import { flatReaders } from '#functions/addresses/gazetteer/flatRows.ts';

export const realFile = join(import.meta.dirname, '../../../../shared/data/addresses/real-45k-addressbase-core.csv.gz');

/** A row of AddressBase Core. */
export type Core = Readonly<Record<string, string>>;

export const realRows = async (): Promise<Core[]> => {
  const rows: Core[] = [];
  const parser = createReadStream(realFile)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const row of parser) rows.push(row);
  return rows;
};

/** The address that the importer would make of a row. */
export const addressOf = (row: Core): GazetteerAddress =>
  flatReaders['addressbase-core'].read((name) => row[name]?.trim() || undefined);
