/** Tables as READMEs have them. */
export type Row = Readonly<Record<string, string | number>>;

/** Rounded down: 100 % is all of them. */
export const share = (some: number, all: number): string =>
  all === 0 ? '–' : `${(Math.floor((1000 * some) / all) / 10).toFixed(1)} %`;

/** All rows have the columns of the first; numbers are on the right. */
export const markdown = (rows: readonly Row[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  const cells = [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))];
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const isRight = columns.map((_, i) => cells.slice(1).every((row) => /^[\d–−.,]/.test(row[i] ?? '')));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (isRight[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isRight[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  const [head = [], ...body] = cells;
  return [line(head), line(rule), ...body.map(line)].join('\n');
};
