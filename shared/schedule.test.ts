import type { Context } from 'aws-lambda';
import { count } from './dynamodb/meter.ts';
import type { Event } from './http/exchange.ts';
import { type Sweep, scheduled } from './schedule.ts';

const context = {} as Context;

const start = (sweep: Sweep) => {
  const log: object[] = [];
  const times = [1000, 1250];
  const answer = async () => ({ statusCode: 204 });
  const handler = scheduled(sweep, answer, { clock: () => times.shift() ?? 0, log: (line) => log.push(line) });
  return { handler, log };
};

it('sweeps on a beat, and says in one line what that did and cost', async () => {
  const { handler, log } = start(async () => {
    count('readUnits', 2);
    count('writeUnits', 6);
    return { cancelled: 3 };
  });
  expect(await handler({ schedule: 'waste' }, context)).toEqual({ cancelled: 3 });
  expect(log).toEqual([
    { type: 'schedule', capability: 'waste', milliseconds: 250, readUnits: 2, writeUnits: 6, cancelled: 3 },
  ]);
});

it('answers everything else without a sweep', async () => {
  const { handler, log } = start(() => Promise.reject(new Error('swept')));
  expect(await handler({ version: '2.0' } as Event, context)).toEqual({ statusCode: 204 });
  expect(log).toEqual([]);
});

it('lets a sweep that fails fail, so that AWS counts the error', async () => {
  const { handler, log } = start(() => Promise.reject(new Error('throttled')));
  await expect(handler({ schedule: 'waste' }, context)).rejects.toThrow('throttled');
  expect(log).toEqual([]);
});
