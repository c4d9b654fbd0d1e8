import { fromBartec } from './bartec.ts';
import { wordsOf } from './words.ts';

const uprn = '990100000018';
const usrn = '99010001';
const now = '2026-11-23T12:00:00.000Z';
const words = wordsOf({
  services: { 6534: 'recycling' },
  containers: { 6534: 'wheelie_bin_240_green', 6533: 'wheelie_bin_240_black' },
  rounds: { 'waste r1': 'REC 1' },
});

const premises = (answer: unknown, own = words) =>
  fromBartec([{ operation: 'Premises_Events_Get', uprn, answer }], own, now);
const streets = (answer: unknown, own = words) =>
  fromBartec([{ operation: 'Streets_Events_Get', usrn, answer }], own, now);

const event = (Description: string, more: object = {}) => ({
  ID: 81,
  EventDate: '2026-11-23T10:10:10',
  EventType: { Description },
  ...more,
});
const green = { Features: { FeatureType: { ID: 6534 } } };
const reasons = ({ left }: ReturnType<typeof premises>) => left.map(({ reason }) => reason);

it('tells of a property what was noted of a type of feature', () => {
  expect(premises({ Event: [event('BIN NOT OUT', green)] })).toEqual({
    events: [
      {
        uprn,
        date: '2026-11-23',
        at: '2026-11-23T10:10:10.000Z',
        event: 'not_presented',
        service: 'recycling',
        container: 'wheelie_bin_240_green',
        comment: 'BIN NOT OUT',
        reference: '81',
      },
    ],
    left: [],
  });
});

it.each([
  ['BIN NOT OUT', 'not_presented'],
  ['EXCESS WASTE', 'excess_waste'],
  ['OVERWEIGHT', 'too_heavy'],
  ['WRONG COLOUR BIN', 'wrong_bin'],
  ['NO ACCESS', 'no_access.at_property'],
  ['No access - street', 'no_access.at_property'],
  ['Damaged: Lid', 'damaged.lid'],
])('of a property, %s is %s', (text, code) => {
  expect(premises({ Event: event(text, green) }).events).toMatchObject([{ uprn, event: code, comment: text }]);
});

it.each([
  ['NO ACCESS 1ST TRY', 'no_access.from_street'],
  ['NO ACCESS 2ND TRY', 'no_access.from_street'],
  ['NO ACCESS BAD WEATHE', 'no_access.from_street'],
  ['NO ACCESS POLICE', 'no_access.from_street'],
  ['NO ACCESS GATELOCKED', 'gate_locked'],
  ['NO ACCESS PARKED CAR', 'blocked_by_vehicles'],
  ['NO ACCESS ROADWORKS', 'roadworks'],
  ['STREET COMPLETED', 'street_completed'],
])('of a street, %s is %s', (text, code) => {
  expect(streets({ Event: event(text) }).events).toMatchObject([{ usrn, event: code, comment: text }]);
});

it('tells of a contaminated bin by the kind that the council’s settings name, if any', () => {
  const row = { Event: event('CONTAMINATION', green) };
  expect(premises(row)).toMatchObject({ events: [{ event: 'contaminated', service: 'recycling' }], left: [] });
  const own = wordsOf({ texts: { Contamination: 'contaminated.food_waste' }, services: { 6534: 'recycling' } });
  expect(premises(row, own)).toMatchObject({ events: [{ event: 'contaminated.food_waste' }], left: [] });
});

it('takes the round and its day from the work pack, whenever it was noted', () => {
  const Workpack = { Name: 'Waste-R1-231126' };
  const late = { Workpack, EventDate: '2026-11-24T00:20:00' };
  expect(streets({ Event: event('NO ACCESS PARKED CAR', late) }).events).toMatchObject([
    { usrn, round: 'REC 1', date: '2026-11-23', at: '2026-11-24T00:20:00.000Z' },
  ]);
});

it.each([
  ['Waste-R9-231126', { round: 'Waste-R9', date: '2026-11-23' }],
  ['Waste-R9', { round: 'Waste-R9', date: '2026-11-23' }],
  ['Waste-R9-999999', { round: 'Waste-R9', date: '2026-11-23' }],
])('knows the round of %s', (Name, expected) => {
  expect(streets({ Event: event('NO ACCESS', { Workpack: { Name } }) }).events).toMatchObject([expected]);
});

it.each(['Waste-BULKY WASTE-231126', 'Waste-WHITES-231126'])('leaves %s, which is no round', (Name) => {
  expect(reasons(streets({ Event: event('NO ACCESS', { Workpack: { Name } }) }))).toEqual(['not_a_round']);
});

it('tells an event of several features of each, and of none for the whole property', () => {
  const both = { Features: [{ FeatureType: { ID: 6534 } }, { FeatureType: { ID: '6533' } }] };
  expect(premises({ Event: event('BIN NOT OUT', both) }).events).toMatchObject([
    { container: 'wheelie_bin_240_green' },
    { container: 'wheelie_bin_240_black' },
  ]);
  const [whole] = premises({ Event: event('NO ACCESS') }).events;
  expect(whole).not.toHaveProperty('service');
  expect(whole).not.toHaveProperty('container');
});

it.each([
  [
    'a type of feature that nobody named',
    event('BIN NOT OUT', { Features: { FeatureType: { ID: 9999 } } }),
    'no_service',
  ],
  ['a feature without a type', event('BIN NOT OUT', { Features: [{}] }), 'no_service'],
  ['a text that nobody knows', event('DOG ASLEEP', green), 'no_text'],
  ['no text', { ...event('', green) }, 'no_text'],
  ['no date', event('BIN NOT OUT', { ...green, EventDate: '0001-01-01T00:00:00' }), 'no_date'],
  ['a code that is no UPRN', event('BIN NOT OUT', { ...green, UPRN: 'X-990100000018' }), 'no_place'],
  ['no row', 'Error', 'no_text'],
])('leaves %s', (_, row, reason) => {
  expect(premises([row])).toMatchObject({ events: [], left: [{ at: '#/answers/0/answer/0', reason }] });
});

it('leaves what the council’s table calls no problem', () => {
  expect(reasons(premises(event('BIN RETURNED'), wordsOf({ texts: { 'bin returned': 'none' } })))).toEqual([
    'no_problem',
  ]);
});

it('needs to be told which property or street was asked for', () => {
  const answer = { Event: event('NO ACCESS') };
  const nowhere = [
    { operation: 'Premises_Events_Get', answer } as const,
    { operation: 'Streets_Events_Get', answer } as const,
  ];
  expect(reasons(fromBartec(nowhere, words, now))).toEqual(['no_place', 'no_place']);
});

it.each([
  ['padded', '000990100000099', '990100000099'],
  ['a number', 990100000099, '990100000099'],
  ['none, written as 0', 0, uprn],
])('takes a UPRN of the row that is %s', (_, UPRN, expected) => {
  expect(premises({ Event: event('BIN NOT OUT', { ...green, UPRN }) }).events).toMatchObject([{ uprn: expected }]);
});

it.each([
  ['rows alone', [event('NO ACCESS')]],
  ['a row alone', event('NO ACCESS')],
  ['the whole envelope', { Premises_Events_GetResponse: { Premises_Events_GetResult: { Event: event('NO ACCESS') } } }],
  [
    'lists of one for everything',
    [{ Event: [{ EventDate: ['2026-11-23T10:10:10'], EventType: [{ Description: ['NO ACCESS'] }] }] }],
  ],
])('takes %s', (_, answer) => {
  expect(premises(answer)).toMatchObject({ events: [{ event: 'no_access.at_property' }], left: [] });
});

it.each([null, '', [], {}])('takes %j for an answer without rows, or says what it lacks', (answer) => {
  expect(premises(answer).events).toEqual([]);
});
