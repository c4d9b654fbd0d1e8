import { setTimeout as sleep } from 'node:timers/promises';
import { Unavailable } from '#shared/contract/problems.ts';

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

/** Enough for hundreds who want the last places: each time most of those who lost find that there is none. */
const attempts = 20;

/** Runs until it is not beaten to what it takes; what is taken is read anew each time. `doing` says what many do at once. */
export const untilTaken = async <T>(doing: string, run: (attempt: number) => Promise<T | undefined>): Promise<T> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await backOff(Math.min(attempt, 4), { attempts, base: 10 });
    const done = await run(attempt);
    if (done !== undefined) return done;
  }
  throw new Unavailable(`Many ${doing} at once.`, { headers: { 'retry-after': '1' } });
};
