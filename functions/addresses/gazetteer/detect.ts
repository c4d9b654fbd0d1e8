/** Tells the formats apart by what is in the file, never by its name. */
import { type Row, type Source, Unreadable } from '#shared/datasets/importer.ts';
import {
  type FlatFormat,
  type Format,
  flatColumns,
  indexed,
  necessary,
  type RecordFormat,
  recordColumns,
  titles,
  unusedRecords,
} from './columns.ts';

export interface Detected {
  readonly format: Format;
  /** For formats with one row an address: where each column is. */
  readonly columns: ReadonlyMap<string, number>;
  /** Whether the first row holds names instead of data. */
  readonly hasHeader: boolean;
  /** Record 10 says so: F full, C change-only. */
  readonly supply: 'full' | 'changes' | undefined;
}

/** Far enough to meet a telling record in any file; most tell in the first row. */
const rowsToRead = 2000;

const firstRows = async (source: Source): Promise<Row[]> => {
  const rows: Row[] = [];
  for await (const row of source.rows()) {
    if ('cells' in row) rows.push(row);
    if (rows.length >= rowsToRead) break;
  }
  return rows;
};

const usedRecords = new Set(Object.values(recordColumns).flatMap((records) => Object.keys(records)));
const isRecordType = (cell: string): boolean => usedRecords.has(cell) || cell in unusedRecords;

const typeOf = ({ cells: [first = ''] }: Row): string => first.trim();

/** Widths that only one format has, by record type. */
const telling: Readonly<Record<string, Readonly<Record<number, RecordFormat>>>> = {
  11: { 24: 'addressbase-premium-2' },
  15: { 13: 'addressbase-premium-2' },
  21: { 19: 'addressbase-premium-1', 22: 'addressbase-premium-2', 23: 'llpg-dtf-7.3' },
  24: { 30: 'llpg-dtf-7.3' },
};

/**
 * A street has 20 columns both in AddressBase 1 and in DTF, with the dates in another order. The end date is the one that is
 * empty in nearly every row: second of the four there, last here.
 */
const dtfStreet = ({ cells }: Row): boolean => Boolean(cells[12]?.trim()) && !cells[14]?.trim();

const byVersion = (version: string): RecordFormat | undefined => {
  if (version.startsWith('7')) return 'llpg-dtf-7.3';
  if (version.startsWith('1')) return 'addressbase-premium-1';
  return version.startsWith('2') ? 'addressbase-premium-2' : undefined;
};

const recordFormat = (rows: readonly Row[]): RecordFormat | undefined => {
  const version = rows.find((row) => typeOf(row) === '10')?.cells[7];
  const declared = version && byVersion(version.trim());
  if (declared) return declared;
  for (const row of rows) {
    const found = telling[typeOf(row)]?.[row.cells.length];
    if (found) return found;
  }
  const street = rows.find((row) => typeOf(row) === '11' && row.cells.length === 20);
  if (street) return dtfStreet(street) ? 'llpg-dtf-7.3' : 'addressbase-premium-1';
  return rows.some((row) => ['24', '28', '31', '32', '23', '30'].includes(typeOf(row)))
    ? 'addressbase-premium-2'
    : undefined;
};

const detectRecords = (rows: readonly Row[]): Detected | undefined => {
  const [first] = rows;
  if (!first) return undefined;
  const hasHeader = typeOf(first).toUpperCase() === 'RECORD_IDENTIFIER';
  const data = hasHeader ? rows.slice(1) : rows;
  if (data[0] && !isRecordType(typeOf(data[0]))) return undefined;
  const format = recordFormat(data);
  if (!format) return undefined;
  const fileType = data
    .find((row) => typeOf(row) === '10')
    ?.cells[8]?.trim()
    .toUpperCase();
  const supply = fileType === 'C' ? 'changes' : fileType === 'F' ? 'full' : undefined;
  return { format, columns: new Map(), hasHeader, supply };
};

const flatFormats = Object.keys(flatColumns) as FlatFormat[];

const detectHeader = ({ cells }: Row): Detected | undefined => {
  const columns = indexed(cells);
  const format = flatFormats.find((one) => necessary[one].every((name) => columns.has(name)));
  return format && { format, columns, hasHeader: true, supply: undefined };
};

const uprn = /^\d{1,12}$/;
const change = /^[IUD]$/;

/** Without a header: by the number of columns and what a few of them must look like. */
const shapes: readonly { readonly format: FlatFormat; readonly fits: (cells: readonly string[]) => boolean }[] = [
  { format: 'addressbase-plus', fits: (cells) => cells.length === 77 && change.test(cells[2] ?? '') },
  {
    format: 'addressbase-basic',
    fits: (cells) => cells.length === 27 && change.test(cells[22] ?? '') && /^[A-Z]$/.test(cells[26] ?? ''),
  },
  {
    format: 'addressbase-core',
    fits: (cells) => (cells.length === 27 || cells.length === 28) && change.test(cells[26] ?? ''),
  },
];

const detectShape = ({ cells }: Row): Detected | undefined => {
  if (!uprn.test(cells[0]?.trim() ?? '')) return undefined;
  const format = shapes.find(({ fits }) => fits(cells))?.format;
  return format && { format, columns: indexed(flatColumns[format]), hasHeader: false, supply: undefined };
};

/** What a file looks like, and what would make it readable. */
const refusal = (name: string, rows: readonly Row[]): string => {
  const [first] = rows;
  if (!first) return `${name} is empty.`;
  const start = `${name} is not a gazetteer file: its first row has ${first.cells.length} column${first.cells.length === 1 ? '' : 's'}`;
  const columns = indexed(first.cells);
  const [nearest] = flatFormats
    .map((format) => ({ format, missing: necessary[format].filter((column) => !columns.has(column)) }))
    .filter(({ format, missing }) => missing.length < necessary[format].length - 1)
    .sort((a, b) => a.missing.length - b.missing.length);
  if (nearest)
    return `${start}. It is nearest to ${titles[nearest.format]}, but has no column ${nearest.missing.join(', ')}.`;
  return `${start}. These can be loaded: ${Object.values(titles).join('; ')}.`;
};

/** The format of one file; throws `Unreadable` when it is none. */
export const detect = async (source: Source): Promise<Detected> => {
  const rows = await firstRows(source);
  const found = detectRecords(rows) ?? (rows[0] && (detectHeader(rows[0]) ?? detectShape(rows[0])));
  if (!found) throw new Unreadable(refusal(source.name, rows));
  return found;
};
