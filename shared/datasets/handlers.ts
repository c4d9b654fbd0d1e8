/** The operations of a data load, bound to a capability's collection: `...datasetHandlers(dependencies)` in its handlers. */

import * as z from 'zod/mini';
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { DatasetOperations } from './contract.ts';
import {
  type DatasetDependencies,
  findDataset,
  finishDataset,
  getDataset,
  openDataset,
  putBatch,
  shown,
} from './loading.ts';
import { DatasetNotFound } from './problems.ts';
import { publishDataset, removeDataset, rollBackDataset } from './publishing.ts';

export type { DatasetDependencies } from './loading.ts';

/** Number of the last version or batch of the page before. */
const Position = z.int().check(z.minimum(0), z.maximum(9_999_999));

const listDatasets = async <R>(
  { versions, collection }: DatasetDependencies<R>,
  { council, query: { limit, cursor } }: Request<DatasetOperations['listDatasets']>,
) => {
  const binding = [council, collection.name, 'datasets'];
  const before = openCursor(Position, binding, cursor);
  const [pointer, { datasets: found, more }] = await Promise.all([
    versions.pointer(council),
    versions.list(council, limit, before),
  ]);
  const last = found.at(-1);
  return {
    datasets: found.map((dataset) => shown(dataset, pointer)),
    ...(more && last && { cursor: makeCursor(binding, last.version) }),
  };
};

const listRemarks = async <R>(
  { versions, batches, collection }: DatasetDependencies<R>,
  { council, params: { version }, query }: Request<DatasetOperations['listRemarks']>,
) => {
  await findDataset(versions, council, version);
  const binding = [council, collection.name, 'rejects', version];
  const { remarks, last } = await batches.remarks(council, version, openCursor(Position, binding, query.cursor));
  return { rejects: [...remarks], ...(last !== undefined && { cursor: makeCursor(binding, last) }) };
};

const getBatch = async <R>(
  { batches }: DatasetDependencies<R>,
  { council, params: { version, batch } }: Request<DatasetOperations['getBatch']>,
) => {
  const records = await batches.records(council, version, batch);
  if (records === undefined) throw new DatasetNotFound(`Version ${version} has no batch ${batch}.`);
  return { records: records as Record<string, unknown> };
};

export const datasetHandlers = <R>(
  dependencies: DatasetDependencies<R>,
): Handlers<{ operations: DatasetOperations }> => ({
  openDataset: (request) => openDataset(dependencies, request),
  listDatasets: (request) => listDatasets(dependencies, request),
  getDataset: (request) => getDataset(dependencies, request),
  putBatch: (request) => putBatch(dependencies, request),
  getBatch: (request) => getBatch(dependencies, request),
  finishDataset: (request) => finishDataset(dependencies, request),
  publishDataset: (request) => publishDataset(dependencies, request),
  rollBackDataset: (request) => rollBackDataset(dependencies, request),
  removeDataset: (request) => removeDataset(dependencies, request),
  listRemarks: (request) => listRemarks(dependencies, request),
  listDatasetAudit: ({ council, query }) => dependencies.versions.audit.list(council, query),
});
