import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeAccount } from '#test/support/fakeAccount.ts';
import { deadLetters } from './deadLetters.ts';

const before = { ...process.env };
let account: FakeAccount;
let server: Server;
/** What waits in the queue, by its handle; what is received is hidden. */
const queue = new Map<string, { readonly body: string; hidden: boolean }>();
const invoked: string[] = [];
/** What the publisher reports. */
let published: object = { batchItemFailures: [] };
let fails: (body: string) => boolean = () => false;

const sqs: Readonly<Record<string, (input: Record<string, unknown>) => unknown>> = {
  GetQueueAttributes: () => ({ Attributes: { ApproximateNumberOfMessages: String(queue.size) } }),
  ReceiveMessage: ({ MaxNumberOfMessages }) => {
    const seen = [...queue].filter(([, { hidden }]) => !hidden).slice(0, Number(MaxNumberOfMessages));
    for (const [, letter] of seen) letter.hidden = true;
    return {
      Messages: seen.map(([ReceiptHandle, { body }]) => {
        const MD5OfBody = createHash('md5').update(body).digest('hex');
        return { ReceiptHandle, Body: body, MD5OfBody };
      }),
    };
  },
  DeleteMessage: ({ ReceiptHandle }) => {
    queue.delete(String(ReceiptHandle));
    return {};
  },
};

beforeAll(async () => {
  account = await FakeAccount.start();
  server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    const action = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (action) {
      response.end(JSON.stringify(sqs[action]?.(JSON.parse(body))));
      return;
    }
    expect(request.url).toMatch(/\/functions\/shire-(usage|waste-publisher)\/invocations/);
    invoked.push(body);
    if (fails(body)) response.setHeader('x-amz-function-error', 'Unhandled');
    response.end(request.url?.includes('publisher') ? JSON.stringify(published) : 'null');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.assign(process.env, account.environment, { AWS_ENDPOINT_URL_SQS: url, AWS_ENDPOINT_URL_LAMBDA: url });
  process.env.COMMONS_CONFIG = 'test/e2e/commons.config.json';
  account.stacks.set('commons-usage', { FunctionName: 'shire-usage', DeadLettersUrl: `${url}/1/usage-dead` });
  account.stacks.set('commons-waste', {
    FunctionName: 'shire-waste',
    PublisherName: 'shire-waste-publisher',
    TableInUse: 'shire-waste-table',
    DeadLettersUrl: `${url}/1/waste-dead`,
  });
  account.stacks.set('commons-addresses', { FunctionName: 'shire-addresses' });
});

afterAll(() => {
  account.stop();
  server.closeAllConnections();
  server.close();
  process.env = before;
});

const lines: string[] = [];
beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
  lines.length = invoked.length = 0;
  fails = () => false;
  queue.clear();
  for (let i = 0; i < 12; i += 1) queue.set(`handle-${i}`, { body: JSON.stringify({ awslogs: i }), hidden: false });
});
afterEach(() => jest.restoreAllMocks());

it('counts them, and changes nothing', async () => {
  expect(await deadLetters('usage', {})).toBe(true);
  expect([lines, queue.size, invoked]).toEqual([['usage has about 12 dead letters.'], 12, []]);
});

it('sends each again as it was, and removes it when that worked', async () => {
  expect(await deadLetters('usage', { redrive: true })).toBe(true);
  expect(invoked).toEqual(Array.from({ length: 12 }, (_, i) => JSON.stringify({ awslogs: i })));
  expect(queue.size).toBe(0);
  expect(lines.at(-1)).toBe('12 sent again, 0 failed again.');
});

it('keeps what fails again, and says so', async () => {
  fails = (body) => body.includes('7');
  expect(await deadLetters('usage', { redrive: true })).toBe(false);
  expect([...queue.keys()]).toEqual(['handle-7']);
  expect(lines.at(-1)).toMatch(/^The log of usage says why/);
});

it.each([
  ['addresses', 'addresses takes no events: it has no dead letters.'],
  ['access', 'The stack commons-access is not deployed in eu-west-2.'],
])('says why %s has none', async (capability, message) => {
  await expect(deadLetters(capability, {})).rejects.toThrow(message);
});

interface Told {
  readonly dynamodb: { readonly NewImage: { readonly event: { readonly S: string } } };
}

describe('events that could not be published', () => {
  const anEvent = (id: string, time: string) => {
    const event = { S: JSON.stringify({ id, time, type: 'waste.moved_dates.changed' }) };
    return { type: { S: 'outbox' }, event };
  };
  const lost = {
    approximateArrivalOfFirstRecord: '2026-11-23T09:30:00Z',
    approximateArrivalOfLastRecord: '2026-11-23T09:31:00Z',
  };
  const idsIn = (body: string): string[] =>
    JSON.parse(body).Records.map((one: Told) => JSON.parse(one.dynamodb.NewImage.event.S).id);

  beforeEach(() => {
    published = { batchItemFailures: [] };
    queue.clear();
    queue.set('lost', { body: JSON.stringify({ version: '1.0', DDBStreamBatchInfo: lost }), hidden: false });
    account.dynamodb.items.set('shire-waste-table', [
      anEvent('3', '2026-11-23T09:30:50.000Z'),
      anEvent('1', '2026-11-23T08:00:00.000Z'),
      anEvent('2', '2026-11-23T09:30:00.000Z'),
      { type: { S: 'waste-table' } },
    ]);
  });

  it('are published again from the outbox: those of that time, in order', async () => {
    expect(await deadLetters('waste', { redrive: true })).toBe(true);
    expect(invoked.map(idsIn)).toEqual([['2', '3']]);
    expect(queue.size).toBe(0);
  });

  it('are kept when the bus refuses them again', async () => {
    published = { batchItemFailures: [{ itemIdentifier: '1' }] };
    expect(await deadLetters('waste', { redrive: true })).toBe(false);
    expect(queue.size).toBe(1);
  });
});
