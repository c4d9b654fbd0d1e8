/** Steps for loads of addresses, of rounds, and of postcodes, properties and boundaries. */
import { randomBytes, randomUUID } from 'node:crypto';
import { kinds } from '#functions/areas/contract/kinds.ts';
import { encodeRing } from '#functions/areas/shapes.ts';
import { anAddress, anLpi } from './addresses.ts';
import { council, made, type Step, type Wanted } from './walk.ts';

const dataset =
  (wanted: Wanted = {}) =>
  () => ({ ...wanted, path: { council, version: made.version, batch: 0 } });
const put =
  (body: object, batch = 0) =>
  () => ({ path: { council, version: made.version, batch }, body });
const open = (fingerprint = randomUUID().replaceAll('-', '').repeat(2)) => ({
  path: { council },
  body: { fingerprint, format: 'test' },
});
/** Text that no packing makes smaller. */
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);
const unknown = { council, version: 999, batch: 0 };
const fingerprint = 'f'.repeat(64);
const addresses = [anAddress(), { ...anAddress({ uprn: '999000002' }), line: 2 }, { line: 3, uprn: 'none' }];
const longAddress = (_: unknown, i: number) =>
  anAddress({ uprn: String(i), lpis: Array.from({ length: 4 }, () => anLpi({ pao: { text: noise(150) } })) });
const streets = [{ usrn: '39900001', descriptors: [{ language: 'eng', name: 'EXAMPLE STREET' }] }];
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const aProperty = (uprn: string, containers: readonly string[] = []) => ({
  uprn,
  services: [{ service: 'refuse', round: 'REF 1', schedule: everyDay, containers }],
});
const longProperty = (_: unknown, i: number) =>
  aProperty(
    String(i),
    Array.from({ length: 20 }, () => noise(40)),
  );

const ward = { district: 'E07999901', ward: 'E05999901', scottishConstituency: 'S16999901' };
const aPostcode = (postcode: string, codes: object = ward) => ({
  postcode,
  codes,
  latitude: 54 + Math.random() / 10,
  longitude: -3 - Math.random() / 10,
});
const noisyCode = () => `X${randomBytes(10).toString('hex').slice(0, 19).toUpperCase()}`;
const longPostcode = (_: unknown, i: number) =>
  aPostcode(
    `ZZ${Math.floor(i / 400)} ${Math.floor(i / 40) % 10}${'ABDEFGHJLN'.charAt(i % 10)}${'ABDE'.charAt(Math.floor(i / 10) % 4)}`,
    Object.fromEntries(kinds.map((kind) => [kind, noisyCode()])),
  );
const longWithin = (_: unknown, i: number) => ({
  uprn: String(i),
  codes: ward,
  within: Array.from({ length: 50 }, noisyCode),
});
const square: [number, number][] = [
  [-3.1, 54],
  [-3, 54],
  [-3, 54.1],
  [-3.1, 54.1],
  [-3.1, 54],
];
const anArea = (code: string, shape = [[encodeRing(square)]], kind = 'ward') => ({
  ...{ set: 'wards', code, kind, name: 'Marlbeck', parent: 'E07999901', from: '2026-05-07', shape },
});
const others = [anArea('E63999901', undefined, 'builtUpArea'), anArea('S16999901', undefined, 'scottishConstituency')];
const longRing = () => {
  const around = Array.from({ length: 150_000 }, (): [number, number] => [
    Math.random() / 1000 - 3,
    Math.random() / 1000 + 54,
  ]);
  return encodeRing([...around, around[0] ?? [0, 0]]);
};

/** A load of a dataset: `of` tells what its operations are called. */
const stepsOf = (name: string, good: object, fewer: object, long: object): Step[] => {
  const of = (id: string) => id.replace(/(?=Dataset|Batch|Remarks)/, name);
  return [
    [of('openDataset'), 201, () => open(fingerprint)],
    [of('openDataset'), 409, () => open(fingerprint)],
    [of('putBatch'), 200, put({ ...good, counts: { rows: 4 } })],
    [of('putBatch'), 413, put(long, 1)],
    [of('putBatch'), 409, put({})],
    [of('putBatch'), 404, () => ({ path: unknown, body: {} })],
    [of('getBatch'), 200, dataset()],
    [of('getBatch'), 404, () => ({ path: unknown })],
    [of('listRemarks'), 200, dataset()],
    [of('listRemarks'), 404, () => ({ path: unknown })],
    [of('publishDataset'), 409, dataset({ body: {} })],
    [of('finishDataset'), 409, dataset({ body: { batches: 2 } })],
    [of('finishDataset'), 200, dataset({ body: { batches: 1 } })],
    [of('finishDataset'), 404, () => ({ path: unknown, body: { batches: 1 } })],
    [of('publishDataset'), 409, dataset({ body: {} })],
    [of('publishDataset'), 200, dataset({ body: { because: 'A test' } })],
    [of('publishDataset'), 404, () => ({ path: unknown, body: {} })],
    [of('getDataset'), 200, dataset()],
    [of('getDataset'), 404, () => ({ path: unknown })],
    [of('removeDataset'), 409, dataset()],
    [of('rollBackDataset'), 409, () => ({ path: { council }, body: { from: made.version } })],
    [of('openDataset'), 201, open],
    [of('putBatch'), 200, put(fewer)],
    [of('finishDataset'), 200, dataset({ body: { batches: 1 } })],
    [of('publishDataset'), 200, dataset({ body: {} })],
    [of('listDatasets'), 200, () => ({ path: { council }, query: 'limit=1' })],
    [of('rollBackDataset'), 200, () => ({ path: { council }, body: { from: made.version } })],
    [of('removeDataset'), 200, dataset()],
    [of('removeDataset'), 404, () => ({ path: unknown })],
    [of('listDatasetAudit'), 200, () => ({ path: { council }, query: 'limit=1' })],
  ];
};

export const loadSteps: readonly Step[] = [
  ...stepsOf(
    '',
    { addresses, streets },
    { addresses: addresses.slice(0, 2) },
    { addresses: Array.from({ length: 1000 }, longAddress) },
  ),
  ...stepsOf(
    'Rounds',
    { properties: [aProperty('1'), { ...aProperty('2'), line: 2 }, { line: 3, uprn: 'none' }] },
    { properties: [aProperty('1'), aProperty('2')] },
    { properties: Array.from({ length: 1000 }, longProperty) },
  ),
  ...stepsOf(
    'Postcodes',
    { postcodes: [aPostcode('ZZ1 1AA'), { ...aPostcode('ZZ1 1AB'), line: 2 }, { line: 3, postcode: 'none' }] },
    { postcodes: [aPostcode('ZZ1 1AA'), aPostcode('ZZ1 1AB')] },
    { postcodes: Array.from({ length: 1000 }, longPostcode) },
  ),
  ...stepsOf(
    'Boundaries',
    { areas: [anArea('E05999901'), { ...anArea('E05999902'), line: 2 }, { line: 3, code: 'none' }, ...others] },
    { areas: [anArea('E05999901'), anArea('E05999902'), ...others] },
    { areas: [anArea('E05999903', [[longRing()]])] },
  ),
  ...stepsOf(
    'Properties',
    { properties: [{ uprn: '1' }, { uprn: '2', line: 2 }, { line: 3, uprn: 'none' }] },
    { properties: [{ uprn: '1' }, { uprn: '2', latitude: 54.05, longitude: -3.05, postcode: 'ZZ1 1AA' }] },
    { properties: Array.from({ length: 1000 }, longWithin) },
  ),
];
