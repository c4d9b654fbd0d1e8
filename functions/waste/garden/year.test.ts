import fc from 'fast-check';
import { addDays, daysBetween, fromEpochDay } from '#shared/dates/days.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import { usualGarden } from '../contract/gardenSettings.ts';
import { addMonths, endOf, isShown, mayRenewFrom, type Subscription, shareOf, stateOf } from './year.ts';

type Year = GardenSettings['year'];
const april = (proRata: 'none' | 'months' | 'weeks' = 'none'): Year => ({
  from: 'fixedDate',
  begins: '04-01',
  proRata,
});
const march15: Year = { from: 'fixedDate', begins: '03-15', proRata: 'months' };

it.each<[string, Year, string, string]>([
  ['twelve months', { from: 'start' }, '2026-11-23', '2027-11-22'],
  ['twelve months from New Year', { from: 'start' }, '2026-01-01', '2026-12-31'],
  ['twelve months to 29 February', { from: 'start' }, '2027-03-01', '2028-02-29'],
  ['twelve months from 29 February', { from: 'start' }, '2028-02-29', '2029-02-28'],
  ['twelve months from the day after that', { from: 'start' }, '2029-03-01', '2030-02-28'],
  ['to the end of March', april(), '2026-11-23', '2027-03-31'],
  ['to the end of March, on its last day', april(), '2027-03-31', '2027-03-31'],
  ['a whole year from 1 April', april(), '2027-04-01', '2028-03-31'],
  ['a whole year with 29 February', march15, '2027-03-15', '2028-03-14'],
])('%s (%j): from %s to %s', (_, year, startsOn, endsOn) => {
  expect(endOf(startsOn, year)).toBe(endsOn);
});

it('runs on from the day after its end, without a gap and for a year at least but a day', () => {
  const day = fc.integer({ min: 18_000, max: 40_000 }).map(fromEpochDay);
  fc.assert(
    fc.property(day, fc.constantFrom<Year>({ from: 'start' }, april(), march15), (startsOn, year) => {
      const next = addDays(endOf(startsOn, year), 1);
      expect(next > startsOn).toBe(true);
      expect([365, 366]).toContain(daysBetween(next, endOf(next, year)) + 1);
    }),
  );
});

it.each<[string, number, string]>([
  ['2026-01-31', 1, '2026-03-01'],
  ['2028-01-30', 1, '2028-03-01'],
  ['2026-08-31', 1, '2026-10-01'],
  ['2026-01-31', 2, '2026-03-31'],
  ['2026-12-15', 1, '2027-01-15'],
  ['2028-02-29', 12, '2029-03-01'],
  ['2026-11-23', 12, '2027-11-23'],
])('%s and %d months is %s', (day, months, then) => {
  expect(addMonths(day, months)).toBe(then);
});

it.each<[string, Year, string, number, number]>([
  ['whole, where the year starts with the order', { from: 'start' }, '2026-11-23', 1, 1],
  ['whole, where late comers pay all of it', april(), '2026-11-23', 1, 1],
  ['of November to March', april('months'), '2026-11-23', 5, 12],
  ['of November to March, from the first', april('months'), '2026-11-01', 5, 12],
  ['of October to March, from the last of the month', april('months'), '2026-10-31', 6, 12],
  ['of March, on its last day', april('months'), '2027-03-31', 1, 12],
  ['of a whole year', april('months'), '2026-04-01', 12, 12],
  ['of the months from 15 December', march15, '2026-12-15', 3, 12],
  ['of the months from the day before', march15, '2026-12-14', 4, 12],
  ['of 18 weeks and 3 days', april('weeks'), '2026-11-23', 19, 52],
  ['of one day', april('weeks'), '2027-03-31', 1, 52],
  ['of seven days', april('weeks'), '2027-03-25', 1, 52],
  ['of eight days', april('weeks'), '2027-03-24', 2, 52],
  ['of 365 days', april('weeks'), '2026-04-01', 52, 52],
  ['of 366 days', april('weeks'), '2027-04-01', 52, 52],
])('the part to pay is, %s (%j), from %s: %d of %d', (_, year, startsOn, parts, of) => {
  expect(shareOf(startsOn, endOf(startsOn, year), year)).toEqual({ parts, of });
});

it.each<[string, GardenSettings['renewal'], string]>([
  ['Merton, Kingston and Sutton', { from: 'daysBefore', days: 30 }, '2027-03-01'],
  ['Bexley', { from: 'daysBefore', days: 42 }, '2027-02-17'],
  ['Bromley', { from: 'daysBefore', days: 48 }, '2027-02-11'],
  ['Brent', { from: 'date', date: '01-01' }, '2027-01-01'],
])('is renewed at %s (%j) from %s', (_, renewal, from) => {
  expect(mayRenewFrom('2027-03-31', { renewal })).toBe(from);
});

const running: Subscription = {
  reference: 'GW-00000001',
  startsOn: '2026-04-01',
  endsOn: '2027-03-31',
  bins: 2,
  toDeliver: 0,
};

it.each<[string, Partial<Subscription> | undefined, string, string]>([
  ['absent', undefined, '2026-11-23', 'none'],
  ['running', {}, '2026-11-23', 'active'],
  ['whose bins are to come', { toDeliver: 2 }, '2026-11-23', 'pending'],
  ['of which one bin is to come', { toDeliver: 1 }, '2026-11-23', 'active'],
  ['the day before it can be renewed', {}, '2027-02-28', 'active'],
  ['when it can be renewed', {}, '2027-03-01', 'due'],
  ['on its last day', {}, '2027-03-31', 'due'],
  ['after its end', {}, '2027-04-01', 'overdue'],
  ['after its end, without its bins', { toDeliver: 2 }, '2027-04-01', 'overdue'],
  ['four weeks after its end', {}, '2027-04-28', 'overdue'],
  ['the day after that', {}, '2027-04-29', 'none'],
])('one %s (%j), on %s, is %s', (_, changed, today, state) => {
  expect(stateOf(changed && { ...running, ...changed }, usualGarden, today)).toBe(state);
});

it('is hidden from who has none, where the council says so, and from nobody who has one that is to come or overdue', () => {
  const settings = { ...usualGarden, services: ['garden_waste'] };
  const shown = (subscription: Subscription | undefined, today: string, service = 'garden_waste') =>
    isShown(service, subscription, settings, today);
  expect(shown(undefined, '2026-11-23')).toBe(false);
  expect(shown(undefined, '2026-11-23', 'refuse')).toBe(true);
  expect(shown({ ...running, toDeliver: 2 }, '2026-11-23')).toBe(true);
  expect(shown(running, '2027-04-28')).toBe(true);
  expect(shown(running, '2027-04-29')).toBe(false);
  expect(isShown('garden_waste', undefined, { ...settings, showOnlySubscribed: false }, '2026-11-23')).toBe(true);
  expect(isShown('garden_waste', undefined, usualGarden, '2026-11-23')).toBe(true);
});
