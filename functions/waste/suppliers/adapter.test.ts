/** Whatever a supplier answers: nothing throws, and no row is dropped unsaid. */
import fc from 'fast-check';
import { CrewEvent } from '../contract/crew.ts';
import type { Adapted } from './adapter.ts';
import { fromBartec } from './bartec.ts';
import { fromEcho } from './echo.ts';
import { fromWhitespace } from './whitespace.ts';
import { wordsOf } from './words.ts';

const now = '2026-11-23T12:00:00.000Z';
const words = wordsOf({ services: { Food: 'food', 6534: 'recycling' } });
const operations = ['Premises_Events_Get', 'Streets_Events_Get', 'Jobs_Get'] as const;
const uprn = '990100000018';
const usrn = '99010001';

const bartec = (answer: unknown) =>
  fromBartec(
    operations.map((operation) => ({ operation, uprn, usrn, answer })),
    words,
    now,
  );
const whitespace = (answer: unknown) => fromWhitespace([{ operation: 'GetInCabLogs', answer }], words, now);
const echo = (answer: unknown) =>
  fromEcho(
    [
      { operation: 'GetTasks', answer },
      { operation: 'GetServiceUnitsForObject', uprn, answer },
    ],
    words,
    now,
  );

/** Values as they should be, and any others, in their place. */
const or = (...good: readonly unknown[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...good) }, fc.jsonValue());
const text = or('N/A', 'NO ACCESS', 'Food - Not Out', 'CONTAMINATION', 'constructor', '__proto__');
const moment = or('2026-11-23T06:10:09.417', '23/11/2026', '0001-01-01T00:00:00', '9999-12-31T23:59:59-14:00');
const place = or(uprn, '0', '', 'X1', 1e300, -1);
const ref = or({ Value: { anyType: [1, 2] } }, { Value: { anyType: 3 } });
const scheduled = fc.record({
  CurrentScheduledDate: fc.record({ DateTime: moment, OffsetMinutes: or(60, 1e300) }),
  Ref: ref,
});
const aRow = fc.record(
  {
    ...{ UPRN: place, USRN: place, Uprn: place, Usrn: place },
    ...{ EventDate: moment, LogDate: moment, ScheduledStart: moment, Reason: text },
    EventType: fc.record({ Description: text }),
    Features: or({ FeatureType: { ID: 6534 } }, [{ FeatureType: { ID: 6534 } }, {}]),
    ...{ RoundCode: or('RND-1', 'R1 Fri'), Name: or('Food'), WorkPack: or({ Name: 'Waste-R1-231126' }) },
    ...{ Status: or({ Status: 'COMPLETED' }), State: or({ Name: 'Completed' }), Resolution: or({ Name: 'Excess' }) },
    ...{ Ref: ref, ServiceName: or('Food') },
    ServiceTasks: fc.record({
      ServiceTask: fc.record({
        ServiceTaskSchedules: fc.record({ ServiceTaskSchedule: fc.record({ LastInstance: scheduled }) }),
      }),
    }),
  },
  { requiredKeys: [] },
);
const anAnswer = fc.oneof(fc.jsonValue(), fc.array(aRow), aRow);

const adapters = { bartec, whitespace, echo };

it.each(Object.entries(adapters))('%s takes any JSON', (_, adapt) => {
  fc.assert(
    fc.property(anAnswer, (answer) => {
      const { events, left } = adapt(answer);
      for (const event of events) expect(CrewEvent.safeParse(event).success).toBe(true);
      for (const { at, says } of left) expect([at.startsWith('#/answers/'), says.isWellFormed()]).toEqual([true, true]);
    }),
    { numRuns: 500 },
  );
});

/** The rows that became events, by their own number, and those that are named as left. */
const accounted = ({ events, left }: Adapted) =>
  new Set([...events.map(({ reference }) => Number(reference)), ...left.map(({ at }) => Number(at.split('/').at(-1)))]);

it.each([
  [
    'Bartec',
    (rows: readonly object[]) => fromBartec([{ operation: 'Premises_Events_Get', uprn, answer: rows }], words, now),
    'ID',
  ],
  ['Whitespace', whitespace, 'LogID'],
] as const)('each row of %s is an event or is left', (_, adapt, id) => {
  fc.assert(
    fc.property(fc.array(aRow), (rows) => {
      const numbered = rows.map((row, i) => ({ ...row, [id]: i }));
      expect(accounted(adapt(numbered))).toEqual(new Set(rows.keys()));
    }),
  );
});

it('each task of Echo is told or left', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(aRow, scheduled)), fc.nat(), (rows, without) => {
      const Ref = (i: number) => ({ Value: { anyType: i } });
      const tasks = rows.map(([row], i) => ({ ...row, Ref: Ref(i) }));
      const units = rows.flatMap(([row, instance], i) => {
        const ServiceTaskSchedule = { LastInstance: { ...instance, Ref: Ref(i) } };
        const ServiceTask = { ServiceTaskSchedules: { ServiceTaskSchedule } };
        return i === without ? [] : [{ ...row, ServiceTasks: { ServiceTask } }];
      });
      const GetTasks = { operation: 'GetTasks', answer: tasks } as const;
      const told = fromEcho([GetTasks, { operation: 'GetServiceUnitsForObject', uprn, answer: units }], words, now);
      expect(accounted(told)).toEqual(new Set(rows.keys()));
    }),
  );
});

it('reads no deeper than answers are', () => {
  let deep: unknown = 'row';
  for (let i = 0; i < 100_000; i += 1) deep = [deep];
  for (const adapt of Object.values(adapters)) expect(adapt(deep).events).toEqual([]);
});

it('does not go by what every object has', () => {
  const row = JSON.parse('{"__proto__": {"Reason": "N/A"}, "LogDate": "2026-11-23", "RoundCode": "R1"}');
  expect(whitespace([row]).left).toMatchObject([{ reason: 'no_text' }]);
  expect(words.service('constructor')).toBeUndefined();
  expect(wordsOf(JSON.parse('{"services": {"__proto__": "food"}}')).service('__proto__')).toBe('food');
});
