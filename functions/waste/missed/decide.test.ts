/** The windows of the councils in the reference, as settings, with what was due, what the crew told and the time of London. */
import * as z from 'zod/mini';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { Status } from '../contract/crew.ts';
import { usualMissed } from '../contract/missedSettings.ts';
import { WasteSettings } from '../contract/tables.ts';
import { decide, type Facts } from './decide.ts';

const rules = (given: object = {}) => {
  const { missedCollections } = z.parse(WasteSettings, {
    version: 1,
    services: {},
    containers: {},
    missedCollections: given,
  });
  if (!missedCollections) throw new Error('There are no rules.');
  return missedCollections;
};
const base = rules();
const bromley = rules({ opens: { sameDay: 'whenCompletedOrAtTime', time: '17:00' } });
const peterborough = rules({ opens: { sameDay: 'atTime', time: '17:00' }, closes: { workingDays: 1, time: '16:00' } });

/** `2026-04-02 17:00`, in London. */
const at = (moment: string): number => {
  const [day = '', time = ''] = moment.split(' ');
  return londonInstant(day, time);
};
const facts = (moment: string, overrides: Partial<Facts> = {}): Facts => ({
  now: at(moment),
  today: londonDay(at(moment)),
  lastDue: '2026-04-02',
  told: undefined,
  openReport: undefined,
  ...overrides,
});
const told = (status: Status, moment = '2026-04-02 14:05') => ({
  told: { status, at: new Date(at(moment)).toISOString() },
});

it('has the base rule where the council has none', () => {
  expect(usualMissed).toEqual(base);
});

it.each([
  // Thursday before Good Friday: the second working day is Wednesday 8 April.
  ['base', base, '2026-04-02 12:00', {}, 'too_soon'],
  ['base, once completed', base, '2026-04-02 14:05', told('Closed / Complete'), undefined],
  ['base, before it was completed', base, '2026-04-02 14:04', told('Closed / Complete'), 'too_soon'],
  ['base, the next day', base, '2026-04-03 00:00', {}, undefined],
  ['base, to the end of the second working day', base, '2026-04-08 23:59', {}, undefined],
  ['base, after that', base, '2026-04-09 00:00', {}, 'too_late'],
  ['base, on its way', base, '2026-04-02 12:00', told('In progress', '2026-04-02 07:00'), 'in_progress'],
  ['base, on its way still the next day', base, '2026-04-03 09:00', told('In progress', '2026-04-02 07:00'), undefined],
  ['base, not done', base, '2026-04-03 09:00', told('Closed / Not done'), 'crew_event'],
  ['base, reported', base, '2026-04-03 09:00', { openReport: 'MC-7K2M9QXA' }, 'already_reported'],
  [
    'base, reported and not done',
    base,
    '2026-04-03 09:00',
    { ...told('Closed / Not done'), openReport: 'MC-7K2M9QXA' },
    'already_reported',
  ],
  ['base, nothing due', base, '2026-04-03 09:00', { lastDue: undefined }, 'not_due'],
] as const)('%s: at %s %s → %s', (_, settings, moment, given, reasonCode) => {
  const decision = decide(facts(moment, given), settings, 'en');
  expect([decision.allowed, decision.reasonCode]).toEqual([reasonCode === undefined, reasonCode]);
});

it.each([
  // Opens and closes on London's clocks, though they change in between.
  ['2026-03-27', '2026-03-27T17:00:00.000Z', '2026-03-31T23:00:00.000Z'],
  ['2026-10-23', '2026-10-23T16:00:00.000Z', '2026-10-28T00:00:00.000Z'],
])('of a collection on %s the window is from %s to %s', (lastDue, opens, closes) => {
  const decision = decide(facts(`${lastDue} 12:00`, { lastDue }), bromley, 'en');
  expect([decision.windowOpensAt, decision.windowClosesAt]).toEqual([opens, closes]);
});

it('counts the holidays of the council’s division, and its closures', () => {
  const scotland = rules({ division: 'scotland', closures: ['2026-04-07'] });
  // Easter Monday is no holiday in Scotland.
  expect(decide(facts('2026-04-08 12:00'), scotland, 'en').allowed).toBe(true);
  expect(decide(facts('2026-04-09 00:00'), scotland, 'en').reasonCode).toBe('too_late');
});

it.each([
  ['en', '2026-04-02 12:00', bromley, 'You can report this from 5pm on Thursday 2 April.'],
  ['cy', '2026-04-02 12:00', bromley, 'Gallwch adrodd hyn o 5yp ddydd Iau 2 Ebrill.'],
  ['en', '2026-04-02 12:00', base, 'You can report this from the end of Thursday 2 April.'],
  ['en', '2026-04-10 12:00', peterborough, 'You could report this until 4pm on Tuesday 7 April.'],
  ['en', '2026-04-10 12:00', base, 'You could report this until the end of Wednesday 8 April.'],
] as const)('says when, in %s, at %s', (language, moment, settings, message) => {
  expect(decide(facts(moment), settings, language).message).toBe(message);
});
