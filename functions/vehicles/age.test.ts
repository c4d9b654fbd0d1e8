import { isCurrent, isUsable } from './age.ts';

const settings = { perMinute: 60, keepDays: 7, keepFactsDays: 30 };
const checkedAt = '2026-11-23T09:30:00.000Z';
const after = (days: number, milliseconds = 0) => Date.parse(checkedAt) + days * 86_400_000 + milliseconds;
const minutes = (n: number) => n / 1440;

it.each([
  ['a vehicle', { vehicle: {} }, 7, -1, true],
  ['a vehicle', { vehicle: {} }, 7, 0, false],
  ['no vehicle', {}, minutes(10), -1, true],
  ['no vehicle', {}, minutes(10), 0, false],
  ['tax due today', { vehicle: { taxDueDate: '2026-11-24' } }, 1, 0, true],
  ['tax that ran out since', { vehicle: { taxDueDate: '2026-11-24' } }, 2, 0, false],
  ['an MOT that ran out since', { vehicle: { motExpiryDate: '2026-11-23' } }, 1, 0, false],
  ['an MOT that had run out', { vehicle: { motExpiryDate: '2026-11-22' } }, 1, 0, true],
])('an answer of %s is current: %j after %d days and %d ms: %s', (_, answer, days, milliseconds, expected) => {
  expect(isCurrent({ checkedAt, ...answer }, settings, after(days, milliseconds))).toBe(expected);
});

it('uses what lasts for longer, and nothing where the council keeps nothing', () => {
  const kept = { checkedAt, vehicle: {} };
  expect([29, 30].map((days) => isUsable(kept, settings, after(days)))).toEqual([true, false]);
  expect(isCurrent(kept, { ...settings, keepDays: 0 }, after(0))).toBe(false);
});
