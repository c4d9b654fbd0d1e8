/** Schemas of the dataset operations. */
import * as z from 'zod/mini';
import { described, Instant, named } from '#shared/contract/fields.ts';

export const Version = described(z.int().check(z.minimum(1), z.maximum(9_999_999)), 'Number of a dataset version.', 7);
export const BatchNumber = described(z.int().check(z.minimum(0), z.maximum(999_999)), 'Number of a batch, from 0.', 0);
export const Share = z.number().check(z.minimum(0), z.maximum(1));

const states = ['open', 'ready', 'held', 'live', 'previous', 'retired', 'removed'] as const;
export type DatasetState = (typeof states)[number];

const Check = z.object({
  name: z.enum(['any', 'fewer', 'rejected']),
  value: z.number(),
  limit: z.number(),
  passed: z.boolean(),
  says: z.string(),
});

export const Dataset = named(
  z.object({
    version: Version,
    state: described(
      z.enum(states),
      'open: takes batches. ready: may be published. held: outside its tolerances. live: what readers see. previous: kept for rolling back. retired, removed: gone or going.',
    ),
    format: z.string(),
    fingerprint: z.string(),
    createdAt: Instant,
    createdBy: z.string(),
    finishedAt: z.optional(Instant),
    publishedAt: z.optional(Instant),
    publishedBy: z.optional(z.string()),
    because: z.optional(described(z.string(), 'Why it was published outside its tolerances.')),
    counts: z.optional(described(z.record(z.string(), z.number()), 'What is in it, counted.')),
    checks: z.optional(described(z.array(Check), 'How it compares with the version that was live.')),
  }),
  { id: 'Dataset', description: 'One complete load of reference data. Readers see exactly one, the live one.' },
);

export const Remark = named(
  z.strictObject({
    line: described(z.int().check(z.minimum(0)), 'Line of the source file.'),
    outcome: z.enum(['rejected', 'warning']),
    reason: z.string().check(z.maxLength(60)),
    detail: z.string().check(z.maxLength(500)),
    reference: z.optional(z.string().check(z.maxLength(40))),
  }),
  { id: 'Remark', description: 'A row that was not taken as it came, and why.' },
);

export const CountsInput = z.record(
  z.string().check(z.regex(/^[\w.-]{1,60}$/, 'must be a short name')),
  z.int().check(z.minimum(0)),
);

export const BatchResult = z.object({ version: Version, batch: BatchNumber, counts: z.record(z.string(), z.number()) });

export const Cursor = z.optional(z.string().check(z.maxLength(1000)));
