/** Keys as every function reads them. The `access` capability writes them. */
import * as z from 'zod/mini';
import { Kept } from '#shared/cache.ts';
import type { Caller } from '#shared/contract/capability.ts';
import { HostOnly } from '#shared/contract/problems.ts';
import type { Table } from '#shared/dynamodb/table.ts';

/** The host's own keys serve every council. */
export const host = '*';

/** Whose records a call is about: the council’s in the path, or the host’s for those who may. */
export const ownerOf = (council: string, caller: Caller | undefined, hostWanted: boolean): string => {
  if (!hostWanted) return council;
  if (caller?.council !== host) throw new HostOnly('The key is a council’s, not the host’s.');
  return host;
};

export const KeyRecord = z.object({
  keyId: z.string(),
  /** Council that the key is for, or `*` for the host's operators. */
  council: z.string(),
  label: z.string(),
  scopes: z.array(z.string()),
  /** SHA-256 of the key's text, in hex. */
  hash: z.string(),
  /** Calls a day. */
  dailyQuota: z.int(),
  createdAt: z.string(),
  createdBy: z.string(),
  /** Instant from which the key is refused. */
  expires: z.string(),
  revokedAt: z.optional(z.string()),
  /** Ids of the key that came after it, and of the one that was before it. */
  replacedBy: z.optional(z.string()),
  replaces: z.optional(z.string()),
});
export type KeyRecord = z.infer<typeof KeyRecord>;

/** Whose calls are counted: a key's, or those of a person who signed in. */
export type Spender = Pick<KeyRecord, 'keyId' | 'council' | 'dailyQuota'> & { readonly isPerson?: boolean };

export interface KeyReader {
  find(keyId: string): Promise<KeyRecord | undefined>;
}

/**
 * The one place where a partition key does not start with the council: finding the key is what tells the council.
 * Listing a council's keys goes by the index.
 */
export const keyAt = (keyId: string) => ({ pk: `KEY#${keyId}`, sk: 'KEY' });

const keepFor = 60_000;

/** One read per key and minute and warm function: a revoked key is refused everywhere within that minute. */
export const cachedKeys = (table: Table, clock: () => number): KeyReader => {
  const kept = new Kept<{ readonly until: number; readonly record: Promise<KeyRecord | undefined> }>(1000);
  const read = async (keyId: string): Promise<KeyRecord | undefined> => {
    const item = await table.get(keyAt(keyId));
    return item && KeyRecord.parse(item);
  };
  return {
    find: (keyId) => {
      const known = kept.get(keyId);
      if (known && known.until > clock()) return known.record;
      const record = read(keyId);
      kept.set(keyId, { until: clock() + keepFor, record });
      record.catch(() => kept.delete(keyId));
      return record;
    },
  };
};

/** Whether `scopes` allow `wanted`: by name, by `capability:*`, or by `*`. */
export const allows = (scopes: readonly string[], wanted: string): boolean =>
  scopes.some(
    (scope) => scope === '*' || scope === wanted || (scope.endsWith(':*') && wanted.startsWith(scope.slice(0, -1))),
  );
