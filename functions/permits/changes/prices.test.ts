import fc from 'fast-check';
import type { Scheme } from '../contract/schemes.ts';
import { lastDay } from '../dates.ts';
import { differenceFor, type Running, refundFor, unusedMonths } from './prices.ts';

const running = (starts: string, months: number, pence: number): Running => ({
  ...{ starts, ends: lastDay(starts, months), price: { pence, inputs: { months } } },
});
const by = (fee = 0, least = 0): Scheme['refund'] => ({ rule: 'unused_months', fee, least });

test.each([
  ['2026-01-01', 12, '2025-12-31', 12, 'given up before it began'],
  ['2026-01-01', 12, '2026-01-01', 11, 'on its first day'],
  ['2026-01-01', 12, '2026-01-02', 11, 'the day after its start'],
  ['2026-01-01', 12, '2026-01-31', 11, 'on the last day of the first month'],
  ['2026-01-01', 12, '2026-02-01', 10, 'on the first day of the second'],
  ['2026-01-01', 12, '2026-12-01', 0, 'in its last month'],
  ['2026-01-01', 12, '2026-12-31', 0, 'on its last day'],
  ['2026-01-01', 12, '2027-01-01', 0, 'after its end'],
  ['2026-08-31', 6, '2026-09-30', 5, '31 August: September has no 31st, and its month ends with it'],
  ['2026-08-31', 6, '2026-10-01', 4, '31 August: October begins the second month'],
  ['2026-08-31', 6, '2027-02-28', 0, '31 August: to the end of February'],
  ['2027-08-31', 6, '2028-02-29', 0, '31 August: to 29 February in a leap year'],
  ['2027-08-31', 6, '2028-01-30', 1, '31 August: 30 January is the last day of the fifth month'],
  ['2028-02-29', 12, '2028-02-29', 11, '29 February: on its first day'],
  ['2028-02-29', 12, '2028-03-28', 11, '29 February: the last day of the first month'],
  ['2028-02-29', 12, '2028-03-29', 10, '29 February: the first of the second'],
  ['2028-02-29', 12, '2029-02-28', 0, '29 February: on its last day, where there is no 29th'],
])('from %s for %i months, on %s %i complete months are left: %s', (starts, months, day, left) => {
  expect(unusedMonths(running(starts, months, 0), day)).toBe(left);
});

test.each([
  ['nothing where the scheme says so', { rule: 'none' } as const, '2026-01-02', 12_000, 0],
  ['by complete unused months', by(), '2026-01-02', 12_000, 11_000],
  ['less a fee', by(2500), '2026-01-02', 12_000, 8500],
  ['nothing below the least', by(2500, 8501), '2026-01-02', 12_000, 0],
  ['the least itself', by(2500, 8500), '2026-01-02', 12_000, 8500],
  ['nothing where the fee is more', by(11_001), '2026-01-02', 12_000, 0],
  ['no more than was paid', by(), '2026-01-02', 7000, 7000],
  ['nothing where all of it went back before', by(), '2026-01-02', 0, 0],
])('what goes back: %s', (_, rule, day, kept, back) => {
  expect(refundFor(rule, running('2026-01-01', 12, 12_000), day, kept)).toBe(back);
});

test('part of a penny stays with the council, and where all end on one day the whole price counts for all its months', () => {
  expect(refundFor(by(), running('2026-01-01', 12, 1000), '2026-01-15', 1000)).toBe(916);
  const common = { starts: '2026-10-15', ends: '2027-03-31', price: { pence: 12_000, inputs: { months: 12 } } };
  expect(refundFor(by(), common, '2026-10-20', 12_000)).toBe(5000);
});

test('a dearer price costs more for the complete months that are left, and a cheaper one the same less', () => {
  const permit = running('2026-01-01', 12, 6000);
  expect(differenceFor(permit, 12_000, '2026-07-01')).toBe(2500);
  expect(differenceFor(permit, 0, '2026-07-01')).toBe(-2500);
  expect(differenceFor(permit, 6000, '2026-07-01')).toBe(0);
});

const days = fc
  .integer({ min: 0, max: 1500 })
  .map((n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
test('whatever is given up whenever, nothing below nought goes back, nor more than was paid, nor more on a later day', () => {
  const whole = fc.nat(50_000);
  fc.assert(
    fc.property(
      days,
      fc.integer({ min: 1, max: 24 }),
      whole,
      whole,
      days,
      whole,
      (starts, months, pence, fee, day, kept) => {
        const permit = running(starts, months, pence);
        const back = refundFor(by(fee), permit, day, kept);
        const later = new Date(Date.parse(day) + 40 * 86_400_000).toISOString().slice(0, 10);
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(Math.min(kept, pence));
        expect(refundFor(by(fee), permit, later, kept)).toBeLessThanOrEqual(back);
      },
    ),
  );
});
