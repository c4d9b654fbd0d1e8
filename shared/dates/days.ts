/** Calendar days as text, like 2026-11-23: no time and no zone, so no clock change can move them. Text order is day order. */
const MILLISECONDS = 86_400_000;

/** Days since 1 January 1970, the form to calculate with. */
export const epochDay = (day: string): number => Date.parse(day) / MILLISECONDS;
export const fromEpochDay = (n: number): string => new Date(n * MILLISECONDS).toISOString().slice(0, 10);

/** 1 is Monday, 7 is Sunday, as in ISO 8601; 1 January 1970 was a Thursday. */
export const weekdayOf = (n: number): number => ((((n + 3) % 7) + 7) % 7) + 1;

export const weekday = (day: string): number => weekdayOf(epochDay(day));
export const addDays = (day: string, n: number): string => fromEpochDay(epochDay(day) + n);
export const daysBetween = (from: string, to: string): number => epochDay(to) - epochDay(from);
export const compareDays = (a: string, b: string): number => Math.sign(daysBetween(b, a));

/** A day that is in the calendar, written as we write it: neither 2026-02-30 nor 2026-2-3. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;

/** `25/12/2026`, as spreadsheets write it that know the country, in our form; any other text as it is. */
export const dayIn = (text: string): string => {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : text;
};
