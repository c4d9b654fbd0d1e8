import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamMapping } from './resources.ts';
import { TableStreams } from './tableStreams.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-streams-'));
afterAll(() => rmSync(folder, { recursive: true }));

const aRecord = (number: number, type = 'outbox', eventName = 'INSERT') => ({
  eventName,
  dynamodb: { SequenceNumber: String(number), NewImage: { type: { S: type } } },
});
type StreamRecord = ReturnType<typeof aRecord>;

const aMapping = (overrides: Partial<StreamMapping> = {}): StreamMapping => ({
  table: 'things',
  functionName: 'publisher',
  batchSize: 2,
  filters: ['{"eventName":["INSERT"],"dynamodb":{"NewImage":{"type":{"S":["outbox"]}}}}'],
  ...overrides,
});

/** A stream of one shard; `answer` is what the function says to the sequence numbers it is given. */
const start = (
  records: StreamRecord[],
  answer: (numbers: string[]) => unknown = () => ({ batchItemFailures: [] }),
  file = join(folder, randomUUID()),
) => {
  const given: string[][] = [];
  const printed: string[] = [];
  const streams = new TableStreams({
    streams: [aMapping()],
    read: async (_, after) => ({
      shard: records.filter((one) => Number(one.dynamodb.SequenceNumber) > Number(after.shard ?? 0)),
    }),
    invoke: async (_, event) => {
      const numbers = (event as { Records: StreamRecord[] }).Records.map((one) => one.dynamodb.SequenceNumber);
      given.push(numbers);
      return answer(numbers);
    },
    print: (line) => printed.push(line),
    file,
  });
  return { streams, given, printed, file };
};

it('hands over what fits the filter, in order, in batches', async () => {
  const others = [aRecord(2, 'waste-table'), aRecord(4, 'outbox', 'REMOVE')];
  const { streams, given } = start(
    [aRecord(1), others[0], aRecord(3), others[1], aRecord(5)].flatMap((one) => one ?? []),
  );
  await streams.stop();
  expect(given).toEqual([['1'], ['3'], ['5']]);
});

it('begins again at the record that the function reports, and never after it', async () => {
  let isUp = false;
  const { streams, given } = start([aRecord(1), aRecord(2), aRecord(3)], (numbers) =>
    !isUp && numbers.includes('2') ? { batchItemFailures: [{ itemIdentifier: '2' }] } : undefined,
  );
  await sleep(20);
  isUp = true;
  await streams.stop();
  expect(given).toEqual([
    ['1', '2'],
    ['2', '3'],
  ]);
});

it('gives it again when the function fails, and says so once', async () => {
  const { streams, given, printed } = start([aRecord(1)], () => {
    throw new Error('crashed');
  });
  await streams.stop();
  expect(given).toEqual([['1'], ['1']]);
  expect(printed).toHaveLength(1);
  expect(printed[0]).toContain('crashed');
});

it('goes on where it was after a new start', async () => {
  const first = start([aRecord(1), aRecord(2)]);
  await first.streams.stop();
  expect(existsSync(first.file) && readFileSync(first.file, 'utf8')).toBe('{"publisher":{"shard":"2"}}');
  const second = start([aRecord(1), aRecord(2), aRecord(3)], undefined, first.file);
  await second.streams.stop();
  expect(second.given).toEqual([['3']]);
});

it('refuses a filter that it does not know', () => {
  const options = {
    read: async () => ({}),
    invoke: async () => undefined,
    print: () => undefined,
    file: join(folder, 'x'),
  };
  const streams = [aMapping({ filters: ['{"eventName":[{"prefix":"IN"}]}'] })];
  expect(() => new TableStreams({ ...options, streams })).toThrow('cannot be carried');
});
