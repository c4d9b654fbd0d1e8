import { londonDay } from './london.ts';

it.each([
  ['2026-11-23T09:30:00Z', '2026-11-23'],
  ['2026-03-29T00:59:59Z', '2026-03-29'],
  ['2026-06-30T22:59:59Z', '2026-06-30'],
  ['2026-06-30T23:00:00Z', '2026-07-01'],
  ['2026-10-25T23:30:00Z', '2026-10-25'],
])('%s is %s in London', (instant, day) => {
  expect(londonDay(Date.parse(instant))).toBe(day);
});
