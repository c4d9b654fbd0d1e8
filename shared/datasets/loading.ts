/** The first half of a load: open a version, put its batches, finish and weigh it. */

import { createHash } from 'node:crypto';
import type { Caller, Request } from '#shared/contract/capability.ts';
import { BodyTooLarge } from '#shared/contract/problems.ts';
import { type BatchStore, packRecords, packRemarks } from './batches.ts';
import { type Collection, type Counts, sum } from './collection.ts';
import type { DatasetOperations } from './contract.ts';
import { compare, usualTolerance, weigh } from './gate.ts';
import { BatchDiffers, BatchesMissing, DatasetNotFound, DatasetNotOpen, LoadInProgress } from './problems.ts';
import { missingFrom, ranges } from './ranges.ts';
import type { DatasetState } from './schemas.ts';
import type { DatasetItem, Pointer, VersionStore } from './versions.ts';

export interface DatasetDependencies<Records> {
  readonly versions: VersionStore;
  readonly batches: BatchStore;
  readonly collection: Collection<Records>;
  readonly clock: () => number;
  /** Called when another version went live here, to drop what is remembered of the old one. */
  readonly published?: (council: string) => void;
}

/** Work that is gone on with when asked again stops in time for API Gateway's 30 seconds. */
export const timeForWork = 15_000;

/** DynamoDB takes 400 KB an item. */
const largestPack = 380 * 1024;

export const stateOf = ({ version, status, publishedAt }: DatasetItem, { live, previous }: Pointer): DatasetState => {
  if (version === live) return 'live';
  if (version === previous) return 'previous';
  if (status === 'removed') return 'removed';
  return publishedAt || status === 'removing' ? 'retired' : status;
};

/** A version as the contract shows it. */
export const shown = (dataset: DatasetItem, pointer: Pointer) => {
  const { status: _, ...rest } = dataset;
  return { ...rest, state: stateOf(dataset, pointer) };
};

export const who = (caller: Caller | undefined): string => caller?.keyId ?? 'unknown';

export const findDataset = async (versions: VersionStore, council: string, version: number): Promise<DatasetItem> => {
  const dataset = await versions.find(council, version);
  if (!dataset) throw new DatasetNotFound(`The council has no dataset version ${version}.`);
  return dataset;
};

export const openDataset = async <R>(
  { versions, clock }: DatasetDependencies<R>,
  { council, caller, body }: Request<DatasetOperations['openDataset']>,
) => {
  const result = await versions.open(council, {
    ...body,
    createdAt: new Date(clock()).toISOString(),
    createdBy: who(caller),
  });
  if ('opened' in result) return shown(result.opened, { last: result.opened.version });
  throw new LoadInProgress(`The file is being loaded into version ${result.open}.`, {
    extensions: { version: result.open },
  });
};

export const getDataset = async <R>(
  { versions, batches }: DatasetDependencies<R>,
  { council, params }: Request<DatasetOperations['getDataset']>,
) => {
  const [dataset, pointer, all] = await Promise.all([
    findDataset(versions, council, params.version),
    versions.pointer(council),
    batches.list(council, params.version),
  ]);
  const received = all.filter(({ state }) => state === 'written').map(({ batch }) => batch);
  return { ...shown(dataset, pointer), received: ranges(received) };
};

const refuseClaim = async (versions: VersionStore, council: string, version: number): Promise<never> => {
  await findDataset(versions, council, version);
  throw new DatasetNotOpen(`Version ${version} is not open.`);
};

/** What becomes of a batch in the table. Throws `BodyTooLarge` before anything of it is written. */
const prepared = async <R>(
  { collection, batches }: DatasetDependencies<R>,
  { council, councilDetails, params: { version, batch }, body }: Request<DatasetOperations['putBatch']>,
) => {
  const { remarks: given, counts: givenCounts, ...raw } = body;
  const { records: checked, remarks: found } = collection.check(raw, councilDetails);
  const { records, counts: more } = (await collection.enrich?.(council, checked)) ?? { records: checked, counts: {} };
  const remarks = [...given, ...found];
  const counts = sum([givenCounts, collection.measure(records), more, outcomes(remarks)]);
  const packed = {
    records: packRecords(records),
    remarks: remarks.length > 0 ? packRemarks(remarks) : undefined,
    items: collection.index(batches.prefix(council, version), batch, records),
  };
  for (const [name, { length }] of Object.entries({
    records: packed.records,
    remarks: packed.remarks ?? '',
    counts: JSON.stringify(counts),
  })) {
    if (length <= largestPack) continue;
    throw new BodyTooLarge(
      `The ${name} of the batch pack to ${length} bytes, and at most ${largestPack} can be stored. Send less in a batch.`,
    );
  }
  return { counts, packed, records };
};

/** How many of a batch's records are live already, where the collection can tell. */
const lastingIn = async <R>(
  { versions, batches, collection }: DatasetDependencies<R>,
  council: string,
  records: R,
): Promise<Counts> => {
  const { live } = collection.lasting ? await versions.pointer(council) : {};
  if (live === undefined || !collection.lasting) return {};
  return { lasting: await batches.count(collection.lasting(batches.prefix(council, live), records)) };
};

export const putBatch = async <R>(
  dependencies: DatasetDependencies<R>,
  request: Request<DatasetOperations['putBatch']>,
) => {
  const { versions, batches } = dependencies;
  const {
    council,
    params: { version, batch },
    body,
  } = request;
  const { counts: own, packed, records } = await prepared(dependencies, request);
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  const claim = await batches.claim(council, version, batch, hash);
  if (claim === 'not open') return refuseClaim(versions, council, version);
  if (claim === 'differs') throw new BatchDiffers(`Batch ${batch} of version ${version} has other content.`);
  if (claim.state === 'written') return { version, batch, counts: claim.counts };
  const counts = { ...own, ...(await lastingIn(dependencies, council, records)) };
  const written = await batches.write(council, version, { batch, hash, state: 'written', counts }, packed);
  if (!written) return refuseClaim(versions, council, version);
  return { version, batch, counts };
};

const outcomes = (remarks: readonly { readonly outcome: 'rejected' | 'warning'; readonly reason: string }[]): Counts =>
  sum(
    remarks.map(({ outcome, reason }) => ({
      [outcome === 'rejected' ? 'rejected' : 'warnings']: 1,
      [`${outcome}.${reason}`]: 1,
    })),
  );

const shortList = (numbers: readonly number[]): string => {
  const text = ranges(numbers);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

export const finishDataset = async <R>(
  { versions, batches, collection, clock }: DatasetDependencies<R>,
  { council, params: { version }, body }: Request<DatasetOperations['finishDataset']>,
) => {
  const until = clock() + timeForWork;
  const dataset = await findDataset(versions, council, version);
  const pointer = await versions.pointer(council);
  if (dataset.status === 'ready' || dataset.status === 'held') return shown(dataset, pointer);
  if (dataset.status !== 'open') throw new DatasetNotOpen(`Version ${version} was abandoned.`);

  const received = await batches.list(council, version);
  const written = new Set(received.filter(({ state }) => state === 'written').map(({ batch }) => batch));
  const missing = missingFrom(written, body.batches);
  if (missing.length > 0 || written.size > body.batches) {
    const says =
      missing.length > 0
        ? `Batches ${shortList(missing)} have not come.`
        : `${written.size} batches came, not ${body.batches}.`;
    throw new BatchesMissing(says, { extensions: { missing: ranges(missing) } });
  }
  const isOver = () => clock() > until;
  const remaining = await batches.whole.make(collection, council, version, body.batches, isOver);
  if (remaining === undefined) return shown(await findDataset(versions, council, version), pointer);
  if (remaining > 0) return { ...shown(dataset, pointer), remaining };
  const counts = sum(received.map((one) => one.counts));
  const live = pointer.live === undefined ? undefined : await versions.find(council, pointer.live);
  const tolerance = {
    fewer: body.tolerance?.fewer ?? usualTolerance.fewer,
    rejected: body.tolerance?.rejected ?? usualTolerance.rejected,
  };
  const checks = [
    ...weigh(collection.counted, counts, live?.counts, tolerance),
    ...(collection.weighed ? compare(collection.counted, collection.weighed, counts, live?.counts) : []),
  ];
  const status = checks.every(({ passed }) => passed) ? 'ready' : 'held';
  const result = { status, finishedAt: new Date(clock()).toISOString(), counts, checks } as const;
  if (await versions.finish(council, dataset, result)) return shown({ ...dataset, ...result }, pointer);
  return shown(await findDataset(versions, council, version), pointer);
};
