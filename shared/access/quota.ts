/**
 * Calls per key and UTC day. Each warm function counts in memory and settles with the table when a hundredth of the quota is
 * unsettled or a minute has passed, so a call costs next to nothing: the count is exact for small quotas (up to 100 a day)
 * and otherwise late by at most 1 % per warm function.
 */
import { Kept } from '#shared/cache.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { KeyRecord, Spender } from './keys.ts';

export interface Spending {
  readonly policy: 'minute' | 'daily';
  readonly limit: number;
  /** Calls in this window, this one included, as far as this function knows. */
  readonly used: number;
  /** Seconds. */
  readonly window: number;
  readonly secondsLeft: number;
}

export interface Quota {
  /** Counts one call. The caller refuses it when `used` is over `limit`. */
  spend(key: Spender): Spending | Promise<Spending>;
}

interface Count {
  day: string;
  settled: number;
  unsettled: number;
  settledAt: number;
}

const aDay = 86_400_000;
const settleAfter = 60_000;

type KeyOfQuota = Pick<KeyRecord, 'council' | 'keyId'>;
const partition = ({ council, keyId }: KeyOfQuota): string => `${council}#${keyId}`;
const lastUse = (key: KeyOfQuota) => ({ pk: partition(key), sk: 'LAST' });

/** When keys were last used, as far as it was settled: by id, without those that never were, or of which that cannot be told now. */
export const lastUses = async (table: Table, keys: readonly KeyOfQuota[]): Promise<ReadonlyMap<string, string>> => {
  const items = await table.getMany(keys.map(lastUse)).catch((error: unknown) => {
    if (error instanceof Unavailable) return [];
    throw error;
  });
  const times = new Map(items.map(({ pk, lastUsedAt }) => [pk, String(lastUsedAt)]));
  return new Map(
    keys.flatMap((key) => {
      const time = times.get(partition(key));
      return time === undefined ? [] : [[key.keyId, time] as const];
    }),
  );
};

export const tableQuota = (table: Table, clock: () => number): Quota => {
  const counts = new Kept<Count>(1000);

  /**
   * Of keys only: when a person was last at work is not kept. Not told is not used for a minute more: the calls themselves
   * count on whether this works or not.
   */
  const noteUse = async (key: Spender): Promise<void> => {
    const lastUsedAt = new Date(clock()).toISOString();
    try {
      await table.update(lastUse(key), { text: 'SET lastUsedAt = :at', values: { ':at': lastUsedAt } });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  };

  /** A table that does not answer must not stop the service: the calls are counted with the next settlement. */
  const settle = async (key: Spender, count: Count): Promise<void> => {
    const calls = count.unsettled;
    count.unsettled = 0;
    count.settledAt = clock();
    try {
      const [{ calls: total }] = await Promise.all([
        table.update(
          { pk: partition(key), sk: count.day },
          {
            text: 'ADD calls :calls SET expiresAt = :expiresAt',
            values: { ':calls': calls, ':expiresAt': Math.ceil((clock() + 3 * aDay) / 1000) },
          },
        ),
        key.isPerson || noteUse(key),
      ]);
      count.settled = Math.max(count.settled, Number(total));
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      count.unsettled += calls;
    }
  };

  const isDue = ({ dailyQuota }: Spender, { settled, unsettled, settledAt }: Count): boolean =>
    clock() - settledAt >= settleAfter ||
    (settled <= dailyQuota && unsettled >= Math.max(1, Math.floor(dailyQuota / 100)));

  return {
    spend: async (key) => {
      const now = clock();
      const day = new Date(now).toISOString().slice(0, 10);
      let count = counts.get(key.keyId);
      if (count?.day !== day) {
        count = { day, settled: 0, unsettled: 0, settledAt: 0 };
        counts.set(key.keyId, count);
      }
      count.unsettled += 1;
      if (isDue(key, count)) await settle(key, count);
      return {
        policy: 'daily',
        limit: key.dailyQuota,
        used: count.settled + count.unsettled,
        window: aDay / 1000,
        secondsLeft: Math.ceil((aDay - (now % aDay)) / 1000),
      };
    },
  };
};
