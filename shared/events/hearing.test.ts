import type { Context } from 'aws-lambda';
import { count } from '#shared/dynamodb/meter.ts';
import { type Hear, hearing } from './hearing.ts';

const context = {} as Context;
const detail = {
  ...{ id: '0190-1', type: 'lamps.lamp.lit', version: 1, council: 'marlbeck', subject: 'lamp-1' },
  ...{ time: '2026-11-23T09:30:00.000Z', data: { colour: 'amber' } },
} as const;
const delivery = { version: '0', id: 'of-the-bus', 'detail-type': detail.type, source: 'council-commons.x', detail };

const start = (hear: Hear) => {
  const log: object[] = [];
  const times = [1000, 1250];
  const answer = async (event: unknown) => ({ answered: event });
  return { log, handler: hearing(hear, answer, { clock: () => times.shift() ?? 0, log: (line) => log.push(line) }) };
};

it('hears an event, and says in one line which and what it cost, but nothing of what it holds', async () => {
  const heard: unknown[] = [];
  const { handler, log } = start(async (event) => {
    heard.push(event);
    count('readUnits', 2);
    count('writeUnits', 6);
  });
  expect(await handler(delivery, context)).toBeUndefined();
  expect(heard).toEqual([detail]);
  expect(log).toEqual([
    {
      ...{ type: 'heard', event: 'lamps.lamp.lit', id: '0190-1', council: 'marlbeck' },
      ...{ milliseconds: 250, readUnits: 2, writeUnits: 6 },
    },
  ]);
});

it.each([{ version: '2.0', routeKey: 'GET /' }, { schedule: 'lamps' }, null, 'text'])('hands %j on', async (event) => {
  const { handler, log } = start(() => Promise.reject(new Error('heard')));
  expect(await handler(event as never, context)).toEqual({ answered: event });
  expect(log).toEqual([]);
});

it('lets what fails fail, so that it is tried again', async () => {
  const { handler, log } = start(() => Promise.reject(new Error('busy')));
  await expect(handler(delivery, context)).rejects.toThrow('busy');
  expect(log).toEqual([]);
});
