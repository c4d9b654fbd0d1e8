/** The operations of a data load, for any capability with reference data: `...datasetOperations({ … })` in its contract. */
import * as z from 'zod/mini';
import { auditors, auditPage, auditQuery } from '#shared/audit/contract.ts';
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
import {
  BatchNumber,
  BatchResult,
  CountsInput,
  Cursor,
  Dataset,
  NewDataset,
  NextCursor,
  Remark,
  rowOf,
  Tolerance,
  Version,
} from './schemas.ts';

type RecordSchemas = Readonly<Record<string, z.ZodMiniObject>>;

export interface DatasetOptions<P extends string, R extends RecordSchemas> {
  /** `/{council}/addresses` */
  readonly path: P;
  readonly scope: Scope;
  /** Lists that a batch carries, each with what its records must be. A bad record is rejected by itself, not with its batch. */
  readonly records: R;
}

const mostRecords = 1000;
const listOfAnything = z.optional(z.array(z.unknown()).check(z.maxLength(mostRecords)));

/** What a batch is checked for before its records are judged one by one. */
const loose = <R extends RecordSchemas>(records: R) =>
  Object.fromEntries(Object.keys(records).map((name) => [name, listOfAnything])) as {
    readonly [K in keyof R]: typeof listOfAnything;
  };

const lists = (records: RecordSchemas, each: (record: z.ZodMiniObject) => z.core.$ZodType) =>
  Object.fromEntries(
    Object.entries(records).map(([name, record]) => [
      name,
      z.optional(
        described(z.array(each(record)).check(z.maxLength(mostRecords)), `Up to ${mostRecords} records of this kind.`),
      ),
    ]),
  );

const stored = (records: RecordSchemas): z.core.$ZodType<Readonly<Record<string, unknown>>> =>
  described(z.object(lists(records, (record) => record)), 'What the batch holds, by kind.');

const besides = {
  remarks: described(
    z._default(z.array(Remark).check(z.maxLength(5000)), []),
    'Rows that the sender left out or wonders about itself.',
  ),
  counts: z._default(CountsInput, {}),
};

const sixMegabytes = 6 * 1024 * 1024;

const numbers = z.strictObject({ version: Version, batch: BatchNumber });
const versioned = z.strictObject({ version: Version });
const Limit = z._default(described(z.int().check(z.minimum(1), z.maximum(100)), 'Most versions in one answer.'), 20);

type Access = { readonly scope: Scope };

const loading = <R extends RecordSchemas>(path: string, access: Access, records: R) => ({
  openDataset: post(path, {
    summary: 'Start a load: open a new dataset version',
    description:
      'The first step of a load. Then put its batches, in any order, finish, and publish. Readers see nothing of it until it is published.',
    access,
    body: NewDataset,
    returns: created(Dataset, `${path}/{version}`),
    problems: [LoadInProgress],
  }),
  putBatch: put(`${path}/{version}/batches/{batch}`, {
    summary: 'Load one batch of records',
    description:
      'Sending the same batch again changes nothing. A record that is not valid is rejected by itself and counted.',
    access,
    params: numbers,
    body: z.strictObject({ ...loose(records), ...besides }),
    bodyShown: z.strictObject({ ...lists(records, rowOf), ...besides }),
    maxBody: sixMegabytes,
    returns: ok(BatchResult),
    problems: [DatasetNotFound, DatasetNotOpen, BatchDiffers],
  }),
  finishDataset: post(`${path}/{version}/finish`, {
    summary: 'Finish a load: count it and weigh it against what is live',
    description:
      'Needs every batch from 0 to the last. A large load is finished in several calls: repeat while there is `remaining`. A load within its tolerances is then `ready`; one outside them is `held` until a person says why it is right. Finishing again changes nothing.',
    access,
    params: versioned,
    body: z.strictObject({
      batches: described(z.int().check(z.minimum(1), z.maximum(1_000_000)), 'How many batches there are.', 58),
      tolerance: z.optional(Tolerance),
    }),
    returns: ok(
      z.extend(Dataset, {
        remaining: z.optional(
          described(z.int(), 'Steps still to do, about, while it is `open`. Finish again to go on.', 40),
        ),
      }),
    ),
    problems: [DatasetNotFound, DatasetNotOpen, BatchesMissing],
  }),
});

const publishing = (path: string, access: Access) => ({
  publishDataset: post(`${path}/{version}/publish`, {
    summary: 'Make a version the live one',
    description:
      'All at once: a reader sees the old version or the new one. The old one is kept for rolling back. A version that is `held` needs `because`.',
    access,
    params: versioned,
    body: z.strictObject({
      because: z.optional(
        described(
          z.string().check(z.minLength(1), z.maxLength(500)),
          'Why the data is right although the load is `held`. It is kept with the version.',
          'The boundary changed on 1 April',
        ),
      ),
    }),
    returns: ok(Dataset),
    problems: [DatasetNotFound, LoadHeld, CannotPublish],
  }),
  rollBackDataset: post(`${path}/rollback`, {
    summary: 'Go back to the version before the live one',
    description: 'All at once, and once: asked again with the same `from`, it changes nothing.',
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
    returns: ok(z.object({ version: Version, remaining: described(z.int(), 'Batches and steps still to remove.', 0) })),
    problems: [DatasetNotFound, DatasetInUse],
  }),
});

const looking = (path: string, access: Access, records: RecordSchemas) => ({
  listDatasets: get(path, {
    summary: 'Dataset versions, newest first',
    description: 'With their state, what is in them and how they compared with what was live.',
    access,
    query: z.strictObject({ limit: Limit, cursor: Cursor }),
    returns: page(z.object({ datasets: described(z.array(Dataset), 'The versions.'), cursor: NextCursor })),
  }),
  getDataset: get(`${path}/{version}`, {
    summary: 'One dataset version, and which batches it has',
    description: 'A load that broke goes on with the batches that are not in `received`.',
    access,
    params: versioned,
    returns: ok(
      z.extend(Dataset, { received: described(z.string(), 'Numbers of the batches it has, as ranges.', '0-57,60') }),
    ),
    problems: [DatasetNotFound],
  }),
  getBatch: get(`${path}/{version}/batches/{batch}`, {
    summary: 'The records of one batch, as they were stored',
    description: 'Batch by batch, this is how a whole version is read back. Rejected records are not in it.',
    access,
    params: numbers,
    returns: ok(z.object({ records: stored(records) })),
    problems: [DatasetNotFound],
  }),
  listRemarks: get(`${path}/{version}/rejects`, {
    summary: 'Rejected rows and warnings of a load',
    description: 'Each with its line in the source file. A page has the rows of a few batches, and may be long.',
    access,
    params: versioned,
    query: z.strictObject({ cursor: Cursor }),
    returns: page(
      z.object({ rejects: described(z.array(Remark), 'In the order of their batches.'), cursor: NextCursor }),
    ),
    problems: [DatasetNotFound],
  }),
});

export const datasetOperations = <const P extends string, const R extends RecordSchemas>(
  options: DatasetOptions<P, R>,
) => {
  const access = { scope: options.scope };
  const path = `${options.path}/datasets`;
  return {
    ...loading(path, access, options.records),
    ...publishing(path, access),
    ...looking(path, access, options.records),
    listDatasetAudit: get(`${options.path}/audit`, {
      summary: 'Who published, rolled back and removed dataset versions',
      description: 'The newest first. An entry is written together with its change, and is never changed or removed.',
      access: auditors,
      query: z.strictObject(auditQuery),
      returns: auditPage,
    }),
  };
};

type Named<K extends string, N extends string> = K extends `${infer A}Dataset${infer B}`
  ? `${A}${N}Dataset${B}`
  : K extends `${infer A}Batch`
    ? `${A}${N}Batch`
    : K extends `${infer A}Remarks`
      ? `${A}${N}Remarks`
      : K;

/**
 * Operations, or their handlers, under ids of their own, for a capability that is not the only one with a dataset, or has several:
 * `named('Rounds', …)` has `openRoundsDataset`, `putRoundsBatch` and so on.
 */
export const named = <const N extends string, const T extends object>(name: N, all: T) =>
  Object.fromEntries(Object.entries(all).map(([id, one]) => [id.replace(/(?=Dataset|Batch|Remarks)/, name), one])) as {
    readonly [K in keyof T & string as Named<K, N>]: T[K];
  };

/** As any capability has them, whatever its records are. */
export type DatasetOperations = ReturnType<typeof datasetOperations<string, Readonly<Record<never, never>>>>;
