import type { Request } from '#shared/contract/capability.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { datasetHandlers } from '#shared/datasets/handlers.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { metered } from '#shared/dynamodb/meter.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { aTrail, freshTable } from '#test/support/table.ts';
import type { GazetteerAddress } from './contract/gazetteer.ts';
import { lookupHandlers } from './lookup/handlers.ts';
import { gazetteer } from './records.ts';
import { gazetteerStore } from './store.ts';

const keys = new DatasetKeys(gazetteer.name);
const ask = (council: string, rest: object) => ({ council, ...rest }) as Request as never;

/** A warm function's view of a table; a new one has read nothing yet. */
const aFunction = (table: Table, clock: () => number = () => 0) => {
  const versions = new VersionStore(table, keys, aTrail(table));
  const store = gazetteerStore(table, keys, versions, clock);
  const loads = { versions, batches: new BatchStore(table, keys), collection: gazetteer, clock: Date.now };
  return { store, lookup: lookupHandlers(store), loading: datasetHandlers({ ...loads, published: store.forget }) };
};

/** Loads and publishes a gazetteer, 500 addresses a batch as the importer does. */
const load = async (
  council: string,
  addresses: readonly GazetteerAddress[],
  { loading }: Pick<ReturnType<typeof aFunction>, 'loading'>,
): Promise<number> => {
  const fingerprint = crypto.randomUUID();
  const { version } = await loading.openDataset(ask(council, { body: { fingerprint, format: 'test' } }));
  const batches = Math.ceil(addresses.length / 500);
  for (let batch = 0; batch < batches; batch += 1) {
    const body = { addresses: addresses.slice(batch * 500, batch * 500 + 500), remarks: [], counts: {} };
    await loading.putBatch(ask(council, { params: { version, batch }, body }));
  }
  await loading.finishDataset(ask(council, { params: { version }, body: { batches } }));
  await loading.publishDataset(ask(council, { params: { version }, body: { because: 'a test' } }));
  return version;
};

const roundTrips = (work: () => unknown): Promise<number> =>
  metered(async (meter) => {
    await work();
    return meter.roundTrips;
  });

/** Forty houses around a green. */
const village = Array.from({ length: 40 }, (_, i) =>
  anAddress({
    uprn: String(1000 + i),
    postcode: 'ZZ1 1AA',
    easting: 333_900 + 5 * i,
    northing: 468_950 + (i % 10),
    lpis: [anLpi({ pao: { startNumber: i + 1 }, usrn: '39900001' })],
  }),
);

/** As many as there are in the United Kingdom's fullest postcode, elsewhere. */
const campus = Array.from({ length: 6276 }, (_, i) => {
  const room = { startNumber: 1 + (i % 24), startSuffix: 'ABCD'.charAt(i % 4) };
  const hall = { text: `${['BECK', 'MILL', 'TARN', 'FELL'][i % 4]} HALL BLOCK ${Math.floor(i / 24)}` };
  return anAddress({
    uprn: String(990_200_000_000 + i * 7),
    parentUprn: String(990_300_000_000 + Math.floor(i / 24)),
    classification: 'RD06',
    postcode: 'ZZ9 7ES',
    easting: 340_000 + (i % 97) * 3.17,
    northing: 470_000 + (i % 89) * 4.31,
    latitude: 54.1 + i / 1e6,
    longitude: -3 + i / 1e6,
    updated: `2026-0${1 + (i % 9)}-1${i % 10}`,
    lpis: [anLpi({ key: `9901L${String(i).padStart(9, '0')}`, sao: room, pao: hall, usrn: '39900099' })],
  });
});

let table: Table;
beforeAll(async () => {
  table = await freshTable();
  await load('pellwick', village, aFunction(table));
  await load('marlbeck', [...village, ...campus], aFunction(table));
});

describe('a look-up', () => {
  const list = (query: object) => ({ query: { limit: 100, ...query } });
  const calls: Record<string, (lookup: ReturnType<typeof lookupHandlers>, council: string) => unknown> = {
    postcode: (lookup, council) => lookup.listAddresses(ask(council, list({ postcode: 'ZZ1 1AA' }))),
    street: (lookup, council) => lookup.listAddresses(ask(council, list({ usrn: '39900001' }))),
    UPRN: (lookup, council) => lookup.getAddress(ask(council, { params: { uprn: '1007' } })),
    '100 UPRNs': (lookup, council) =>
      lookup.lookUpAddresses(ask(council, { body: { uprns: Array.from({ length: 100 }, (_, i) => `${990 + i}`) } })),
    'nearest few': (lookup, council) =>
      lookup.findNearest(ask(council, { query: { easting: 333_999, northing: 468_999, radius: 100, limit: 5 } })),
  };

  // One more is for finding out which version is live.
  it.each([
    ['postcode', 1 + 1],
    ['street', 1 + 1],
    ['UPRN', 1 + 2],
    ['100 UPRNs', 1 + 1],
    ['nearest few', 1 + 4 + 1],
  ])('by %s takes as many round trips in a large gazetteer as in a small one: %d', async (name, expected) => {
    const call = calls[name];
    const trips = await Promise.all(
      ['pellwick', 'marlbeck'].map((council) => roundTrips(() => call?.(aFunction(table).lookup, council))),
    );
    expect(trips).toEqual([expected, expected]);
  });

  it('answers a postcode of 6,276 addresses whole, page by page, from one reading', async () => {
    const { lookup } = aFunction(table);
    const seen: string[] = [];
    const trips: number[] = [];
    let cursor: string | undefined;
    do {
      const count = await roundTrips(async () => {
        const page = await lookup.listAddresses(ask('marlbeck', list({ postcode: 'ZZ9 7ES', cursor })));
        seen.push(...page.addresses.map(({ uprn }) => uprn));
        cursor = page.cursor;
      });
      trips.push(count);
    } while (cursor);
    expect(new Set(seen)).toEqual(new Set(campus.map(({ uprn }) => uprn)));
    expect(seen).toHaveLength(6276);
    // DynamoDB answers a megabyte at a time.
    expect(trips[0]).toBeLessThanOrEqual(1 + 2);
    expect(trips.slice(1).every((count) => count === 0)).toBe(true);
  });

  it('finds everyone in a crowd, nearest first', async () => {
    const { lookup } = aFunction(table);
    const query = { easting: 340_150, northing: 470_190, radius: 1000, limit: 100 };
    const { addresses } = await lookup.findNearest(ask('marlbeck', { query }));
    const distances = addresses.map(({ distance }) => distance);
    expect(distances).toHaveLength(100);
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
  });
});

describe('a warm function', () => {
  it('reads what it has read once only, whichever way it was asked', async () => {
    const { store } = aFunction(table);
    const read = async () => (await store.open('marlbeck'))?.inPostcode('ZZ1 1AA');
    expect(await roundTrips(read)).toBe(2);
    expect(await roundTrips(read)).toBe(0);
  });

  it('sees its own publication at once, and another function’s within five seconds', async () => {
    const fresh = await freshTable();
    let now = 0;
    const [one, other] = [aFunction(fresh, () => now), aFunction(fresh, () => now)];
    const statusIn = async ({ store }: typeof one) =>
      (await (await store.open('marlbeck'))?.inPostcode('ZZ1 1AA'))?.map(({ status }) => status);
    const first = await load('marlbeck', [anAddress()], one);
    expect([await statusIn(one), await statusIn(other)]).toEqual([[1], [1]]);

    const second = await load('marlbeck', [anAddress({ status: 8 })], one);
    expect([await statusIn(one), await statusIn(other)]).toEqual([[8], [1]]);
    now += 5000;
    expect(await statusIn(other)).toEqual([8]);

    // A page that was begun in the version before is gone on with there, and nowhere else.
    const opened = await Promise.all([first, second, 3].map((version) => one.store.open('marlbeck', version)));
    expect(opened.map((gazetteer) => gazetteer?.version)).toEqual([first, second, undefined]);
    expect((await opened[0]?.inPostcode('ZZ1 1AA'))?.[0]?.status).toBe(1);
    await load('marlbeck', [anAddress()], one);
    expect(await one.store.open('marlbeck', first)).toBeUndefined();
  });
});

it('shows a council nothing of another’s, and nothing at all before its first load', async () => {
  const { store } = aFunction(table);
  const [marlbeck, pellwick] = [await store.open('marlbeck'), await store.open('pellwick')];
  const uprn = String(campus[0]?.uprn);
  expect(await marlbeck?.address(uprn)).toBeDefined();
  expect(await pellwick?.address(uprn)).toBeUndefined();
  expect(await pellwick?.addresses([uprn, '1000'])).toHaveLength(1);
  expect(await marlbeck?.inPostcode('ZZ9 7ES')).not.toEqual([]);
  expect(await pellwick?.inPostcode('ZZ9 7ES')).toEqual([]);
  expect(await pellwick?.onStreet('39900099')).toEqual([]);
  expect(await pellwick?.inOutward('ZZ9')).toEqual([]);
  expect(await pellwick?.inSquare(340, 470, [0, 3])).toEqual([]);
  expect(await pellwick?.childrenOf('990300000000')).toEqual([]);
  expect(await store.open('thornmoor')).toBeUndefined();
});
