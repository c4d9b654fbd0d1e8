import fc from 'fast-check';
import { londonInstant } from '#shared/london.ts';
import type { Refund } from '../contract/bulkySettings.ts';
import { refundOf } from './refunds.ts';

describe('a refund', () => {
  const bromley: Refund = { rule: 'lessMinimum', hours: 24, minimumCharge: 1500 };
  // A collection of Friday 6 March 2026, which can be cancelled until seven on the day.
  const cutoff = londonInstant('2026-03-06', '07:00');
  it.each<[string, Refund, string, number, number]>([
    ['Peterborough, all of it', { rule: 'full' }, '2026-03-05 13:59', 2350, 2350],
    ['Brent, nothing', { rule: 'none' }, '2026-03-01 12:00', 3500, 0],
    ['Bromley, until a day before its cutoff', bromley, '2026-03-05 06:59', 4200, 4200],
    ['Bromley, from a day before its cutoff', bromley, '2026-03-05 07:00', 4200, 2700],
    ['Bromley, to the last minute', bromley, '2026-03-06 06:59', 4200, 2700],
    ['Bromley, where it cost less than the charge', bromley, '2026-03-06 06:59', 1000, 0],
    ['Bromley, where nothing was paid', bromley, '2026-03-01 12:00', 0, 0],
  ])('at %s', (_, refund, moment, paid, back) => {
    const [day = '', time = ''] = moment.split(' ');
    expect(refundOf(paid, refund, { now: londonInstant(day, time), cutoff })).toBe(back);
  });

  it.each([
    ['2026-03-29', '2026-03-28T06:00:00.000Z'],
    ['2026-10-25', '2026-10-24T07:00:00.000Z'],
  ])('counts 24 hours that pass, though the clocks change before seven on %s', (day, last) => {
    const at = (now: number) => refundOf(4200, bromley, { now, cutoff: londonInstant(day, '07:00') });
    expect([at(Date.parse(last) - 1), at(Date.parse(last))]).toEqual([4200, 2700]);
  });

  it('is never more than was paid, and never below nothing', () => {
    const rules = fc.constantFrom<Refund>({ rule: 'full' }, { rule: 'none' }, bromley);
    fc.assert(
      fc.property(fc.nat(100_000), rules, fc.integer(), (paid, rule, hours) => {
        const back = refundOf(paid, rule, { now: cutoff + hours * 3_600_000, cutoff });
        return back >= 0 && back <= paid;
      }),
    );
  });
});
