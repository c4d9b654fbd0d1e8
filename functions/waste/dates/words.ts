import { isDay } from '#shared/dates/days.ts';

/** Days and months as councils write them in a column of a CSV file. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

export const dayName = (weekday: number): string => WEEKDAYS[weekday - 1] ?? '';

/** “Monday, Tuesday and Friday”. */
export const list = (words: readonly string[], conjunction: string): string =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(` ${conjunction} `);

/** What cannot be read, told to the person who mends the file. */
export class Unreadable extends Error {}
export const refuse: (problem: string) => never = (problem) => {
  throw new Unreadable(problem);
};

/** Three letters tell a day or a month, however it is shortened. */
const numberIn = (names: readonly string[], word: string): number =>
  names.findIndex((name) => name.slice(0, 3).toLowerCase() === word.slice(0, 3).toLowerCase()) + 1;
export const weekdayNumber = (word: string): number => numberIn(WEEKDAYS, word);
export const monthNumber = (word: string): number => (/^\d/.test(word) ? Number(word) : numberIn(MONTHS, word));

const WEEKDAY = String.raw`(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\b\.?`;
const MONTH = String.raw`(?<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`;
const NUMBER = String.raw`(?<d>\d\d?)(?:st|nd|rd|th)?`;

/** British order wherever the month is a number; a month by name may come first. */
const FULL_DATES = [
  String.raw`(?<y>\d{4})[-/](?<m>\d\d?)[-/](?<d>\d\d?)(?!\d)`,
  String.raw`(?<d>\d\d?)[-/.](?<m>\d\d?)[-/.](?<y>\d{4})(?!\d)`,
  String.raw`${NUMBER} ?(?:of )?${MONTH},? ?(?<y>\d{4})(?!\d)`,
  String.raw`${MONTH} ${NUMBER}(?!\d),? (?<y>\d{4})(?!\d)`,
];
const DAYS_OF_A_YEAR = [
  String.raw`(?<d>\d\d?)/(?<m>\d\d?)(?![\d/])`,
  `${NUMBER} ?(?:of )?${MONTH}`,
  String.raw`${MONTH} ${NUMBER}(?!\d)`,
  MONTH,
];

const sticky = (source: string): RegExp => new RegExp(source, 'iy');
export const PATTERNS = {
  weekday: sticky(WEEKDAY),
  everyWeekday: sticky(`(?:every|each) (?=${WEEKDAY})`),
  fullDates: FULL_DATES.map(sticky),
  daysOfAYear: DAYS_OF_A_YEAR.map(sticky),
  /** “Monday” before “5 January 2026”. A name may be given to one group only. */
  weekdayOfDate: sticky(`${WEEKDAY},?(?= (?:${FULL_DATES.join('|').replaceAll(/\?<\w>/g, '?:')}))`),
};

export type Side = 'from' | 'to';
export type DateParts = Readonly<Partial<Record<string, string>>>;
const two = (n: number | string): string => String(n).padStart(2, '0');

export const monthDay = (month: number, day: number | string): string => `${two(month)}-${two(day)}`;
export const lastOf = (month: number): string => monthDay(month, new Date(Date.UTC(2024, month, 0)).getUTCDate());

/** The day that the parts of a date name. */
export const fullDate = (found: string, { y = '', m = '', d = '' }: DateParts): string => {
  const month = monthNumber(m);
  if (month > 12 && month <= 31 && Number(d) <= 12)
    refuse(`Write the day before the month: ${m}/${d}/${y} for “${found}”.`);
  const day = `${y}-${monthDay(month, d)}`;
  if (!isDay(day)) refuse(`There is no day “${found}”.`);
  // 0001-01-01 and 1900-01-01 stand for “none” in exports of other systems.
  return day < '2000' ? refuse(`“${found}” is too long ago. Give a day of collection after 2000.`) : day;
};

/** The day of the year, like 03-01, that a day and a month name, or the first or last day of a month alone. */
export const dayOfYear = (found: string, { m = '', d }: DateParts, side: Side): string => {
  const month = monthNumber(m);
  const day = d ? monthDay(month, d) : side === 'from' ? monthDay(month, 1) : lastOf(month);
  return isDay(`2024-${day}`) ? day : refuse(`There is no day “${found}”.`);
};

/** A date in a column of its own. */
export const dateIn = (text: string): string => {
  const parts = FULL_DATES.map((source) => new RegExp(`^${source}$`, 'i').exec(text)?.groups).find(Boolean);
  return parts ? fullDate(text, parts) : refuse(`“${text.slice(0, 30)}” is not a date. Write it like 2026-01-05.`);
};
