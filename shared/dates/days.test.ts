import fc from 'fast-check';
import { addDays, compareDays, daysBetween, isDay, weekday } from './days.ts';

it.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-28', 2, '2026-03-30'],
  ['2026-10-24', 2, '2026-10-26'],
  ['2026-01-01', -1, '2025-12-31'],
])('%s and %d days is %s, over leap days, New Year and clock changes', (day, n, then) => {
  expect(addDays(day, n)).toBe(then);
  expect(daysBetween(day, then)).toBe(n);
});

it.each([
  ['1969-12-28', 7],
  ['1970-01-01', 4],
  ['2026-01-05', 1],
  ['2026-11-29', 7],
])('%s is day %d of its week', (day, n) => {
  expect(weekday(day)).toBe(n);
});

it.each(['2026-01-05', '2028-02-29', '2000-02-29', '0001-01-01'])('%s is a day', (text) => {
  expect(isDay(text)).toBe(true);
});

it.each(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-5', '2026-01-05T00:00:00', ' 2026-01-05', ''])(
  '“%s” is not a day',
  (text) => {
    expect(isDay(text)).toBe(false);
  },
);

it('adds, counts and compares alike', () => {
  const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.integer({ min: -50_000, max: 50_000 }), (date, n) => {
      const from = date.toISOString().slice(0, 10);
      const to = addDays(from, n);
      expect(isDay(to)).toBe(true);
      expect(daysBetween(from, to)).toBe(n);
      expect(compareDays(to, from)).toBe(Math.sign(n));
      expect(weekday(to)).toBe(new Date(to).getUTCDay() || 7);
    }),
  );
});
