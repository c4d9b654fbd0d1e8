/** Requests that every operation answers with success, and with the problems that its data decides. */
import { randomBytes, randomUUID } from 'node:crypto';
import { eventOf } from '#functions/waste/standard/events.ts';
import { londonDay } from '#shared/london.ts';
import { anAddress, anLpi } from './addresses.ts';
import type { Ask } from './app.ts';
import { householdSteps } from './householdSteps.ts';

export interface Wanted extends Ask {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: string;
}

/** Where things are made and changed; look-ups are at Marlbeck, whose sample has what the document's examples name. */
export const council = 'answers';
/** What the steps have made so far. */
export const made = { keyId: '', version: 0, references: {} as Record<string, string> };
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

/** Operation, the status that it should answer, and what to ask. */
export type Step = readonly [id: string, status: number, wanted: () => Wanted];

/** Today’s round is over, so that a missed collection can be reported. */
const aStatus = () => ({
  round: 'REF 1',
  date: londonDay(Date.now()),
  status: 'Closed / Complete',
  at: new Date(Date.now() - 1000).toISOString(),
});
const anEvent = () => ({
  usrn: '99010001',
  date: londonDay(Date.now()),
  at: new Date(Date.now() - 1000).toISOString(),
  event: 'street_completed' as const,
});
export const standardEventId = (event: Parameters<typeof eventOf>[0]): string =>
  eventOf(event, undefined, (...path) => path.join('/'))?.id ?? '';
const report = (uprn: string, request?: Wanted) => () => ({
  path: { council },
  body: { uprn, service: 'refuse' },
  headers: { 'idempotency-key': randomUUID() },
  ...request,
});
const reported = (body?: object, reference?: string) => () => ({
  path: { council, reference: reference ?? made.references.reportMissedCollection ?? '' },
  ...(body && { body }),
});
/** A report can be escalated on its own day. */
const missedCollections = { escalation: { afterWorkingDays: 0, time: '00:00' } };
const escalation = (request: Wanted, reference?: string) => () => ({
  ...reported({ uprn: '1' }, reference)(),
  ...request,
});
const standardCase = (body: object, request?: Wanted) => () => ({
  path: { council },
  body: { uprn: '1', ...body },
  ...request,
});
/** Every day can be booked and changed to its last minute; only armchairs cost something. */
const bulkySettings = (() => {
  const cutoff = { time: '23:59', daysBefore: 0 };
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  return {
    ...{
      price: { strategy: 'perItem', each: 0 },
      items: { armchair: { price: 1500 } },
      days: { by: 'weekdays', weekdays },
      onHolidays: true,
    },
    ...{ window: { start: cutoff }, amend: cutoff, cancel: { cutoff }, missed: { opens: '00:00' } },
  };
})();
const sofa = [{ item: 'sofa', quantity: 1 }];
const elephant = [{ item: 'elephant', quantity: 1 }];
const inDays = (n: number) => londonDay(Date.now() + n * 86_400_000);
const booking = (uprn: string, body: object = {}) => ({
  path: { council },
  body: { uprn, date: inDays(0), items: sofa, price: 0, ...body },
  headers: { 'idempotency-key': randomUUID() },
});
const booked = (body?: object, reference?: string) => () => ({
  path: { council, reference: reference ?? made.references.bookBulky ?? '' },
  headers: { 'idempotency-key': randomUUID() },
  ...(body && { body }),
});
const kept = (uprn: string, date: string) => ({ path: { council }, body: { uprn, date } });
const aMove = { normalDate: '2026-12-25', revisedDate: '2026-12-28', reason: 'Christmas' };

/** A load of a dataset: `of` tells what its operations are called. */
const loadSteps = (name: string, good: object, fewer: object, long: object): Step[] => {
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
  ...loadSteps(
    '',
    { addresses, streets },
    { addresses: addresses.slice(0, 2) },
    { addresses: Array.from({ length: 1000 }, longAddress) },
  ),
  ...loadSteps(
    'Rounds',
    { properties: [aProperty('1'), { ...aProperty('2'), line: 2 }, { line: 3, uprn: 'none' }] },
    { properties: [aProperty('1'), aProperty('2')] },
    { properties: Array.from({ length: 1000 }, longProperty) },
  ),
  ['getCollections', 200, () => ({ query: 'uprn=990100000018&language=cy' })],
  ['getCollections', 404, () => ({ query: 'uprn=1' })],
  ['getCollections', 400, () => ({ query: 'uprn=990100000018&from=2026-11-23&to=2026-11-22' })],
  ['getCalendar', 200, () => ({ query: 'uprn=990100000018&reminder=evening' })],
  ['standardServices', 200, () => ({ query: 'uprn=990100000018&full=true' })],
  ['standardServices', 200, () => ({ query: 'uprn=990100000018&format=xml' })],
  ['standardServices', 404, () => ({ query: 'uprn=1' })],
  ['standardServices', 400, () => ({ query: 'start_date=2026-11-23&end_date=2026-11-22&format=xml' })],
  ['standardService', 200, () => ({ path: { serviceId: 'food' }, query: 'uprn=990100000002' })],
  ['standardService', 404, () => ({ path: { serviceId: 'none' } })],
  ['standardTasks', 200, () => ({ query: 'uprn=990100000018&include=related&type=EmptyBinTask' })],
  ['standardTasks', 200, () => ({ query: 'uprn=990100000002', headers: { accept: 'text/xml' } })],
  ['standardTasks', 400, () => ({})],
  ['standardTask', 200, () => ({})],
  ['standardTask', 404, () => ({ path: { taskId: 'none' } })],
  ['standardEventType', 404, () => ({ path: { eventTypeId: 'none' }, headers: { accept: 'application/xml' } })],
  ['standardFeatureTypes', 200, () => ({ query: 'uprn=990100000002' })],
  ['standardFeatureType', 404, () => ({ path: { featureTypeId: 'none' } })],
  ['standardSite', 200, () => ({ path: { uprn: '990100000018' } })],
  ['standardSite', 404, () => ({ path: { uprn: '1' } })],
  ['standardSites', 200, () => ({ query: 'usrn=99010001&postcode=ZZ1+1AA' })],
  ['standardSites', 200, () => ({ query: 'postcode=ZZ1+1AA&format=xml' })],
  ['standardSites', 400, () => ({ query: 'page=2' })],
  ['standardSites', 404, () => ({ path: { council: 'empty' }, query: 'usrn=1' })],
  ['standardFeatures', 200, () => ({ query: 'uprn=990100000018' })],
  ['standardFeatures', 400, () => ({})],
  ['standardFeatures', 404, () => ({ query: 'uprn=1' })],
  ['standardFeature', 200, () => ({})],
  ['standardFeature', 404, () => ({ path: { featureId: 'none' } })],
  ['putMovedDates', 200, () => ({ path: { council }, body: { movedDates: [aMove] } })],
  ['putMovedDates', 409, () => ({ path: { council }, body: { movedDates: [] } })],
  ['putWasteSettings', 200, () => ({ path: { council }, body: { services: {}, containers: {}, missedCollections } })],
  ['putWasteSettings', 409, () => ({ path: { council }, body: { services: {}, containers: {} } })],
  ['getMissedEligibility', 200, () => ({ query: 'uprn=990100000018&service=refuse&language=cy' })],
  ['getMissedEligibility', 400, () => ({ query: 'uprn=990100000018' })],
  ['getMissedEligibility', 404, () => ({ query: 'uprn=990100000018&service=glass' })],
  ['tellRounds', 200, () => ({ path: { council }, body: { statuses: [aStatus()] } })],
  ['tellCrewEvents', 200, () => ({ path: { council }, body: { events: [anEvent()] } })],
  ['standardEvents', 200, () => ({ path: { council }, query: 'usrn=99010001' })],
  ['standardEvents', 400, () => ({ query: 'start_date=2026-11-23' })],
  ['standardEvents', 404, () => ({ query: 'uprn=1' })],
  ['standardEvent', 200, () => ({ path: { council, eventId: standardEventId(anEvent()) } })],
  ['standardEvent', 404, () => ({ path: { eventId: 'none' } })],
  ['reportMissedCollection', 201, report('1', sameRequest)],
  ['reportMissedCollection', 422, report('2', sameRequest)],
  ['reportMissedCollection', 409, report('1')],
  ['reportMissedCollection', 404, report('5')],
  ['standardOpenCase', 201, standardCase({ '@type': 'DeadAnimal' }, sameRequest)],
  ['standardOpenCase', 422, standardCase({ '@type': 'FreezerCollection' }, sameRequest)],
  ['standardOpenCase', 400, standardCase({ '@type': 'DeadFox' })],
  ['standardOpenCase', 409, standardCase({ '@type': 'ReportMissedBin', service: 'refuse' })],
  ['standardOpenCase', 404, standardCase({ '@type': 'ReportMissedBin', service: 'none' })],
  ['standardCases', 200, () => ({ path: { council }, query: 'uprn=1' })],
  ['standardCases', 200, () => ({ path: { council }, query: 'usrn=1&postcode=ZZ1+1AA&format=xml' })],
  ['standardCases', 400, () => ({ path: { council } })],
  ['standardCases', 404, () => ({ path: { council: 'empty' }, query: 'usrn=1' })],
  ['standardCase', 200, () => ({ path: { council, caseId: made.references.reportMissedCollection ?? '' } })],
  ['standardCase', 404, () => ({ path: { council, caseId: 'MC-00000000' } })],
  ['getCase', 200, reported()],
  ['getCase', 404, reported(undefined, 'MC-00000000')],
  ['getEscalationWindow', 200, () => ({ ...reported()(), query: 'uprn=1&language=cy' })],
  ['getEscalationWindow', 404, () => ({ ...reported(undefined, 'MC-00000000')(), query: 'uprn=1' })],
  ['addCaseNote', 200, () => ({ ...reported({ text: 'A note' })(), ...sameRequest })],
  ['addCaseNote', 422, () => ({ ...reported({ text: 'Another' })(), ...sameRequest })],
  ['addCaseNote', 404, reported({ text: 'A note' }, 'MC-00000000')],
  ['getCaseNotes', 200, reported()],
  ['getCaseNotes', 404, reported(undefined, 'MC-00000000')],
  ['assignCase', 200, reported({ assignedTo: 'North' })],
  ['assignCase', 404, reported({}, 'MC-00000000')],
  ['payCase', 409, reported({ paymentReference: 'pay-1', amount: 1 })],
  ['payCase', 404, reported({ paymentReference: 'pay-1', amount: 1 }, 'MC-00000000')],
  ['escalateMissedCollection', 201, escalation(sameRequest)],
  ['escalateMissedCollection', 422, () => ({ ...escalation(sameRequest)(), body: { uprn: '2' } })],
  ['escalateMissedCollection', 409, escalation({ headers: { 'idempotency-key': randomUUID() } })],
  ['escalateMissedCollection', 404, escalation({ headers: { 'idempotency-key': randomUUID() } }, 'MC-00000000')],
  ['putBulkySettings', 200, () => ({ path: { council }, body: bulkySettings })],
  ['putBulkySettings', 409, () => ({ path: { council }, body: {} })],
  ['getBulkySettings', 200, () => ({ path: { council } })],
  ['getBulkyItems', 200, () => ({ query: 'search=settee&language=cy' })],
  ['getBulkyDates', 200, () => ({ query: 'uprn=990100000018&limit=2&language=cy' })],
  ['getBulkyDates', 404, () => ({ query: 'uprn=1' })],
  ['quoteBulky', 200, () => ({ body: { uprn: '990100000018', items: sofa } })],
  ['quoteBulky', 404, () => ({ body: { uprn: '1', items: sofa } })],
  ['reserveBulkyDay', 201, () => ({ ...kept('1', inDays(1)), ...sameRequest })],
  ['reserveBulkyDay', 422, () => ({ ...kept('1', inDays(2)), ...sameRequest })],
  ['reserveBulkyDay', 409, () => ({ ...booking('1'), ...kept('1', '2000-01-01') })],
  ['reserveBulkyDay', 404, () => ({ ...booking('5'), ...kept('5', inDays(1)) })],
  ['releaseBulkyDay', 204, () => ({ path: { council, reservation: made.references.reserveBulkyDay ?? '' } })],
  ['releaseBulkyDay', 404, () => ({ path: { council, reservation: 'BR-00000000' } })],
  ['bookBulky', 201, () => booking('2', { items: [{ item: 'armchair', quantity: 1 }], price: 1500 })],
  ['payCase', 200, booked({ paymentReference: 'pay-2', amount: 1500 })],
  ['bookBulky', 201, () => booking('1')],
  ['bookBulky', 409, () => booking('1')],
  ['bookBulky', 422, () => booking('2', { items: elephant })],
  ['bookBulky', 404, () => booking('5')],
  ['quoteBulkyChange', 200, booked({ date: inDays(1) })],
  ['quoteBulkyChange', 404, booked({ date: inDays(1) }, 'BU-00000000')],
  ['amendBulky', 200, booked({ location: 'By the gate', price: 0 })],
  ['amendBulky', 409, booked({ location: 'By the gate', price: 1 })],
  ['amendBulky', 422, booked({ items: elephant, price: 0 })],
  ['amendBulky', 404, booked({ date: inDays(1), price: 0 }, 'BU-00000000')],
  ['getBulkyMissed', 200, booked()],
  ['getBulkyMissed', 404, booked(undefined, 'BU-00000000')],
  ['reportBulkyMissed', 201, () => ({ ...booked({})(), ...sameRequest })],
  ['reportBulkyMissed', 422, () => ({ ...booked({ contact: { name: 'Jo' } })(), ...sameRequest })],
  ['reportBulkyMissed', 409, booked({})],
  ['reportBulkyMissed', 404, booked({}, 'BU-00000000')],
  ['cancelBulky', 200, () => ({ ...booked()(), ...sameRequest })],
  ['cancelBulky', 409, booked()],
  ['cancelBulky', 422, () => ({ ...booked(undefined, made.references.reportBulkyMissed)(), ...sameRequest })],
  ['cancelBulky', 404, booked(undefined, 'BU-00000000')],
  ['quoteBulkyChange', 409, booked({ date: inDays(1) })],
  ['closeMissedCollection', 200, reported({ outcome: 'done' })],
  ['closeMissedCollection', 409, reported({ outcome: 'withdrawn' })],
  ['closeMissedCollection', 404, reported({ outcome: 'withdrawn' }, 'MC-00000000')],
  ['assignCase', 409, reported({ assignedTo: 'South' })],
  ['closeCase', 200, reported({ outcome: 'done' })],
  ['closeCase', 409, reported({ outcome: 'refused' })],
  ['closeCase', 404, reported({ outcome: 'done' }, 'MC-00000000')],
  ['listCases', 200, () => ({ path: { council }, query: 'status=closed&uprn=1&limit=1' })],
  ['listCases', 200, () => ({ path: { council }, query: 'format=csv' })],
  ['listCases', 400, () => ({ path: { council }, query: 'cursor=none' })],
  ...householdSteps(council, made.references),
  ['getMovedDates', 200, () => ({ path: { council } })],
  ['getWasteSettings', 200, () => ({ path: { council } })],
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
