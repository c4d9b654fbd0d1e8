/** The operations of a data load, for any capability with reference data: `...datasetOperations({ … })` in its contract. */
import * as z from 'zod/mini';
import { created, del, described, get, ok, page, post, put, type Scope } from '#shared/contract/index.ts';
import {
  BatchDiffers,
  BatchesMissing,
  CannotPublish,
  CannotRollBack,
  DatasetInUse,
  DatasetNotFound,
  DatasetNotOpen,
  LoadHeld,
  LoadInProgress,
} from './problems.ts';
import { BatchNumber, BatchResult, CountsInput, Cursor, Dataset, Remark, Share, Version } from './schemas.ts';

export interface DatasetOptions<P extends string, R extends z.core.$ZodLooseShape> {
  /** `/{council}/addresses` */
  readonly path: P;
  readonly scope: Scope;
  /** Lists of records that a batch carries, loosely typed: a bad record is rejected by itself, not with its batch. */
  readonly records: R;
}

const sixMegabytes = 6 * 1024 * 1024;

const numbers = z.strictObject({ version: Version, batch: BatchNumber });
const versioned = z.strictObject({ version: Version });

type Access = { readonly scope: Scope };

const loading = <R extends z.core.$ZodLooseShape>(path: string, access: Access, records: R) => ({
  openDataset: post(path, {
    summary: 'Start a load: open a new dataset version',
    access,
    body: z.strictObject({
      fingerprint: described(
        z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')),
        'SHA-256 that identifies the file, so that a broken load is found again.',
      ),
      format: described(z.string().check(z.minLength(1), z.maxLength(60)), 'What kind of file it is.'),
    }),
    returns: created(Dataset, `${path}/{version}`),
    problems: [LoadInProgress],
  }),
  putBatch: put(`${path}/{version}/batches/{batch}`, {
    summary: 'Load one batch of records',
    description:
      'Sending the same batch again changes nothing. A record that is not valid is rejected by itself and counted.',
    access,
    params: numbers,
    body: z.strictObject({
      ...records,
      remarks: z._default(z.array(Remark).check(z.maxLength(20_000)), []),
      counts: z._default(CountsInput, {}),
    }),
    maxBody: sixMegabytes,
    returns: ok(BatchResult),
    problems: [DatasetNotFound, DatasetNotOpen, BatchDiffers],
  }),
  finishDataset: post(`${path}/{version}/finish`, {
    summary: 'Finish a load: count it and weigh it against what is live',
    access,
    params: versioned,
    body: z.strictObject({
      batches: described(z.int().check(z.minimum(1), z.maximum(1_000_000)), 'How many batches there are.'),
      tolerance: z.optional(z.strictObject({ fewer: z.optional(Share), rejected: z.optional(Share) })),
    }),
    returns: ok(Dataset),
    problems: [DatasetNotFound, DatasetNotOpen, BatchesMissing],
  }),
});

const publishing = (path: string, access: Access) => ({
  publishDataset: post(`${path}/{version}/publish`, {
    summary: 'Make a version the live one',
    description: 'All at once: a reader sees the old version or the new one. The old one is kept for rolling back.',
    access,
    params: versioned,
    body: z.strictObject({ because: z.optional(z.string().check(z.minLength(1), z.maxLength(500))) }),
    returns: ok(Dataset),
    problems: [DatasetNotFound, LoadHeld, CannotPublish],
  }),
  rollBackDataset: post(`${path}/rollback`, {
    summary: 'Go back to the version before the live one',
    access,
    body: z.strictObject({ from: described(Version, 'The version that is live and should not be.') }),
    returns: ok(Dataset),
    problems: [CannotRollBack],
  }),
  removeDataset: del(`${path}/{version}`, {
    summary: 'Abandon a load, or remove an old version',
    description: 'Works through the records for some seconds at a time: repeat while “remaining” is not 0.',
    access,
    params: versioned,
    returns: ok(z.object({ version: Version, remaining: described(z.int(), 'Batches still to remove.') })),
    problems: [DatasetNotFound, DatasetInUse],
  }),
});

const looking = (path: string, access: Access) => ({
  listDatasets: get(path, {
    summary: 'Dataset versions, newest first',
    access,
    query: z.strictObject({ limit: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20), cursor: Cursor }),
    returns: page(z.object({ datasets: z.array(Dataset), cursor: z.optional(z.string()) })),
  }),
  getDataset: get(`${path}/{version}`, {
    summary: 'One dataset version, and which batches it has',
    access,
    params: versioned,
    returns: ok(
      z.extend(Dataset, { received: described(z.string(), 'Numbers of the batches it has, as ranges.', '0-57,60') }),
    ),
    problems: [DatasetNotFound],
  }),
  getBatch: get(`${path}/{version}/batches/{batch}`, {
    summary: 'The records of one batch, as they were stored',
    access,
    params: numbers,
    returns: ok(z.object({ records: z.record(z.string(), z.unknown()) })),
    problems: [DatasetNotFound],
  }),
  listRemarks: get(`${path}/{version}/rejects`, {
    summary: 'Rejected rows and warnings of a load',
    access,
    params: versioned,
    query: z.strictObject({ cursor: Cursor }),
    returns: page(z.object({ rejects: z.array(Remark), cursor: z.optional(z.string()) })),
    problems: [DatasetNotFound],
  }),
});

export const datasetOperations = <const P extends string, const R extends z.core.$ZodLooseShape>(
  options: DatasetOptions<P, R>,
) => {
  const access = { scope: options.scope };
  const path = `${options.path}/datasets`;
  return { ...loading(path, access, options.records), ...publishing(path, access), ...looking(path, access) };
};

/** As any capability has them, whatever its records are. */
export type DatasetOperations = ReturnType<typeof datasetOperations<string, Readonly<Record<never, never>>>>;
