/**
 * Calls per key and minute, counted by each warm function for itself: no call costs a write, and a key that runs wild is stopped
 * where it runs. With n warm functions a key may make n times as many, so this protects the service and is no measure of use.
 */
import { Kept } from '#shared/cache.ts';
import type { Spender } from './keys.ts';
import type { Quota } from './quota.ts';

const aMinute = 60_000;

/** A day's calls in less than an hour at most, and never less than one a second. */
export const callsPerMinute = ({ dailyQuota }: Pick<Spender, 'dailyQuota'>): number =>
  Math.max(60, Math.ceil(dailyQuota / 50));

export const burstQuota = (clock: () => number): Quota => {
  const counts = new Kept<{ readonly minute: number; used: number }>(1000);
  return {
    spend: (key) => {
      const now = clock();
      const minute = Math.floor(now / aMinute);
      const known = counts.get(key.keyId);
      const count = known?.minute === minute ? known : { minute, used: 0 };
      count.used += 1;
      counts.set(key.keyId, count);
      const secondsLeft = Math.ceil((aMinute - (now % aMinute)) / 1000);
      return { policy: 'minute', limit: callsPerMinute(key), used: count.used, window: aMinute / 1000, secondsLeft };
    },
  };
};
