/** A CSV with named columns, as a small council makes it in a spreadsheet. */
import { type BrokenRow, type Source, Unreadable } from './importer.ts';

export interface Columns<C extends string> {
  readonly required: readonly C[];
  readonly optional: readonly C[];
}

export interface NamedRow<C extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<C, string>>;
}

/** A machine name: small letters and digits, with underscores for all else. */
export const code = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');

const placesOf = <C extends string>(name: string, cells: readonly string[], { required, optional }: Columns<C>) => {
  const names = cells.map(code);
  const missing = required.filter((column) => !names.includes(column));
  if (missing.length === 0) return [...required, ...optional].map((column) => [column, names.indexOf(column)] as const);
  throw new Unreadable(
    `${name} has no column ${missing.join(', ')}: the first line must name ${required.join(', ')}, and may name ${optional.join(', ') || 'no more'}.`,
  );
};

/** Its rows but the first and the empty ones, each cell by its column. Throws `Unreadable` for another table. */
export async function* tableRows<C extends string>(
  { name, rows }: Source,
  columns: Columns<C>,
): AsyncGenerator<NamedRow<C> | BrokenRow> {
  let places: ReturnType<typeof placesOf<C>> | undefined;
  for await (const row of rows()) {
    if ('broken' in row) yield row;
    else if (!places) places = placesOf(name, row.cells, columns);
    else if (row.cells.some((cell) => cell.trim())) {
      const cells = places.map(([column, place]) => [column, (row.cells[place] ?? '').trim()]);
      yield { line: row.line, cells: Object.fromEntries(cells) as Record<C, string> };
    }
  }
  if (!places) throw new Unreadable(`${name} is empty.`);
}
