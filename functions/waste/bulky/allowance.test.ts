import { allowanceEnds, allowanceYear, freeCollection } from './allowance.ts';

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
    ['2025', 'financial', '2026-04-01'],
    ['2026', 'calendar', '2027-01-01'],
  ] as const)('of the year %s, %s, ends before %s', (begins, year, day) => {
    expect(allowanceEnds(begins, year)).toBe(day);
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
