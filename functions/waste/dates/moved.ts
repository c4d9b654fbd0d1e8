import { daysBetween } from '#shared/dates/days.ts';

/** One line of a council's table of moved days. Without a service or round it is for all, without a revised date for none. */
export interface Substitution {
  readonly service?: string | undefined;
  readonly round?: string | undefined;
  readonly normalDate: string;
  /** Absent: there is no collection. */
  readonly revisedDate?: string | undefined;
  readonly reason: string;
  readonly reasonWelsh?: string | undefined;
}

/** A collection as the schedule has it. */
export interface Occurrence {
  readonly service: string;
  readonly round: string;
  readonly originalDate: string;
}

/** A collection as it will happen: `date` is undefined when it is cancelled. */
export interface Moved extends Occurrence {
  readonly date: string | undefined;
  readonly changed: boolean;
  readonly reason?: string;
  readonly reasonWelsh?: string;
}

interface Reach {
  readonly before: number;
  readonly after: number;
}

export interface SubstitutionTable extends Reach {
  readonly rows: ReadonlyMap<string, Substitution>;
}

const keyOf = (normalDate: string, service = '', round = ''): string => JSON.stringify([normalDate, service, round]);

/** Of two lines for the same service, round and day, the later one counts. */
export const substitutionTable = (substitutions: readonly Substitution[]): SubstitutionTable => {
  const shifts = substitutions.map(({ normalDate, revisedDate }) => daysBetween(normalDate, revisedDate || normalDate));
  return {
    rows: new Map(substitutions.map((row) => [keyOf(row.normalDate, row.service, row.round), row])),
    before: shifts.reduce((most, shift) => Math.max(most, shift), 0),
    after: shifts.reduce((most, shift) => Math.max(most, -shift), 0),
  };
};

/** How many days earlier and later than the days asked for to look, to find all that is moved into them. */
export const reach = ({ before, after }: SubstitutionTable): Reach => ({ before, after });

/**
 * The most specific line counts, once, for the normal day only. A line is never applied to what another line moved: in
 * Christmas weeks Tuesday moves to Monday while Monday's own round moves to Saturday.
 */
export const moved = (occurrence: Occurrence, { rows }: SubstitutionTable): Moved => {
  const { service, round, originalDate } = occurrence;
  const row =
    rows.get(keyOf(originalDate, service, round)) ??
    rows.get(keyOf(originalDate, '', round)) ??
    rows.get(keyOf(originalDate, service)) ??
    rows.get(keyOf(originalDate));
  const date = row ? row.revisedDate || undefined : originalDate;
  // A line that moves a day to itself is in real tables; it says that the day stays, whatever wider lines say.
  if (!row || date === originalDate) return { ...occurrence, date, changed: false };
  const { reason, reasonWelsh } = row;
  return { ...occurrence, date, changed: true, reason, ...(reasonWelsh && { reasonWelsh }) };
};
