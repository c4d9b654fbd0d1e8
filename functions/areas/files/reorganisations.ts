/** `commons import areas-reorganisations`: which areas become part of which others, from a CSV with a row for each that ends. */
import type { Remark } from '#shared/datasets/collection.ts';
import type { Source, TableImporter } from '#shared/datasets/importer.ts';
import { tableRows } from '#shared/datasets/tableFile.ts';
import { dayIn, isDay } from '#shared/dates/days.ts';
import type { Reorganisation } from '../contract/tables.ts';

const columns = { required: ['from', 'to', 'to_name', 'date'], optional: [] } as const;
type Cells = Readonly<Record<(typeof columns)['required'][number], string>>;

const isCode = (text: string): boolean => /^[A-Z0-9][A-Z0-9-]{0,19}$/.test(text);

const rowIn = ({ from, to, to_name: toName, date }: Cells): Reorganisation => ({
  ...{ from: from.toUpperCase(), to: to.toUpperCase(), toName },
  date: dayIn(date),
});

const fault = ({ from, to, toName, date }: Reorganisation): string | undefined => {
  if (!isCode(from) || !isCode(to)) return '“from” and “to” must be codes of areas, such as E07000207';
  if (!toName) return '“to_name” must say what the new area is called';
  return isDay(date) ? undefined : '“date” must be the first day of the new area, like 2027-04-01 or 01/04/2027';
};

const read: TableImporter['read'] = async (sources: readonly Source[]) => {
  const [reorganisations, remarks]: [Reorganisation[], Remark[]] = [[], []];
  for (const source of sources) {
    for await (const row of tableRows(source, columns)) {
      const reorganisation = 'broken' in row ? undefined : rowIn(row.cells);
      const wrong = 'broken' in row ? row.broken : fault(rowIn(row.cells));
      if (reorganisation && !wrong) reorganisations.push(reorganisation);
      else remarks.push({ line: row.line, outcome: 'rejected', reason: 'not-valid', detail: String(wrong) });
    }
  }
  return { body: { reorganisations }, rows: reorganisations.length, remarks };
};

export const reorganisations: TableImporter = {
  name: 'areas-reorganisations',
  path: 'areas/reorganisations',
  noun: 'reorganisations',
  read,
};
