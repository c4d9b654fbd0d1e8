import fc from 'fast-check';
import { RRule } from 'rrule';
import { addDays, weekday } from '#shared/dates/days.ts';
import { occurrences, type Schedule } from './schedule.ts';

const aSchedule = (overrides: Partial<Schedule> = {}): Schedule => ({ weeks: 1, weekdays: [1], ...overrides });

it.each<[string, Schedule, string, string, string[]]>([
  ['both ends of the days asked for', aSchedule(), '2026-01-05', '2026-01-12', ['2026-01-05', '2026-01-12']],
  [
    'Saturday as the normal day',
    aSchedule({ weekdays: [6] }),
    '2026-01-01',
    '2026-01-12',
    ['2026-01-03', '2026-01-10'],
  ],
  [
    'two days of a week in order',
    aSchedule({ weekdays: [5, 2] }),
    '2026-01-05',
    '2026-01-11',
    ['2026-01-06', '2026-01-09'],
  ],
  ['a day once, though named twice', aSchedule({ weekdays: [1, 1] }), '2026-01-05', '2026-01-11', ['2026-01-05']],
  [
    'a fortnight over New Year',
    aSchedule({ weeks: 2, start: '2025-12-08' }),
    '2025-12-20',
    '2026-01-20',
    ['2025-12-22', '2026-01-05', '2026-01-19'],
  ],
  [
    'a fortnight over a year of 53 weeks, where even and odd weeks swap',
    aSchedule({ weeks: 2, start: '2020-12-14' }),
    '2020-12-14',
    '2021-01-30',
    ['2020-12-14', '2020-12-28', '2021-01-11', '2021-01-25'],
  ],
  [
    'four weeks over a leap day',
    aSchedule({ weeks: 4, weekdays: [2], start: '2028-02-01' }),
    '2028-02-02',
    '2028-04-01',
    ['2028-02-29', '2028-03-28'],
  ],
  [
    'the first and the last day',
    aSchedule({ start: '2026-01-12', end: '2026-01-26' }),
    '2026-01-01',
    '2026-12-31',
    ['2026-01-12', '2026-01-19', '2026-01-26'],
  ],
  [
    'the week of the first day as the one to count from, without days before the first',
    aSchedule({ weeks: 2, weekdays: [2, 5], start: '2026-01-09' }),
    '2026-01-01',
    '2026-01-31',
    ['2026-01-09', '2026-01-20', '2026-01-23'],
  ],
  [
    'Sunday as the end of its week',
    aSchedule({ weeks: 2, weekdays: [1, 7], start: '2026-01-11' }),
    '2026-01-05',
    '2026-01-31',
    ['2026-01-11', '2026-01-19', '2026-01-25'],
  ],
  [
    'no day outside the season',
    aSchedule({ season: { from: '03-02', to: '03-09' } }),
    '2026-01-01',
    '2027-03-10',
    ['2026-03-02', '2026-03-09', '2027-03-08'],
  ],
  [
    'a season over New Year',
    aSchedule({ weeks: 4, start: '2025-11-03', season: { from: '12-01', to: '01-26' } }),
    '2025-11-01',
    '2026-12-10',
    ['2025-12-01', '2025-12-29', '2026-01-26'],
  ],
  [
    'a season to 29 February in a leap year',
    aSchedule({ weekdays: [2], season: { from: '02-20', to: '02-29' } }),
    '2028-01-01',
    '2028-12-31',
    ['2028-02-22', '2028-02-29'],
  ],
  [
    'a season from 29 February in a common year',
    aSchedule({ weekdays: [7], season: { from: '02-29', to: '03-07' } }),
    '2026-01-01',
    '2026-12-31',
    ['2026-03-01'],
  ],
  ['nothing between seasons', aSchedule({ season: { from: '03-01', to: '11-30' } }), '2026-12-01', '2027-02-28', []],
  ['nothing when the days asked for are the wrong way round', aSchedule(), '2026-02-01', '2026-01-01', []],
  ['nothing before a schedule of the future', aSchedule({ start: '2027-01-04' }), '2026-01-01', '2026-12-31', []],
  ['nothing for a fortnight without a first day', aSchedule({ weeks: 2 }), '2026-01-01', '2026-12-31', []],
])('has %s', (_, schedule, from, to, days) => {
  expect(occurrences(schedule, from, to)).toEqual(days);
});

const utc = (day: string): Date => new Date(day);
const start = fc.integer({ min: -3000, max: 3000 }).map((n) => addDays('2026-01-01', n));
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });

it('agrees with RFC 5545 over three years', () => {
  fc.assert(
    fc.property(start, weekdays, fc.constantFrom(1, 2, 3, 4, 26, 52), fc.nat(3000), (start, weekdays, weeks, later) => {
      const from = addDays(start, later - 500);
      const to = addDays(from, 3 * 365);
      const byweekday = weekdays.map((n) => n - 1);
      const rule = new RRule({ freq: RRule.WEEKLY, interval: weeks, byweekday, wkst: RRule.MO, dtstart: utc(start) });
      const expected = rule.between(utc(from), utc(to), true).map((date) => date.toISOString().slice(0, 10));
      expect(occurrences({ weeks, weekdays, start }, from, to)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

it('agrees with a look at every day', () => {
  const monthDay = fc.constantFrom('01-01', '02-28', '02-29', '03-01', '06-15', '11-30', '12-31');
  const season = fc.record({ from: monthDay, to: monthDay });
  const leapYear = Array.from({ length: 366 }, (_, n) => addDays('2024-01-01', n).slice(5));
  const daysOf = ({ from, to }: { from: string; to: string }): Set<string> => {
    const fromFirst = [...leapYear, ...leapYear].slice(leapYear.indexOf(from));
    return new Set(fromFirst.slice(0, fromFirst.indexOf(to) + 1));
  };
  fc.assert(
    fc.property(start, weekdays, season, fc.nat(900), (start, weekdays, season, length) => {
      const end = addDays(start, length);
      const inSeason = daysOf(season);
      const days = Array.from({ length: 800 }, (_, n) => addDays(start, n - 100)).filter(
        (day) => day >= start && day <= end && weekdays.includes(weekday(day)) && inSeason.has(day.slice(5)),
      );
      const schedule = { weeks: 1, weekdays, start, end, season };
      expect(occurrences(schedule, addDays(start, -100), addDays(start, 699))).toEqual(days);
    }),
    { numRuns: 50 },
  );
});

it('takes no longer for a round that began long ago', () => {
  const schedule = aSchedule({ weeks: 2, start: '0001-01-01' });
  const began = performance.now();
  for (let i = 0; i < 1000; i += 1) occurrences(schedule, '2026-01-01', '2026-01-31');
  expect(performance.now() - began).toBeLessThan(1000);
});
