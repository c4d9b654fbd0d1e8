/** A council's audit trail as it is read: who did what, when, on what. A person is in it by reference only. */
import * as z from 'zod/mini';
import { page } from '#shared/contract/capability.ts';
import { described, Instant, named } from '#shared/contract/fields.ts';

const State = z.record(z.string(), z.unknown());

export const AuditEntry = named(
  z.object({
    id: described(z.string(), 'Id of the entry.', '2026-11-23T09:30:00.000Z-3f0e6a6e'),
    at: described(Instant, 'When it was done.'),
    by: described(z.string(), 'Id of the key that did it, or the host’s operator.', 'k3Yid00042'),
    operation: described(z.string(), 'What was done: the id of the operation.', 'changeKey'),
    on: described(z.string(), 'Id of what it was done to.', 'k3Yid00043'),
    fields: described(z.array(z.string()), 'What changed.', ['dailyQuota']),
    before: z.optional(
      described(State, 'What it was before; absent for what was made. Without text that may name a person.'),
    ),
    after: z.optional(described(State, 'What it was afterwards; absent for what was removed.')),
  }),
  { id: 'AuditEntry', description: 'One change: who made it, when, and what it changed.' },
);
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Everything that a list of entries takes, but what is special to its capability. */
export const auditQuery = {
  limit: z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'Most entries in one answer.'), 100),
  cursor: z.optional(
    described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
  ),
};

export const auditPage = page(
  z.object({
    entries: described(z.array(AuditEntry), 'At most `limit` of them.'),
    cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
  }),
);

export const auditRecords = {
  says: 'Who changed what, and when, by ids',
  personal: 'reference',
  // Six years: as long as a claim may be brought (Limitation Act 1980, section 5).
  days: 2192,
} as const;

export const auditors = { scope: 'access:audit' } as const;
