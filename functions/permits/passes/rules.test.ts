import { type PassRules, usualPassRules } from '../contract/passSettings.ts';
import { Disability } from '../contract/passShapes.ts';
import { ageVerdict, awardVerdict, plainName } from './rules.ts';
import { endOf, lastOf, monthsBefore, validityOf } from './validity.ts';

type Rules = PassRules['disabled'];

it.each<[string, object, Partial<Rules>, boolean]>([
  ['no award', {}, {}, false],
  ['the higher rate of DLA', { award: 'dla_higher_mobility' }, {}, true],
  ['a war pension', { award: 'war_pension_mobility' }, {}, true],
  ['8 points for moving around', { award: 'pip', activity: 'moving_around', points: 8 }, {}, true],
  ['7 points for moving around', { award: 'pip', activity: 'moving_around', points: 7 }, {}, false],
  ['8 points where 12 are wanted', { award: 'pip', activity: 'communicating', points: 8 }, { pipPoints: 12 }, false],
  ['planning journeys', { award: 'pip', activity: 'planning_journeys', points: 12 }, {}, false],
  [
    'planning journeys, counted',
    { award: 'pip', activity: 'planning_journeys', points: 12 },
    { planningJourneys: true },
    true,
  ],
  ['a Blue Badge', { award: 'blue_badge' }, {}, false],
  ['a Blue Badge, counted', { award: 'blue_badge' }, { awards: ['blue_badge'] }, true],
])('%s is judged', (_, disability, rules, automatic) => {
  const given = Disability.parse({ category: 'd', ...disability });
  const verdict = awardVerdict(given, { ...usualPassRules.disabled, ...rules });
  expect(verdict.automatic).toBe(automatic);
  expect(verdict.says.length * verdict.saysWelsh.length).toBeGreaterThan(0);
});

it('asks for activity and points of PIP', () => {
  expect(Disability.safeParse({ category: 'd', award: 'pip' }).success).toBe(false);
});

it.each<[string, string, string | undefined, string | undefined, string, string]>([
  ['five years', '1980-01-01', undefined, undefined, '2031-11-22', 'validity'],
  ['the end of the award', '1980-01-01', '2028-05-31', '2029-01-01', '2028-05-31', 'award'],
  ['the end of the Blue Badge', '1980-01-01', '2028-05-31', '2028-05-30', '2028-05-30', 'blue_badge'],
  ['the day before pension age', '1961-01-31', '2028-05-31', undefined, '2027-11-29', 'pension_age'],
  ['an award that is longer', '1980-01-01', '2040-01-01', undefined, '2031-11-22', 'validity'],
  ['nothing of an age that was reached before', '1950-01-01', undefined, undefined, '2031-11-22', 'validity'],
])('a disabled person’s pass ends with %s', (_, dateOfBirth, awardEnds, blueBadgeEnds, ends, endsBecause) => {
  const asked = {
    kind: 'disabled',
    starts: '2026-11-23',
    dateOfBirth,
    validityYears: 5,
    awardEnds,
    blueBadgeEnds,
  } as const;
  expect(validityOf(asked)).toEqual({ ends, endsBecause });
});

it.each([
  ['2026-11-23', 5, '2031-11-22'],
  ['2027-01-01', 1, '2027-12-31'],
  ['2028-02-29', 5, '2033-02-28'],
  ['2027-03-01', 1, '2028-02-29'],
  ['2028-02-29', 4, '2032-02-28'],
])('from %s a pass of %s years lasts to %s', (starts, years, last) => {
  expect(lastOf(starts, years)).toBe(last);
});

it.each([
  ['2026-11-23', 12, '2025-11-23'],
  ['2028-02-29', 12, '2027-02-28'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2026-01-31', 2, '2025-11-30'],
])('%s less %s months is %s', (day, months, before) => {
  expect(monthsBefore(day, months)).toBe(before);
});

it('ends at midnight in London, in summer as in winter', () => {
  expect([endOf('2031-06-09'), endOf('2031-11-22')]).toEqual(['2031-06-09T23:00:00.000Z', '2031-11-23T00:00:00.000Z']);
});

it('lets people apply as early as the council says', () => {
  const verdict = ageVerdict('1960-02-29', { ...usualPassRules, applyDaysBefore: 28 }, '2026-03-01');
  expect(verdict).toMatchObject({ from: '2026-03-01', applyFrom: '2026-02-01', qualifies: true });
});

it('knows a person by any spelling of their name', () => {
  const names = ['Siân O’Neill-Jones', 'SIAN O’NEILL JONES', 'O’Neill-Jones, Siân', ' sian  o neill jones '];
  expect(new Set(names.map(plainName)).size).toBe(1);
  expect(plainName('Jo Example')).not.toBe(plainName('Jo Sample'));
});
