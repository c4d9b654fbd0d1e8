import fc from 'fast-check';
import * as z from 'zod/mini';
import { londonDay } from '#shared/london.ts';
import { SchemeSettings } from './contract/schemes.ts';
import { addDays, beginsAt, isOverAt, lastDay, monthsBegun, startOf, termOf } from './dates.ts';

const aDay = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
const someDay = aDay.map((date) => date.toISOString().slice(0, 10));
const someMonths = fc.integer({ min: 1, max: 60 });
const start = (given: object) =>
  z.parse(SchemeSettings, { name: 'x', kind: 'resident', inForceFrom: '2026-04-01', start: given }).start;

describe('the last day', () => {
  it.each([
    ['2026-01-01', 12, '2026-12-31'],
    ['2026-01-01', 1, '2026-01-31'],
    ['2026-04-15', 12, '2027-04-14'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-08-28', 6, '2027-02-27'],
    ['2027-02-01', 1, '2027-02-28'],
    ['2027-03-01', 12, '2028-02-29'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 48, '2032-02-28'],
    ['2026-05-31', 1, '2026-06-30'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-03-29', 7, '2026-10-28'],
    ['2026-10-25', 12, '2027-10-24'],
  ])('from %s, for %d months, is %s', (starts, months, ends) => {
    expect(lastDay(starts, months)).toBe(ends);
  });

  it('never takes a day from who starts later, nor gives one month twice', () => {
    fc.assert(
      fc.property(someDay, someMonths, (day, months) => {
        const ends = lastDay(day, months);
        expect(lastDay(addDays(day, 1), months) >= ends).toBe(true);
        expect(lastDay(day, months + 1) > ends).toBe(true);
        expect(monthsBegun(day, ends)).toBe(months);
        expect(monthsBegun(day, addDays(ends, 1))).toBe(months + 1);
      }),
    );
  });

  it('counts from midnight to midnight in London, 23 and 25 hours when the clocks change', () => {
    expect(new Date(beginsAt('2026-03-29')).toISOString()).toBe('2026-03-29T00:00:00.000Z');
    expect(new Date(isOverAt('2026-03-29')).toISOString()).toBe('2026-03-29T23:00:00.000Z');
    expect((isOverAt('2026-10-25') - beginsAt('2026-10-25')) / 3_600_000).toBe(25);
    fc.assert(
      fc.property(someDay, (day) => {
        expect(londonDay(beginsAt(day))).toBe(day);
        expect(londonDay(isOverAt(day) - 1)).toBe(day);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the first day', () => {
  it.each([
    ['as soon as can be', {}, undefined, { starts: '2026-11-23', isMoved: false }],
    ['after the days of waiting', { waitDays: 5 }, undefined, { starts: '2026-11-28', isMoved: false }],
    ['as chosen', { waitDays: 5 }, '2026-12-24', { starts: '2026-12-24', isMoved: false }],
    ['moved to the earliest', { waitDays: 5 }, '2026-11-24', { starts: '2026-11-28', isMoved: true }],
    [
      'not chosen where nobody may',
      { waitDays: 3, chosen: false },
      '2026-12-24',
      { starts: '2026-11-26', isMoved: true },
    ],
    ['up to the last that may be chosen', { withinDays: 60 }, '2027-01-22', { starts: '2027-01-22', isMoved: false }],
    ['not further ahead', { withinDays: 60 }, '2027-01-23', { tooFar: '2027-01-22' }],
  ])('is %s', (_, given, wish, expected) => {
    expect(startOf(start(given), '2026-11-23', wish)).toEqual(expected);
  });
});

describe('a common end', () => {
  it.each([
    ['03-31', 'full', '2026-04-01', 12, { ends: '2027-03-31', months: 12 }],
    ['03-31', 'full', '2026-12-05', 12, { ends: '2027-03-31', months: 12 }],
    ['03-31', 'months', '2026-12-05', 12, { ends: '2027-03-31', months: 4 }],
    ['03-31', 'months', '2026-12-01', 12, { ends: '2027-03-31', months: 4 }],
    ['03-31', 'months', '2027-03-31', 12, { ends: '2027-03-31', months: 1 }],
    ['03-31', 'months', '2026-12-05', 3, { ends: '2027-03-04', months: 3 }],
    ['02-29', 'months', '2026-09-01', 12, { ends: '2027-02-28', months: 6 }],
    ['02-29', 'months', '2027-09-01', 12, { ends: '2028-02-29', months: 6 }],
  ] as const)('on %s at the %s price, from %s for %d months', (on, price, starts, months, expected) => {
    expect(termOf({ rule: 'common', on, price }, starts, months)).toEqual({ starts, ...expected });
  });

  it('is a day of the next twelve months, and never costs more than what was chosen', () => {
    fc.assert(
      fc.property(someDay, someDay, fc.integer({ min: 1, max: 12 }), (starts, other, chosen) => {
        const { ends, months } = termOf({ rule: 'common', on: other.slice(5), price: 'months' }, starts, chosen);
        expect(ends >= starts && ends <= lastDay(starts, 12)).toBe(true);
        expect(months >= 1 && months <= chosen).toBe(true);
      }),
    );
  });
});
