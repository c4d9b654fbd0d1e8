import * as z from 'zod/mini';
import { capability } from '#shared/contract/index.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { eventId, outbox } from './outbox.ts';

const things = capability({
  name: 'things',
  title: 'Things',
  summary: 'Things.',
  operations: {},
  events: { 'things.thing.changed': { says: 'A thing was changed.', data: z.strictObject({ id: z.string() }) } },
});

const at = Date.parse('2026-11-23T09:30:00.000Z');
const id = '01a20946-fb34-7a52-9c2a-5d1201c02109';
const keeping = { until: (_: string, from: number) => from / 1000 + 60, isOver: () => false };
const announce = (data: { id: string }, subject = 'thing-1'): Item => {
  const write = outbox(things, keeping)('marlbeck', subject, 'things.thing.changed', data, { id, at });
  return 'put' in write ? write.put : {};
};

it('writes the event in its subject’s partition, in order of time, for as long as it is kept', () => {
  const { event, ...item } = announce({ id: '7' });
  expect(item).toEqual({ pk: 'marlbeck#OUTBOX#thing-1', sk: id, type: 'outbox', expiresAt: at / 1000 + 60 });
  expect(JSON.parse(String(event))).toEqual({
    id,
    type: 'things.thing.changed',
    version: 1,
    council: 'marlbeck',
    subject: 'thing-1',
    time: '2026-11-23T09:30:00.000Z',
    data: { id: '7' },
  });
});

it('takes nothing that the contract does not name: no name or address slips into an event', () => {
  const careless = { id: '7', name: 'Ada Quillfeather' };
  expect(() => announce(careless)).toThrow(/unrecognized/i);
  expect(() => announce({ id: '7' }, 'Ada Quillfeather')).toThrow();
});

it('takes no event that would not fit on the bus with nine others', () => {
  expect(() => announce({ id: 'x'.repeat(20_000) })).toThrow('too large');
});

it('draws ids that sort by time, of UUID’s version 7', () => {
  const random = () => '3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10';
  expect(eventId(at, random)).toMatch(/^[\da-f]{8}-[\da-f]{4}-7a55-9d1a-0d6b1f7f6a10$/);
  expect(Number.parseInt(eventId(at, random).replaceAll('-', '').slice(0, 12), 16)).toBe(at);
  expect(eventId(at) < eventId(at + 1)).toBe(true);
  expect(z.uuidv7().safeParse(eventId(at)).success).toBe(true);
});
