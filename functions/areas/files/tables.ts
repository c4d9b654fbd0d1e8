/** Reads tables of one layout, a record a row, into staging. */
import { type BrokenRow, type Row, type Source, type StagingTools, Unreadable } from '#shared/datasets/importer.ts';
import type { Staging } from './staging.ts';

/** What a row is: a record; something that rule leaves out; or what is wrong with it. */
export type Taken =
  | { readonly key: string; readonly value: object }
  | { readonly leftOut: string }
  | { readonly reason: string; readonly detail: string; readonly reference?: string | undefined };

export interface Layout {
  /** What kind of file it is, for people. */
  readonly title: string;
  readonly hasHeader: boolean;
  readonly read: (cells: readonly string[], line: number) => Taken;
}

/** By the first row; throws `Unreadable` for what is no such table. */
export type Recognise = (file: string, cells: readonly string[]) => Layout;

const firstRow = async ({ rows }: Source): Promise<readonly string[]> => {
  for await (const row of rows()) if ('cells' in row) return row.cells;
  return [];
};

/** Archives hold notes beside the data: what is no such table is left out, as long as something else is one. */
const recognised = async (sources: readonly Source[], recognise: Recognise, staging: Staging) => {
  const found: { readonly source: Source; readonly layout: Layout }[] = [];
  const unknown: Unreadable[] = [];
  for (const source of sources) {
    try {
      found.push({ source, layout: recognise(source.name, await firstRow(source)) });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unknown.push(error);
    }
  }
  const [first] = found;
  if (!first) throw unknown[0] ?? new Unreadable('There is no file to load.');
  const other = found.find(({ layout }) => layout.title !== first.layout.title);
  if (other) {
    const [a, b] = [first, other].map(({ source, layout }) => `${source.name} is ${layout.title}`);
    throw new Unreadable(`${a}, but ${b}. Load them one after the other.`);
  }
  for (const { message } of unknown)
    staging.remark({ line: 0, outcome: 'warning', reason: 'file-left-out', detail: message });
  return { title: first.layout.title, found };
};

interface Reader extends Pick<Layout, 'read'> {
  readonly onRecord: (value: object) => void;
}

const takeRow = (staging: Staging, { line, ...row }: Row | BrokenRow, { read, onRecord }: Reader): void => {
  const reject = (reason: string, detail: string, reference = '') =>
    staging.remark({
      line,
      outcome: 'rejected',
      reason,
      detail,
      ...(reference && { reference: reference.slice(0, 40) }),
    });
  const keep = ({ key, value }: Extract<Taken, { readonly key: string }>) => {
    const before = staging.add({ key, value, line });
    if (!before) onRecord(value);
    // Supplies hold the whole country and each part of it, side by side.
    else if (JSON.stringify(before.value) === JSON.stringify(value)) staging.count('left-out.repeated');
    else reject('repeated', `it came before, on line ${before.line}, with other content`, key);
  };
  const taken = 'broken' in row ? { reason: 'not-csv', detail: row.broken } : read(row.cells, line);
  if ('key' in taken) keep(taken);
  else if ('leftOut' in taken) staging.count(`left-out.${taken.leftOut}`);
  else reject(taken.reason, taken.detail, taken.reference);
};

/** Reads all of them, telling of each record once; what kind of file they are. */
export const readTables = async (
  sources: readonly Source[],
  recognise: Recognise,
  staging: Staging,
  { onRow, onRecord }: Pick<StagingTools, 'onRow'> & Pick<Reader, 'onRecord'>,
): Promise<string> => {
  const { title, found } = await recognised(sources, recognise, staging);
  for (const { source, layout } of found) {
    let skip = layout.hasHeader;
    for await (const row of source.rows()) {
      if (!skip) {
        onRow();
        staging.count('rows');
        takeRow(staging, row, { read: layout.read, onRecord });
      }
      skip = false;
    }
  }
  return title;
};
