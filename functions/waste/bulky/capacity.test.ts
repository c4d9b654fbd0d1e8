import fc from 'fast-check';
import { usualBulky } from '../contract/bulkySettings.ts';
import { capacityOn, freePlaces } from './capacity.ts';

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
