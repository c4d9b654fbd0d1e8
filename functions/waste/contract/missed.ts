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
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
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

export class MissedCollectionNotFound extends problem({
  slug: 'missed-collection-not-found',
  status: 404,
  title: 'The council has no such report',
  advice: 'Check the reference.',
}) {}

export class AlreadyClosed extends problem({
  slug: 'missed-collection-closed',
  status: 409,
  title: 'The report was closed before',
  advice: 'Read it to see how it ended. If the bin was missed again, make a new report.',
}) {}

const Reference = described(
  z.string().check(z.regex(/^MC-[0-9A-HJKMNP-TV-Z]{8}$/, 'must be the reference of a report, like MC-7K2M9QXA')),
  'Reference of a report.',
  'MC-7K2M9QXA',
);

const reasons = ['not_due', 'already_reported', 'crew_event', 'in_progress', 'too_soon', 'too_late'] as const;
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
  windowOpensAt: z.optional(described(Instant, 'From when it can be reported.', '2026-11-23T17:00:00.000Z')),
  windowClosesAt: z.optional(described(Instant, 'Until just before then.', '2026-11-26T00:00:00.000Z')),
  openReport: z.optional(Reference),
};

const Eligibility = named(z.object({ uprn: Uprn, service: ServiceCode, ...decision }), {
  id: 'MissedCollectionEligibility',
  description: 'Whether a missed collection can be reported, and if not, why and when.',
});
export type Decision = Omit<z.infer<typeof Eligibility>, 'uprn' | 'service'>;

export const MissedCollection = named(
  z.object({
    reference: Reference,
    uprn: described(Uprn, 'The property that the bins belong to: the building, where they are shared.'),
    service: ServiceCode,
    round: described(z.string(), 'The round that missed it.', 'REC 2'),
    collectionDate: described(PlainDate, 'The collection that was missed.', '2026-11-23'),
    status: described(z.enum(['open', 'closed']), 'Whether somebody still works on it.', 'open'),
    reportedAt: described(Instant, 'When it was reported.'),
    closedAt: z.optional(described(Instant, 'When it was closed.')),
    outcome: z.optional(described(z.enum(['collected', 'not_collected', 'withdrawn']), 'How it ended.', 'collected')),
  }),
  { id: 'MissedCollection', description: 'A report that a collection was missed. It names nobody.' },
);
export type MissedCollection = z.infer<typeof MissedCollection>;

export const missedEvents = {
  'waste.collection.missed': {
    says: 'A missed collection was reported.',
    data: z.strictObject({ reference: Reference }),
  },
} as const;

const language = z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'cy'), 'en');
const params = z.strictObject({ reference: Reference });

export const missedOperations = {
  getMissedEligibility: get('/{council}/waste/missed-collections/eligibility', {
    summary: 'Whether a missed collection can be reported, and if not, why',
    description:
      'With the window in which it can. It is decided again when it is reported. Reasons are told in this order: nothing was due, it was reported already, the crew told why, the round is on its way, too soon, too late.',
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
    body: z.strictObject({ uprn: UprnInput, service: ServiceCode }),
    returns: created(MissedCollection, '/{council}/waste/missed-collections/{reference}'),
    problems: [NoCollectionsHere, RoundsNotLoaded, NoSuchService, NotReportable],
  }),
  getMissedCollection: get('/{council}/waste/missed-collections/{reference}', {
    summary: 'One report of a missed collection',
    description: 'Whether it is still worked on, and how it ended.',
    access: { scope: 'waste:report' },
    params,
    returns: ok(MissedCollection),
    problems: [MissedCollectionNotFound],
  }),
  closeMissedCollection: post('/{council}/waste/missed-collections/{reference}/close', {
    summary: 'Close a report of a missed collection',
    description:
      'From then on the next missed collection of the service can be reported. Closing it again in the same way changes nothing.',
    access: { scope: 'waste:crew' },
    params,
    body: z.strictObject({
      outcome: described(z.enum(['collected', 'not_collected', 'withdrawn']), 'How it ended.', 'collected'),
    }),
    returns: ok(MissedCollection),
    problems: [MissedCollectionNotFound, AlreadyClosed],
  }),
};
