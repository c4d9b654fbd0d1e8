import { epochDay, fromEpochDay, weekdayOf } from '#shared/dates/days.ts';

/** The part of a year in which there are collections, both ends included. From 11-01 to 02-29 goes over New Year. */
export interface Season {
  readonly from: string;
  readonly to: string;
}

/** When a round collects, before any day is moved (moved.ts). */
export interface Schedule {
  /** Every so many weeks, 1 to 52. */
  readonly weeks: number;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  /** The first day. Its week, Monday to Sunday, is the one that weeks are counted from. */
  readonly start?: string;
  /** The last day, included. */
  readonly end?: string;
  readonly season?: Season;
}

/** As text, 02-29 is where it should be in every year: after 28 February and before 1 March. */
const inSeason = (day: string, { from, to }: Season): boolean => {
  const monthDay = day.slice(5);
  return from <= to ? monthDay >= from && monthDay <= to : monthDay >= from || monthDay <= to;
};

const mondayOf = (n: number): number => n - weekdayOf(n) + 1;

/**
 * The days of collection between two days, both included, in order.
 * Several weeks without a first day have none: which week it is would be a guess.
 */
export const occurrences = ({ weeks, weekdays, start, end, season }: Schedule, from: string, to: string): string[] => {
  if (weeks > 1 && !start) return [];
  const first = epochDay(start && start > from ? start : from);
  const last = epochDay(end && end < to ? end : to);
  const step = weeks * 7;
  const anchor = mondayOf(epochDay(start ?? from));
  const offsets = [...new Set(weekdays)].sort((a, b) => a - b).map((weekday) => weekday - 1);

  const days: string[] = [];
  // Straight to the first week that counts, however long ago the round began.
  for (let week = anchor + Math.ceil((mondayOf(first) - anchor) / step) * step; week <= last; week += step) {
    for (const n of offsets.map((offset) => week + offset).filter((n) => n >= first && n <= last)) {
      const day = fromEpochDay(n);
      if (!season || inSeason(day, season)) days.push(day);
    }
  }
  return days;
};
