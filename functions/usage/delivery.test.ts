import { gzipSync } from 'node:zlib';
import { unpacked } from './delivery.ts';

const aLine = {
  type: 'request',
  time: '2026-11-23T09:30:00.000Z',
  requestId: '3f0e6a6e-2c0f-4a55-9d1a-0d6b1f7f6a10',
  capability: 'addresses',
  status: 200,
  milliseconds: 12,
  readUnits: 0.5,
  writeUnits: 0,
  roundTrips: 1,
  memory: 1024,
  cold: false,
  warmFunction: 'warm-1',
  sequence: 7,
};

const delivered = (messageType: string, ...messages: unknown[]) => {
  const logEvents = messages.map((message, i) => ({
    id: String(i),
    timestamp: 0,
    message: typeof message === 'string' ? message : JSON.stringify(message),
  }));
  return { awslogs: { data: gzipSync(JSON.stringify({ messageType, owner: '1', logEvents })).toString('base64') } };
};

it('reads what counts, and how long the line was', () => {
  const { lines, unread } = unpacked(delivered('DATA_MESSAGE', aLine));
  const { requestId: _, roundTrips: _r, cold: _c, ...counting } = aLine;
  expect([lines, unread]).toEqual([[{ ...counting, bytes: JSON.stringify(aLine).length }], 0]);
});

it.each([
  ['is not JSON', 'START RequestId: 1', 0],
  ['is nothing', 'null', 0],
  ['is of another type', { ...aLine, type: 'failure' }, 0],
  ['has no number', { ...aLine, sequence: undefined }, 1],
  ['counts less than nothing', { ...aLine, milliseconds: -1 }, 1],
])('goes on when a line %s, and says so of a request’s', (_, message, expected) => {
  const { lines, unread } = unpacked(delivered('DATA_MESSAGE', message, aLine));
  expect([lines.length, unread]).toEqual([1, expected]);
});

it('finds nothing to count in a control message', () => {
  expect(unpacked(delivered('CONTROL_MESSAGE', 'CWL CONTROL MESSAGE: Checking health'))).toEqual({
    lines: [],
    unread: 0,
  });
});
