import type { Schedule } from './schedule.ts';
import { dayName, list, MONTHS } from './words.ts';

const WELSH_DAYS = ['Llun', 'Mawrth', 'Mercher', 'Iau', 'Gwener', 'Sadwrn', 'Sul'];

const sentences = {
  en: {
    day: dayName,
    and: 'and',
    weekly: (days: string) => `Every ${days}`,
    fortnightly: (day: string) => `Every other ${day}`,
    // “Every other Tuesday and Friday” could be every Friday.
    everyWeeks: (days: string, weeks: number) => `${days} every ${weeks} weeks`,
  },
  cy: {
    day: (weekday: number) => `dydd ${WELSH_DAYS[weekday - 1]}`,
    and: 'a',
    weekly: (days: string) => `Bob ${days}`,
    fortnightly: (day: string) => `Bob yn ail d${day}`, // “yn ail” mutates: ddydd
    everyWeeks: (days: string, weeks: number) =>
      `D${days.slice(1)} bob ${weeks === 2 ? 'pythefnos' : `${weeks} wythnos`}`,
  },
};

/** The frequency for residents: “Every other Friday”, after the wording of WasteWorks. */
export const phrase = ({ weeks, weekdays }: Schedule, language: 'en' | 'cy'): string => {
  const { day, and, weekly, fortnightly, everyWeeks } = sentences[language];
  const days = list(weekdays.map(day), and);
  if (weeks === 1) return weekly(days);
  return weeks === 2 && weekdays.length === 1 ? fortnightly(days) : everyWeeks(days, weeks);
};

const dayAndMonth = (monthDay: string): string =>
  `${Number(monthDay.slice(3))} ${MONTHS[Number(monthDay.slice(0, 2)) - 1]}`;

/** The schedule as text that parseSchedule reads back. */
export const written = ({ weeks, weekdays, start, end, season }: Schedule): string => {
  const days = list(weekdays.map(dayName), 'and');
  const often = weeks === 1 ? `every ${days}` : `every ${weeks} weeks on ${days}`;
  const first = start ? ` from ${start}` : '';
  const last = end ? ` until ${end}` : '';
  const part = season ? `, from ${dayAndMonth(season.from)} to ${dayAndMonth(season.to)}` : '';
  return `${often}${first}${last}${part}`;
};
