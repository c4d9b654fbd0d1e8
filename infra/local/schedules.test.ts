import { Schedules } from './schedules.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const minute = 60_000;
const aSchedule = (expression = 'rate(5 minutes)') => ({
  expression,
  functionName: 'commons-waste',
  event: { schedule: 'waste' },
});

/** Runs end when they are told to; `ends` are the ends of those that have begun, in order. */
const start = (expression?: string) => {
  const ends: PromiseWithResolvers<unknown>[] = [];
  const [invoked, printed]: [unknown[], string[]] = [[], []];
  const schedules = new Schedules({
    schedules: [aSchedule(expression)],
    invoke: (functionName, event) => {
      invoked.push([functionName, event]);
      const end = Promise.withResolvers<unknown>();
      ends.push(end);
      return end.promise;
    },
    print: (line) => printed.push(line),
  });
  const { routes, functions } = schedules.beside({ routes: new Map([['GET /', 'home']]), functions: new Map() });
  const now = () => functions.get(routes.get('POST /.local/beats/commons-waste') ?? '')?.invoke(undefined);
  return { schedules, invoked, printed, ends, routes, now };
};

const passes = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

it('calls the function with its event, as often as the rule says, until it is stopped', async () => {
  const { schedules, invoked, ends } = start();
  await passes(5 * minute - 1);
  expect(invoked).toEqual([]);
  await passes(1);
  expect(invoked).toEqual([['commons-waste', { schedule: 'waste' }]]);
  ends[0]?.resolve({});
  await passes(5 * minute);
  expect(invoked).toHaveLength(2);
  ends[1]?.resolve({});
  await schedules.stop();
  await passes(60 * minute);
  expect(invoked).toHaveLength(2);
});

it.each([
  ['rate(1 minute)', minute],
  ['rate(2 hours)', 120 * minute],
  ['rate(1 day)', 1440 * minute],
  ['rate(365 days)', 2 ** 31 - 1],
])('knows %s', async (expression, period) => {
  const { invoked } = start(expression);
  await passes(period - 1);
  expect(invoked).toHaveLength(0);
  await passes(1);
  expect(invoked).toHaveLength(1);
});

it('leaves a beat out while the one before is under way', async () => {
  const { invoked, ends } = start();
  await passes(15 * minute);
  expect(invoked).toHaveLength(1);
  ends[0]?.resolve({});
  await passes(5 * minute);
  expect(invoked).toHaveLength(2);
});

it('says what failed, and goes on', async () => {
  const { invoked, ends, printed } = start();
  await passes(5 * minute);
  ends[0]?.reject(new Error('throttled'));
  await passes(5 * minute);
  expect(invoked).toHaveLength(2);
  expect(printed).toEqual([expect.stringContaining('commons-waste: Error: throttled')]);
});

it('waits at its end for what is under way', async () => {
  const { schedules, ends } = start();
  await passes(5 * minute);
  let isStopped = false;
  const stopping = schedules.stop().then(() => {
    isStopped = true;
  });
  await passes(minute);
  expect(isStopped).toBe(false);
  ends[0]?.resolve({});
  await stopping;
});

it('does not keep the process alive', () => {
  const beats = jest.spyOn(globalThis, 'setInterval');
  start();
  expect(beats.mock.results.map(({ value }) => value.hasRef())).toEqual([false]);
});

describe('asked to beat at once', () => {
  it('answers what the function says, and leaves other routes alone', async () => {
    const { ends, routes, now } = start();
    expect(routes.get('GET /')).toBe('home');
    const said = now();
    await passes(0);
    ends[0]?.resolve({ cancelled: 1 });
    expect(await said).toEqual({ cancelled: 1 });
  });

  it('begins when the beat under way has ended, even badly', async () => {
    const { invoked, ends, now } = start();
    await passes(5 * minute);
    const said = now();
    await passes(minute);
    expect(invoked).toHaveLength(1);
    ends[0]?.reject(new Error('throttled'));
    await passes(0);
    expect(invoked).toHaveLength(2);
    ends[1]?.resolve({ cancelled: 2 });
    expect(await said).toEqual({ cancelled: 2 });
  });

  it('fails as the function does', async () => {
    const { ends, now } = start();
    const said = now();
    await passes(0);
    ends[0]?.reject(new Error('throttled'));
    await expect(said).rejects.toThrow('throttled');
  });
});

it('says that it does not know other schedules', () => {
  expect(() => start('cron(0 6 * * ? *)')).toThrow('cannot be carried on this machine');
});
