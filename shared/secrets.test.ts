import { parameterStore } from './secrets.ts';

const start = (...values: (string | Error | undefined)[]) => {
  const clock = { now: 1_000_000 };
  let reads = 0;
  const store = parameterStore(
    () => clock.now,
    async () => {
      const value = values[Math.min(reads, values.length - 1)];
      reads += 1;
      if (value instanceof Error) throw value;
      return value;
    },
  );
  return { read: () => store.read('/key'), forget: () => store.forget('/key'), clock, reads: () => reads };
};

it('reads a secret once a minute', async () => {
  const { read, clock, reads } = start('one', 'two');
  expect([await read(), await read(), reads()]).toEqual(['one', 'one', 1]);
  clock.now += 60_000;
  expect([await read(), reads()]).toEqual(['two', 2]);
});

it('looks each time for one that is not there', async () => {
  const { read } = start(undefined, 'new');
  expect([await read(), await read()]).toEqual([undefined, 'new']);
});

it('goes on with what it read while it cannot be read again', async () => {
  const { read, clock } = start('one', new Error('down'));
  await read();
  clock.now += 120_000;
  expect(await read()).toBe('one');
});

it('says when to come back where it was never read', async () => {
  const { read } = start(new Error('down'));
  await expect(read()).rejects.toMatchObject({
    name: 'temporarily-unavailable',
    options: { headers: { 'retry-after': '5' } },
  });
});

it('reads a refused one anew, but not for every call', async () => {
  const { read, forget, clock, reads } = start('one', 'two');
  await read();
  forget();
  expect([await read(), reads()]).toEqual(['one', 1]);
  clock.now += 5000;
  forget();
  expect([await read(), reads()]).toEqual(['two', 2]);
});
