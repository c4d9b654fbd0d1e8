import type { WasteProperty } from '../contract/rounds.ts';
import { mostOfType, WasteEvent } from '../contract/standardRecords.ts';
import type { Logged } from '../crew/events.ts';
import { substitutionTable } from '../dates/moved.ts';
import { eventOf, inTime, shortType, whereIs } from './events.ts';
import { eventTerms } from './taxonomies.ts';

const link = (...path: readonly string[]) => ['', ...path].join('/');
const uprn = '990100000002';
const day = '2026-11-23';
const noted = (overrides: Partial<Logged> = {}): Logged => ({
  ...{ uprn, date: day, at: '2026-11-23T09:12:00.000Z', event: 'contaminated.food_waste' },
  ...overrides,
});

type Row = WasteProperty['services'][number];
const aService = (overrides: Partial<Row> = {}): Row => ({
  ...{ service: 'refuse', round: 'REF 1', schedule: 'weekly on Monday', containers: ['wheelie_bin_240'] },
  ...overrides,
});
const around = (services: readonly Row[], place: Partial<WasteProperty> = {}) => ({
  property: { uprn, services: [...services], ...place },
  known: { moves: substitutionTable([]), settings: { services: {}, containers: {} }, progress: {} },
});
const event = (overrides: Partial<Logged> = {}, services: readonly Row[] = [aService()]) =>
  eventOf(noted(overrides), around(services), link);

it('is in the shape of the standard’s example, with its type in full and the task that it stood in the way of', () => {
  const told = event({ round: 'REF 1', service: 'refuse', container: 'wheelie_bin_240' });
  const id = told?.id ?? '';
  expect(told).toEqual({
    '@id': `/events/${id}`,
    '@type': 'WasteEvent',
    id: expect.stringMatching(/^site-990100000002-2026-11-23-[0-9a-f]{16}$/),
    type: 'Contaminated',
    event_type: {
      '@id': '/event-types/contaminated.food_waste',
      '@type': 'PropertyEventType',
      id: 'contaminated.food_waste',
      name: 'Contaminated: Food waste',
    },
    start_date: '2026-11-23T09:12:00.000Z',
    date: day,
    uprn,
    round: 'REF 1',
    service: '/services/refuse',
    feature_type: '/feature-types/wheelie_bin',
    task: '/tasks/990100000002-refuse-REF_1-2026-11-23',
  });
  expect(Object.keys(WasteEvent.def.shape)).toEqual(expect.arrayContaining(Object.keys(told ?? {})));
});

const food = aService({ service: 'food', round: 'FOO 1', containers: ['caddy_23'] });
const refuse = '/tasks/990100000002-refuse-REF_1-2026-11-23';

it.each<[string, Partial<Logged>, readonly Row[], string | undefined]>([
  ['is the only one of the day', {}, [aService()], refuse],
  ['is told by the round', { round: 'REF 1' }, [aService(), food], refuse],
  ['is told by the service', { service: 'refuse' }, [aService(), food], refuse],
  ['is told by the container', { container: 'wheelie_bin_240' }, [aService(), food], refuse],
  ['could be either of two', {}, [aService(), food], undefined],
  ['is on another day', { date: '2026-11-24' }, [aService()], undefined],
  ['is of another round', { round: 'REF 9' }, [aService()], undefined],
  ['is of no property', { uprn: undefined, usrn: '99010001' }, [aService()], undefined],
])('names the task where that %s', (_, overrides, services, task) => {
  expect(event(overrides, services)?.task).toBe(task);
});

it('of shared containers is of the building’s task', () => {
  const flat = around([aService({ communal: true }), food], { uprn: '990100000003', parentUprn: uprn });
  expect(eventOf(noted(), flat, link)?.task).toBe(refuse);
});

it.each(eventTerms.map(({ name }) => name))('%s has a type that units in cabs can show', (name) => {
  const type = shortType(name);
  expect(type.length).toBeLessThanOrEqual(mostOfType);
  expect(name.startsWith(type)).toBe(true);
});

it.each([
  ['Damaged: Wheels', 'Damaged: Wheels'],
  ['Contaminated: Animal bedding', 'Contaminated'],
  ['Partly completed street', 'Partly completed'],
  ['Unpronounceablenesses', 'Unpronounceablenesse'],
])('%s is shortened to %s', (name, type) => {
  expect(shortType(name)).toBe(type);
});

it.each<[Logged['event']]>([[undefined], ['querying_assisted'], ['safety_concern.customer']])(
  'is none where the event is %s',
  (code) => {
    expect(event({ event: code })).toBeUndefined();
  },
);

describe('its id', () => {
  it.each<[string, Partial<Logged>, object]>([
    ['a property', {}, { uprn }],
    ['a street', { uprn: undefined, usrn: '99010001' }, { usrn: '99010001' }],
    ['a round', { uprn: undefined, round: 'REC_1 é/~' }, { round: 'REC_1 é/~' }],
    ['a round with a day in it', { uprn: undefined, round: 'R-2026-11-23' }, { round: 'R-2026-11-23' }],
  ])('says of which %s it is, on which day', (_, overrides, place) => {
    const { id = '' } = event(overrides) ?? {};
    expect(id).toMatch(/^[\w.~-]+$/);
    expect(whereIs(id)).toEqual({ place, date: day });
  });

  it('differs wherever events do, and stays when one is told again', () => {
    const given: Partial<Logged>[] = [
      {},
      { event: 'damaged' },
      { round: 'REF 1' },
      { service: 'refuse' },
      { container: 'sack' },
      { status: 'Blocked' },
    ];
    const others = given.map((one) => event(one)?.id);
    expect(new Set(others).size).toBe(others.length);
    expect(event({ at: '2026-11-23T09:15:00.000Z' })?.id).toBe(others[0]);
  });

  it.each(['', '1', 'site-1-2026-11-23', 'site-x-2026-11-23-0123456789abcdef', 'round-~Z-2026-11-23-0123456789abcdef'])(
    'is not %j',
    (id) => {
      expect(whereIs(id)).toBeUndefined();
    },
  );
});

it('comes in order of time, each once as it was noted first', () => {
  const [early, late] = ['2026-11-23T09:12:00.000Z', '2026-11-23T09:15:00.000Z'];
  const events = [event({ at: late }), event({ at: late, event: 'damaged' }), undefined, event({ at: early })];
  expect(inTime(events).map(({ type, start_date }) => [type, start_date])).toEqual([
    ['Contaminated', early],
    ['Damaged', late],
  ]);
});
