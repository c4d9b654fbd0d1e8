/**
 * The rules that councils had in 2026, as settings (WasteWorks: Echo.pm, Bromley.pm, Brent.pm, Sutton.pm, Peterborough/Waste.pm and
 * Bexley/Waste.pm of mysociety/fixmystreet), each with what it allows and what it does not. The collection is that of Thursday
 * 2 April 2026, before Good Friday, unless told.
 */
import * as z from 'zod/mini';
import { londonDay, londonInstant } from '#shared/london.ts';
import type { Status } from '../contract/crew.ts';
import { MissedSettings } from '../contract/missedSettings.ts';
import { decide, type Facts } from './decide.ts';
import { escalationReason, escalationWindow } from './escalation.ts';

const rules = (given: object) => z.parse(MissedSettings, given);

const echo = { blockedBy: ['Closed / Not done'], blockingEvents: { property: ['excess_waste'], street: [] } };
const councils = {
  Kingston: rules({ ...echo, inProgress: ['Not started', 'In progress'] }),
  Bromley: rules({
    ...echo,
    opens: { sameDay: 'whenCompletedOrAtTime', time: '17:00' },
    inProgress: ['Not started', 'Blocked'],
  }),
  Brent: rules({
    ...echo,
    opens: { sameDay: 'whenCompletedOrAtTime', time: '22:00' },
    inProgress: ['Not started', 'In progress'],
  }),
  Sutton: rules({
    ...echo,
    opens: { sameDay: 'atTime', time: '18:00' },
    inProgress: ['Not started', 'In progress'],
    holidays: ['2026-12-25', '2026-12-28', '2027-01-01'],
    escalation: {},
  }),
  Peterborough: rules({
    opens: { sameDay: 'atTime', time: '17:00', staffExempt: true },
    closes: { workingDays: 1, time: '16:00' },
    blockedBy: [],
    inProgress: [],
    anyWindow: ['food'],
    assistedTogether: true,
    blockingEvents: {
      property: ['not_presented', 'contaminated', 'excess_waste', 'too_heavy', 'wrong_bin', 'no_access'],
      street: ['no_access', 'gate_locked', 'blocked_by_vehicles', 'roadworks', 'road_closure'],
    },
  }),
  Bexley: rules({
    opens: { sameDay: 'whenRoundLogged' },
    closes: { workingDays: 3 },
    blockedBy: [],
    inProgress: [],
    delayedFrom: '17:00',
    blockingEvents: { property: ['not_presented', 'contaminated'], street: [] },
  }),
};
type Council = keyof typeof councils;

/** `2026-04-02 17:00:01`, in London. */
const at = (moment: string): number => {
  const [day = '', time = '', seconds = '0'] = moment.split(/ |(?<=:\d\d):/);
  return londonInstant(day, time) + Number(seconds) * 1000;
};
const iso = (moment: string) => new Date(at(moment)).toISOString();
const told = (status: Status, moment = '2026-04-02 14:05') => ({ told: { status, at: iso(moment) } });
const logged = (moment: string) => ({ loggedAt: iso(moment) });
const noted = (property: string[], street: string[] = []) => ({ noted: { property, street } });
const done = told('Closed / Complete');

const decided = (council: Council, moment: string, given: Partial<Facts>) => {
  const facts = { now: at(moment), today: londonDay(at(moment)), lastDue: '2026-04-02', told: undefined };
  return decide({ ...facts, openReport: undefined, ...given }, councils[council], 'en');
};

type Row = readonly [
  council: Council,
  what: string,
  moment: string,
  given: Partial<Facts>,
  reasonCode: string | undefined,
];
const rows: readonly Row[] = [
  ['Kingston', 'on the day, completed', '2026-04-02 14:05', done, undefined],
  ['Kingston', 'on the day, a minute before it was completed', '2026-04-02 14:04', done, 'too_soon'],
  ['Kingston', 'on the day, nothing told', '2026-04-02 23:59', {}, 'too_soon'],
  ['Kingston', 'on the day, outstanding', '2026-04-02 23:59', told('Not started', '2026-04-02 06:00'), 'in_progress'],
  ['Kingston', 'on the day, allocated', '2026-04-02 12:00', told('In progress', '2026-04-02 06:00'), 'in_progress'],
  ['Kingston', 'the next day, whatever was told', '2026-04-03 00:00', told('In progress'), undefined],
  ['Kingston', 'the last minute of the second working day', '2026-04-08 23:59', {}, undefined],
  ['Kingston', 'after the second working day', '2026-04-09 00:00', {}, 'too_late'],
  ['Kingston', 'not completed', '2026-04-03 09:00', told('Closed / Not done'), 'crew_event'],
  [
    'Kingston',
    'completed, with excess',
    '2026-04-03 09:00',
    { ...done, ...noted(['excess_waste.lid_open']) },
    'crew_event',
  ],
  [
    'Kingston',
    'completed, with another resolution',
    '2026-04-03 09:00',
    { ...done, ...noted(['damaged.lid']) },
    undefined,
  ],
  ['Kingston', 'reported', '2026-04-03 09:00', { openReport: 'MC-7K2M9QXA' }, 'already_reported'],
  [
    'Kingston',
    'reported and not completed',
    '2026-04-03 09:00',
    { ...told('Closed / Not done'), openReport: 'MC-7K2M9QXA' },
    'already_reported',
  ],
  ['Bromley', 'before five', '2026-04-02 16:59', {}, 'too_soon'],
  ['Bromley', 'at five', '2026-04-02 17:00', {}, undefined],
  ['Bromley', 'completed before five', '2026-04-02 14:05', done, undefined],
  ['Bromley', 'outstanding at five', '2026-04-02 17:00', told('Not started'), 'in_progress'],
  ['Bromley', 'delayed at six', '2026-04-02 18:00', told('Blocked'), 'in_progress'],
  ['Bromley', 'on the second working day', '2026-04-08 23:59', {}, undefined],
  ['Bromley', 'after it', '2026-04-09 00:00', {}, 'too_late'],
  ['Brent', 'before ten', '2026-04-02 21:59', {}, 'too_soon'],
  ['Brent', 'at ten', '2026-04-02 22:00', {}, undefined],
  ['Brent', 'completed before ten', '2026-04-02 14:05', done, undefined],
  ['Brent', 'after the second working day', '2026-04-09 00:00', {}, 'too_late'],
  ['Sutton', 'completed, before six', '2026-04-02 17:59', done, 'too_soon'],
  ['Sutton', 'completed, at six', '2026-04-02 18:00', done, undefined],
  ['Sutton', 'not told, at six', '2026-04-02 18:00', {}, undefined],
  // Easter is no holiday of Sutton’s: Friday and Monday are the working days.
  ['Sutton', 'on Easter Monday', '2026-04-06 23:59', {}, undefined],
  ['Sutton', 'on Tuesday', '2026-04-07 00:00', {}, 'too_late'],
  ['Peterborough', 'before five', '2026-04-02 16:59', {}, 'too_soon'],
  ['Peterborough', 'before five, by staff', '2026-04-02 09:00', { isExempt: true }, undefined],
  ['Peterborough', 'at five', '2026-04-02 17:00', {}, undefined],
  ['Peterborough', 'completed before five', '2026-04-02 14:05', done, 'too_soon'],
  ['Peterborough', 'at four on the next working day', '2026-04-07 16:00', {}, undefined],
  ['Peterborough', 'a second after four', '2026-04-07 16:00:01', {}, 'too_late'],
  ['Peterborough', 'a second after four, by staff', '2026-04-07 16:00:01', { isExempt: true }, 'too_late'],
  ...[
    'not_presented',
    'contaminated.food_waste',
    'excess_waste.side_waste_present',
    'too_heavy',
    'wrong_bin',
    'no_access.at_property',
  ].map((code): Row => ['Peterborough', `${code} at the property`, '2026-04-03 09:00', noted([code]), 'crew_event']),
  ...['no_access.from_street', 'gate_locked', 'blocked_by_vehicles', 'roadworks', 'road_closure'].map(
    (code): Row => ['Peterborough', `${code} on the street`, '2026-04-03 09:00', noted([], [code]), 'crew_event'],
  ),
  ['Peterborough', 'the street was completed', '2026-04-03 09:00', noted([], ['street_completed']), undefined],
  ['Peterborough', 'a damaged bin', '2026-04-03 09:00', noted(['damaged.lid']), undefined],
  ['Peterborough', 'a breakdown', '2026-04-03 09:00', noted([], ['breakdown']), undefined],
  ['Peterborough', 'reported', '2026-04-03 09:00', { openReport: 'MC-7K2M9QXA' }, 'already_reported'],
  ['Peterborough', 'too late, but another window is open', '2026-04-20 09:00', { anotherIsOpen: true }, undefined],
  ['Bexley', 'the same day, from the log on', '2026-04-02 10:15', logged('2026-04-02 10:15'), undefined],
  ['Bexley', 'due today, not logged, before five', '2026-04-02 16:59', {}, 'too_soon'],
  ['Bexley', 'due today, not logged, at five', '2026-04-02 17:00', {}, 'delayed'],
  ['Bexley', 'due yesterday, not logged', '2026-04-03 09:00', {}, 'delayed'],
  // Three working days back from Thursday 9 April: Wednesday, Tuesday, and Thursday before Easter.
  ['Bexley', 'the last day, not logged', '2026-04-09 23:59', {}, 'delayed'],
  ['Bexley', 'the last day, logged', '2026-04-09 23:59', logged('2026-04-02 10:15'), undefined],
  ['Bexley', 'the day after, logged', '2026-04-10 00:00', logged('2026-04-02 10:15'), 'too_late'],
  ['Bexley', 'the day after, not logged', '2026-04-10 00:00', {}, 'too_late'],
  // A weekly service shares the round: its log of today is not of the fortnight that came eight days ago.
  ['Bexley', 'another service’s log', '2026-04-10 11:00', logged('2026-04-10 10:15'), 'too_late'],
  [
    'Bexley',
    'not out',
    '2026-04-03 09:00',
    { ...logged('2026-04-02 10:15'), ...noted(['not_presented']) },
    'crew_event',
  ],
  ['Bexley', 'reported', '2026-04-03 09:00', { openReport: 'MC-7K2M9QXA' }, 'already_reported'],
];

it.each(rows)('%s: %s, at %s', (council, _, moment, given, reasonCode) => {
  const decision = decided(council, moment, given);
  expect([decision.allowed, decision.reasonCode]).toEqual([reasonCode === undefined, reasonCode]);
});

it('counts the days of Bexley’s window from the log, whose day can be after the collection’s', () => {
  const late = logged('2026-04-03 08:00');
  const { windowOpensAt, windowClosesAt } = decided('Bexley', '2026-04-07 09:00', late);
  // Tuesday, Wednesday, Thursday; the end of Thursday in London is eleven in UTC.
  expect([windowOpensAt, windowClosesAt]).toEqual(['2026-04-03T07:00:00.000Z', '2026-04-09T23:00:00.000Z']);
});

it.each([
  ['a blocked property', { barred: 'property_blocked' }],
  ['a closed service', { barred: 'service_suspended' }],
  ['a service without subscription', { barred: 'not_subscribed' }],
] as const)('takes no report of %s, whatever else is so', (_, given) => {
  expect(decided('Kingston', '2026-04-03 09:00', { ...given, openReport: 'MC-7K2M9QXA' }).reasonCode).toBe(
    given.barred,
  );
});

it.each([
  ['while the one before can still be reported', '2026-04-03 09:00', { cancelled: '2026-04-03' }, undefined],
  ['once it cannot', '2026-04-10 09:00', { cancelled: '2026-04-09' }, 'collection_cancelled'],
  [
    'where nothing else came',
    '2026-04-10 09:00',
    { lastDue: undefined, cancelled: '2026-04-09' },
    'collection_cancelled',
  ],
] as const)('tells that a collection was cancelled %s', (_, moment, given, reasonCode) => {
  expect(decided('Kingston', moment, given).reasonCode).toBe(reasonCode);
});

it.each([
  ['blockedBy', { blockedBy: ['Closed / Complete'] }],
  ['inProgress', { inProgress: ['Closed / Complete'] }],
  ['delayedFrom', { delayedFrom: '17:00' }],
  ['closes.workingDays', { closes: { workingDays: 0 } }],
  ['closes.workingDays', { closes: { workingDays: 11 } }],
  ['opens.time', { opens: { sameDay: 'atTime', time: '24:00' } }],
  ['escalation.weeklyFor', { escalation: { weeklyFor: 0 } }],
])('refuses rules that can never let anybody report, naming %s', (path, given) => {
  const { error } = z.safeParse(MissedSettings, given);
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

describe('Sutton’s escalation', () => {
  const base = { reportedAt: at('2026-04-02 19:00'), isOpen: true, isOfReporter: true, escalation: undefined };
  const reason = (moment: string, given: object = {}, isWeekly = true) => {
    const asked = { ...base, isWeekly, now: at(moment), ...given };
    return escalationReason(asked, escalationWindow(asked, councils.Sutton));
  };

  // Bank holidays count here: the second working day after Thursday 2 April is Easter Monday.
  it.each([
    ['2026-04-06 17:59', true, 'too_soon'],
    ['2026-04-06 18:00', true, undefined],
    ['2026-04-07 17:59', true, undefined],
    ['2026-04-07 18:00', true, 'too_late'],
    ['2026-04-08 17:59', false, undefined],
    ['2026-04-08 18:00', false, 'too_late'],
  ])('at %s, weekly %s → %s', (moment, isWeekly, expected) => {
    expect(reason(moment, {}, isWeekly)).toBe(expected);
  });

  it.each([
    ['once', { escalation: 'ME-7K2M9QXA' }, 'already_escalated'],
    ['while the report is open', { isOpen: false }, 'closed'],
    ['by the property that reported', { isOfReporter: false }, 'other_property'],
  ])('is taken %s only', (_, given, expected) => {
    expect(reason('2026-04-06 18:00', given)).toBe(expected);
  });

  it('is not offered where the council’s rules have none', () => {
    expect(escalationWindow({ ...base, isWeekly: true }, councils.Kingston)).toBeUndefined();
  });
});
