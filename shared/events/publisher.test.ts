import type { Letter } from './bus.ts';
import { type Delivery, publisher } from './publisher.ts';

const aRecord = (sequence: number, subject = 'moved-dates', council = 'marlbeck') => {
  const event = JSON.stringify({ id: `id-${sequence}`, type: 'waste.moved_dates.changed', council, subject, data: {} });
  return { dynamodb: { SequenceNumber: String(sequence), NewImage: { event: { S: event } } } };
};

/** `takes` says of each call, counted from 1, and each event whether the bus takes it. */
const publish = async (Records: Delivery['Records'], takes: (call: number, id: string) => boolean = () => true) => {
  const calls: string[][] = [];
  const taken: string[] = [];
  const lines: object[] = [];
  const put = async (letters: readonly Letter[]) => {
    const ids = letters.map(({ event }) => event.id);
    calls.push(ids);
    const answers = ids.map((id) => takes(calls.length, id));
    taken.push(...ids.filter((_, i) => answers[i]));
    return answers;
  };
  const log = (line: object) => lines.push(line);
  const { batchItemFailures } = await publisher({ put, log, pause: async () => undefined })({ Records });
  return { calls, taken, lines, again: batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) };
};

const subjects = (count: number) => Array.from({ length: count }, (_, i) => aRecord(i + 1, `subject-${i}`));

it('sends at most ten in a call, in order', async () => {
  const { calls, again } = await publish(subjects(23));
  expect(calls.map((one) => one.length)).toEqual([10, 10, 3]);
  expect(calls.flat()).toEqual(Array.from({ length: 23 }, (_, i) => `id-${i + 1}`));
  expect(again).toEqual([]);
});

it('sends the next event of a subject only when the bus has the one before it', async () => {
  const { calls } = await publish([aRecord(1), aRecord(2, 'other'), aRecord(3), aRecord(4), aRecord(5, 'other')]);
  expect(calls).toEqual([['id-1', 'id-2'], ['id-3'], ['id-4', 'id-5']]);
});

it('takes the same subject at two councils for two', async () => {
  expect((await publish([aRecord(1), aRecord(2, 'moved-dates', 'pellwick')])).calls).toEqual([['id-1', 'id-2']]);
});

it('sends what the bus left over again, and nothing else', async () => {
  const { calls, again } = await publish(subjects(3), (call, id) => call > 1 || id !== 'id-2');
  expect(calls).toEqual([['id-1', 'id-2', 'id-3'], ['id-2']]);
  expect(again).toEqual([]);
});

it('begins again at what the bus refuses, and sends nothing behind it', async () => {
  const records = [...subjects(3), aRecord(4, 'subject-1'), aRecord(5, 'subject-9')];
  const { calls, taken, again, lines } = await publish(records, (_, id) => id !== 'id-2');
  expect(calls).toEqual([['id-1', 'id-2', 'id-3'], ['id-2'], ['id-2']]);
  expect(taken).toEqual(['id-1', 'id-3']);
  expect(again).toEqual(['2']);
  expect(lines).toEqual([{ type: 'events', level: 'ERROR', published: 2, waiting: 3 }]);
});

it('keeps everything for later while the bus is down', async () => {
  const { again, lines, taken } = await publish(subjects(2), () => {
    throw new Error('connection reset');
  });
  expect([taken, again]).toEqual([[], ['1']]);
  expect(lines).toHaveLength(4);
});

it('sends what is delivered twice twice, with the same id', async () => {
  const record = aRecord(1);
  expect([(await publish([record])).taken, (await publish([record])).taken]).toEqual([['id-1'], ['id-1']]);
});

it('sends nothing of a batch with a record that is no event, so that Lambda halves it', async () => {
  const broken = { dynamodb: { SequenceNumber: '2', NewImage: {} } };
  await expect(publish([aRecord(1), broken])).rejects.toThrow('The record 2 of the stream holds no event.');
});

it('logs numbers, and nothing of what is in an event', async () => {
  const { lines } = await publish(subjects(2));
  expect(lines).toEqual([{ type: 'events', published: 2 }]);
});
