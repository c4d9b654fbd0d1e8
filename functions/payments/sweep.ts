/** Payments that nobody asked about: those that Pay told nothing of, and those not paid out yet. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import type { Due } from './items.ts';
import { type Dependencies, look } from './look.ts';
import { aMinute, isFinal, isSettling } from './record.ts';

/** In one beat; the next goes on. */
const most = 200;
/** Milliseconds after which a beat begins no more. */
const patience = 15_000;
/**
 * What fails is put back, so that it keeps nobody else waiting. What is settled waits its usual time: a council that has left Pay can have
 * thousands of payments that were not paid out.
 */
const later = 15 * aMinute;

type Outcome = 'looked' | 'finished' | 'failed';

/** Nothing where another look has come first. */
const one = async (dependencies: Dependencies, due: Due): Promise<Outcome | undefined> => {
  const { store, clock } = dependencies;
  const { council, payment } = due;
  const row = await store.find(council, payment);
  if (row?.due !== due.due) {
    await store.settle(due);
    return undefined;
  }
  try {
    const { row: after } = await look(dependencies, council, row);
    return isFinal(after) && !isFinal(row) ? 'finished' : 'looked';
  } catch {
    const at = clock();
    await store.change(council, row, row, { at, ...(isSettling(row) && { due: new Date(at + later).toISOString() }) });
    return 'failed';
  }
};

/** Safe to run twice at once. */
export const sweep = (dependencies: Dependencies) => async () => {
  const { store, clock } = dependencies;
  const startedAt = Date.now();
  const due = await store.due(clock(), most);
  const counts = { due: due.length, looked: 0, finished: 0, failed: 0 };
  await inParallel(due, 8, async (each) => {
    if (Date.now() - startedAt > patience) return;
    const outcome = await one(dependencies, each);
    if (outcome) counts[outcome] += 1;
  });
  return counts;
};
