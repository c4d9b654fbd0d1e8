/** `commons import waste-moved-dates`: the days that are moved or cancelled, from a CSV with a row for each. */
import type { Remark } from '#shared/datasets/collection.ts';
import type { Source, TableImporter } from '#shared/datasets/importer.ts';
import { code, tableRows } from '#shared/datasets/tableFile.ts';
import { dayIn, isDay } from '#shared/dates/days.ts';

const columns = {
  required: ['normal_date', 'revised_date', 'reason'],
  optional: ['service', 'round', 'reason_welsh'],
} as const;
type Cells = Readonly<Record<(typeof columns)['required' | 'optional'][number], string>>;

const furthest = 31;
const aDay = 86_400_000;

/** What is wrong with a row; nothing if it can be used. */
const fault = (normal: string, revised: string, reason: string): string | undefined => {
  if (!isDay(normal)) return '“normal_date” must be a date, like 2026-12-25 or 25/12/2026';
  if (revised && !isDay(revised)) return '“revised_date” must be a date, or empty if nothing comes';
  if (revised && Math.abs(Date.parse(revised) - Date.parse(normal)) > furthest * aDay)
    return `“revised_date” must be within ${furthest} days of “normal_date”`;
  return reason ? undefined : '“reason” must say why, for residents';
};

const rowOf = ({ service, round, reason, reason_welsh: reasonWelsh, ...dates }: Cells) => {
  const revisedDate = dayIn(dates.revised_date);
  return {
    ...(service && { service: code(service) }),
    ...(round && { round }),
    normalDate: dayIn(dates.normal_date),
    ...(revisedDate && { revisedDate }),
    reason,
    ...(reasonWelsh && { reasonWelsh }),
  };
};

const read: TableImporter['read'] = async (sources: readonly Source[]) => {
  const [movedDates, remarks]: [ReturnType<typeof rowOf>[], Remark[]] = [[], []];
  for (const source of sources) {
    for await (const row of tableRows(source, columns)) {
      const reject = (reason: string, detail: string) =>
        remarks.push({ line: row.line, outcome: 'rejected', reason, detail });
      if ('broken' in row) {
        reject('not-csv', row.broken);
        continue;
      }
      const { normal_date: normal, revised_date: revised, reason } = row.cells;
      const wrong = fault(dayIn(normal), dayIn(revised), reason);
      if (wrong) reject('not-valid', wrong);
      else movedDates.push(rowOf(row.cells));
    }
  }
  return { body: { movedDates }, rows: movedDates.length, remarks };
};

export const movedDates: TableImporter = {
  name: 'waste-moved-dates',
  path: 'waste/moved-dates',
  noun: 'moved dates',
  read,
};
