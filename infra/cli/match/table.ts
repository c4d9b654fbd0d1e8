/** A file of rows under a line of column names, as councils keep their addresses. */
import type { BrokenRow, Row } from '#shared/datasets/importer.ts';
import { CannotDo } from '../../problem.ts';
import { bytesOf, scanned } from '../import/source.ts';

export interface NamedColumns {
  readonly name: string;
  readonly header: readonly string[];
}

export interface RowsFile extends NamedColumns {
  /** The rows, near enough for a progress bar. */
  readonly about: number;
  /** Without the first line. */
  rows(): AsyncGenerator<Row | BrokenRow>;
}

const firstOf = async <T>(items: AsyncIterable<T>): Promise<T | undefined> => {
  for await (const item of items) return item;
  return undefined;
};

/** Throws `CannotDo` or `Unreadable`. */
export const openRows = async (path: string): Promise<RowsFile> => {
  const [bytes, ...others] = await bytesOf(path);
  if (!bytes || others.length > 0) throw new CannotDo(`${path} holds several files: unpack it, and name one of them.`);
  const { name, lines, rows } = await scanned(bytes);
  const first = await firstOf(rows());
  if (!first) throw new CannotDo(`${name} is empty.`);
  if ('broken' in first) throw new CannotDo(`${name} has no line of column names: ${first.broken}.`);
  return {
    name,
    header: first.cells.map((cell) => cell.trim()),
    about: Math.max(1, lines - 2),
    rows: async function* () {
      let isHeader = true;
      for await (const row of rows()) {
        if (!isHeader) yield row;
        isHeader = false;
      }
    },
  };
};

/** Where a column is. Throws `CannotDo`. */
export const columnOf = ({ name, header }: NamedColumns, column: string): number => {
  const places = header.flatMap((cell, i) => (cell.toLowerCase() === column.trim().toLowerCase() ? [i] : []));
  const [place] = places;
  if (place !== undefined && places.length === 1) return place;
  if (place !== undefined) throw new CannotDo(`${name} has the column “${column}” ${places.length} times.`);
  throw new CannotDo(`${name} has no column “${column}”. It has ${header.map((cell) => `“${cell}”`).join(', ')}.`);
};

/** Lists of at most `size`. */
export async function* chunked<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let chunk: T[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Works on a few at once, and gives what came of them in their order; no more is read than is worked on. */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const item of items) {
    const one = work(item);
    // It is looked at in its turn: until then a failure is not one that nobody sees to.
    one.catch(() => undefined);
    running.push(one);
    if (running.length >= atOnce) yield (await running.shift()) as R;
  }
  for (const one of running) yield await one;
}
