/** A bin that was not emptied: whether that can be reported now, and if not, why and when; and reporting it. */
import * as z from 'zod/mini';
import {
  created,
  described,
  get,
  Instant,
  named,
  ok,
  PlainDate,
  post,
  problem,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { CaseClosed, CaseNotFound, caseOf, Reference, withContact } from './caseFields.ts';
import { CollectionEvent, NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { TaskStatus } from './crew.ts';
import { ServiceCode } from './rounds.ts';

export class NotReportable extends problem({
  slug: 'missed-collection-not-reportable',
  status: 409,
  title: 'A missed collection cannot be reported now',
  advice: '“reasonCode” says why; “windowOpensAt” and “windowClosesAt” say from when to when it could be.',
}) {}

export class NoSuchService extends problem({
  slug: 'no-such-service-here',
  status: 404,
  title: 'The service does not come to this property',
  advice: 'Ask for the property’s collections to see which do.',
}) {}

export class NotEscalatable extends problem({
  slug: 'missed-collection-not-escalatable',
  status: 409,
  title: 'The report cannot be escalated now',
  advice: '“reasonCode” says why; “windowOpensAt” and “windowClosesAt” say from when to when it could be.',
}) {}

const reasons = [
  'property_blocked',
  'service_suspended',
  'not_subscribed',
  'already_reported',
  'crew_event',
  'in_progress',
  'delayed',
  'collection_cancelled',
  'not_due',
  'too_soon',
  'too_late',
] as const;
export type ReasonCode = (typeof reasons)[number];

const decision = {
  allowed: described(z.boolean(), 'Whether it can be reported now.', false),
  reasonCode: z.optional(described(z.enum(reasons), 'Why not, in a word.', 'too_soon')),
  message: z.optional(
    described(z.string(), 'Why not, for residents.', 'You can report this from 5pm on Monday 23 November.'),
  ),
  collectionDate: z.optional(
    described(PlainDate, 'The collection that it is about, as it was moved to.', '2026-11-23'),
  ),
  taskStatus: z.optional(described(TaskStatus, 'What the crew told of it.')),
  event: z.optional(CollectionEvent),
  windowOpensAt: z.optional(described(Instant, 'From when it can be reported.', '2026-11-23T17:00:00.000Z')),
  windowClosesAt: z.optional(described(Instant, 'Until then.', '2026-11-26T00:00:00.000Z')),
  openReport: z.optional(Reference),
};

const Eligibility = named(z.object({ uprn: Uprn, service: ServiceCode, ...decision }), {
  id: 'MissedCollectionEligibility',
  description: 'Whether a missed collection can be reported, and if not, why and when.',
});
export type Decision = Omit<z.infer<typeof Eligibility>, 'uprn' | 'service'>;

export const MissedCase = caseOf({
  kind: 'missed_collection',
  id: 'MissedCollection',
  says: 'A report that a collection was missed. It names nobody.',
  stages: ['reported'],
  details: z.object({
    round: described(z.string(), 'The round that missed it.', 'REC 2'),
    collectionDate: described(PlainDate, 'The collection that was missed.', '2026-11-23'),
    reportedAt: described(Uprn, 'The property that it was reported from: of shared bins a flat of the building.'),
    allServices: z.optional(
      described(z.literal(true), 'It is about all the bins of a property with assisted collection.'),
    ),
  }),
});

export const MissedEscalation = caseOf({
  kind: 'missed_escalation',
  id: 'MissedCollectionEscalation',
  says: 'That a missed collection was reported and not put right.',
  stages: ['reported'],
  details: z.object({
    of: described(Reference, 'The report that was not put right.'),
    round: described(z.string(), 'The round that missed it.', 'REC 2'),
    collectionDate: described(PlainDate, 'The collection that was missed.', '2026-11-23'),
  }),
});

const EscalationWindow = named(
  z.object({
    reference: Reference,
    allowed: decision.allowed,
    reasonCode: z.optional(
      described(
        z.enum(['not_offered', 'closed', 'other_property', 'already_escalated', 'too_soon', 'too_late']),
        'Why not, in a word.',
        'too_soon',
      ),
    ),
    message: z.optional(
      described(z.string(), 'Why not, for residents.', 'You can tell us from 6pm on Wednesday 25 November.'),
    ),
    windowOpensAt: decision.windowOpensAt,
    windowClosesAt: decision.windowClosesAt,
    escalation: z.optional(Reference),
  }),
  {
    id: 'MissedCollectionEscalationWindow',
    description: 'Whether a report can be escalated, and if not, why and when.',
  },
);

const language = z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'cy'), 'en');
const params = z.strictObject({ reference: Reference });
const uprn = described(UprnInput, 'The property that made the report.', '990100000018');

export const missedOperations = {
  getMissedEligibility: get('/{council}/waste/missed-collections/eligibility', {
    summary: 'Whether a missed collection can be reported, and if not, why',
    description:
      'With the window in which it can. It is decided again when it is reported. Of several reasons the first is told: the property or the service is blocked, nobody subscribed, it was reported already, the crew told why, the round is on its way or delayed, it was cancelled, nothing was due, too soon, too late.',
    access: 'public',
    query: z.strictObject({ uprn: UprnInput, service: ServiceCode, language }),
    returns: ok(Eligibility),
    problems: [NoCollectionsHere, RoundsNotLoaded, NoSuchService],
  }),
  reportMissedCollection: post('/{council}/waste/missed-collections', {
    summary: 'Report a missed collection',
    description:
      'Of shared bins it is about the building: two of its residents make one report. Sent again with the same Idempotency-Key it is answered as before.',
    access: { scope: 'waste:report' },
    idempotent: true,
    body: z.strictObject({ uprn: UprnInput, service: ServiceCode, ...withContact }),
    returns: created(MissedCase, '/{council}/waste/cases/{reference}'),
    problems: [NoCollectionsHere, RoundsNotLoaded, NoSuchService, NotReportable],
  }),
  getEscalationWindow: get('/{council}/waste/missed-collections/{reference}/escalation', {
    summary: 'Whether a report of a missed collection can be escalated',
    description: 'Where the council’s rules have it, a while after a report that was not put right.',
    access: { scope: 'waste:report' },
    params,
    query: z.strictObject({ uprn, language }),
    returns: ok(EscalationWindow),
    problems: [CaseNotFound, NoCollectionsHere, RoundsNotLoaded],
  }),
  escalateMissedCollection: post('/{council}/waste/missed-collections/{reference}/escalation', {
    summary: 'Escalate a report of a missed collection',
    description: 'Once a report, from the property that made it.',
    access: { scope: 'waste:report' },
    idempotent: true,
    params,
    body: z.strictObject({ uprn, ...withContact }),
    returns: created(MissedEscalation, '/{council}/waste/cases/{reference}'),
    problems: [CaseNotFound, NoCollectionsHere, RoundsNotLoaded, NotEscalatable],
  }),
  closeMissedCollection: post('/{council}/waste/missed-collections/{reference}/close', {
    summary: 'Close a report of a missed collection',
    description:
      'For crews’ own systems. From then on the next missed collection of the service can be reported. Closing it again in the same way changes nothing.',
    access: { scope: 'waste:crew' },
    params,
    body: z.strictObject({
      outcome: described(z.enum(['done', 'not_done', 'withdrawn']), 'Collected, not collected, or taken back.', 'done'),
    }),
    returns: ok(MissedCase),
    problems: [CaseNotFound, CaseClosed],
  }),
};
