/** The second half of a load: publish, roll back, remove. */

import type { Caller, Request } from '#shared/contract/capability.ts';
import type { DatasetOperations } from './contract.ts';
import { type DatasetDependencies, findDataset, shown, timeForWork, who } from './loading.ts';
import { CannotPublish, CannotRollBack, DatasetInUse, LoadHeld } from './problems.ts';

const deed = (caller: Caller | undefined, operation: keyof DatasetOperations, now: number) => ({
  at: new Date(now).toISOString(),
  by: who(caller),
  operation,
});

export const publishDataset = async <R>(
  { versions, clock, published }: DatasetDependencies<R>,
  { council, caller, params: { version }, body: { because } }: Request<DatasetOperations['publishDataset']>,
) => {
  const [dataset, pointer] = await Promise.all([findDataset(versions, council, version), versions.pointer(council)]);
  if (pointer.live === version) return shown(dataset, pointer);
  if (dataset.status === 'held' && !because) {
    const failed = dataset.checks?.filter(({ passed }) => !passed) ?? [];
    throw new LoadHeld(`${failed.map(({ says }) => says).join('; ')}.`, { extensions: { checks: dataset.checks } });
  }
  if (dataset.status !== 'ready' && dataset.status !== 'held') {
    throw new CannotPublish(`Version ${version} is ${dataset.status === 'open' ? 'not finished' : 'removed'}.`);
  }
  const note = { ...deed(caller, 'publishDataset', clock()), because };
  if (!(await versions.publish(council, version, pointer, note))) {
    throw new CannotPublish('Another version went live, or this one was removed, at the same moment. Look again.');
  }
  published?.(council);
  const now = await versions.pointer(council);
  return shown(await findDataset(versions, council, version), now);
};

/** Asked twice, it rolls back once: the caller names the version to go back from. */
export const rollBackDataset = async <R>(
  { versions, clock, published }: DatasetDependencies<R>,
  { council, caller, body: { from } }: Request<DatasetOperations['rollBackDataset']>,
) => {
  const pointer = await versions.pointer(council);
  const { live, previous } = pointer;
  if (live === undefined) throw new CannotRollBack('Nothing is live.');
  if (live < from && previous === undefined) return shown(await findDataset(versions, council, live), pointer);
  if (live !== from) throw new CannotRollBack(`Version ${from} is not live; version ${live} is.`);
  if (previous === undefined) throw new CannotRollBack('No earlier version is kept.');
  if (!(await versions.rollBack(council, { live, previous }, deed(caller, 'rollBackDataset', clock())))) {
    throw new CannotRollBack('Another version went live at the same moment. Look again.');
  }
  published?.(council);
  return shown(await findDataset(versions, council, previous), await versions.pointer(council));
};

export const removeDataset = async <R>(
  { versions, batches, collection, clock }: DatasetDependencies<R>,
  { council, caller, params: { version } }: Request<DatasetOperations['removeDataset']>,
) => {
  const until = clock() + timeForWork;
  const dataset = await findDataset(versions, council, version);
  if (dataset.status === 'removed') return { version, remaining: 0 };
  if (!(await versions.startRemoval(council, dataset, deed(caller, 'removeDataset', clock())))) {
    const { status } = await findDataset(versions, council, version);
    // Somebody else may have begun at the same moment: both go on.
    if (status !== 'removing') throw new DatasetInUse(`Version ${version} is in use.`);
  }
  const all = await batches.list(council, version);
  const steps = await batches.whole.remove(council, version, () => clock() > until);
  if (steps > 0) return { version, remaining: steps + all.length };
  for (const [done, { batch }] of all.entries()) {
    if (clock() > until) return { version, remaining: all.length - done };
    const records = await batches.records(council, version, batch);
    const items = records === undefined ? [] : collection.index(batches.prefix(council, version), batch, records as R);
    await batches.remove(council, version, batch, items);
  }
  await versions.endRemoval(council, version);
  return { version, remaining: 0 };
};
