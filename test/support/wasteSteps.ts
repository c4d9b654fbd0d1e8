/** Steps for bin days, missed bins and cases. */
import { randomUUID } from 'node:crypto';
import { londonDay } from '#shared/london.ts';
import { council, made, type Step, sameRequest, type Wanted } from './walk.ts';

/** Today’s round is over, so that a missed collection can be reported. */
const aStatus = () => ({
  round: 'REF 1',
  date: londonDay(Date.now()),
  status: 'Closed / Complete',
  at: new Date(Date.now() - 1000).toISOString(),
});
export const anEvent = () => ({
  usrn: '99010001',
  date: londonDay(Date.now()),
  at: new Date(Date.now() - 1000).toISOString(),
  event: 'street_completed' as const,
});
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
const aMove = { normalDate: '2026-12-25', revisedDate: '2026-12-28', reason: 'Christmas' };

export const wasteSteps: readonly Step[] = [
  ['getCollections', 200, () => ({ query: 'uprn=990100000018&language=cy' })],
  ['getCollections', 404, () => ({ query: 'uprn=1' })],
  ['getCollections', 400, () => ({ query: 'uprn=990100000018&from=2026-11-23&to=2026-11-22' })],
  ['getCalendar', 200, () => ({ query: 'uprn=990100000018&reminder=evening' })],
  ['putMovedDates', 200, () => ({ path: { council }, body: { movedDates: [aMove] } })],
  ['putMovedDates', 409, () => ({ path: { council }, body: { movedDates: [] } })],
  ['putWasteSettings', 200, () => ({ path: { council }, body: { services: {}, containers: {}, missedCollections } })],
  ['putWasteSettings', 409, () => ({ path: { council }, body: { services: {}, containers: {} } })],
  ['getMissedEligibility', 200, () => ({ query: 'uprn=990100000018&service=refuse&language=cy' })],
  ['getMissedEligibility', 400, () => ({ query: 'uprn=990100000018' })],
  ['getMissedEligibility', 404, () => ({ query: 'uprn=990100000018&service=glass' })],
  ['tellRounds', 200, () => ({ path: { council }, body: { statuses: [aStatus()] } })],
  ['tellCrewEvents', 200, () => ({ path: { council }, body: { events: [anEvent()] } })],
  ['reportMissedCollection', 201, report('1', sameRequest)],
  ['reportMissedCollection', 422, report('2', sameRequest)],
  ['reportMissedCollection', 409, report('1')],
  ['reportMissedCollection', 404, report('5')],
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
  ['getMovedDates', 200, () => ({ path: { council } })],
  ['getWasteSettings', 200, () => ({ path: { council } })],
];

/** After all that needs cases that are open. */
export const closingSteps: readonly Step[] = [
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
];
