/**
 * From which day an older person in England qualifies for a bus pass: the State Pension date of women, for everybody (Transport Act 2000
 * s146). The table is law that changes, so it is data with a version (pensionAge.LICENCE.md).
 */
import current from './pensionAge.json' with { type: 'json' };

interface Range {
  readonly from: string;
  /** Absent: and later. */
  readonly to?: string;
  readonly on?: string;
  readonly years?: number;
  readonly months?: number;
}

export interface PensionTable {
  readonly version: string;
  readonly ranges: readonly Range[];
}

export interface Qualifies {
  /** The day from which the pass counts. */
  readonly from: string;
  readonly rule: string;
  readonly tableVersion: string;
}

/** Nobody older lives, and the table begins there. */
export const firstBirth = '1890-01-01';

const day = (year: number, month: number, date: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Years first, then months, each stopped at the end of its month. Whoever is born on 29 February waits until 1 March of an ordinary year. */
const later = (birth: string, years: number, months: number): string => {
  const [year = 0, month = 0, date = 0] = birth.split('-').map(Number);
  const stopped = Math.min(date, daysIn(year + years, month));
  const total = (year + years) * 12 + month - 1 + months;
  const [reachedYear, reachedMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const reached = day(reachedYear, reachedMonth, Math.min(stopped, daysIn(reachedYear, reachedMonth)));
  if (month !== 2 || date !== 29 || reached.endsWith('-02-29')) return reached;
  return new Date(Date.parse(reached) + 86_400_000).toISOString().slice(0, 10);
};

const inWords = ({ years = 0, months = 0 }: Range): string =>
  months === 0 ? `${years} years` : `${years} years and ${months} month${months === 1 ? '' : 's'}`;

/** `undefined` for births before the table begins. */
export const busPassFrom = (birth: string, table: PensionTable = current): Qualifies | undefined => {
  const range = table.ranges.find(({ from, to }) => from <= birth && (to === undefined || birth <= to));
  if (!range) return undefined;
  const { on, years = 0, months = 0 } = range;
  return {
    from: on ?? later(birth, years, months),
    rule: on ? `born from ${range.from} to ${range.to}` : inWords(range),
    tableVersion: table.version,
  };
};
