import { gunzipSync } from 'node:zlib';
import { LogSubscriptions } from './logSubscriptions.ts';

const subscription = { logGroup: '/things', pattern: '{ $.type = "request" }', destination: 'counter' };
const aLine = (type: string, id = 1) => JSON.stringify({ type, id });

/** What arrives, and how often it was tried; the first `failing` tries fail. */
const start = (failing = 0, subscriptions = [subscription]) => {
  const [arrived, printed]: [string[][], string[]] = [[], []];
  let tries = 0;
  const invoke = async (destination: string, event: unknown) => {
    tries += 1;
    if (tries <= failing) throw new Error('broken');
    const { awslogs } = event as { awslogs: { data: string } };
    const { logEvents } = JSON.parse(gunzipSync(Buffer.from(awslogs.data, 'base64')).toString());
    expect(destination).toBe('counter');
    arrived.push(logEvents.map(({ message }: { message: string }) => message));
  };
  const logs = new LogSubscriptions({ subscriptions, invoke, print: (line) => printed.push(line) });
  return { logs, arrived, printed, tries: () => tries };
};

it('hands over the lines that are asked for, of the log that is meant, as they were printed', async () => {
  const { logs, arrived } = start();
  for (const line of [aLine('request'), aLine('failure'), 'START', '{half', aLine('request', 2)])
    logs.take('/things', line);
  logs.take('/others', aLine('request'));
  await logs.deliver();
  expect(arrived).toEqual([[aLine('request'), aLine('request', 2)]]);
});

it('hands over many lines a thousand at a time, each once', async () => {
  const { logs, arrived } = start();
  for (let i = 0; i < 2500; i += 1) logs.take('/things', aLine('request', i));
  await Promise.all([logs.deliver(), logs.deliver()]);
  expect(arrived.map(({ length }) => length)).toEqual([1000, 1000, 500]);
  expect(new Set(arrived.flat()).size).toBe(2500);
});

it('delivers by itself after a moment', async () => {
  const { logs, arrived } = start();
  logs.take('/things', aLine('request'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(arrived).toHaveLength(1);
});

it('tries three times, as Lambda does', async () => {
  const { logs, arrived, printed, tries } = start(2);
  logs.take('/things', aLine('request'));
  await logs.deliver();
  expect([arrived.length, printed, tries()]).toEqual([1, [], 3]);
});

it('says what could not be delivered, and goes on with the next', async () => {
  const { logs, arrived, printed } = start(3);
  logs.take('/things', aLine('request', 1));
  await logs.deliver();
  logs.take('/things', aLine('request', 2));
  await logs.deliver();
  expect(arrived).toEqual([[aLine('request', 2)]]);
  expect(printed).toEqual([expect.stringContaining('DeadLetter')]);
});

it('says that it does not know other patterns', () => {
  expect(() => start(0, [{ ...subscription, pattern: '[w1, w2]' }])).toThrow('cannot be carried on this machine');
});
