import fc from 'fast-check';
import type { Request } from '#shared/contract/capability.ts';
import { InvalidCursor } from '#shared/contract/problems.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { datasetHandlers } from '#shared/datasets/handlers.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { metered } from '#shared/dynamodb/meter.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { aTrail, freshTable } from '#test/support/table.ts';
import { type Change, CopyAgain } from '../contract/changes.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { NothingLoaded } from '../contract/lookup.ts';
import { presentAddress } from '../lookup/present.ts';
import { gazetteer } from '../records.ts';
import { changeHandlers } from './handlers.ts';
import { versionRecords } from './store.ts';

const keys = new DatasetKeys(gazetteer.name);

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

let councils = 0;
/** A council of its own, and what is done for it. */
const aCouncil = () => {
  councils += 1;
  const council = `c${councils}`;
  const ask = (rest: object) => ({ council, ...rest }) as Request as never;
  const versions = new VersionStore(table, keys, aTrail(table));
  const batches = new BatchStore(table, keys);
  const loading = datasetHandlers({ versions, batches, collection: gazetteer, clock: Date.now });
  const { listAddressChanges } = changeHandlers({ versions, recordsOf: versionRecords(table, batches) });

  const load = async (records: readonly (readonly GazetteerAddress[])[], streets: readonly string[] = []) => {
    const fingerprint = crypto.randomUUID();
    const { version } = await loading.openDataset(ask({ body: { fingerprint, format: 'test' } }));
    const named = streets.map((usrn) => ({ usrn, descriptors: [{ language: 'eng', name: 'EXAMPLE STREET' }] }));
    for (const [batch, addresses] of records.entries()) {
      const body = { addresses, streets: batch === 0 ? named : [], remarks: [], counts: {} };
      await loading.putBatch(ask({ params: { version, batch }, body }));
    }
    await loading.finishDataset(ask({ params: { version }, body: { batches: records.length } }));
    await loading.publishDataset(ask({ params: { version }, body: { because: 'a test' } }));
    return version;
  };
  return {
    load,
    rollBack: (from: number) => loading.rollBackDataset(ask({ body: { from } })),
    remove: (version: number) => loading.removeDataset(ask({ params: { version } })),
    page: async (since: number, limit = 500, cursor?: string) =>
      listAddressChanges(ask({ query: { since, limit, cursor } })),
  };
};
type Council = ReturnType<typeof aCouncil>;

/** All pages of an answer; `between` is done after the first. */
const follow = async ({ page }: Council, since: number, limit?: number, between?: () => Promise<unknown>) => {
  const changes: Change[] = [];
  let [cursor, dataset]: [string | undefined, number] = [undefined, 0];
  do {
    const answer = await page(since, limit, cursor);
    if (!cursor) await between?.();
    changes.push(...answer.changes);
    ({ cursor, dataset } = answer);
  } while (cursor);
  return { dataset, changes };
};

const house = (uprn: number, startNumber = uprn) =>
  anAddress({ uprn: String(uprn), lpis: [anLpi({ pao: { startNumber } })] });
const told = ({ changes }: { changes: readonly Change[] }) =>
  changes.map(({ change, uprn, usrn }) => `${change} ${uprn ?? `street ${usrn}`}`);

it('tells what came, what changed and what went, of addresses and of streets', async () => {
  const council = aCouncil();
  const first = await council.load([[house(1), house(2)], [house(3)]], ['1', '2']);
  const second = await council.load([[house(3)], [house(2, 20), house(4)]], ['2', '3']);
  const answer = await follow(council, first);
  expect(answer.dataset).toBe(second);
  expect(told(answer).toSorted()).toEqual(['added 4', 'added street 3', 'changed 2', 'removed 1', 'removed street 1']);
  expect(answer.changes.find(({ uprn }) => uprn === '2')?.address).toEqual(presentAddress(house(2, 20)));
  expect(answer.changes.find(({ usrn }) => usrn === '3')?.street?.name).toBe('Example Street');
  expect(told(await follow(council, 0))).toEqual(['added 3', 'added street 2', 'added street 3', 'added 2', 'added 4']);
  expect(await council.page(second)).toEqual({ since: second, dataset: second, changes: [] });
});

it('leads back after a rollback, and on from there', async () => {
  const council = aCouncil();
  const first = await council.load([[house(1)]]);
  const second = await council.load([[house(2)]]);
  await council.rollBack(second);
  expect(told(await follow(council, second))).toEqual(['added 1', 'removed 2']);
  const third = await council.load([[house(1), house(3)]]);
  expect(told(await follow(council, first))).toEqual(['added 3']);
  expect(await follow(council, second)).toMatchObject({ dataset: third });
});

it('keeps to its two versions though others go live, as long as they are kept, and then says to copy again', async () => {
  const council = aCouncil();
  const first = await council.load([[house(1)], [house(2)]]);
  const second = await council.load([[house(3)], [house(4)]]);
  const third = () => council.load([[house(5)]]);
  const answer = await follow(council, first, 1, third);
  expect(answer.dataset).toBe(second);
  expect(told(answer)).toEqual(['added 3', 'added 4', 'removed 1', 'removed 2']);

  const { cursor } = await council.page(first, 1);
  await council.remove(first);
  for (const ask of [() => council.page(first), () => council.page(first, 1, cursor), () => council.page(9)])
    await expect(ask()).rejects.toBeInstanceOf(CopyAgain);
  await expect(council.page(second, 1, cursor)).rejects.toBeInstanceOf(InvalidCursor);
  expect(told(await follow(council, second))).toEqual(['added 5', 'removed 3', 'removed 4']);
});

it('knows no version that never was live, and no gazetteer before the first load', async () => {
  const council = aCouncil();
  await expect(council.page(0)).rejects.toBeInstanceOf(NothingLoaded);
});

it('costs a few read units a batch where little changed, and looks through a few batches a page', async () => {
  const council = aCouncil();
  const batches = Array.from({ length: 12 }, (_, batch) => Array.from({ length: 50 }, (_, i) => house(batch * 50 + i)));
  const first = await council.load(batches);
  // One more at the front: every batch begins one house earlier.
  const moved = [house(1000), ...batches.flat()];
  await council.load(Array.from({ length: 13 }, (_, i) => moved.slice(i * 50, i * 50 + 50)));
  await metered(async (meter) => {
    expect(await council.page(first)).toMatchObject({ changes: [{ uprn: '1000' }], cursor: expect.any(String) });
    expect(meter.roundTrips).toBeLessThanOrEqual(1 + 4 + 5 + 1 + 2);
    expect(meter.readUnits).toBeLessThan(40);
  });
});

type Copy = Map<string | undefined, unknown>;
const onto = (copy: Copy, changes: readonly Change[]): Copy => {
  for (const { change, uprn, address } of changes) {
    if (change === 'removed') copy.delete(uprn);
    else copy.set(uprn, address);
  }
  return copy;
};

/** A council whose versions come and go, and a copy that follows it now and then. */
const aHistory = () => {
  const council = aCouncil();
  const loaded = new Map<number, Copy>();
  let [live, previous]: (number | undefined)[] = [];
  let [copy, since]: [Copy, number] = [new Map(), 0];

  const catchUp = async (limit: number) => {
    const { dataset, changes } = await follow(council, since, limit).catch((error) => {
      expect(error).toBeInstanceOf(CopyAgain);
      expect(loaded.has(since)).toBe(false);
      copy = new Map();
      return follow(council, 0, limit);
    });
    [copy, since] = [onto(copy, changes), dataset];
    expect(copy).toEqual(loaded.get(live ?? 0));
  };
  return {
    load: async (numbers: readonly (readonly [number, number])[], perBatch: number) => {
      const houses = numbers.map(([uprn, number]) => house(uprn, number));
      const count = Math.ceil(houses.length / perBatch);
      const cut = Array.from({ length: count }, (_, i) => houses.slice(i * perBatch, (i + 1) * perBatch));
      [live, previous] = [await council.load(cut), live];
      loaded.set(live, new Map(houses.map((one) => [one.uprn, presentAddress(one)])));
    },
    rollBack: async () => {
      if (live === undefined || previous === undefined) return;
      await council.rollBack(live);
      [live, previous] = [previous, undefined];
    },
    removeOldest: async () => {
      const oldest = [...loaded.keys()].find((version) => version !== live && version !== previous);
      if (oldest === undefined) return;
      await council.remove(oldest);
      loaded.delete(oldest);
    },
    catchUp,
  };
};

const houses = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2 })), {
  selector: ([uprn]) => uprn,
  minLength: 1,
});
type History = ReturnType<typeof aHistory>;
type Step = (history: History) => Promise<void>;
const always = (step: Step) => fc.constant(step);
const load: fc.Arbitrary<Step> = fc.tuple(houses, fc.integer({ min: 1, max: 4 })).map(
  ([numbers, perBatch]) =>
    (history) =>
      history.load(numbers, perBatch),
);
const catchUp: fc.Arbitrary<Step> = fc.integer({ min: 1, max: 4 }).map((limit) => (history) => history.catchUp(limit));
const others = [always((history) => history.rollBack()), always((history) => history.removeOldest())];

it('keeps a copy equal to the live gazetteer, whatever is loaded, rolled back and removed', async () => {
  const steps = fc.array(fc.oneof(load, catchUp, ...others), { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(load, steps, catchUp, async (first, between, last) => {
      const history = aHistory();
      for (const step of [first, ...between, last]) await step(history);
    }),
    { numRuns: 12 },
  );
});
