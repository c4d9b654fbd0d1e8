import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, Down, type OutboundOptions, outbound } from './outbound.ts';

let requests: (string | undefined)[] = [];
/** What the service does with each request, in order; the last again and again. */
let plan: ((response: ServerResponse) => void)[] = [];
const server = createServer((request, response) => {
  requests.push(request.method);
  (plan.length > 1 ? plan.shift() : plan[0])?.(response);
});
let url: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  requests = [];
});

const says =
  (status: number, text = '', headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(text);
const breaks = (response: ServerResponse) => void response.destroy();
const waits = () => undefined;

class Refusal extends Error {}

/** 5xx counts as a failure of the service, 4xx is its answer. */
const read = ({ status, text }: Answer): string => {
  if (status >= 500) throw new Down(`It answered ${status}.`, 9);
  if (status >= 400) throw new Refusal(text);
  return text;
};
const start = (options: OutboundOptions = {}, ...steps: typeof plan) => {
  plan = steps;
  const ask = outbound(options);
  return (method = 'GET', service = 'lamps', to = url) =>
    ask(service, to, { method }, read).then(
      (answer) => ({ answer }),
      (error: Error) => error,
    );
};

it('answers what was read', async () => {
  expect(await start({}, says(200, 'lit'))()).toEqual({ answer: 'lit' });
});

it('follows no redirect: what it sends is for one address', async () => {
  expect(await start({}, says(302, '', { location: 'https://elsewhere.example' }))('POST')).toBeInstanceOf(Down);
});

it('reads once more when a connection breaks, and writes only once', async () => {
  expect(await start({}, breaks, says(200, 'lit'))()).toEqual({ answer: 'lit' });
  expect(requests).toEqual(['GET', 'GET']);
  const failure = await start({}, breaks, says(200))('POST');
  expect(failure).toMatchObject({ name: 'Down', message: 'It cannot be reached.', unsent: false });
  expect(requests).toEqual(['GET', 'GET', 'POST']);
});

it('gives up in time, without a second try', async () => {
  const failure = await start({ patience: 60 }, waits)();
  expect(failure).toMatchObject({ name: 'Down', message: 'It did not answer in 0.06 seconds.', unsent: false });
  expect(requests).toEqual(['GET']);
});

it('says that nobody is there', async () => {
  expect(await start()('GET', 'lamps', 'http://127.0.0.1:9/')).toMatchObject({ message: 'It cannot be reached.' });
});

it('tells what the service itself refuses, and what it says of its own failure', async () => {
  expect(await start({}, says(422, 'no such lamp'))()).toEqual(new Refusal('no such lamp'));
  expect(await start({}, says(503))()).toMatchObject({ name: 'Down', retryAfter: 9 });
});

describe('after failures in a row', () => {
  const restFor = 80;

  it('leaves the service alone for a while, and is certain that it saw nothing; then asks again', async () => {
    const ask = start({ breakAfter: 3, restFor }, says(500), says(500), says(500), says(200, 'lit'));
    for (let i = 0; i < 3; i += 1) expect(await ask()).toMatchObject({ unsent: false });
    expect(await ask()).toMatchObject({ name: 'Down', unsent: true, retryAfter: 1 });
    expect(requests).toHaveLength(3);
    await sleep(restFor + 20);
    expect([await ask(), await ask()]).toEqual([{ answer: 'lit' }, { answer: 'lit' }]);
  });

  it('asks other services on', async () => {
    const ask = start({ breakAfter: 1, restFor }, says(500), says(200, 'lit'));
    await ask('GET', 'lamps');
    expect(await ask('GET', 'streets')).toEqual({ answer: 'lit' });
    expect(await ask('GET', 'lamps')).toMatchObject({ unsent: true });
  });

  it('counts a refusal as an answer, which ends the row', async () => {
    const ask = start({ breakAfter: 2, restFor }, says(500), says(404, 'dark'), says(500), says(200, 'lit'));
    expect([await ask(), await ask(), await ask(), await ask()]).toEqual([
      expect.any(Down),
      new Refusal('dark'),
      expect.any(Down),
      { answer: 'lit' },
    ]);
  });
});
