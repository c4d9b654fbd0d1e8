/** The difference between two versions, found on reading: nothing is stored for it. */
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Change } from '../contract/changes.ts';
import { presentAddress, presentStreet } from '../lookup/present.ts';
import { type Numbered, nameOf, type VersionRecords } from './store.ts';

/** How far a page went: first through the batches of the new version, then through those of the old. */
export const Place = z.object({
  walk: z.enum(['new', 'old']),
  batch: z.int().check(z.minimum(0), z.maximum(9_999_999)),
  /** How many changes of the batch were told before. */
  told: z.int().check(z.minimum(0), z.maximum(9_999_999)),
});
export type Place = z.infer<typeof Place>;

export interface Pair {
  /** `undefined` for a first copy. */
  readonly old: VersionRecords | undefined;
  readonly new: VersionRecords;
  /** Number of the new version. */
  readonly dataset: number;
}

/** Batches that a page looks through, so that one without any change is answered in time, too. */
const batchesAPage = 4;

/**
 * What the other version has under the numbers of a batch. Batches are loaded in one order, so nearly all of it is in the batches
 * around the same place, which cost a hundredth of asking for each record; what has gone farther is asked for.
 */
const counterparts = async (batch: readonly Numbered[], at: number, other: VersionRecords) => {
  const near = await Promise.all([at - 1, at, at + 1].filter((number) => number >= 0).map(other.batch));
  const found = new Map(near.flatMap((records) => (records ?? []).map((one) => [nameOf(one), one])));
  const rest = await other.counterparts(batch.filter((one) => !found.has(nameOf(one))));
  for (const one of rest) found.set(nameOf(one), one);
  return found;
};

const shown = (change: 'added' | 'changed', one: Numbered, dataset: number): Change =>
  'uprn' in one
    ? { change, uprn: one.uprn, address: presentAddress(one.record) }
    : { change, usrn: one.usrn, street: presentStreet(one.record, dataset) };

const comings = async (batch: readonly Numbered[], at: number, { old, dataset }: Pair): Promise<(() => Change)[]> => {
  const before = old ? await counterparts(batch, at, old) : new Map<string, Numbered>();
  return batch.flatMap((one) => {
    const was = before.get(nameOf(one));
    if (was && isDeepStrictEqual(was.record, one.record)) return [];
    return [() => shown(was ? 'changed' : 'added', one, dataset)];
  });
};

const goings = async (batch: readonly Numbered[], at: number, pair: Pair): Promise<(() => Change)[]> => {
  const after = await counterparts(batch, at, pair.new);
  return batch
    .filter((one) => !after.has(nameOf(one)))
    .map(({ record: _, ...number }) => () => ({ change: 'removed' as const, ...number }));
};

const changesOf = { new: comings, old: goings };

/** At most `limit` changes from a place on, and where the next page begins, if there may be more. */
export const changesFrom = async (
  pair: Pair,
  start: Place,
  limit: number,
): Promise<{ changes: Change[]; next: Place | undefined }> => {
  const changes: Change[] = [];
  let at = start;
  for (let looked = 0; looked < batchesAPage; looked += 1) {
    const batch = await pair[at.walk]?.batch(at.batch);
    if (!batch) {
      if (at.walk === 'old' || !pair.old) return { changes, next: undefined };
      at = { walk: 'old', batch: 0, told: 0 };
      continue;
    }
    const found = (await changesOf[at.walk](batch, at.batch, pair)).slice(at.told);
    const room = found.slice(0, limit - changes.length);
    changes.push(...room.map((show) => show()));
    if (room.length < found.length) return { changes, next: { ...at, told: at.told + room.length } };
    at = { walk: at.walk, batch: at.batch + 1, told: 0 };
  }
  return { changes, next: at };
};
