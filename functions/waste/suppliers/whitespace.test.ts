import { fromWhitespace, roundCodeIn } from './whitespace.ts';
import { wordsOf } from './words.ts';

const uprn = '990100000018';
const usrn = '99010001';
const now = '2026-11-23T12:00:00.000Z';
const words = wordsOf({
  texts: { 'Bins out late - crew returned': 'none' },
  services: { Food: 'food', 'Paper & Card': 'paper' },
  rounds: { 'RES-R3': 'REF 3' },
});
const log = (more: object = {}) => ({
  LogID: 7,
  Reason: 'N/A',
  RoundCode: 'RND-1',
  LogDate: '2026-11-23T06:10:09.417',
  Uprn: '',
  Usrn: '',
  ...more,
});
const logs = (...rows: unknown[]) =>
  fromWhitespace([{ operation: 'GetInCabLogs', answer: { InCabLogs: { InCabLogs: rows } } }], words, now);

it('tells what was noted of a property, of the service that the reason begins with', () => {
  expect(logs(log({ Reason: 'Food - Not Out', Uprn: uprn, Usrn: usrn }))).toEqual({
    events: [
      {
        uprn,
        round: 'RND-1',
        date: '2026-11-23',
        at: '2026-11-23T06:10:09.417Z',
        event: 'not_presented',
        service: 'food',
        comment: 'Not Out',
        reference: '7',
      },
    ],
    left: [],
  });
});

it.each([
  ['a property is that it was served', { Uprn: uprn }, { uprn, status: 'Closed / Complete' }],
  [
    'a street is that it was completed',
    { Usrn: usrn },
    { usrn, status: 'Closed / Complete', event: 'street_completed' },
  ],
  ['neither is that the round was there', {}, { status: 'In progress' }],
  ['a property that is 0 is of its street', { Uprn: '0', Usrn: usrn }, { usrn, event: 'street_completed' }],
])('a log without exception of %s', (_, place, expected) => {
  const { events, left } = logs(log(place));
  expect([events, left]).toMatchObject([[{ round: 'RND-1', date: '2026-11-23', ...expected }], []]);
});

it.each([
  ['Not Out', { event: 'not_presented' }],
  ['Paper & Card - Excess waste', { service: 'paper', event: 'excess_waste' }],
  ['paper & card - CONTAMINATED', { service: 'paper', event: 'contaminated' }],
  ['Food - Damaged: Lid', { service: 'food', event: 'damaged.lid' }],
])('%s of a property is an event of it', (Reason, expected) => {
  expect(logs(log({ Reason, Uprn: uprn })).events).toMatchObject([{ uprn, ...expected }]);
});

it.each([
  ['a street', { Usrn: usrn }, { usrn, event: 'road_closure' }],
  ['a whole round', {}, { event: 'road_closure' }],
])('takes an exception of %s', (_, place, expected) => {
  expect(logs(log({ Reason: 'Road closure', ...place })).events).toMatchObject([{ round: 'RND-1', ...expected }]);
});

it('goes by what was asked for where a log names no place', () => {
  const answers = [{ operation: 'GetInCabLogs', uprn, answer: log({ Reason: 'Not Out' }) } as const];
  expect(fromWhitespace(answers, words, now).events).toMatchObject([{ uprn, event: 'not_presented' }]);
});

it.each([
  ['a service that nobody named', { Reason: 'Glass - Not Out', Uprn: uprn }, 'no_service'],
  ['a reason that nobody knows', { Reason: 'Food - Asleep', Uprn: uprn }, 'no_text'],
  ['an event of a single property without it', { Reason: 'Food - Not Out', Usrn: usrn }, 'not_valid'],
  ['a sign of no round', { RoundCode: 'N/A', Uprn: uprn }, 'no_round'],
  ['an exception of no place', { Reason: 'Breakdown', RoundCode: '' }, 'not_valid'],
  ['no date', { LogDate: '0001-01-01T00:00:00' }, 'no_date'],
  ['no reason', { Reason: null }, 'no_text'],
  ['a prefixed UPRN', { Uprn: 'B990100000018', Usrn: usrn }, 'no_place'],
  ['a USRN that is too long', { Usrn: '990100010001' }, 'no_place'],
  ['a round with a name that is too long', { RoundCode: 'R'.repeat(41), Uprn: uprn }, 'not_valid'],
])('leaves %s', (_, more, reason) => {
  expect(logs(log(more))).toMatchObject({
    events: [],
    left: [{ at: '#/answers/0/answer/InCabLogs/InCabLogs/0', reason }],
  });
});

it('takes the council’s word for a whole reason, with a hyphen in it', () => {
  expect(logs(log({ Reason: 'Bins out late - crew returned', Uprn: uprn })).events).toMatchObject([
    { status: 'Closed / Complete' },
  ]);
});

it('gives the rounds of the council their own names', () => {
  expect(logs(log({ RoundCode: 'RES-R3', Uprn: uprn })).events).toMatchObject([{ round: 'REF 3' }]);
});

it.each([
  ['RES-R3', 'RES-R3'],
  ['RES-R3 Fri', 'RES-R3'],
  ['RND-1 Mon Wk 2', 'RND-1'],
  ['RND-8-9 Mon, RND-8-9 Wed', 'RND-8-9'],
  ['RND-1 Mon, RND-2 Wed', undefined],
  ['REC 2', 'REC 2'],
  ['N/A', undefined],
  ['', undefined],
])('the round of “%s” is %s', (text, expected) => {
  expect(roundCodeIn(text)).toBe(expected);
});

it('takes a reason as long as a request in no time', () => {
  const Reason = `${' - '.repeat(300_000)}\n`;
  const started = performance.now();
  logs(log({ Reason, Uprn: uprn }));
  expect(performance.now() - started).toBeLessThan(2000);
});
