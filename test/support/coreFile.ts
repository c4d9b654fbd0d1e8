/** Files of AddressBase Core about a street that does not exist. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { flatColumns } from '#functions/addresses/gazetteer/columns.ts';

type Row = Readonly<Record<string, string>>;

const columns = flatColumns['addressbase-core'];

const house = (number: number): Row => ({
  UPRN: String(999_000_000_000 + number),
  USRN: '39900001',
  CLASSIFICATION_CODE: 'RD03',
  EASTING: String(520_000 + number),
  NORTHING: '160705',
  LATITUDE: '51.3326',
  LONGITUDE: '-0.2658',
  RPC: '1',
  LAST_UPDATE_DATE: '2026-03-02',
  SINGLE_LINE_ADDRESS: `${number} EXAMPLE STREET, TESTFORD, ZZ8 1AA`,
  BUILDING_NUMBER: String(number),
  STREET_NAME: 'EXAMPLE STREET',
  TOWN_NAME: 'TESTFORD',
  POST_TOWN: 'TESTFORD',
  POSTCODE: 'ZZ8 1AA',
  GSS_CODE: 'E07999904',
  CHANGE_CODE: 'I',
});

const cell = (text = ''): string => (/[",]/.test(text) ? `"${text}"` : text);

/** Writes a street of `count` houses, numbered from 1 (UPRN 999000000001); `changes` says what is different about one. */
export const coreFile = (folder: string, name: string, count: number, changes: Readonly<Record<number, Row>> = {}) => {
  const rows = Array.from({ length: count }, (_, i) => ({ ...house(i + 1), ...changes[i + 1] }) as Row);
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  const path = join(folder, name);
  writeFileSync(path, `${[columns.join(','), ...lines].join('\r\n')}\r\n`);
  return path;
};
