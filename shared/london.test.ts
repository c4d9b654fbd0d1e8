import fc from 'fast-check';
import { londonDay, londonInstant } from './london.ts';

it.each([
  ['2026-11-23T09:30:00Z', '2026-11-23'],
  ['2026-03-29T00:59:59Z', '2026-03-29'],
  ['2026-06-30T22:59:59Z', '2026-06-30'],
  ['2026-06-30T23:00:00Z', '2026-07-01'],
  ['2026-10-25T23:30:00Z', '2026-10-25'],
])('%s is %s in London', (instant, day) => {
  expect(londonDay(Date.parse(instant))).toBe(day);
});

it.each([
  ['2026-11-23', '17:00', '2026-11-23T17:00:00.000Z'],
  ['2026-07-01', '00:00', '2026-06-30T23:00:00.000Z'],
  ['2026-03-29', '00:30', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25', '00:30', '2026-10-24T23:30:00.000Z'],
  ['2026-10-25', '02:00', '2026-10-25T02:00:00.000Z'],
  ['2026-10-25', '23:59', '2026-10-25T23:59:00.000Z'],
])('%s %s in London is %s', (day, time, instant) => {
  expect(new Date(londonInstant(day, time)).toISOString()).toBe(instant);
});

it('begins each day at its midnight', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
      const day = new Date(days * 86_400_000).toISOString().slice(0, 10);
      const midnight = londonInstant(day, '00:00');
      expect([londonDay(midnight), londonDay(midnight - 1) < day]).toEqual([day, true]);
    }),
  );
});
