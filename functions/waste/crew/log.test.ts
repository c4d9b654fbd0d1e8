import fc from 'fast-check';
import { statuses } from '../contract/crew.ts';
import { eventCodes } from '../contract/eventCodes.ts';
import type { Logged } from './events.ts';
import { type CrewLog, concerning, isForTheLog, tellingsOf, withLogged } from './log.ts';
import { fitting, logItem, packedIn, progressItem } from './packed.ts';

const today = '2026-11-23';
const at = '2026-11-23T09:00:00.000Z';
const street = (overrides: Partial<Logged> = {}): Logged => ({
  usrn: '99010001',
  date: today,
  at,
  event: 'roadworks',
  ...overrides,
});

const aPlace = fc.constantFrom({ usrn: '1' }, { usrn: '2' }, { round: 'REF 1' }, { uprn: '9' });
const anEvent = fc
  .tuple(
    aPlace,
    fc.record(
      {
        date: fc.constantFrom('2026-10-13', '2026-10-14', '2026-11-21', '2026-11-22', today),
        at: fc.constantFrom(at, '2026-11-23T10:00:00.000Z'),
        event: fc.constantFrom(...eventCodes.slice(-9)),
        status: fc.constantFrom(...statuses),
        service: fc.constantFrom('refuse', 'food'),
      },
      { requiredKeys: ['date', 'at'] },
    ),
  )
  .map(([place, one]): Logged => ({ ...place, ...one }));

it('comes to the same in any order and any batches, however often it is told', () => {
  const all = fc.array(anEvent, { maxLength: 20 });
  fc.assert(
    fc.property(all, fc.nat(20), fc.infiniteStream(fc.nat()), (events, cut, keys) => {
      const shuffled = events.map((one) => [keys.next().value ?? 0, one] as const).sort(([a], [b]) => a - b);
      const once = withLogged([], events, today).log;
      const parts = [shuffled.slice(0, cut), shuffled.slice(cut)].map((part) => part.map(([, one]) => one));
      let log: CrewLog = [];
      for (const batch of [...parts, events]) ({ log } = withLogged(log, batch, today));
      expect(log).toEqual(once);
      expect(withLogged(log, events, today)).toEqual({ log, taken: 0 });
    }),
  );
});

it.each<[string, Logged, number]>([
  ['a problem', street(), 40],
  ['a problem beside a completion', street({ status: 'Closed / Complete' }), 40],
  ['what was not done', street({ event: undefined, status: 'Closed / Not done' }), 40],
  ['a street that was completed', street({ event: 'street_completed' }), 1],
  ['a street that is done', street({ event: undefined, status: 'Closed / Complete' }), 1],
  ['a street that is under way', street({ event: undefined, status: 'In progress' }), 1],
  ['a building that is done', { uprn: '9', date: today, at, status: 'Closed / Complete' }, 1],
  [
    'a round that is done for a service',
    { round: 'R', service: 'food', date: today, at, status: 'Closed / Complete' },
    40,
  ],
])('keeps %s: %#', (_, one, days) => {
  const { log } = withLogged([], [one], today);
  const after = (more: number) => new Date(Date.parse(today) + more * 86_400_000).toISOString().slice(0, 10);
  expect(withLogged(log, [], after(days)).log).toEqual([one]);
  expect(withLogged(log, [], after(days + 1)).log).toEqual([]);
  expect(withLogged([], [one], after(days + 1))).toEqual({ log: [], taken: 0 });
});

it('finds what is of a property’s street, building and rounds', () => {
  const events: Logged[] = [
    street(),
    street({ usrn: '99010002' }),
    { uprn: '17', date: today, at, event: 'too_heavy' },
    { uprn: '19', date: today, at, event: 'too_heavy' },
    { round: 'REF 1', date: today, at, event: 'breakdown' },
    { round: 'REC 2', date: today, at, event: 'breakdown' },
  ];
  const services = [{ service: 'refuse', round: 'REF 1', schedule: 'weekly on Monday', containers: [] }];
  const flat = { uprn: '18', parentUprn: '17', usrn: '99010001', services };
  expect(concerning(events, flat)).toEqual([events[0], events[2], events[4]]);
  expect(concerning(events, { uprn: '18', services })).toEqual([events[4]]);
});

it.each<[string, Logged, boolean]>([
  ['of a street', street(), true],
  ['of a building whose containers are shared', { uprn: '17', date: today, at, event: 'too_heavy' }, true],
  ['of another property', { uprn: '18', date: today, at, event: 'too_heavy' }, false],
  ['of a whole round', { round: 'R', date: today, at, event: 'breakdown' }, true],
  ['of a whole round, for a service', { round: 'R', service: 'food', date: today, at, status: 'Blocked' }, true],
  [
    'of how far a whole round is, which is told with the rounds',
    { round: 'R', date: today, at, status: 'Blocked' },
    false,
  ],
])('has events %s: %#', (_, one, expected) => {
  expect(isForTheLog(one, new Set(['17']))).toBe(expected);
});

it.each<[string, Logged, object[]]>([
  ['a street without its round', street(), []],
  ['a street', street({ round: 'R' }), [{ round: 'R', date: today, at }]],
  ['a property that is not begun', { uprn: '1', round: 'R', date: today, at, status: 'Not started' }, []],
  [
    'a round that is not begun',
    { round: 'R', date: today, at, status: 'Not started' },
    [{ round: 'R', date: today, at, status: 'Not started' }],
  ],
  [
    'a round for a service',
    { round: 'R', service: 'food', date: today, at, status: 'Blocked' },
    [{ round: 'R', date: today, at }],
  ],
  [
    'a whole round',
    { round: 'R', date: today, at, status: 'Blocked' },
    [
      { round: 'R', date: today, at, status: 'Blocked' },
      { round: 'R', date: today, at },
    ],
  ],
])('tells of its round what %s tells: %#', (_, one, expected) => {
  expect(tellingsOf(one)).toEqual(expected);
});

describe('what is packed', () => {
  const noise = (i: number) => `${(i * 2_654_435_761) % 2 ** 32}`.padStart(10, '0');

  it('loses its oldest days rather than grow beyond what is worth reading', () => {
    const days = ['2026-11-20', '2026-11-21', '2026-11-22', today];
    const log = days.flatMap((date) =>
      Array.from({ length: 8000 }, (_, i) => street({ usrn: noise(i).slice(-8), date, round: noise(i * 7) })),
    );
    const data = fitting(logItem, withLogged([], log, today).log);
    expect(data.length).toBeLessThanOrEqual(200_000);
    const kept = new Set(packedIn(logItem, [{ sk: 'CREWLOG', data }]).map(({ date }) => date));
    expect([kept.has('2026-11-20'), kept.has(today)]).toEqual([false, true]);
  });

  it('loses the oldest days of rounds likewise, though a single day is too much', () => {
    const rounds = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`${noise(i)}${noise(i * 3)}`, { loggedAt: at }]));
    const data = fitting(progressItem, { '2026-11-22': rounds(30_000), [today]: rounds(10) });
    expect(Object.keys(packedIn(progressItem, [{ sk: 'PROGRESS', data }]))).toEqual([today]);
    expect(
      packedIn(progressItem, [{ sk: 'PROGRESS', data: fitting(progressItem, { [today]: rounds(30_000) }) }]),
    ).toEqual({});
  });
});
