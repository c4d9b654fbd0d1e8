import { weekday } from '#shared/dates/days.ts';
import {
  type DateParts,
  dayName,
  dayOfYear,
  fullDate,
  list,
  monthNumber,
  PATTERNS,
  refuse,
  type Side,
  weekdayNumber,
} from './words.ts';

type Ends = Partial<Record<Side, string>>;

/** What has been read so far, from left to right. */
export interface Draft {
  weeks?: number;
  readonly weekdays: Set<number>;
  /** It says “every Monday”. */
  everyWeekday?: boolean;
  /** After “from” or “to”: which end the next date is. */
  side?: Side | undefined;
  /** After “between”: the date after the next is the other end. */
  between?: boolean;
  /** The weekday that the next date is said to be. */
  named?: number | undefined;
  /** After “except”: the months left out. */
  without?: number[];
  readonly days: Ends;
  readonly season: Ends;
}

export const setEnd = (ends: Ends, side: Side, day: string): void => {
  const before = ends[side];
  if (before && before !== day)
    refuse(`It has two ${side === 'from' ? 'first' : 'last'} days, ${before} and ${day}. Keep one.`);
  ends[side] = day;
};

export const TWO_WAYS = 'It says how often in two ways. Keep one; a second round needs a row of its own.';

const setWeeks = (draft: Draft, weeks: number): void => {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > 52) refuse('Give a number of whole weeks from 1 to 52.');
  if (draft.weeks && draft.weeks !== weeks) refuse(TWO_WAYS);
  draft.weeks = weeks;
};

const setSide = (draft: Draft, side: Side): void => {
  if (draft.without) refuse('Name each month that is left out, like this: except December, January and February.');
  if (draft.side && draft.side !== side) refuse('Give a date after “from”, like this: from 2026-01-05.');
  draft.side = side;
};

export const mustBe = (day: string, weekdays: readonly number[]): void => {
  if (weekdays.includes(weekday(day))) return;
  refuse(`${day} is a ${dayName(weekday(day))}, not a ${list(weekdays.map(dayName), 'or')}.`);
};

const takeWeekday = (draft: Draft, found: string): void => {
  if (draft.without) refuse('Name the days of collection before “except”, and only months after it.');
  if (draft.side === 'to') refuse('Name each day, like this: every Monday, Tuesday and Wednesday.');
  draft.weekdays.add(weekdayNumber(found));
};

const leaveOut = (without: number[], found: string, { m = '', d }: DateParts): void => {
  if (d) refuse(`Put “${found}” in the table of moved days: a schedule can leave out whole months only.`);
  without.push(monthNumber(m));
};

const takeDate = (draft: Draft, found: string, parts: DateParts, rest: string): void => {
  const side = draft.side ?? (/^ ?(?:(?:to|until|till) |-)/i.test(rest) ? 'from' : undefined);
  if (!side) refuse(`Say what ${found} is: “from ${found}” for the first day, “until ${found}” for the last.`);
  if (parts.y) {
    const day = fullDate(found, parts);
    if (draft.named) mustBe(day, [draft.named]);
    setEnd(draft.days, side, day);
  } else setEnd(draft.season, side, dayOfYear(found, parts, side));
  draft.side = draft.between ? 'to' : undefined;
  draft.between = false;
  draft.named = undefined;
};

const COUNTS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
const ORDINALS = ['', '', 'other second 2nd', 'third 3rd', 'fourth 4th'];
const count = (word: string): number => (/^\d/.test(word) ? Number(word) : COUNTS.indexOf(word.toLowerCase()));
const ordinal = (word: string): number => ORDINALS.findIndex((words) => words.split(' ').includes(word.toLowerCase()));

export const EXAMPLE = 'like this: every Monday, or every 2 weeks from 2026-01-05';

/** Words that tell of a pattern which no schedule has, wherever they are. */
const NOT_A_PATTERN: readonly (readonly [RegExp, string])[] = [
  [/^[\s.,]*$/, `Say how often, ${EXAMPLE}.`],
  [/.{200}/, `Say in fewer words how often, ${EXAMPLE}.`],
  [/month/i, 'A month is not a number of weeks. Count in weeks, like this: every 4 weeks from 2026-01-05.'],
  [/\bbi-? ?weekly\b/i, 'Write “every 2 weeks” for “bi-weekly”, or name the two days of each week.'],
  [
    /\bdaily\b|\b(?:every|each) (?:week)?day\b|\bweekdays\b/i,
    'Name each day, like this: every Monday, Tuesday and Wednesday.',
  ],
  [
    /\bweek ?-?[a-d]\b|\b(?:week|wk) (?:commencing|beginning|starting|of)\b|\bw\/?[bc]\b/i,
    'Give the first day of collection in place of the week, like this: every 2 weeks from 2026-01-05.',
  ],
];

type Rule = readonly [RegExp, (draft: Draft, found: string, parts: DateParts, rest: string) => unknown];
const dates = (patterns: readonly RegExp[]): Rule[] =>
  patterns.map((pattern) => [
    pattern,
    (draft, found, parts, rest) =>
      draft.without ? leaveOut(draft.without, found, parts) : takeDate(draft, found, parts, rest),
  ]);

/** Tried in this order at each place in the text; the first that fits is taken. */
const RULES: readonly Rule[] = [
  [/[ ,;.()&+/]+|and\b/iy, () => {}],
  ...dates(PATTERNS.fullDates),
  [/\d\d?([-/.])\d\d?\1\d\d(?!\d)/y, (_, found) => refuse(`Write the year of ${found} with four digits.`)],
  ...dates(PATTERNS.daysOfAYear),
  [
    PATTERNS.weekdayOfDate,
    (draft, found) => {
      if (draft.side) draft.named = weekdayNumber(found);
      else takeWeekday(draft, found);
    },
  ],
  [PATTERNS.weekday, takeWeekday],
  [PATTERNS.everyWeekday, (draft) => Object.assign(draft, { everyWeekday: true })],
  [
    /(?:every|each) (?<n>other|second|2nd|third|3rd|fourth|4th)\b(?: week\b)?/iy,
    (draft, _, { n = '' }) => setWeeks(draft, ordinal(n)),
  ],
  [
    new RegExp(`(?<n>\\d+|${COUNTS.join('|')})[ -]*(?:weeks?|weekly|wks?)\\b`, 'iy'),
    (draft, _, { n = '' }) => setWeeks(draft, count(n)),
  ],
  [/(?<n>\d+) ?days\b/iy, (draft, _, { n }) => setWeeks(draft, Number(n) / 7)],
  [/alternat(?:e|ing)(?:[ -]week(?:s|ly)?)?\b|fortnight(?:ly|s)?\b/iy, (draft) => setWeeks(draft, 2)],
  [/week(?:ly)?\b/iy, (draft) => setWeeks(draft, 1)],
  [/(?:from|start(?:s|ing)?(?: on| from)?|commenc(?:es|ing)|beginning)\b/iy, (draft) => setSide(draft, 'from')],
  [/(?:to|until|till?|through|end(?:s|ing)?(?: on)?)\b|-/iy, (draft) => setSide(draft, 'to')],
  [/between\b/iy, (draft) => Object.assign(draft, { side: 'from', between: true })],
  [/(?:except|excluding|but not|not|no collections?)\b/iy, (draft) => Object.assign(draft, { without: [] })],
  [/(?:every|each|on|in|the|a|once|for|collect(?:ed|ions?)?)\b/iy, () => {}],
];

/** What a text says, word for word; phrases.ts makes a schedule of it. */
export const read = (text: string): Draft => {
  for (const [pattern, problem] of NOT_A_PATTERN) if (pattern.test(text)) refuse(problem);
  const draft: Draft = { weekdays: new Set(), days: {}, season: {} };
  const taken = (at: number): number => {
    for (const [pattern, take] of RULES) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      take(draft, match[0], match.groups ?? {}, text.slice(pattern.lastIndex));
      return match[0].length;
    }
    const word = text.slice(at).split(' ')[0]?.slice(0, 30);
    return refuse(`“${word}” cannot be read. Write it ${EXAMPLE}.`);
  };
  for (let at = 0; at < text.length; ) at += taken(at);
  return draft;
};
