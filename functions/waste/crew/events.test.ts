import fc from 'fast-check';
import { statuses } from '../contract/crew.ts';
import { eventCodes } from '../contract/eventCodes.ts';
import type { Progress } from '../progress.ts';
import { type Due, identityOf, impliedBy, type Logged, oneOfEach, toldOfCollection } from './events.ts';

const today = '2026-11-23';
const time = (hour: number): string => `${today}T${String(hour).padStart(2, '0')}:00:00.000Z`;

const due = (overrides: Partial<Due['service']> = {}): Due => ({
  property: { uprn: '990100000018', parentUprn: '990100000017', usrn: '99010001' },
  service: { service: 'refuse', round: 'REF 1', containers: ['wheelie_bin_240'], ...overrides },
  date: today,
});
const atHome = (overrides: Partial<Logged> = {}): Logged => ({
  uprn: '990100000018',
  date: today,
  at: time(9),
  event: 'not_presented',
  ...overrides,
});
const onStreet = (overrides: Partial<Logged> = {}): Logged => ({
  usrn: '99010001',
  date: today,
  at: time(9),
  event: 'roadworks',
  ...overrides,
});
const ofRound = (overrides: Partial<Logged> = {}): Logged => ({
  round: 'REF 1',
  date: today,
  at: time(9),
  event: 'breakdown',
  ...overrides,
});
const told = (status: (typeof statuses)[number], hour = 14): Progress => ({
  [today]: { 'REF 1': { status, at: time(hour), loggedAt: time(7) } },
});
const of = (events: readonly Logged[], progress: Progress = {}, on = today, which = due()) =>
  toldOfCollection(which, { progress, events }, on);

describe('an event bears on a collection', () => {
  it.each<[string, Logged, boolean, Partial<Due['service']>?]>([
    ['of the property', atHome(), true],
    ['of the property, its round told', atHome({ round: 'REF 1' }), true],
    ['of another round at the property', atHome({ round: 'REC 2' }), false],
    ['of another service', atHome({ service: 'recycling' }), false],
    ['of one of its containers', atHome({ container: 'wheelie_bin_240' }), true],
    ['of another container', atHome({ container: 'caddy' }), false],
    ['of a container, where containers are not known', atHome({ container: 'caddy' }), false, { containers: [] }],
    ['of a container and its service', atHome({ container: 'caddy', service: 'refuse' }), true, { containers: [] }],
    ['of another day', atHome({ date: '2026-11-16' }), false],
    ['of another property', atHome({ uprn: '990100000002' }), false],
    ['of the building, where bins are its own', atHome({ uprn: '990100000017' }), false],
    ['of the building, where bins are shared', atHome({ uprn: '990100000017' }), true, { communal: true }],
    ['of the flat, where bins are shared', atHome(), false, { communal: true }],
    ['of its street', onStreet(), true],
    ['of another street', onStreet({ usrn: '99010002' }), false],
    ['of its street, for another round', onStreet({ round: 'REC 2' }), false],
    ['of the whole round', ofRound(), true],
    ['of another round', ofRound({ round: 'REC 2' }), false],
    ['of the whole round, for another service that shares it', ofRound({ service: 'recycling' }), false],
  ])('%s: %#', (_, event, expected, service = {}) => {
    const { siteEvents, streetEvents } = of([event], {}, today, due(service));
    expect([...siteEvents, ...streetEvents]).toEqual(expected ? [event] : []);
  });

  it('of no street where the property’s is not known', () => {
    const { property, ...rest } = due();
    const which = { ...rest, property: { uprn: property.uprn } };
    expect(of([onStreet()], {}, today, which).streetEvents).toEqual([]);
  });
});

describe('the status', () => {
  it.each<[string, readonly Logged[], Progress, string | undefined, string?]>([
    ['is none where nothing was told', [], {}, undefined],
    ['is the round’s', [], told('In progress'), 'In progress'],
    [
      'is what was told of the property',
      [atHome({ event: undefined, status: 'Closed / Complete' })],
      told('In progress'),
      'Closed / Complete',
    ],
    ['is not done where the crew noted why', [atHome()], told('Closed / Complete'), 'Closed / Not done'],
    [
      'is what was told in so many words, before what is noted',
      [atHome({ at: time(12) }), atHome({ event: undefined, status: 'Closed / Complete' })],
      {},
      'Closed / Complete',
    ],
    [
      'is the last that was told of the property',
      [
        atHome({ event: undefined, status: 'Closed / Not done' }),
        atHome({ event: undefined, status: 'Closed / Complete', at: time(15) }),
      ],
      {},
      'Closed / Complete',
    ],
    [
      'is not told by a question',
      [atHome({ event: 'querying_assisted' })],
      told('Closed / Complete'),
      'Closed / Complete',
    ],
    [
      'is the property’s before its street’s',
      [atHome(), onStreet({ event: 'street_completed', at: time(12) })],
      {},
      'Closed / Not done',
    ],
    ['is blocked while the street is', [onStreet()], told('In progress', 7), 'Blocked'],
    ['is not done once the round is over', [onStreet()], told('Closed / Complete'), 'Closed / Not done'],
    ['is not done once the round is given up', [onStreet()], told('Abandoned'), 'Closed / Not done'],
    ['is not done once the day is over', [onStreet()], {}, 'Closed / Not done', '2026-11-24'],
    [
      'is part done where the street was partly completed',
      [onStreet({ event: 'partly_completed_street' })],
      told('Closed / Complete'),
      'Closed / Part done',
    ],
    [
      'is complete where the street is',
      [onStreet({ event: 'street_completed' })],
      told('In progress'),
      'Closed / Complete',
    ],
    [
      'is complete where the crew came back to a blocked street',
      [onStreet(), onStreet({ event: 'street_completed', at: time(12) })],
      {},
      'Closed / Complete',
    ],
    [
      'is blocked at the same moment as completed',
      [onStreet(), onStreet({ event: 'street_completed' })],
      {},
      'Blocked',
    ],
    [
      'is what was told of the street',
      [onStreet({ event: undefined, status: 'Closed / Part done' })],
      told('Closed / Complete'),
      'Closed / Part done',
    ],
    [
      'is the round’s once it is over, where the street was under way',
      [onStreet({ event: undefined, status: 'In progress' })],
      told('Closed / Complete'),
      'Closed / Complete',
    ],
    ['is blocked where the lorry broke down', [ofRound()], told('In progress', 7), 'Blocked'],
    ['is the round’s where it goes on after that', [ofRound()], told('In progress', 11), 'In progress'],
    [
      'is the round’s where the lorry broke down on its way home',
      [ofRound({ at: time(16) })],
      told('Closed / Complete'),
      'Closed / Complete',
    ],
    [
      'is the round’s for this service, where services share it',
      [ofRound({ event: undefined, service: 'refuse', status: 'Closed / Complete' })],
      told('In progress', 11),
      'Closed / Complete',
    ],
    [
      'is the street’s before the round’s',
      [onStreet({ event: 'street_completed' }), ofRound({ at: time(12) })],
      {},
      'Closed / Complete',
    ],
  ])('%s', (_, events, progress, expected, on = today) => {
    expect(of(events, progress, on).status).toBe(expected);
    expect(of(events.toReversed(), progress, on).status).toBe(expected);
  });

  it('was so when it was told; what was blocked was not done from the end of the round', () => {
    expect(of([atHome()], told('Closed / Complete')).at).toBe(time(9));
    expect(of([onStreet()], told('Closed / Complete')).at).toBe(time(14));
    expect(of([onStreet({ at: time(15) })], told('Closed / Complete')).at).toBe(time(15));
    expect(of([], told('Closed / Complete')).at).toBe(time(14));
  });
});

describe('the first log', () => {
  it.each<[string, readonly Logged[], Progress, string | undefined]>([
    ['is the round’s', [], told('In progress'), time(7)],
    ['is the first of either', [atHome({ at: time(6) }), onStreet()], told('In progress'), time(6)],
    ['is what was noted, where nobody told of the round', [atHome(), onStreet({ at: time(8) })], {}, time(8)],
    ['is not that nobody has begun', [atHome({ event: undefined, status: 'Not started' })], {}, undefined],
    ['is of no other collection', [atHome({ round: 'REC 2' })], {}, undefined],
  ])('%s', (_, events, progress, expected) => {
    expect(of(events, progress).loggedAt).toBe(expected);
  });
});

it('says of every event at a site that it was not emptied, but for those of which the standard does not', () => {
  const others = ['bin_lost_in_vehicle', 'querying_assisted', 'street_completed', 'partly_completed_street'];
  expect(eventCodes.filter((code) => !/Not done|Blocked/.test(impliedBy(code) ?? ''))).toEqual(others);
  expect(impliedBy('bin_lost_in_vehicle')).toBeUndefined();
});

const anEvent = fc.record(
  {
    uprn: fc.constantFrom('1', '2'),
    round: fc.constantFrom('REF 1', '["', ''),
    service: fc.constantFrom('refuse', 'food'),
    date: fc.constant(today),
    at: fc.constantFrom(time(8), time(9), time(10)),
    event: fc.constantFrom(...eventCodes.slice(0, 2)),
    status: fc.constantFrom(...statuses.slice(0, 2)),
  },
  { requiredKeys: ['uprn', 'date', 'at'] },
);

it('takes the first note of an event and the last word on how far something is, in any order', () => {
  fc.assert(
    fc.property(fc.array(anEvent, { maxLength: 20 }), (events) => {
      const first = new Map(oneOfEach(events).map((one) => [identityOf(one), one.at]));
      expect(new Map(oneOfEach(events.toReversed()).map((one) => [identityOf(one), one.at]))).toEqual(first);
      for (const one of events) {
        const at = first.get(identityOf(one)) ?? '';
        expect(one.event === undefined ? at >= one.at : at <= one.at).toBe(true);
      }
      expect(oneOfEach([...events, ...events])).toEqual(oneOfEach(events));
    }),
  );
});
