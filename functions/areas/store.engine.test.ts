import type { Request } from '#shared/contract/capability.ts';
import { metered } from '#shared/dynamodb/meter.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { freshTable, itemsIn } from '#test/support/table.ts';
import type { Areas } from './areas.ts';
import { assembled } from './assembly.ts';
import type { AreaRecord, PostcodeRecord, PropertyRecord } from './contract/records.ts';
import { type Dependencies, handlers } from './handlers.ts';
import { encodeRing } from './shapes.ts';
import type { DatasetName } from './store.ts';

const council = 'marlbeck';
const noGazetteer = { inPostcode: async () => [], property: async () => undefined };
const ask = (rest: object) => ({ council, ...rest }) as Request as never;

/** A warm function's view of a table; a new one has read nothing yet. */
const aFunction = (table: Table): Dependencies =>
  assembled(table, { clock: () => 0, councils: new Map(), retention: {} }, noGazetteer);

/** How the operations of each dataset are called. */
const operations = { postcodes: 'Postcodes', properties: 'Properties', areas: 'Boundaries' } as const;

const load = async (dependencies: Dependencies, name: DatasetName, batches: readonly (readonly unknown[])[]) => {
  const all = handlers(dependencies) as unknown as Readonly<Record<string, (request: never) => Promise<never>>>;
  const call = (operation: string, rest: object): Promise<{ version: number; state: string; checks: object[] }> =>
    all[operation.replace('#', operations[name])]?.(ask(rest)) as never;
  const { version } = await call('open#Dataset', {
    body: { fingerprint: crypto.randomUUID(), format: `${name} test` },
  });
  await Promise.all(
    batches.map((records, batch) =>
      call('put#Batch', { params: { version, batch }, body: { [name]: records, remarks: [], counts: {} } }),
    ),
  );
  const finished = await call('finish#Dataset', { params: { version }, body: { batches: batches.length } });
  if (finished.state === 'ready') await call('publish#Dataset', { params: { version }, body: {} });
  return finished;
};

const roundedTo = (value: number): number => Math.round(value * 1e6) / 1e6;
/** 400 postcodes of ZZ1 and ZZ11, in rows of twenty a hundred metres apart; every tenth went out of use. */
const town: PostcodeRecord[] = Array.from({ length: 400 }, (_, i) => ({
  postcode: `${i < 300 ? 'ZZ1' : 'ZZ11'} ${1 + Math.floor(i / 60)}${String.fromCharCode(65 + (i % 20))}${'ABD'[Math.floor(i / 20) % 3]}`,
  ...(i % 10 === 9 && { terminated: '202001' }),
  latitude: roundedTo(54.1 + Math.floor(i / 20) * 0.0009),
  longitude: roundedTo(-3.05 + (i % 20) * 0.0015),
  easting: 330_000 + (i % 20) * 100,
  northing: 468_000 + Math.floor(i / 20) * 100,
  codes: { district: 'E07999901', ward: i % 2 ? 'E05999901' : 'E05999902', county: 'E99999999' },
}));

const square = (west: number, south: number, east: number, north: number) => [
  [
    encodeRing([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ]),
  ],
];
const area = (code: string, name: string, rest: Partial<AreaRecord> = {}): AreaRecord => ({
  ...{ set: 'wards-2026', code, kind: 'ward', name, parent: 'E07999901' },
  ...rest,
});
const land: AreaRecord[] = [
  area('E05999901', 'Marlbeck West', { shape: square(-3.06, 54.09, -3.035, 54.13), from: '2026-05-07' }),
  area('E05999902', 'Marlbeck East', { shape: square(-3.035, 54.09, -3.0, 54.13), from: '2026-05-07' }),
  area('E05999901', 'Marlbeck Old Town', {
    set: 'wards-2019',
    shape: square(-3.06, 54.09, -3.02, 54.13),
    to: '2026-05-07',
  }),
  area('E07999901', 'Ynys Môr', { set: 'councils', kind: 'district', shape: square(-3.06, 54.09, -3.0, 54.13) }),
  area('E07999901', 'Drawn', { set: 'drawn', kind: 'district', generalised: true, shape: square(-4, 53, -2, 55) }),
];

const properties: Omit<PropertyRecord, 'within'>[] = Array.from({ length: 60 }, (_, i) => ({
  uprn: String(990_100_000_000 + i * 7),
  postcode: i < 50 ? 'ZZ1 1AA' : 'ZZ1 1BA',
  ...(i % 20 !== 19 && { latitude: 54.1, longitude: roundedTo(-3.06 + (i % 20) * 0.0025) }),
  codes: i % 20 === 19 ? { district: 'E07999902' } : {},
}));

let table: Table;
beforeAll(async () => {
  table = await freshTable();
  const one = aFunction(table);
  await load(one, 'areas', [land.slice(0, 2), land.slice(2)]);
  await load(one, 'postcodes', [town.slice(0, 130), town.slice(130, 260), town.slice(260)]);
  await load(one, 'properties', [properties.slice(0, 33), properties.slice(33)]);
});
const opened = (): Promise<Areas> => aFunction(table).store.open(council);

const codesOf = (found: readonly { readonly code: string }[]) => found.map(({ code }) => code);
const namesOf = (found: readonly { readonly name: string }[]) => found.map(({ name }) => name);
const middle = { latitude: 54.105, longitude: -3.036 };

describe('postcodes', () => {
  it('are found in use and terminated, with all that was loaded of them', async () => {
    const areas = await opened();
    const wanted = [town[0], town[9], town[399]].map((record) => record?.postcode ?? '');
    expect(await areas.postcode(wanted[0] ?? '')).toEqual(town[0]);
    const found = await areas.postcodes([...wanted, 'ZZ1 9ZZ', 'ZZ99 1AA', 'ZZ1', '']);
    expect([...found.values()]).toEqual([town[0], town[9], town[399]]);
  });

  it('are listed by what they start with, in their order', async () => {
    const areas = await opened();
    const all = town.map(({ postcode }) => postcode).sort();
    const listed = async (...wanted: [string, string, number]) =>
      (await areas.inOutward(...wanted)).map(({ postcode }) => postcode);
    expect(await listed('ZZ1', '', 1000)).toEqual(all.filter((postcode) => postcode.startsWith('ZZ1 ')));
    expect(await listed('ZZ11', '6A', 5)).toEqual(all.filter((postcode) => postcode.startsWith('ZZ11 6A')));
    expect(await listed('ZZ1', '1', 3)).toEqual(all.slice(0, 3));
    expect(await areas.outwards('ZZ1', 10)).toEqual(['ZZ1', 'ZZ11']);
    expect(await areas.outwards('ZZ1B', 10)).toEqual([]);
    expect(await areas.outwards('', 1)).toEqual(['ZZ1']);
  });

  it('of an outward code are summed up over batches, without those out of use', async () => {
    const live = town.filter(({ postcode, terminated }) => postcode.startsWith('ZZ1 ') && !terminated);
    const known = await (await opened()).outward('ZZ1');
    expect(known).toMatchObject({ outward: 'ZZ1', postcodes: live.length });
    expect(known?.codes).toEqual({ county: ['E99999999'], district: ['E07999901'], ward: ['E05999901', 'E05999902'] });
    expect(known?.easting).toBeCloseTo(live.reduce((sum, { easting = 0 }) => sum + easting, 0) / live.length);
    expect(await (await opened()).outward('ZZ2')).toBeUndefined();
  });

  it('are found around a point, the nearest first, never those out of use', async () => {
    const areas = await opened();
    const near = await areas.near({ latitude: 54.1, longitude: -3.05 }, 201);
    expect(near.map(({ record, distance }) => [record.postcode, Math.round(distance)])).toEqual([
      ['ZZ1 1AA', 0],
      ['ZZ1 1BA', 98],
      ['ZZ1 1AB', 100],
      ['ZZ1 1BB', 140],
      ['ZZ1 1CA', 196],
      ['ZZ1 1AD', 200],
    ]);
    expect(await areas.near({ latitude: 54.1, longitude: -3.05 }, 20_000, 1000)).toHaveLength(360);
    expect(await areas.near({ latitude: 51, longitude: 0 }, 2000)).toEqual([]);
    const outwards = await areas.outwardsNear(middle, 25_000);
    expect(outwards.map(({ outward }) => outward.outward)).toEqual(['ZZ1', 'ZZ11']);
    expect(await areas.outwardsNear(middle, 25_000, 1)).toHaveLength(1);
  });

  it('are drawn by chance, each live one once', async () => {
    const areas = await opened();
    const drawn = await Promise.all(Array.from({ length: 360 }, (_, i) => areas.random((i + 0.5) / 360)));
    const live = town.filter(({ terminated }) => !terminated).map(({ postcode }) => postcode);
    expect(drawn.map((record) => record?.postcode).sort()).toEqual(live.sort());
    expect((await areas.random(0.999, 'ZZ1'))?.postcode).toMatch(/^ZZ1 /);
    expect(await areas.random(0.5, 'ZZ2')).toBeUndefined();
  });
});

describe('areas', () => {
  it('of a point are those of all dates, without generalised ones', async () => {
    const found = await (await opened()).at(middle);
    expect(found).toEqual([
      { code: 'E07999901', kind: 'district', set: 'councils' },
      { code: 'E05999901', kind: 'ward', set: 'wards-2019', to: '2026-05-07' },
      { code: 'E05999901', kind: 'ward', set: 'wards-2026', from: '2026-05-07' },
    ]);
  });

  it('on an edge are both, the lowest code first; just outside the nearest, and nothing far away', async () => {
    const areas = await opened();
    const wards = async (longitude: number) =>
      (await areas.at({ latitude: 54.1, longitude })).filter(({ set }) => set === 'wards-2026');
    expect(await wards(-3.035)).toMatchObject([
      { code: 'E05999901', onEdge: true },
      { code: 'E05999902', onEdge: true },
    ]);
    expect(await wards(-2.9995)).toMatchObject([{ code: 'E05999902', outsideBy: 32.7 }]);
    expect(await areas.at({ latitude: 54.1, longitude: -2.99 })).toEqual([]);
  });

  it('are found by code, kind, parent and the start of their name, with every edition', async () => {
    const areas = await opened();
    expect(namesOf(await areas.area('E05999901'))).toEqual(['Marlbeck West', 'Marlbeck Old Town']);
    expect(codesOf(await areas.ofKind('ward'))).toEqual(['E05999901', 'E05999901', 'E05999902']);
    expect(codesOf(await areas.children('E07999901'))).toContain('E05999902');
    expect(codesOf(await areas.named('ynys mor', 5))).toEqual(['E07999901']);
    expect(namesOf(await areas.named('M', 2))).toEqual(['Marlbeck East', 'Marlbeck Old Town']);
    expect(await areas.named('', 5)).toEqual([]);
    expect(await areas.area('E05000000')).toEqual([]);
    const names = await areas.names(['E05999901', 'E05999902', 'E99999999']);
    expect([...names.values()].map(({ name }) => name).sort()).toEqual(['Marlbeck East', 'Marlbeck West']);
  });

  it('have the newest boundary, or that of a set', async () => {
    const areas = await opened();
    const east = async (set?: string) => (await areas.boundary('E05999901', set))?.[0]?.[0]?.[1]?.[0];
    expect(await Promise.all([east(), east('wards-2019'), east('wards-2030')])).toEqual([-3.035, -3.02, undefined]);
  });
});

describe('properties', () => {
  it('have their areas worked out when they are loaded, of an edge the first', async () => {
    const areas = await opened();
    const within = async (i: number) => (await areas.property(String(990_100_000_000 + i * 7)))?.within;
    expect(await within(1)).toEqual(['E07999901', 'E05999901']);
    expect(await within(10)).toEqual(['E07999901', 'E05999901']);
    expect(await within(12)).toEqual(['E07999901', 'E05999901', 'E05999902']);
    expect(await within(19)).toEqual([]);
    expect(await areas.property('1')).toBeUndefined();
  });

  it('of a postcode are counted by the areas that they are in, over batches', async () => {
    const tallies = await (await opened()).tallies('ZZ1 1AA');
    expect(tallies.reduce((sum, one) => sum + one.properties, 0)).toBe(50);
    expect(tallies.filter(({ codes }) => codes.district)).toMatchObject([{ within: [], properties: 2 }]);
    expect(new Set(tallies.map((one) => JSON.stringify(one))).size).toBe(tallies.length);
    expect(await (await opened()).tallies('ZZ9 9ZZ')).toEqual([]);
  });
});

/** Round trips that wait for each other, and read units, of a function that knows what is live and has read nothing else. */
const costs: [string, (areas: Areas) => Promise<unknown>, trips: number, units: number][] = [
  ['a postcode', (areas) => areas.postcode('ZZ1 1AA'), 1, 0.5],
  ['a property', (areas) => areas.property('990100000007'), 1, 0.5],
  ['the properties of a postcode', (areas) => areas.tallies('ZZ1 1AA'), 1, 0.5],
  ['an outward code', (areas) => areas.outward('ZZ1'), 1, 0.5],
  ['all of an outward code', (areas) => areas.inOutward('ZZ1', '', 100), 1, 0.5],
  ['a point: a cell of each size', (areas) => areas.at(middle), 3, 1.5],
  ['an area', (areas) => areas.area('E05999901'), 1, 0.5],
  ['names of three', (areas) => areas.names(['E05999901', 'E05999902', 'E07999901']), 2, 1],
  ['a boundary', (areas) => areas.boundary('E05999901'), 1, 0.5],
  ['areas of a kind', (areas) => areas.ofKind('ward'), 1, 0.5],
  ['areas by name', (areas) => areas.named('Marl', 5), 1, 0.5],
  ['near: rows of cells, then postcodes', (areas) => areas.near({ latitude: 54.1032, longitude: -3.043 }, 90), 2, 1],
  ['a random postcode: the list, then one', (areas) => areas.random(0.3), 2, 1],
];

it.each(costs)(
  '%s costs as many calls and read units as it should, and nothing again',
  async (_, read, calls, units) => {
    const areas = await opened();
    const cost = () =>
      metered(async (meter) => {
        await read(areas);
        return [meter.roundTrips, meter.readUnits];
      });
    expect(await cost()).toEqual([calls, units]);
    expect(await cost()).toEqual([0, 0]);
  },
);

it('knows nothing where nothing was loaded', async () => {
  const areas = await aFunction(table).store.open('pellwick');
  expect(areas.editions).toEqual({});
  expect(await areas.postcode('ZZ1 1AA')).toBeUndefined();
  expect(await areas.at(middle)).toEqual([]);
  expect(await areas.outwardsNear(middle, 1000)).toEqual([]);
});

it('holds postcodes of which 4 % lost their ward, and those of which an area went', async () => {
  const own = await freshTable();
  const one = aFunction(own);
  const all = [...town, ...town.map((record) => ({ ...record, postcode: record.postcode.replace('ZZ1', 'ZX1') }))];
  const states = async (records: readonly PostcodeRecord[]) => {
    const { state, checks } = await load(one, 'postcodes', [records]);
    return [
      state,
      ...checks.flatMap((check) => ('passed' in check && !check.passed && 'says' in check ? check.says : [])),
    ];
  };
  expect(await states(all)).toEqual(['ready']);
  const unwarded = all.map((record, i) => (i % 25 ? record : { ...record, codes: { district: 'E07999901' } }));
  expect(await states(unwarded)).toEqual([
    'held',
    '4.44 % of the postcodes are without-ward, of those that are live 0 % (at most 2 % more)',
  ]);
  expect((await states(all.filter((_, i) => i < 400 || i % 30 > 0))).join()).toMatch(/^held,postcodes.ZX has/);
});

it('removes a version whole', async () => {
  const own = await freshTable();
  const one = aFunction(own);
  for (let i = 0; i < 3; i += 1) await load(one, 'areas', [land]);
  await handlers(one).removeBoundariesDataset(ask({ params: { version: 1 } }));
  const left = (await itemsIn(own)).map(({ pk }) => String(pk));
  expect(left.filter((pk) => pk.includes('@1'))).toEqual([]);
  expect(left.filter((pk) => pk.includes('@3')).length).toBeGreaterThan(20);
});
