import * as z from 'zod/mini';
import type { Handlers, Request } from '#shared/contract/capability.ts';
import type { DatasetItem, VersionStore } from '#shared/datasets/versions.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { CopyAgain, type changeOperations } from '../contract/changes.ts';
import { NothingLoaded } from '../contract/lookup.ts';
import { changesFrom, Place } from './difference.ts';
import type { VersionRecords } from './store.ts';

type Operations = typeof changeOperations;

export interface ChangeDependencies {
  readonly versions: VersionStore;
  readonly recordsOf: (council: string, version: number) => VersionRecords;
}

const Position = z.extend(Place, { dataset: z.int().check(z.minimum(1), z.maximum(9_999_999)) });
const beginning = { walk: 'new', batch: 0, told: 0 } as const;

/** Was live once, and all of it is still there. */
const isWhole = (dataset: DatasetItem | undefined): boolean =>
  dataset?.publishedAt !== undefined && dataset.status !== 'removing' && dataset.status !== 'removed';

const live = async (versions: VersionStore, council: string): Promise<number> => {
  const pointer = await versions.pointer(council);
  if (pointer.live === undefined) throw new NothingLoaded('There is no live gazetteer.');
  return pointer.live;
};

/** Asked after the reading: a version is marked before its removal begins, so what was read of one without the mark is whole. */
const checkWhole = async (versions: VersionStore, council: string, numbers: readonly number[]): Promise<void> => {
  const datasets = await Promise.all(numbers.map((number) => versions.find(council, number)));
  const gone = numbers.filter((_, i) => !isWhole(datasets[i]));
  if (gone.length > 0) throw new CopyAgain(`Version ${gone.join(' and ')} of the gazetteer is not kept.`);
};

const listChanges = async (
  { versions, recordsOf }: ChangeDependencies,
  { council, query: { since, limit, cursor } }: Request<Operations['listAddressChanges']>,
) => {
  const binding = [council, 'address changes', since];
  const position = openCursor(Position, binding, cursor);
  const dataset = position?.dataset ?? (await live(versions, council));
  if (since === dataset) return { since, dataset, changes: [] };
  const old = since === 0 ? undefined : recordsOf(council, since);
  const pair = { old, new: recordsOf(council, dataset), dataset };
  const { changes, next } = await changesFrom(pair, position ?? beginning, limit);
  await checkWhole(versions, council, since === 0 ? [dataset] : [since, dataset]);
  return { since, dataset, changes, ...(next && { cursor: makeCursor(binding, { ...next, dataset }) }) };
};

export const changeHandlers = (dependencies: ChangeDependencies): Handlers<{ operations: Operations }> => ({
  listAddressChanges: (request) => listChanges(dependencies, request),
});
