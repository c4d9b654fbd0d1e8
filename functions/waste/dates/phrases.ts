import { addDays, weekday } from '#shared/dates/days.ts';
import { type Draft, EXAMPLE, mustBe, read, setEnd, TWO_WAYS } from './reading.ts';
import type { Schedule, Season } from './schedule.ts';
import { written } from './wording.ts';
import { dateIn, lastOf, monthDay, refuse, Unreadable } from './words.ts';

export { phrase, written } from './wording.ts';

/** The season that is left when some months have none: what follows them, up to what is before them. */
const seasonWithout = (months: readonly number[]): Season => {
  const isIn = (month: number): boolean => !months.includes(month);
  const before = (month: number): number => ((month + 10) % 12) + 1;
  const all = Array.from({ length: 12 }, (_, i) => i + 1);
  const firsts = all.filter((month) => isIn(month) && !isIn(before(month)));
  const lasts = all.filter((month) => !isIn(month) && isIn(before(month))).map(before);
  const [first, last] = [firsts[0], lasts[0]];
  if (!first || !last || firsts.length > 1)
    return refuse('Leave out months that follow each other, like this: except December and January.');
  return { from: monthDay(first, 1), to: lastOf(last) };
};

const seasonOf = ({ season, without }: Draft): Season | undefined => {
  const { from, to } = season;
  if (without && (from || to)) return refuse('Give the season or the months left out, not both.');
  if (without) return seasonWithout(without);
  if (from && to) return { from, to };
  if (from || to)
    return refuse(
      'Give both ends of the season, like this: from 1 March to 30 November. Give one date alone its year.',
    );
  return undefined;
};

interface Columns {
  readonly start?: string;
  readonly end?: string;
}

/** A week more or less is too much to guess. Of a weekly round, the first day may be any from which it counts. */
const checkFirst = (weeks: number, named: readonly number[], start: string | undefined): void => {
  if (weeks === 1) return;
  if (start && named.length) mustBe(start, named);
  if (start) return;
  const weekdays = named.length ? named : [1];
  const like = written({ weeks, weekdays, start: addDays('2026-01-05', (weekdays[0] ?? 1) - 1) });
  refuse(`Say the first day, like this: ${like}.`);
};

const schedule = (text: string, given: Columns): Schedule => {
  const draft = read(text.replaceAll(/[–—]/g, '-').replaceAll(/\s+/g, ' ').trim());
  const { days, weeks = 1, side } = draft;
  if (side) refuse(`Give a date after “${side}”, like this: from 2026-03-02 to 2026-11-30.`);
  if (given.start?.trim()) setEnd(days, 'from', dateIn(given.start.trim()));
  if (given.end?.trim()) setEnd(days, 'to', dateIn(given.end.trim()));
  const { from: start, to: end } = days;
  const season = seasonOf(draft);
  const named = [...draft.weekdays].sort();
  if (!named.length && !draft.weeks) refuse(`Say how often, ${EXAMPLE}.`);
  // “Every Friday and alternate Tuesdays” is two rounds.
  if (draft.everyWeekday && weeks > 1 && named.length > 1) refuse(TWO_WAYS);
  checkFirst(weeks, named, start);
  if (start && end && end < start) refuse(`The last day, ${end}, is before the first, ${start}.`);
  const weekdays = named.length || !start ? named : [weekday(start)];
  if (!weekdays.length) refuse('Say which day of the week, like this: every Monday.');
  return { weeks, weekdays, ...(start && { start }), ...(end && { end }), ...(season && { season }) };
};

/** Reads what councils write in the one column that the standard has for it, or says what is wrong and how to mend it. */
export const parseSchedule = (text: string, given: Columns = {}): Schedule | { readonly problem: string } => {
  try {
    return schedule(text, given);
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
};
