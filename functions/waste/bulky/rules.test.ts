/** Free collections, refunds, and the places of a day. */
import fc from 'fast-check';
import { londonInstant } from '#shared/london.ts';
import { type Refund, usualBulky } from '../contract/bulkySettings.ts';
import { allowanceYear, freeCollection } from './allowance.ts';
import { capacityOn, freePlaces } from './capacity.ts';
import { refundOf } from './refunds.ts';

describe('the free allowance', () => {
  it.each([
    ['2026-03-31', 'financial', '2025'],
    ['2026-04-01', 'financial', '2026'],
    ['2026-12-31', 'financial', '2026'],
    ['2027-01-01', 'financial', '2026'],
    ['2026-12-31', 'calendar', '2026'],
    ['2027-01-01', 'calendar', '2027'],
  ] as const)('of %s is that of the %s year %s', (day, year, begins) => {
    expect(allowanceYear(day, year)).toBe(begins);
  });

  it.each([
    [0, [], undefined],
    [1, [], 1],
    [1, [1], undefined],
    [3, [1, 3], 2],
    [3, [1, 2, 3], undefined],
    // It was three before, and one of those was given back.
    [2, [3], 1],
    [2, [2, 3], undefined],
  ])('of %d a year with %j used gives %s', (perYear, used, n) => {
    expect(freeCollection(used, { perYear, year: 'financial' })).toBe(n);
  });
});

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

describe('the places of a day', () => {
  it.each([
    ['2026-11-23', 40],
    ['2026-11-28', 10],
    ['2026-11-29', 0],
  ])('on %s are %d', (day, most) => {
    const capacity = { daily: 40, weekdays: { saturday: 10, sunday: 0 } };
    expect([capacityOn(day, { capacity }), capacityOn(day, usualBulky)]).toEqual([most, 40]);
  });

  it.each([
    [3, [], [0, 1, 2]],
    [3, [1], [0, 2]],
    [3, [0, 1, 2], []],
    [0, [], []],
    // It was five before: two are taken above what it is now, so one more may be taken, and only one.
    [3, [3, 4], [0]],
    [3, [0, 3, 4], []],
    [3, [2, 3], [0]],
    [3, [3, 4, 5, 6], []],
  ])('of %d with %j taken are %j', (capacity, taken, free) => {
    expect(freePlaces(new Set(taken), capacity)).toEqual(free);
  });

  it('never come to more than the capacity with those that are taken, even if all of them go at once', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.uniqueArray(fc.nat(60)), (capacity, taken) => {
        const free = freePlaces(new Set(taken), capacity);
        const left = Math.max(0, capacity - taken.length);
        return free.length <= left && (left === 0) === (free.length === 0);
      }),
    );
  });
});
