import { aFunction } from '#test/support/functionFolder.ts';
import { FunctionFailed, LocalFunction, TimedOut } from './localFunction.ts';
import type { FunctionResource } from './resources.ts';

/** Does as the event says, and counts its calls for as long as its environment lives. */
const code = `
  let calls = 0;
  exports.handler = async (event, context) => {
    calls += 1;
    if (event === 'exit') process.exit(3);
    if (event === 'crash') setImmediate(() => { throw new Error('out of reach'); });
    if (event === 'throw') throw new TypeError('broken');
    if (event === 'spin') for (;;);
    if (event === 'crash' || event === 'hang') return new Promise(() => {});
    if (event === 'print') console.log('out\\n' + 'x'.repeat(5000)), console.error('err');
    return event === 'calls' ? calls : { context, left: context.getRemainingTimeInMillis(), env: process.env };
  };`;

const started: LocalFunction[] = [];
const printed: string[] = [];

const start = (overrides: Partial<FunctionResource> = {}, source = code): LocalFunction => {
  const print = (line: string) => void printed.push(line);
  const one = new LocalFunction(aFunction(source, overrides), { environment: { AWS_REGION: 'eu-west-2' }, print });
  started.push(one);
  return one;
};

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()));
  printed.length = 0;
});

it('stays warm from call to call', async () => {
  const one = start();
  expect([await one.invoke('calls'), await one.invoke('calls')]).toEqual([1, 2]);
});

it('sees its own environment and nothing of this process', async () => {
  const { env, context, left } = (await start({ environment: { TABLE_NAME: 'things' } }).invoke('')) as {
    env: Record<string, string>;
    context: Record<string, unknown>;
    left: number;
  };
  expect(env).toMatchObject({
    AWS_REGION: 'eu-west-2',
    TABLE_NAME: 'things',
    AWS_LAMBDA_FUNCTION_NAME: 'test-Function',
  });
  expect(env).not.toHaveProperty('PATH');
  expect(context).toMatchObject({ functionName: 'test-Function', memoryLimitInMB: '512' });
  expect(left).toBeGreaterThan(19_000);
  expect(left).toBeLessThanOrEqual(20_000);
});

it.each([
  ['exits', 'exit', 'It stopped.'],
  ['throws where nothing catches it', 'crash', 'It crashed.'],
])('is started again after it %s', async (_, event, says) => {
  const one = start();
  expect(await one.invoke('calls')).toBe(1);
  await expect(one.invoke(event)).rejects.toEqual(new FunctionFailed(says));
  expect(await one.invoke('calls')).toBe(1);
});

it('takes every call that is under way with it when it exits', async () => {
  const one = start();
  const both = await Promise.allSettled([one.invoke('hang'), one.invoke('exit')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('runs forty calls at once, and the others after them', async () => {
  const one = start(
    {},
    `let running = 0, most = 0;
     exports.handler = async () => {
       most = Math.max(most, (running += 1));
       await new Promise((done) => setTimeout(done, 5));
       running -= 1;
       return most;
     };`,
  );
  const all = await Promise.all(Array.from({ length: 200 }, () => one.invoke('')));
  expect(all.at(-1)).toBe(40);
});

it('goes on after an error of its own, which is printed', async () => {
  const one = start();
  await expect(one.invoke('throw')).rejects.toEqual(new FunctionFailed('broken'));
  expect(await one.invoke('calls')).toBe(2);
  expect(JSON.parse(printed[0] ?? '')).toMatchObject({
    level: 'ERROR',
    error: { name: 'TypeError', message: 'broken', stack: expect.stringContaining('index.js') },
  });
});

it.each(['hang', 'spin'])('is ended when it has not answered in time (%s), and started afresh', async (event) => {
  const one = start({ timeoutSeconds: 0.3 });
  expect(await one.invoke('calls')).toBe(1);
  await expect(one.invoke(event)).rejects.toEqual(new TimedOut('It did not answer in 0.3 seconds.'));
  expect(await one.invoke('calls')).toBe(1);
});

it('prints each line that it writes', async () => {
  const one = start();
  await one.invoke('print');
  await one.stop();
  expect(printed.sort()).toEqual(['err', 'out', 'x'.repeat(5000)]);
});

it.each([
  ['is not there', 'index.nothing', code],
  ['does not load', 'index.handler', 'throw new Error("no such table")'],
])('fails when its handler %s', async (_, handler, source) => {
  await expect(start({ handler }, source).invoke('')).rejects.toBeInstanceOf(FunctionFailed);
  expect(printed.join()).toMatch(/does not export nothing|no such table/);
});

it('answers what JSON can carry', async () => {
  const one = start({}, 'exports.handler = (event) => event.nothing ? undefined : { at: new Date(0), no: undefined };');
  expect([await one.invoke({}), await one.invoke({ nothing: true })]).toEqual([
    { at: '1970-01-01T00:00:00.000Z' },
    null,
  ]);
});

it('ends with its runner', async () => {
  const one = start();
  const call = one.invoke('hang');
  await Promise.all([expect(call).rejects.toBeInstanceOf(FunctionFailed), one.stop()]);
});
