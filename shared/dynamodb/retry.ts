import { setTimeout as sleep } from 'node:timers/promises';

export interface Backoff {
  readonly attempts: number;
  /** First wait in milliseconds; doubles each time, and each wait is drawn from zero to that (full jitter). */
  readonly base: number;
  readonly random?: () => number;
}

/** Waits before try number `attempt` (0 is the first retry). */
export const backOff = (attempt: number, { base, random = Math.random }: Backoff): Promise<void> =>
  sleep(random() * base * 2 ** attempt);

/** Runs `work` over `items` with at most `width` at a time. Stops taking new items at the first failure. */
export const inParallel = async <T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
};
