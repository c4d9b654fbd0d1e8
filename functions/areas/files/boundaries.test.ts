import * as z from 'zod/mini';
import { Unreadable } from '#shared/datasets/importer.ts';
import { toGrid } from '#shared/geography/grid.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { stageAreas } from '#test/support/stagedAreas.ts';
import { AreaRecord } from '../contract/records.ts';
import { decodeRing } from '../shapes.ts';
import { boundaries } from './boundaries.ts';

type Position = readonly [number, number];
const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
const square = (west = -3, south = 54, size = 0.005): Position[] => [
  [west, south],
  [round(west + size), south],
  [round(west + size), round(south + size)],
  [west, round(south + size)],
  [west, south],
];
const feature = (code: string, coordinates: unknown = [square()], type = 'Polygon', more: object = {}) => ({
  type: 'Feature',
  properties: { WD26CD: code, WD26NM: `Ward ${code}`, WD26NMW: '', LAD26CD: 'E07999901', ...more },
  geometry: type === 'none' ? null : { type, coordinates },
});
const collection = (features: readonly object[], more: object = {}) =>
  JSON.stringify({ type: 'FeatureCollection', ...more, features }, null, 1);

const options = { set: 'wards-2026', kind: 'ward' };
const live =
  (...areas: object[]) =>
  async () => ({
    format: 'Sets',
    records: (async function* () {
      yield { areas };
    })(),
  });
const stage = (
  text: string | readonly string[],
  own: Readonly<Record<string, string | true>> = options,
  tools: Partial<Parameters<typeof boundaries.stage>[2]> = {},
  name = 'wards.geojson',
) => stageAreas<AreaRecord>(boundaries, [sourceOf(name, [text].flat())], { options: own, ...tools });
const rings = (area: AreaRecord | undefined) => (area?.shape ?? []).map((polygon) => polygon.map(decodeRing));

it('reads areas with their boundaries, dates and parents; the code and name are guessed', async () => {
  const asked = { ...options, parent: 'LAD26CD', from: '2026-05-07', to: '2030-05-02' };
  const { records, counts, format } = await stage(collection([feature('E05999902'), feature('E05999901')]), asked);
  expect(format).toBe('Sets wards-2026');
  expect(counts).toMatchObject({ rows: 2 });
  expect(records).toMatchObject([{ code: 'E05999901' }, { code: 'E05999902' }]);
  const [{ line: _, ...first } = { line: 0 }] = records;
  expect(z.safeParse(AreaRecord, first).error).toBeUndefined();
  expect(first).toMatchObject({
    ...{ set: 'wards-2026', kind: 'ward', name: 'Ward E05999901', parent: 'E07999901' },
    ...{ from: '2026-05-07', to: '2030-05-02' },
  });
  expect(first).not.toHaveProperty('nameWelsh');
  expect(rings(records[0])).toEqual([[square()]]);
});

it('puts right what is certain: open rings, points twice, spikes, directions; leaves out what encloses nothing', async () => {
  const [a, b, c, d] = square();
  const hole = square(-2.999, 54.001, 0.001);
  const odd = [a, d, d, c, [-2.9, 54.1], c, b];
  const { records, remarks } = await stage(collection([feature('E05999901', [odd, hole, [a, b, a]])]));
  const [outer, inner, ...more] = rings(records[0])[0] ?? [];
  expect(outer).toEqual(square());
  expect(inner).toEqual([...hole].reverse());
  expect([more, inner?.map(([x]) => x).length]).toEqual([[], 5]);
  expect(remarks).toMatchObject([{ outcome: 'warning', reason: 'rings-left-out', reference: 'E05999901' }]);
});

it('turns metres of the British grid into degrees', async () => {
  const metres = square().map(([longitude, latitude]) => {
    const { easting = 0, northing = 0 } = toGrid({ longitude, latitude }) ?? {};
    return [easting, northing];
  });
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::27700' } };
  const { records } = await stage(collection([feature('E05999901', [[metres]], 'MultiPolygon')], { crs }));
  for (const [i, [x, y]] of (rings(records[0])[0]?.[0] ?? []).entries()) {
    expect(x).toBeCloseTo(square()[i]?.[0] ?? 0, 5);
    expect(y).toBeCloseTo(square()[i]?.[1] ?? 0, 5);
  }
});

it('joins features of one area, and rejects another area of the same code', async () => {
  const parts = [feature('E05999901'), feature('E05999901', [square(-2.9)])];
  const other = feature('E05999901', [square(-2.8)], 'Polygon', { WD26NM: 'Another' });
  const { records, counts, remarks } = await stage(collection([...parts, other]));
  expect(records).toHaveLength(1);
  expect(rings(records[0])).toEqual([[square()], [square(-2.9)]]);
  expect(counts).toMatchObject({ rows: 3, 'left-out.parts-joined': 1, 'rejected-rows': 1 });
  expect(remarks).toMatchObject([{ reason: 'repeated', reference: 'E05999901' }]);
});

it('thins what would not fit into an item, and says so', async () => {
  let seed = 1;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  // A comb of teeth up to 2 km long, each with points along it that say nothing.
  const teeth = Array.from({ length: 12_500 }, (_, i) => {
    const top = 54.013 + random() * 0.005;
    const along = Array.from({ length: 12 }, () => 54.001 + random() * 0.012);
    return [54, ...along, top].map((y): Position => [-3 + i * 2e-5, y]);
  });
  const ring = [...teeth.flatMap((tooth, i) => (i % 2 ? tooth.reverse() : tooth)), [-3, 53.99], [-3, 54]];
  const text = JSON.stringify({ features: [feature('E05999901', [ring])] });
  const { records, remarks } = await stage(text);
  const thinned = expect.stringMatching(/of \d{6} points was thinned by up to 1 m$/);
  expect(remarks).toMatchObject([{ outcome: 'warning', reason: 'boundary-thinned', detail: thinned }]);
  expect(rings(records[0])[0]?.[0]?.length).toBeLessThan(30_000);
});

it.each([
  ['latitude first', feature('E05999901', [square().map(([x, y]) => [y, x])]), 'not-in-the-country'],
  ['another country', feature('E05999901', [square(10, 45)]), 'not-in-the-country'],
  ['metres of another grid', feature('E05999901', [square(-334_000, 7_200_000, 500)]), 'not-in-the-country'],
  ['a line', feature('E05999901', square(), 'LineString'), 'not-a-polygon'],
  ['text for numbers', feature('E05999901', [[['a', 'b']]]), 'not-a-polygon'],
  ['a point', feature('E05999901', [[square()[0], square()[0]]]), 'encloses-nothing'],
  ['no code', feature(''), 'code-not-valid'],
  ['no name', feature('E05999901', [square()], 'Polygon', { WD26NM: null }), 'name-missing'],
])('rejects a feature with %s', async (_, bad, reason) => {
  const { records, remarks } = await stage(collection([feature('E05999909'), bad]));
  expect(records.map(({ code }) => code)).toEqual(['E05999909']);
  expect(remarks).toMatchObject([{ outcome: 'rejected', reason, line: expect.any(Number) }]);
});

it('warns of an area without a boundary', async () => {
  const { records, remarks } = await stage(collection([feature('E05999901', [], 'none')]));
  expect([records[0]?.shape, remarks[0]?.reason]).toEqual([undefined, 'no-boundary']);
});

it('takes names alone, from a JSON object or a table, and counts stray keys', async () => {
  const json = await stage(JSON.stringify({ LAD24CD: 'LAD24NM', E05999901: 'Marl “Cross”, East' }));
  expect(json.records).toMatchObject([{ code: 'E05999901', name: 'Marl “Cross”, East' }]);
  expect(json.counts).toMatchObject({ rows: 2, 'left-out.stray-keys': 1 });
  const table = await stage(['code,name', 'e05999901,Marl Cross']);
  expect(table.records).toEqual([{ line: 2, set: 'wards-2026', code: 'E05999901', kind: 'ward', name: 'Marl Cross' }]);
});

it('keeps the other sets that are live; takes the place of its own; takes one away', async () => {
  const area = (set: string, code: string) => ({ set, code, kind: 'ward', name: code });
  const tools = { live: live(area('wards-2026', 'OLD'), area('names', 'E05999905'), area('wards-2013', 'E05999907')) };
  const codes = async (...given: Parameters<typeof stage>) =>
    (await stage(...given)).records.map(({ set, code }) => `${set} ${code}`);
  expect(await codes(collection([feature('E05999901')]), { ...options, 'remove-set': 'wards-2013' }, tools)).toEqual([
    'names E05999905',
    'wards-2026 E05999901',
  ]);
  const removed = stageAreas<AreaRecord>(boundaries, [], { options: { 'remove-set': 'names' }, ...tools });
  expect((await removed).records).toHaveLength(2);
  expect((await removed).format).toBe('Sets wards-2013, wards-2026');
  await expect(codes('', { 'remove-set': 'none', ...options }, tools)).rejects.toThrow(
    'There is names, wards-2013, wards-2026',
  );
});

const good = collection([feature('E05999901')]);
const two = { LAD26NM: 'Marlbeck' };
const wide = collection([feature('E05999901', [square(-3, 54, 0.05)])]);
it.each([
  ['no set', good, { kind: 'ward' }, 'Name the set'],
  ['a kind that is none', good, { set: 'a', kind: 'wards' }, 'one of county, district'],
  ['a day that is none', good, { ...options, from: '2026-02-30' }, '--from must be a date'],
  [
    'an end before the start',
    good,
    { ...options, from: '2026-05-07', to: '2026-05-07' },
    '--to is the first day without',
  ],
  [
    'several codes to choose from',
    collection([feature('E1', [square()], 'Polygon', two)]),
    options,
    'It has WD26CD, WD26NM',
  ],
  ['a property that is not there', good, { ...options, code: 'WD25CD' }, 'has no “WD25CD”. It has WD26CD'],
  ['a list', '[1]', options, 'is a list'],
  ['half a file', good.slice(0, -40), options, 'breaks off before its end'],
  ['no JSON', '{"features": [oh]}', options, 'is not JSON, on line 1'],
  [
    'another coordinate system',
    collection([], { crs: { properties: { name: 'EPSG:3857' } } }),
    options,
    'coordinate system',
  ],
  ['nothing', [], options, 'No areas could be read'],
  ['boundaries with few points', wide, options, 'a point every'],
])('refuses %s', async (_, text, own, message) => {
  await expect(stage(text, own)).rejects.toThrow(Unreadable);
  await expect(stage(text, own)).rejects.toThrow(message);
});

it.each(['Wards_December_2026_UK_BGC.geojson', 'lad_ultra_generalised.json', 'LAD-BUC-2026.geojson'])(
  'knows %s for generalised by its name, and takes it for drawing',
  async (name) => {
    await expect(stage(good, options, {}, name)).rejects.toThrow('by its name');
    const { records } = await stage(wide, { ...options, generalised: true }, {}, name);
    expect(records).toMatchObject([{ generalised: true }]);
  },
);
