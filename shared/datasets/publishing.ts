/** The second half of a load: publish, roll back, remove. */

import type { Request } from '#shared/contract/capability.ts';
import type { DatasetOperations } from './contract.ts';
import { type DatasetDependencies, findDataset, shown, who } from './loading.ts';
import { CannotPublish, CannotRollBack, DatasetInUse, LoadHeld } from './problems.ts';

/** A removal stops in time for API Gateway's 30 seconds, whatever it has done by then. */
const removalTime = 15_000;

export const publishDataset = async <R>(
  { datasets, clock, published }: DatasetDependencies<R>,
  { council, caller, params: { version }, body: { because } }: Request<DatasetOperations['publishDataset']>,
) => {
  const [dataset, pointer] = await Promise.all([findDataset(datasets, council, version), datasets.pointer(council)]);
  if (pointer.live === version) return shown(dataset, pointer);
  if (dataset.status === 'held' && !because) {
    const failed = dataset.checks?.filter(({ passed }) => !passed) ?? [];
    throw new LoadHeld(`${failed.map(({ says }) => says).join('; ')}.`, { extensions: { checks: dataset.checks } });
  }
  if (dataset.status !== 'ready' && dataset.status !== 'held') {
    throw new CannotPublish(`Version ${version} is ${dataset.status === 'open' ? 'not finished' : 'removed'}.`);
  }
  const note = { at: new Date(clock()).toISOString(), by: who(caller), because };
  if (!(await datasets.publish(council, version, pointer, note))) {
    throw new CannotPublish('Another version went live, or this one was removed, at the same moment. Look again.');
  }
  published?.(council);
  const now = await datasets.pointer(council);
  return shown(await findDataset(datasets, council, version), now);
};

/** Asked twice, it rolls back once: the caller names the version to go back from. */
export const rollBackDataset = async <R>(
  { datasets, published }: DatasetDependencies<R>,
  { council, body: { from } }: Request<DatasetOperations['rollBackDataset']>,
) => {
  const pointer = await datasets.pointer(council);
  const { live, previous } = pointer;
  if (live === undefined) throw new CannotRollBack('Nothing is live.');
  if (live < from && previous === undefined) return shown(await findDataset(datasets, council, live), pointer);
  if (live !== from) throw new CannotRollBack(`Version ${from} is not live; version ${live} is.`);
  if (previous === undefined) throw new CannotRollBack('No earlier version is kept.');
  if (!(await datasets.rollBack(council, { live, previous }))) {
    throw new CannotRollBack('Another version went live at the same moment. Look again.');
  }
  published?.(council);
  return shown(await findDataset(datasets, council, previous), await datasets.pointer(council));
};

export const removeDataset = async <R>(
  { datasets, collection, clock }: DatasetDependencies<R>,
  { council, params: { version } }: Request<DatasetOperations['removeDataset']>,
) => {
  const until = clock() + removalTime;
  const dataset = await findDataset(datasets, council, version);
  if (dataset.status === 'removed') return { version, remaining: 0 };
  if (!(await datasets.startRemoval(council, dataset))) throw new DatasetInUse(`Version ${version} is in use.`);
  const batches = await datasets.batches(council, version);
  for (const [done, { batch }] of batches.entries()) {
    if (clock() > until) return { version, remaining: batches.length - done };
    const records = await datasets.records(council, version, batch);
    const items = records === undefined ? [] : collection.index(datasets.prefix(council, version), batch, records as R);
    await datasets.removeBatch(council, version, batch, items);
  }
  await datasets.endRemoval(council, version);
  return { version, remaining: 0 };
};
