/** Steps for the Local Waste Service Standards: of the sample, and of what the steps of waste made. */
import { eventOf } from '#functions/waste/standard/events.ts';
import { council, made, type Step, sameRequest, type Wanted } from './walk.ts';
import { anEvent } from './wasteSteps.ts';

export const standardEventId = (event: Parameters<typeof eventOf>[0]): string =>
  eventOf(event, undefined, (...path) => path.join('/'))?.id ?? '';
const standardCase = (body: object, request?: Wanted) => () => ({
  path: { council },
  body: { uprn: '1', ...body },
  ...request,
});

export const standardSteps: readonly Step[] = [
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
  ['standardEvents', 200, () => ({ path: { council }, query: 'usrn=99010001' })],
  ['standardEvents', 400, () => ({ query: 'start_date=2026-11-23' })],
  ['standardEvents', 404, () => ({ query: 'uprn=1' })],
  ['standardEvent', 200, () => ({ path: { council, eventId: standardEventId(anEvent()) } })],
  ['standardEvent', 404, () => ({ path: { eventId: 'none' } })],
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
];
