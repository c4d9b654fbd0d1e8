/**
 * What DVLA told of vehicles, for some days. The mark stands nowhere: its HMAC, by a key of the council's own that is drawn once, is in
 * the partition key, so that no log or trace of keys can be searched for a mark. Whoever may read the whole table can work marks out.
 *
 *   <council>#VEHICLE#<hash>   TOLD        what DVLA told, and when
 *   <council>#ASKED            <minute>    how many questions were put to it in that minute
 *   <council>#SALT             SALT        key of the hashes
 */
import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import { VesVehicle } from './vesVehicle.ts';

const KeptAnswer = z.object({
  /** Absent: DVLA has no such vehicle. */
  vehicle: z.optional(VesVehicle),
  checkedAt: z.string(),
});
export type KeptAnswer = z.infer<typeof KeptAnswer>;

export interface VehicleStore {
  find(council: string, registration: string): Promise<KeptAnswer | undefined>;
  /** Keeps it, unless a later one is there. */
  keep(council: string, registration: string, answer: KeptAnswer): Promise<void>;
  /** Counts one question to DVLA in this minute; `false` where as many as allowed were put. */
  spend(council: string, perMinute: number): Promise<boolean>;
}

const aMinute = 60_000;

/** `false` where the condition was not met. */
const won = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

interface StoreOptions {
  readonly table: Table;
  readonly clock: () => number;
  readonly facts: Keeping;
}

const salts = (table: Table) => {
  const known = new Map<string, string>();
  const drawn = async (council: string): Promise<string> => {
    const key = { pk: `${council}#SALT`, sk: 'SALT' };
    const there = await table.get(key, { consistent: true });
    if (there) return String(there.salt);
    const salt = randomBytes(32).toString('base64');
    if (await won(table.put({ ...key, salt }, ifAbsent))) return salt;
    return drawn(council);
  };
  return async (council: string): Promise<string> => {
    const salt = known.get(council) ?? (await drawn(council));
    known.set(council, salt);
    return salt;
  };
};

export const vehicleStore = ({ table, clock, facts }: StoreOptions): VehicleStore => {
  const saltOf = salts(table);
  const keyOf = async (council: string, registration: string) => {
    const hash = createHmac('sha256', await saltOf(council))
      .update(registration)
      .digest('base64url');
    return { pk: `${council}#VEHICLE#${hash}`, sk: 'TOLD' };
  };
  return {
    find: async (council, registration) => {
      const item = await table.get(await keyOf(council, registration), { consistent: true });
      return item && !facts.isOver(item) ? KeptAnswer.parse(item) : undefined;
    },

    keep: async (council, registration, answer) => {
      const expiresAt = facts.until(council, Date.parse(answer.checkedAt));
      await won(
        table.put(
          { ...(await keyOf(council, registration)), ...answer, expiresAt },
          {
            text: 'attribute_not_exists(pk) OR checkedAt < :checkedAt',
            values: { ':checkedAt': answer.checkedAt },
          },
        ),
      );
    },

    spend: async (council, perMinute) => {
      const now = clock();
      const minute = new Date(now).toISOString().slice(0, 16);
      return won(
        table.update(
          { pk: `${council}#ASKED`, sk: minute },
          {
            text: 'SET expiresAt = :expiresAt ADD asked :one',
            values: { ':expiresAt': Math.ceil((now + 2 * aMinute) / 1000), ':one': 1 },
          },
          { text: 'attribute_not_exists(asked) OR asked < :most', values: { ':most': perMinute } },
        ),
      );
    },
  };
};
