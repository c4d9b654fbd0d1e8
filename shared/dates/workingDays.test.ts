import fc from 'fast-check';
import { itWithData, sharedJson } from '#test/support/sharedData.ts';
import bundled from './holidays.json' with { type: 'json' };
import { type Division, knownUntil, workingDays } from './workingDays.ts';

const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const;

it.each<[Division, string, number, string]>([
  ['england-and-wales', '2025-12-18', 2, '2025-12-22'],
  ['england-and-wales', '2025-12-24', 1, '2025-12-29'],
  ['england-and-wales', '2025-12-24', 2, '2025-12-30'],
  ['england-and-wales', '2026-04-02', 1, '2026-04-07'],
  ['england-and-wales', '2026-04-02', 2, '2026-04-08'],
  ['england-and-wales', '2026-12-29', -3, '2026-12-22'],
  ['england-and-wales', '2026-12-24', 5, '2027-01-05'],
  ['scotland', '2026-12-24', 5, '2027-01-06'],
  // Easter Monday is worked in Scotland; 12 July 2026 is a Sunday, so Northern Ireland has the 13th off.
  ['scotland', '2026-04-02', 1, '2026-04-06'],
  ['northern-ireland', '2026-07-10', 1, '2026-07-14'],
  ['england-and-wales', '2026-07-10', 1, '2026-07-13'],
  // From a day that is not worked.
  ['england-and-wales', '2026-01-03', 1, '2026-01-05'],
  ['england-and-wales', '2026-01-04', -1, '2026-01-02'],
  ['england-and-wales', '2025-12-25', 0, '2025-12-25'],
  // One-off holidays: the Jubilee, the State Funeral, the Coronation, Scotland's World Cup.
  ['england-and-wales', '2022-06-01', 1, '2022-06-06'],
  ['northern-ireland', '2022-09-16', 1, '2022-09-20'],
  ['england-and-wales', '2023-05-05', 1, '2023-05-09'],
  ['scotland', '2026-06-12', 1, '2026-06-16'],
])('in %s, %s and %d working days is %s', (division, day, n, then) => {
  expect(workingDays({ division }).add(day, n)).toBe(then);
});

it.each<[string, Parameters<typeof workingDays>[0], string, boolean]>([
  ['a Friday', { division: 'england-and-wales' }, '2026-01-09', true],
  ['a Saturday', { division: 'england-and-wales' }, '2026-01-10', false],
  ['a Sunday', { division: 'england-and-wales' }, '2026-01-11', false],
  ['a Saturday that is worked', { division: 'england-and-wales', saturdays: true }, '2026-01-10', true],
  ['a Sunday where Saturdays are worked', { division: 'england-and-wales', saturdays: true }, '2026-01-11', false],
  ['26 December on a worked Saturday', { division: 'england-and-wales', saturdays: true }, '2026-12-26', true],
  ['the substitute for Boxing Day', { division: 'england-and-wales', saturdays: true }, '2026-12-28', false],
  ['a day of closure', { division: 'scotland', closures: ['2026-04-06'] }, '2026-04-06', false],
  ['a bank holiday beside closures', { division: 'scotland', closures: ['2026-04-06'] }, '2026-01-02', false],
  ['Good Friday where only Christmas counts', { division: 'scotland', holidays: ['2026-12-25'] }, '2026-04-03', true],
  ['Christmas Day there', { division: 'scotland', holidays: ['2026-12-25'] }, '2026-12-25', false],
  ['Christmas Day after the known years', { division: 'scotland' }, '2029-12-25', true],
])('knows whether %s is a working day', (_, calendar, day, works) => {
  expect(workingDays(calendar).isWorkingDay(day)).toBe(works);
});

it('comes back after going there, from a working day', () => {
  const { add, isWorkingDay } = workingDays({ division: 'scotland', saturdays: true });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: -60, max: 60 }), (later, n) => {
      const day = add('2026-01-05', later);
      expect(isWorkingDay(day)).toBe(true);
      expect(add(add(day, n), -n)).toBe(day);
    }),
  );
});

it('knows how far the bundled years go', () => {
  expect(knownUntil).toBe('2028-12-31');
  for (const division of divisions) expect(bundled[division].at(-1)?.slice(0, 4)).toBe('2028');
});

itWithData('has the bank holidays of GOV.UK', () => {
  type List = Record<string, { events: { date: string }[] }>;
  const govUk = sharedJson<List>('waste', 'bank-holidays', 'bank-holidays.json');
  expect(Object.keys(govUk).sort()).toEqual([...divisions].sort());
  for (const division of divisions) {
    const dates = govUk[division]?.events.map(({ date }) => date).sort();
    expect(bundled[division]).toEqual(dates);
  }
});
