import { anAddress, anLpi } from '#test/support/addresses.ts';
import { aFunction, asked, sent } from '#test/support/gazetteers.ts';
import { breakingClient, freshTable, itemsIn } from '#test/support/table.ts';

/** On three streets, in three batches. */
const village = Array.from({ length: 9 }, (_, i) =>
  anAddress({
    uprn: String(1000 + i),
    lpis: [
      anLpi({ pao: { startNumber: i }, street: `${['HIGH', 'MILL', 'BECK'][i % 3]} STREET`, usrn: `3990000${i % 3}` }),
    ],
  }),
);

/** All that a version has, but for its own record. */
const indexOf = async (table: Awaited<ReturnType<typeof freshTable>>) =>
  (await itemsIn(table))
    .filter(({ pk }) => String(pk).includes('@'))
    .map(({ pk, sk, data, state }) => JSON.stringify([pk, sk, state, data]))
    .sort();

const whole = async () => {
  const table = await freshTable();
  const { loading } = aFunction(table);
  const { finishing } = await sent(loading, village, 3);
  await loading.finishDataset(finishing);
  return indexOf(table);
};

it('is the same whatever call of the database broke while it was made, and however often it was asked for', async () => {
  const expected = await whole();
  const broken = breakingClient();
  // Before the last, which weighs the load, there are this many calls.
  for (const [when, call] of [1, 4, 5, 6, 7, 8, 9, 10, 11, 12].flatMap((n) => [
    ['before', n] as const,
    ['after', n] as const,
  ])) {
    const table = await freshTable(broken.client);
    const { loading } = aFunction(table);
    const { finishing } = await sent(loading, village, 3);
    broken.fail([[when, call]]);
    await Promise.resolve(loading.finishDataset(finishing)).catch(() => undefined);
    broken.fail([]);
    // The next function has nothing in its memory.
    const dataset = await aFunction(table).loading.finishDataset(finishing);
    expect([when, call, dataset.state]).toEqual([when, call, 'ready']);
    expect(await indexOf(table)).toEqual(expected);
  }
});

it('is made in several calls where one has no time for all of it', async () => {
  const expected = await whole();
  const table = await freshTable();
  let now = 0;
  // Each look at the clock is seven seconds later: a call has time for little.
  const { loading } = aFunction(table, () => {
    now += 7000;
    return now;
  });
  const { finishing } = await sent(loading, village, 3);
  const left: (number | undefined)[] = [];
  for (let state = 'open'; state === 'open'; ) {
    const dataset = await loading.finishDataset(finishing);
    state = dataset.state;
    left.push(dataset.remaining);
  }
  expect(left.length).toBeGreaterThan(1);
  expect(left.at(-1)).toBeUndefined();
  expect(left.slice(0, -1).every((steps) => steps !== undefined && steps > 0)).toBe(true);
  expect(await indexOf(table)).toEqual(expected);
});

it.each(['finished', 'broken off'])('leaves nothing when its version is removed, %s', async (when) => {
  const broken = breakingClient();
  const table = await freshTable(broken.client);
  const { loading } = aFunction(table);
  const { version, finishing } = await sent(loading, village, 3);
  if (when === 'broken off') broken.fail([['after', 9]]);
  await Promise.resolve(loading.finishDataset(finishing)).catch(() => undefined);
  broken.fail([]);
  expect((await indexOf(table)).length).toBeGreaterThan(9);
  const { remaining } = await loading.removeDataset(asked({ params: { version } }));
  expect([remaining, await indexOf(table)]).toEqual([0, []]);
});
