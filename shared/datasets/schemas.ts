/** Schemas of the dataset operations. */
import * as z from 'zod/mini';
import { described, Instant, named } from '#shared/contract/fields.ts';

export const Version = described(z.int().check(z.minimum(1), z.maximum(9_999_999)), 'Number of a dataset version.', 7);
export const BatchNumber = described(z.int().check(z.minimum(0), z.maximum(999_999)), 'Number of a batch, from 0.', 0);
const Share = z.number().check(z.minimum(0), z.maximum(1));

const states = ['open', 'ready', 'held', 'live', 'previous', 'retired', 'removed'] as const;
export type DatasetState = (typeof states)[number];

const Check = z.object({
  name: described(
    z.enum(['any', 'fewer', 'rejected', 'gone', 'share', 'part']),
    'What was looked at: whether there are records at all, how many fewer than are live, how many were rejected, how many of those that are live are not in it, how many more lack something, or whether a part of them went.',
  ),
  value: described(z.number(), 'A number of records for `any`; a share, from 0 to 1, for the others.', 0.004),
  limit: described(z.number(), 'The least for `any`; the most for the others.', 0.05),
  passed: described(z.boolean(), 'Whether the value is within the limit.'),
  says: described(z.string(), 'The same in words.', '0.4 % rejected (at most 1 %)'),
});

export const Counts = described(
  z.record(z.string(), z.number()),
  'What there is, counted by name: `addresses`, `streets`, `rejected` and the like.',
  { addresses: 45_210, streets: 1312, rejected: 2 },
);

export const Dataset = named(
  z.object({
    version: Version,
    state: described(
      z.enum(states),
      '`open`: takes batches. `ready`: may be published. `held`: outside its tolerances. `live`: what readers see. `previous`: kept for rolling back. `retired`, `removed`: gone or going.',
    ),
    format: described(z.string(), 'What kind of file it was made from.', 'addressbase-core'),
    fingerprint: described(z.string(), 'SHA-256 of the file, in hex.'),
    createdAt: described(Instant, 'When the load was started.'),
    createdBy: described(z.string(), 'Id of the key that started it.', 'k3Yid00042'),
    finishedAt: z.optional(described(Instant, 'When its last batch was in.')),
    publishedAt: z.optional(described(Instant, 'When it went live.')),
    publishedBy: z.optional(described(z.string(), 'Id of the key that published it.', 'k3Yid00042')),
    because: z.optional(described(z.string(), 'Why it was published outside its tolerances.')),
    counts: z.optional(described(Counts, 'What is in it, counted. There once the load is finished.')),
    checks: z.optional(described(z.array(Check), 'How it compares with the version that was live.')),
  }),
  { id: 'Dataset', description: 'One complete load of reference data. Readers see exactly one, the live one.' },
);

export const Remark = named(
  z.strictObject({
    line: described(z.int().check(z.minimum(0)), 'Line of the source file; 0 where there is none.', 4711),
    outcome: described(z.enum(['rejected', 'warning']), '`rejected`: left out. `warning`: taken, but look at it.'),
    reason: described(z.string().check(z.maxLength(60)), 'One word for each reason, for counting.', 'not-valid'),
    detail: described(
      z.string().check(z.maxLength(500)),
      'What is wrong, for people.',
      '“uprn” must be a UPRN: 1 to 12 digits',
    ),
    reference: z.optional(
      described(z.string().check(z.maxLength(40)), 'Reference of the record, where it has one.', '990100000018'),
    ),
  }),
  { id: 'Remark', description: 'A row that was not taken as it came, and why.' },
);

export const CountsInput = described(
  z.record(z.string().check(z.regex(/^[\w.-]{1,60}$/, 'must be a short name')), z.int().check(z.minimum(0))),
  'What the sender counted itself, such as rows read; added to what is counted here.',
  { rows: 1000 },
);

export const BatchResult = z.object({
  version: Version,
  batch: BatchNumber,
  counts: described(Counts, 'What is in this batch, counted.'),
});

export const Cursor = z.optional(
  described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
);

export const NextCursor = z.optional(described(z.string(), 'For the next page. Absent on the last.'));

const Line = z.optional(
  described(z.int().check(z.minimum(0)), 'Line of the source file, for the remark if it is rejected.', 4711),
);

/** A record as it is sent: it may say which line of the file it is from. */
export const rowOf = (record: z.ZodMiniObject): z.core.$ZodType => {
  const { id, description } = z.globalRegistry.get(record) ?? {};
  return named(z.extend(record, { line: Line }), {
    ...(id && { id: `${id}Row` }),
    description: `${description ?? 'A record.'} As a load sends it.`,
  });
};

export const NewDataset = z.strictObject({
  fingerprint: described(
    z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')),
    'SHA-256 that identifies the file, so that a broken load is found again.',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ),
  format: described(
    z.string().check(z.minLength(1), z.maxLength(60)),
    'What kind of file it is, in a word.',
    'addressbase-core',
  ),
});

export const Tolerance = described(
  z.strictObject({
    fewer: z.optional(
      described(Share, 'Largest share by which it may be smaller than what is live; 0.05 unless told.', 0.05),
    ),
    rejected: z.optional(described(Share, 'Largest share of records that may be rejected; 0.01 unless told.', 0.01)),
  }),
  'How much may be amiss before a person is asked.',
);
