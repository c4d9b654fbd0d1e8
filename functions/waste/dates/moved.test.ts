import fc from 'fast-check';
import { addDays } from '#shared/dates/days.ts';
import { moved, type Occurrence, reach, type Substitution, substitutionTable } from './moved.ts';

const anOccurrence = (overrides: Partial<Occurrence> = {}): Occurrence => ({
  service: 'refuse',
  round: 'MON-1',
  originalDate: '2025-12-22',
  ...overrides,
});
const aSubstitution = (overrides: Partial<Substitution> = {}): Substitution => ({
  normalDate: '2025-12-22',
  revisedDate: '2025-12-20',
  reason: 'Christmas collections',
  ...overrides,
});
const dateOf = (substitutions: Substitution[], overrides: Partial<Occurrence> = {}): string | undefined =>
  moved(anOccurrence(overrides), substitutionTable(substitutions)).date;

it('leaves a day alone that is not in the table', () => {
  const occurrence = anOccurrence({ originalDate: '2025-12-15' });
  const table = substitutionTable([aSubstitution()]);
  expect(moved(occurrence, table)).toStrictEqual({ ...occurrence, date: '2025-12-15', changed: false });
});

it('moves a day, keeps the normal one and says why in both languages', () => {
  const table = substitutionTable([aSubstitution({ reasonWelsh: 'Casgliadau’r Nadolig' })]);
  expect(moved(anOccurrence(), table)).toStrictEqual({
    ...anOccurrence(),
    date: '2025-12-20',
    changed: true,
    reason: 'Christmas collections',
    reasonWelsh: 'Casgliadau’r Nadolig',
  });
});

it.each([
  ['without a revised date', { normalDate: '2025-12-22', reason: 'Snow' }],
  ['with a blank one', { normalDate: '2025-12-22', revisedDate: '', reason: 'Snow' }],
])('cancels a day %s', (_, row) => {
  const cancelled = { ...anOccurrence(), date: undefined, changed: true, reason: 'Snow' };
  expect(moved(anOccurrence(), substitutionTable([row]))).toStrictEqual(cancelled);
});

it('moves each day of Christmas 2025 in Gedling once, though one revised day is the normal day of another', () => {
  const gedling: [string, string][] = [
    ['2025-12-22', '2025-12-20'],
    ['2025-12-23', '2025-12-22'],
    ['2025-12-24', '2025-12-23'],
    ['2025-12-25', '2025-12-24'],
    ['2025-12-26', '2025-12-27'],
    ['2026-01-01', '2026-01-02'],
    ['2026-01-02', '2026-01-03'],
  ];
  const rows = gedling.map(([normalDate, revisedDate]) => aSubstitution({ normalDate, revisedDate }));
  expect(gedling.map(([originalDate]) => dateOf(rows, { originalDate }))).toEqual(
    gedling.map(([, revised]) => revised),
  );
  expect(reach(substitutionTable(rows))).toEqual({ before: 1, after: 2 });
});

it('does not call a day changed that is moved to itself, as a Gedling calendar does', () => {
  const occurrence = anOccurrence({ originalDate: '2026-01-22' });
  const table = substitutionTable([aSubstitution({ normalDate: '2026-01-22', revisedDate: '2026-01-22' })]);
  expect(moved(occurrence, table)).toStrictEqual({ ...occurrence, date: '2026-01-22', changed: false });
});

describe('the most specific line', () => {
  const rows = [
    aSubstitution({ revisedDate: '2025-12-01' }),
    aSubstitution({ revisedDate: '2025-12-02', service: 'refuse' }),
    aSubstitution({ revisedDate: '2025-12-03', round: 'MON-1' }),
    aSubstitution({ revisedDate: '2025-12-04', service: 'refuse', round: 'MON-1' }),
  ];

  it.each([
    ['round and service', {}, '2025-12-04'],
    ['round', { service: 'garden' }, '2025-12-03'],
    ['service', { round: 'MON-2' }, '2025-12-02'],
    ['the whole council', { service: 'garden', round: 'MON-2' }, '2025-12-01'],
  ])('is that of %s', (_, overrides, date) => {
    expect(dateOf(rows, overrides)).toBe(date);
    expect(dateOf([...rows].reverse(), overrides)).toBe(date);
  });

  it('can keep a day that the whole council moves', () => {
    const stays = aSubstitution({ revisedDate: '2025-12-22', service: 'refuse' });
    expect(dateOf([stays, aSubstitution()])).toBe('2025-12-22');
  });

  it('is for all when service and round are blank', () => {
    expect(dateOf([aSubstitution({ service: '', round: '' })])).toBe('2025-12-20');
  });

  it('is the later of two for the same', () => {
    expect(dateOf([aSubstitution(), aSubstitution({ revisedDate: '2025-12-23' })])).toBe('2025-12-23');
  });

  it('does not mistake a round for a service', () => {
    expect(dateOf([aSubstitution({ round: 'refuse' })])).toBe('2025-12-22');
  });
});

it('reaches no further than the days asked for while nothing moves', () => {
  const cancelled = { normalDate: '2026-01-01', reason: 'New Year' };
  expect(reach(substitutionTable([]))).toEqual({ before: 0, after: 0 });
  expect(reach(substitutionTable([cancelled]))).toEqual({ before: 0, after: 0 });
});

it('finds within its reach whatever is moved into the days asked for', () => {
  const days = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2025-12-01', n));
  const rows = fc.array(fc.record({ normalDate: days, revisedDate: days, reason: fc.constant('Christmas') }));
  fc.assert(
    fc.property(rows, days, fc.nat(14), (substitutions, from, length) => {
      const table = substitutionTable(substitutions);
      const to = addDays(from, length);
      const { before, after } = reach(table);
      const everyDay = Array.from({ length: 61 }, (_, n) => addDays('2025-12-01', n));
      const isIn = (day: string | undefined): boolean => day !== undefined && day >= from && day <= to;
      const found = (originals: string[]): string[] =>
        originals.filter((originalDate) => isIn(moved(anOccurrence({ originalDate }), table).date));
      const near = everyDay.filter((day) => day >= addDays(from, -before) && day <= addDays(to, after));
      expect(found(near)).toEqual(found(everyDay));
    }),
  );
});
