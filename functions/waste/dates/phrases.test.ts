import fc from 'fast-check';
import { weekday } from '#shared/dates/days.ts';
import { parseSchedule, written } from './phrases.ts';
import type { Schedule } from './schedule.ts';

const fortnight = (start: string): Schedule => ({ weeks: 2, weekdays: [weekday(start)], start });
const problemOf = (...given: Parameters<typeof parseSchedule>): string => {
  const read = parseSchedule(...given);
  return 'problem' in read ? read.problem : `Read as ${JSON.stringify(read)}`;
};

describe('reads', () => {
  it.each<[string, Schedule]>([
    ['every Monday', { weeks: 1, weekdays: [1] }],
    ['Monday', { weeks: 1, weekdays: [1] }],
    ['weekly Monday', { weeks: 1, weekdays: [1] }],
    ['weekly on Mondays', { weeks: 1, weekdays: [1] }],
    ['Every week on a Monday.', { weeks: 1, weekdays: [1] }],
    ['  WEEKLY   (MON)  ', { weeks: 1, weekdays: [1] }],
    ['once a week on Saturday', { weeks: 1, weekdays: [6] }],
    ['every Tuesday and Friday', { weeks: 1, weekdays: [2, 5] }],
    ['Fridays & Tuesdays', { weeks: 1, weekdays: [2, 5] }],
    ['Mon, Thu', { weeks: 1, weekdays: [1, 4] }],
    ['Mon/Thurs', { weeks: 1, weekdays: [1, 4] }],
    ['mon. tue tues weds thur fri sat sun', { weeks: 1, weekdays: [1, 2, 3, 4, 5, 6, 7] }],
    ['collected every 7 days on Wed', { weeks: 1, weekdays: [3] }],
    ['weekly from 2026-01-05', { weeks: 1, weekdays: [1], start: '2026-01-05' }],
    ['every Friday from Monday 5 January 2026', { weeks: 1, weekdays: [5], start: '2026-01-05' }],
    ['every Monday until 27/11/2026', { weeks: 1, weekdays: [1], end: '2026-11-27' }],
  ])('“%s” as a weekly round', (text, schedule) => {
    expect(parseSchedule(text)).toStrictEqual(schedule);
  });

  it.each<[string, Schedule]>([
    ['every 2 weeks from 2026-01-05', fortnight('2026-01-05')],
    ['Every two weeks, starting 5 January 2026', fortnight('2026-01-05')],
    ['alternate weekly on Monday from 05/01/2026', fortnight('2026-01-05')],
    ['Alternate Mondays from 5/1/2026', fortnight('2026-01-05')],
    ['alternating weeks, from 5.1.2026', fortnight('2026-01-05')],
    ['fortnightly on Wed starting 2026-01-07', fortnight('2026-01-07')],
    ['Every fortnight starting on Wednesday, 7th January 2026', fortnight('2026-01-07')],
    ['every other Friday from 9th of Jan 2026', fortnight('2026-01-09')],
    ['each second Friday from Jan 9, 2026', fortnight('2026-01-09')],
    ['every other week from 2026-1-9', fortnight('2026-01-09')],
    ['every Friday, alternate weeks from 2026-01-09', fortnight('2026-01-09')],
    ['fortnightly from Thursday, August 20, 2026', fortnight('2026-08-20')],
    ['2-weekly from 09-01-2026', fortnight('2026-01-09')],
    ['every 14 days from 9 Sept 2026', fortnight('2026-09-09')],
    ['every 4 weeks from 2026-01-05', { ...fortnight('2026-01-05'), weeks: 4 }],
    ['4-weekly from 2026-01-05', { ...fortnight('2026-01-05'), weeks: 4 }],
    ['four weekly from 2026-01-05', { ...fortnight('2026-01-05'), weeks: 4 }],
    ['every third Monday from 2026-01-05', { ...fortnight('2026-01-05'), weeks: 3 }],
    ['every 2 weeks on Tuesday and Friday from 2026-01-09', { ...fortnight('2026-01-09'), weekdays: [2, 5] }],
  ])('“%s” as a round of several weeks', (text, schedule) => {
    expect(parseSchedule(text)).toStrictEqual(schedule);
  });

  const spring = { from: '03-01', to: '11-30' };
  it.each<[string, Schedule]>([
    ['weekly on Tuesday from 1 March to 30 November', { weeks: 1, weekdays: [2], season: spring }],
    ['weekly on Tuesday between 1 Mar and 30 Nov', { weeks: 1, weekdays: [2], season: spring }],
    ['Tuesdays, 1 Mar – 30 Nov', { weeks: 1, weekdays: [2], season: spring }],
    ['Tuesdays 1/3-30/11', { weeks: 1, weekdays: [2], season: spring }],
    ['every Tuesday, March to November', { weeks: 1, weekdays: [2], season: spring }],
    ['every Tuesday except December, January and February', { weeks: 1, weekdays: [2], season: spring }],
    [
      'every Tuesday (no collections in Dec & Jan)',
      { weeks: 1, weekdays: [2], season: { from: '02-01', to: '11-30' } },
    ],
    ['every Tuesday except July', { weeks: 1, weekdays: [2], season: { from: '08-01', to: '06-30' } }],
    ['every Tuesday except March', { weeks: 1, weekdays: [2], season: { from: '04-01', to: '02-29' } }],
    ['Tue from 1 November to 29 February', { weeks: 1, weekdays: [2], season: { from: '11-01', to: '02-29' } }],
    ['fortnightly from Monday 2 March 2026 to 29 November 2026', { ...fortnight('2026-03-02'), end: '2026-11-29' }],
    ['every 2 weeks from 2026-03-02 to 2026-11-30', { ...fortnight('2026-03-02'), end: '2026-11-30' }],
    [
      'fortnightly between Monday 2 March 2026 and Monday 30 November 2026',
      { ...fortnight('2026-03-02'), end: '2026-11-30' },
    ],
    [
      'every 2 weeks from 2026-03-02 until 2027-11-29, from 1 March to 30 November',
      { ...fortnight('2026-03-02'), end: '2027-11-29', season: spring },
    ],
  ])('“%s” as a part of the year', (text, schedule) => {
    expect(parseSchedule(text)).toStrictEqual(schedule);
  });

  it.each<[string, { start?: string; end?: string }, Schedule]>([
    ['fortnightly', { start: '2026-01-05' }, fortnight('2026-01-05')],
    ['alternate weekly on Monday', { start: '05/01/2026' }, fortnight('2026-01-05')],
    [
      'fortnightly from 5 Jan 2026',
      { start: '2026-01-05', end: ' 2026-11-30 ' },
      { ...fortnight('2026-01-05'), end: '2026-11-30' },
    ],
    // The first day of a new timetable may be any day.
    ['weekly on Friday', { start: '2026-04-01', end: '' }, { weeks: 1, weekdays: [5], start: '2026-04-01' }],
    ['weekly on Friday', { start: '' }, { weeks: 1, weekdays: [5] }],
  ])('“%s” with the dates of other columns, %j', (text, given, schedule) => {
    expect(parseSchedule(text, given)).toStrictEqual(schedule);
  });
});

describe('says what is wrong and how to mend it', () => {
  it.each([
    ['', 'Say how often, like this: every Monday, or every 2 weeks from 2026-01-05.'],
    [' . ', 'Say how often, like this: every Monday, or every 2 weeks from 2026-01-05.'],
    ['from 2026-01-05', 'Say how often, like this: every Monday, or every 2 weeks from 2026-01-05.'],
    ['weekly', 'Say which day of the week, like this: every Monday.'],
    ['fortnightly', 'Say the first day, like this: every 2 weeks on Monday from 2026-01-05.'],
    ['alternate weekly on Friday', 'Say the first day, like this: every 2 weeks on Friday from 2026-01-09.'],
    ['every 4 weeks', 'Say the first day, like this: every 4 weeks on Monday from 2026-01-05.'],
    [
      'fortnightly, Week B',
      'Give the first day of collection in place of the week, like this: every 2 weeks from 2026-01-05.',
    ],
    [
      'fortnightly Wed w/c 05/01/2026',
      'Give the first day of collection in place of the week, like this: every 2 weeks from 2026-01-05.',
    ],
    ['monthly', 'A month is not a number of weeks. Count in weeks, like this: every 4 weeks from 2026-01-05.'],
    ['every month', 'A month is not a number of weeks. Count in weeks, like this: every 4 weeks from 2026-01-05.'],
    [
      'First Monday of the month',
      'A month is not a number of weeks. Count in weeks, like this: every 4 weeks from 2026-01-05.',
    ],
    ['bi-weekly on Monday', 'Write “every 2 weeks” for “bi-weekly”, or name the two days of each week.'],
    ['every weekday', 'Name each day, like this: every Monday, Tuesday and Wednesday.'],
    ['Daily', 'Name each day, like this: every Monday, Tuesday and Wednesday.'],
    ['Monday to Friday', 'Name each day, like this: every Monday, Tuesday and Wednesday.'],
    ['Mon-Fri', 'Name each day, like this: every Monday, Tuesday and Wednesday.'],
    ['every 60 weeks from 2026-01-05', 'Give a number of whole weeks from 1 to 52.'],
    ['every 0 weeks from 2026-01-05', 'Give a number of whole weeks from 1 to 52.'],
    ['every 10 days from 2026-01-05', 'Give a number of whole weeks from 1 to 52.'],
    [
      'weekly, every 2 weeks from 2026-01-05',
      'It says how often in two ways. Keep one; a second round needs a row of its own.',
    ],
    [
      'every Friday and alternate Tuesdays from 2026-01-06',
      'It says how often in two ways. Keep one; a second round needs a row of its own.',
    ],
    ['every 2 weeks on Monday from 2026-01-06', '2026-01-06 is a Tuesday, not a Monday.'],
    ['every 2 weeks on Tue and Fri from 2026-01-05', '2026-01-05 is a Monday, not a Tuesday or Friday.'],
    ['every 2 weeks from Monday 6 January 2026', '2026-01-06 is a Tuesday, not a Monday.'],
    ['every Monday until Friday 26 November 2026', '2026-11-26 is a Thursday, not a Friday.'],
    ['every Monday from 2026-11-30 to 2026-03-02', 'The last day, 2026-03-02, is before the first, 2026-11-30.'],
    ['every Monday from 2026-01-05 from 2026-01-12', 'It has two first days, 2026-01-05 and 2026-01-12. Keep one.'],
    ['fortnightly from 01/13/2026', 'Write the day before the month: 13/01/2026 for “01/13/2026”.'],
    ['fortnightly from 30/02/2026', 'There is no day “30/02/2026”.'],
    ['fortnightly from 2026-02-29', 'There is no day “2026-02-29”.'],
    ['fortnightly from 05/01/26', 'Write the year of 05/01/26 with four digits.'],
    ['fortnightly from 0001-01-01', '“0001-01-01” is too long ago. Give a day of collection after 2000.'],
    [
      'fortnightly 05/01/2026',
      'Say what 05/01/2026 is: “from 05/01/2026” for the first day, “until 05/01/2026” for the last.',
    ],
    ['fortnightly from', 'Give a date after “from”, like this: from 2026-03-02 to 2026-11-30.'],
    ['weekly Monday from to 2026-01-05', 'Give a date after “from”, like this: from 2026-01-05.'],
    ['Tuesdays between 1 March', 'Give a date after “to”, like this: from 2026-03-02 to 2026-11-30.'],
    ['Tuesdays from 31 April to 30 Nov', 'There is no day “31 April”.'],
    ['Tuesdays from 1/0 to 30/11', 'There is no day “1/0”.'],
    [
      'Tuesdays from 1 March',
      'Give both ends of the season, like this: from 1 March to 30 November. Give one date alone its year.',
    ],
    [
      'Tuesdays from 1 March to 2026-11-30',
      'Give both ends of the season, like this: from 1 March to 30 November. Give one date alone its year.',
    ],
    [
      'Tuesdays except 25 December',
      'Put “25 December” in the table of moved days: a schedule can leave out whole months only.',
    ],
    [
      'Tuesdays except January and July',
      'Leave out months that follow each other, like this: except December and January.',
    ],
    ['Tuesdays except', 'Leave out months that follow each other, like this: except December and January.'],
    [
      'Tuesdays except December to February',
      'Name each month that is left out, like this: except December, January and February.',
    ],
    ['Tuesdays from 1 March to 30 November except July', 'Give the season or the months left out, not both.'],
    ['weekly except Sunday', 'Name the days of collection before “except”, and only months after it.'],
    ['every Mondya', '“Mondya” cannot be read. Write it like this: every Monday, or every 2 weeks from 2026-01-05.'],
    [
      'twice a week, Mon and Thu',
      '“twice” cannot be read. Write it like this: every Monday, or every 2 weeks from 2026-01-05.',
    ],
    ['2nd and 4th Monday', '“2nd” cannot be read. Write it like this: every Monday, or every 2 weeks from 2026-01-05.'],
    [
      'every Monday '.repeat(20),
      'Say in fewer words how often, like this: every Monday, or every 2 weeks from 2026-01-05.',
    ],
  ])('“%s”: %s', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it.each([
    [{ start: '2026-01-12' }, 'It has two first days, 2026-01-05 and 2026-01-12. Keep one.'],
    [{ start: 'next week' }, '“next week” is not a date. Write it like 2026-01-05.'],
    [{ end: '2025-12-31' }, 'The last day, 2025-12-31, is before the first, 2026-01-05.'],
  ])('in other columns, %j: %s', (given, problem) => {
    expect(problemOf('every 2 weeks from 2026-01-05', given)).toBe(problem);
  });
});

it('reads or refuses whatever is made of its words, and reads back what it reads', () => {
  const words =
    'every other 2 four weeks weekly alternate fortnightly Monday Fri. and , from to - between until except March Dec 1 2026-01-05 05/01/2026 30/11 3 days on xyz month';
  const text = fc.array(fc.constantFrom(...words.split(' ')), { maxLength: 9 }).map((some) => some.join(' '));
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ maxLength: 300 })), (text) => {
      const read = parseSchedule(text);
      if ('problem' in read) {
        expect(read.problem).toMatch(/^.{10,140}\.$/u);
      } else expect(parseSchedule(written(read))).toStrictEqual(read);
    }),
    { numRuns: 2000 },
  );
});
