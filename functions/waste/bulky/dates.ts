/** Which days are offered, and until when a booking of one can be changed. Pure. Days and times are London's. */

import { addDays, weekday } from '#shared/dates/days.ts';
import { bankHolidays, type WorkingDays, workingDays } from '#shared/dates/workingDays.ts';
import { londonDay, londonInstant } from '#shared/london.ts';
import { type BulkySettings, type Cutoff, weekdays } from '../contract/bulkySettings.ts';

type Rules = Pick<BulkySettings, 'days' | 'division' | 'onHolidays' | 'closures' | 'window'>;
type Calendar = Pick<BulkySettings, 'division' | 'closures'>;

/** WasteWorks' rule: what has a cutoff today counts from today until that time, from the next day after it. */
const firstDay = (now: number, { time, daysBefore, workingDays: counts }: Cutoff, working: WorkingDays): string => {
  const today = londonDay(now);
  const isLate = now >= londonInstant(today, time);
  if (!counts) return addDays(today, daysBefore + (isLate ? 1 : 0));
  const from = isLate || !working.isWorkingDay(today) ? working.add(today, 1) : today;
  return working.add(from, daysBefore);
};

/** The window of days. Its end is counted from tomorrow, and does not move when its start does. */
export const windowAt = (now: number, { window, ...calendar }: Pick<Rules, 'window'> & Calendar) => ({
  from: firstDay(now, window.start, workingDays(calendar)),
  to: addDays(londonDay(now), 1 + window.days),
});

const everyDay = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
};

/** In order. `ofService`: the days from–to on which the service comes whose days they are. */
export const offeredDays = (
  now: number,
  settings: Rules,
  ofService: (service: string, from: string, to: string) => readonly string[],
): string[] => {
  const { days, division, onHolidays, closures } = settings;
  const { from, to } = windowAt(now, settings);
  const off = new Set([...closures, ...(onHolidays ? [] : bankHolidays[division])]);
  const possible =
    days.by === 'service'
      ? ofService(days.service, from, to)
      : everyDay(from, to).filter((day) => days.weekdays.some((name) => weekdays[weekday(day) - 1] === name));
  return [...new Set(possible)].filter((day) => !off.has(day)).sort();
};

/** A booking for the day can be changed before this moment. */
export const cutoffOf = (day: string, { time, daysBefore, workingDays: counts }: Cutoff, calendar: Calendar): number =>
  londonInstant(counts ? workingDays(calendar).add(day, -daysBefore) : addDays(day, -daysBefore), time);

export const isSaturday = (day: string): boolean => weekdays[weekday(day) - 1] === 'saturday';
