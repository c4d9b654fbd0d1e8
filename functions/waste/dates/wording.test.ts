import fc from 'fast-check';
import { addDays, weekday } from '#shared/dates/days.ts';
import { parseSchedule } from './phrases.ts';
import type { Schedule } from './schedule.ts';
import { phrase, written } from './wording.ts';

it('reads back every schedule as it was', () => {
  const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2024-01-01', n));
  const monthDay = fc.integer({ min: 0, max: 365 }).map((n) => addDays('2024-01-01', n).slice(5));
  const parts = fc.record({
    weeks: fc.integer({ min: 1, max: 52 }),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
    start: day,
    startless: fc.boolean(),
    last: fc.option(fc.nat(900)),
    season: fc.option(fc.record({ from: monthDay, to: monthDay })),
  });
  fc.assert(
    fc.property(parts, ({ weeks, weekdays, start, startless, last, season }) => {
      const schedule: Schedule = {
        weeks,
        weekdays: [...new Set([...weekdays, weekday(start)])].sort(),
        ...((weeks > 1 || !startless) && { start }),
        ...(last !== null && { end: addDays(start, last) }),
        ...(season && { season }),
      };
      expect(parseSchedule(written(schedule))).toEqual(schedule);
    }),
  );
});

it.each<[Schedule, string]>([
  [{ weeks: 1, weekdays: [2, 5] }, 'every Tuesday and Friday'],
  [
    { weeks: 2, weekdays: [1], start: '2026-01-05', end: '2026-11-30' },
    'every 2 weeks on Monday from 2026-01-05 until 2026-11-30',
  ],
  [{ weeks: 1, weekdays: [2], season: { from: '03-01', to: '11-30' } }, 'every Tuesday, from 1 March to 30 November'],
])('writes %j as “%s”', (schedule, text) => {
  expect(written(schedule)).toBe(text);
});

it.each([
  [1, [5], 'Every Friday', 'Bob dydd Gwener'],
  [2, [5], 'Every other Friday', 'Bob yn ail ddydd Gwener'],
  [4, [5], 'Friday every 4 weeks', 'Dydd Gwener bob 4 wythnos'],
  [1, [2, 5], 'Every Tuesday and Friday', 'Bob dydd Mawrth a dydd Gwener'],
  [1, [1, 3, 4], 'Every Monday, Wednesday and Thursday', 'Bob dydd Llun, dydd Mercher a dydd Iau'],
  [2, [6, 7], 'Saturday and Sunday every 2 weeks', 'Dydd Sadwrn a dydd Sul bob pythefnos'],
])('tells residents of every %d weeks on %j: %s, %s', (weeks, weekdays, english, welsh) => {
  expect(phrase({ weeks, weekdays }, 'en')).toBe(english);
  expect(phrase({ weeks, weekdays }, 'cy')).toBe(welsh);
});
