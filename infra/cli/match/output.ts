/** What the command writes: every row with what was found, and the doubtful ones for a person. */
import { resolve } from 'node:path';
import { CannotDo } from '../../problem.ts';
import type { Matched } from './ask.ts';
import { type Cell, type CsvFile, createCsv } from './csvFile.ts';
import { reviewHeader, reviewRow } from './review.ts';
import { columnOf, type NamedColumns } from './table.ts';

export interface Wanted {
  readonly output: string;
  readonly review?: string;
  /** By which a person knows the row again. */
  readonly idColumn?: string;
}

/** A list of rows goes to each file that it belongs in. */
export type Write = (rows: readonly Matched[]) => Promise<void>;

const added = ['uprn', 'confidence', 'decision', 'matched_address', 'reason'] as const;

/** A name that the file has itself gets something before it. */
const addedNames = (header: readonly string[]): string[] => {
  const taken = new Set(header.map((name) => name.toLowerCase()));
  const free = (name: string): string => (taken.has(name) ? free(`matched_${name}`) : name);
  return added.map(free);
};

/** The row as it was, then what was found. Cells beyond the last column name come after that, so that all lines up. */
const outputRow = ({ row, match }: Matched, width: number): Cell[] => {
  const cells = 'cells' in row ? row.cells : [];
  const { uprn, confidence, decision, text, reason } = match;
  const own = Array.from({ length: width }, (_, i) => cells[i] ?? '');
  return [...own, uprn, confidence, decision, text, reason, ...cells.slice(width)];
};

const toOutput = async (path: string, header: readonly string[]): Promise<[CsvFile, Write]> => {
  const width = header.length;
  const file = await createCsv(path, { isOurs: (column) => column >= width && column < width + added.length });
  await file.write([[...header, ...addedNames(header)]]);
  return [file, (rows) => file.write(rows.map((one) => outputRow(one, width)))];
};

const toReview = async (path: string, columns: NamedColumns, idColumn?: string): Promise<[CsvFile, Write]> => {
  const id = idColumn === undefined ? undefined : columnOf(columns, idColumn);
  const file = await createCsv(path, { forPeople: true });
  await file.write([reviewHeader(idColumn)]);
  return [
    file,
    (rows) => file.write(rows.flatMap((one) => (one.match.decision === 'review' ? [reviewRow(one, id)] : []))),
  ];
};

/** Each file has its name when `work` went well, and is gone when it did not. Throws `CannotDo`. */
export const writing = async (
  columns: NamedColumns,
  { output, review, idColumn }: Wanted,
  work: (write: Write) => Promise<void>,
): Promise<void> => {
  if (review !== undefined && resolve(review) === resolve(output))
    throw new CannotDo('--output and --review are the same file.');
  const files = [await toOutput(output, columns.header)];
  try {
    if (review !== undefined) files.push(await toReview(review, columns, idColumn));
    await work(async (rows) => {
      for (const [, write] of files) await write(rows);
    });
    for (const [file] of files) await file.finish();
  } finally {
    for (const [file] of files) await file.discard();
  }
};
