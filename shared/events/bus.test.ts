import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventBus } from './bus.ts';

const before = { ...process.env };
const asked: { readonly target: unknown; readonly body: unknown }[] = [];
let answer: readonly [status: number, body: object];
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    asked.push({ target: request.headers['x-amz-target'], body: JSON.parse(body) });
    response.writeHead(answer[0]).end(JSON.stringify(answer[1]));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-2',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_EVENTBRIDGE: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  process.env = before;
});
beforeEach(() => void asked.splice(0));

const aLetter = (id: string) => {
  const [type, subject, time] = ['waste.moved_dates.changed', 'moved-dates', '2026-11-23T09:30:00.000Z'];
  const event = { id, type, version: 1 as const, council: 'marlbeck', subject, time, data: {} };
  return { event, text: JSON.stringify(event) };
};

it('puts an event on the bus as it was written, under its type', async () => {
  answer = [200, { FailedEntryCount: 0, Entries: [{ EventId: 'a' }] }];
  expect(await eventBus('shire')([aLetter('1')])).toEqual([true]);
  const entry = {
    EventBusName: 'shire',
    Source: 'council-commons.shire',
    DetailType: 'waste.moved_dates.changed',
    Detail: aLetter('1').text,
    Time: Date.parse('2026-11-23T09:30:00.000Z') / 1000,
  };
  expect(asked).toEqual([{ target: 'AWSEvents.PutEvents', body: { Entries: [entry] } }]);
});

it('says which of several the bus took', async () => {
  answer = [
    200,
    { FailedEntryCount: 1, Entries: [{ EventId: 'a' }, { ErrorCode: 'ThrottlingException' }, { EventId: 'c' }] },
  ];
  expect(await eventBus('shire')([aLetter('1'), aLetter('2'), aLetter('3')])).toEqual([true, false, true]);
});

it('fails when the bus refuses the call', async () => {
  answer = [400, { __type: 'AccessDeniedException' }];
  await expect(eventBus('shire')([aLetter('1')])).rejects.toThrow('EventBridge answered 400.');
});
