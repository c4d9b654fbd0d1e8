/**
 * When permits start and end. Pure; days are London's, as text, so that no clock that goes forward or back can move one.
 *
 * A permit of n months ends the day before the same day of the month n months later: from 1 January, 12 months, to 31 December. Where
 * that month has no such day, it ends with the month: from 31 August, 6 months, to 28 or 29 February. So nobody loses a day, and who
 * starts later never ends earlier.
 *
 * The scheme and tariff that count are those in force on the permit's first day.
 */
import { londonInstant } from '#shared/london.ts';
import type { SchemeSettings } from './contract/schemes.ts';

const aDay = 86_400_000;
const dayText = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayText(Date.parse(day) + days * aDay);

/** The first of the month so many months on, and how many days that month has. */
const monthAfter = (day: string, months: number): { first: string; days: number } => {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const first = Date.UTC(year, month - 1 + months, 1);
  const next = Date.UTC(year, month + months, 1);
  return { first: dayText(first), days: (next - first) / aDay };
};

/** The last day of a permit that runs for so many months. */
export const lastDay = (starts: string, months: number): string => {
  const { first, days } = monthAfter(starts, months);
  const same = Number(starts.slice(8));
  return addDays(first, same > days ? days - 1 : same - 2);
};

/** Months from a day to another, both included; one that has begun counts. */
export const monthsBegun = (starts: string, ends: string): number => {
  let months = 1;
  while (lastDay(starts, months) < ends) months += 1;
  return months;
};

export const earliestStart = ({ waitDays }: SchemeSettings['start'], today: string): string => addDays(today, waitDays);

export type Start = { readonly starts: string; readonly isMoved: boolean } | { readonly tooFar: string };

/** As soon as can be, unless the applicant may choose and does. A wish that is too early is moved; one too far ahead is not taken. */
export const startOf = (start: SchemeSettings['start'], today: string, wish: string | undefined): Start => {
  const earliest = earliestStart(start, today);
  if (wish === undefined) return { starts: earliest, isMoved: false };
  if (!start.chosen || wish < earliest) return { starts: earliest, isMoved: wish !== earliest };
  const last = addDays(today, Math.max(start.withinDays, start.waitDays));
  return wish > last ? { tooFar: last } : { starts: wish, isMoved: false };
};

/** The day on which all permits of a scheme end, on or after a day; 29 February is the 28th where there is none. */
const commonEnd = (on: string, starts: string): string => {
  const [month = 1, day = 1] = on.split('-').map(Number);
  const inYear = (year: number) => {
    const { first, days } = monthAfter(`${year}-01-01`, month - 1);
    return addDays(first, Math.min(day, days) - 1);
  };
  const year = Number(starts.slice(0, 4));
  return inYear(year) >= starts ? inYear(year) : inYear(year + 1);
};

export interface Term {
  readonly starts: string;
  readonly ends: string;
  /** Months that are paid for. */
  readonly months: number;
}

/** Where permits end together, one that is chosen longer ends with the others. */
export const termOf = (end: SchemeSettings['end'], starts: string, months: number): Term => {
  const rolling = lastDay(starts, months);
  if (end.rule === 'rolling') return { starts, ends: rolling, months };
  const common = commonEnd(end.on, starts);
  const ends = common < rolling ? common : rolling;
  return { starts, ends, months: end.price === 'full' ? months : monthsBegun(starts, ends) };
};

/** The moment at which a day begins in London. */
export const beginsAt = (day: string): number => londonInstant(day, '00:00');
/** The moment at which a day is over in London. */
export const isOverAt = (day: string): number => beginsAt(addDays(day, 1));
