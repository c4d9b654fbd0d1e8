/** Requests that every operation answers with success, and with the problems that its data decides. */
import { randomBytes, randomUUID } from 'node:crypto';
import { anAddress, anLpi } from './addresses.ts';
import type { Ask } from './app.ts';

export interface Wanted extends Ask {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: string;
}

/** Where things are made and changed; look-ups are at Marlbeck, whose sample has what the document's examples name. */
export const council = 'answers';
/** What the steps have made so far. */
export const made = { keyId: '', version: 0 };
const sameRequest = { headers: { 'idempotency-key': `"${randomUUID()}"` } };
const dataset =
  (wanted: Wanted = {}) =>
  () => ({ ...wanted, path: { council, version: made.version, batch: 0 } });
const once = (body: object) => () => ({ path: { council }, body, ...sameRequest });
const key =
  (wanted: Wanted = {}) =>
  () => ({ ...wanted, path: { council, keyId: made.keyId } });
const put =
  (body: object, batch = 0) =>
  () => ({ path: { council, version: made.version, batch }, body });
const open = (fingerprint = randomUUID().replaceAll('-', '').repeat(2)) => ({
  path: { council },
  body: { fingerprint, format: 'test' },
});
export const keyBody = { label: 'Test', scopes: ['addresses:read'] };
/** Text that no packing makes smaller. */
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);
const unknown = { council, version: 999, batch: 0, keyId: '0000000000' };
const fingerprint = 'f'.repeat(64);
const addresses = [anAddress(), { ...anAddress({ uprn: '999000002' }), line: 2 }, { line: 3, uprn: 'none' }];
const longAddress = (_: unknown, i: number) =>
  anAddress({ uprn: String(i), lpis: Array.from({ length: 4 }, () => anLpi({ pao: { text: noise(150) } })) });
const streets = [{ usrn: '39900001', descriptors: [{ language: 'eng', name: 'EXAMPLE STREET' }] }];

/** Operation, the status that it should answer, and what to ask. */
type Step = readonly [id: string, status: number, wanted: () => Wanted];

/** Operations that need particular input, in an order in which each finds what it needs. */
export const steps: readonly Step[] = [
  ['createKey', 201, () => ({ path: { council }, body: keyBody })],
  ['createKey', 201, once(keyBody)],
  ['createKey', 201, once(keyBody)],
  ['createKey', 422, once({ ...keyBody, label: 'Other' })],
  ['createKey', 400, () => ({ path: { council }, body: {} })],
  ['listKeys', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['getKey', 200, key()],
  ['getKey', 404, () => ({ path: unknown })],
  ['changeKey', 200, key({ body: { label: 'Other' } })],
  ['changeKey', 404, () => ({ path: unknown, body: {} })],
  ['rotateKey', 201, key({ body: {}, ...sameRequest })],
  ['rotateKey', 422, key({ body: { overlapDays: 1 }, ...sameRequest })],
  ['rotateKey', 409, key({ body: {} })],
  ['rotateKey', 404, () => ({ path: unknown, body: {} })],
  ['revokeKey', 200, key()],
  ['revokeKey', 404, () => ({ path: unknown })],
  ['listAudit', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['openDataset', 201, () => open(fingerprint)],
  ['openDataset', 409, () => open(fingerprint)],
  ['putBatch', 200, put({ addresses, streets, counts: { rows: 4 } })],
  ['putBatch', 413, put({ addresses: Array.from({ length: 1000 }, longAddress) }, 1)],
  ['putBatch', 409, put({ addresses: [] })],
  ['putBatch', 404, () => ({ path: unknown, body: {} })],
  ['getBatch', 200, dataset()],
  ['getBatch', 404, () => ({ path: unknown })],
  ['listRemarks', 200, dataset()],
  ['listRemarks', 404, () => ({ path: unknown })],
  ['publishDataset', 409, dataset({ body: {} })],
  ['finishDataset', 409, dataset({ body: { batches: 2 } })],
  ['finishDataset', 200, dataset({ body: { batches: 1 } })],
  ['finishDataset', 404, () => ({ path: unknown, body: { batches: 1 } })],
  ['publishDataset', 409, dataset({ body: {} })],
  ['publishDataset', 200, dataset({ body: { because: 'A test' } })],
  ['publishDataset', 404, () => ({ path: unknown, body: {} })],
  ['getDataset', 200, dataset()],
  ['getDataset', 404, () => ({ path: unknown })],
  ['removeDataset', 409, dataset()],
  ['rollBackDataset', 409, () => ({ path: { council }, body: { from: made.version } })],
  ['openDataset', 201, open],
  ['putBatch', 200, put({ addresses: addresses.slice(0, 2) })],
  ['finishDataset', 200, dataset({ body: { batches: 1 } })],
  ['publishDataset', 200, dataset({ body: {} })],
  ['listDatasets', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['rollBackDataset', 200, () => ({ path: { council }, body: { from: made.version } })],
  ['removeDataset', 200, dataset()],
  ['removeDataset', 404, () => ({ path: unknown })],
  ['listDatasetAudit', 200, () => ({ path: { council }, query: 'limit=1' })],
  ['listAddresses', 200, () => ({ query: 'postcode=ZZ1+1AA&limit=2' })],
  ['listAddresses', 200, () => ({ query: 'usrn=99010001&classification=all&include=historic,shells,street-records' })],
  ['listAddresses', 404, () => ({ path: { council: 'empty' }, query: 'postcode=ZZ1+1AA' })],
  ['lookUpAddresses', 200, () => ({ body: { uprns: ['990100000018', '1'] } })],
  ['lookUpAddresses', 200, () => ({ body: { postcode: 'zz11aa', limit: 1 } })],
  ['findNearest', 200, () => ({ query: 'lat=54.1035&lon=-3.0252&classification=all' })],
  ['getAddress', 200, () => ({ path: { uprn: '990100000017' } })],
  ['getAddress', 404, () => ({ path: { uprn: '1' } })],
  ['getStreet', 404, () => ({ path: { usrn: '1' } })],
  ['locateAddresses', 200, () => ({ query: 'postcode=ZZ1+1AA' })],
  ['locateAddresses', 200, () => ({ query: 'uprn=990100000018&format=all' })],
  ['locateAddresses', 200, () => ({ query: 'usrn=99010001&format=vcard' })],
  ['locateAddresses', 400, () => ({ query: 'uprn=1&uprn=2' })],
  ['locateAddresses', 422, () => ({})],
  ...['Postcode', 'Uprn', 'Nearest', 'Radius', 'Bbox'].map((name): Step => [`places${name}`, 400, () => ({})]),
  ['placesPostcode', 200, () => ({ query: 'postcode=ZZ1&dataset=DPA,LPI&output_srs=EPSG:4326' })],
  ['placesUprn', 200, () => ({ query: 'uprn=990100000018' })],
  ['placesUprn', 200, () => ({ query: 'uprn=1' })],
  ['placesNearest', 200, () => ({ query: 'point=333064,468000' })],
  ['placesRadius', 200, () => ({ query: 'point=333064,468000&radius=50' })],
  ['placesBbox', 200, () => ({ query: 'bbox=333000,467900,333500,468100' })],
];
