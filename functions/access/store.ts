import { KeyRecord, keyAt } from '#shared/access/keys.ts';
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';

export type Changes = Partial<Pick<KeyRecord, 'label' | 'expires' | 'dailyQuota' | 'revokedAt'>>;

export interface KeyStore {
  add(council: string, record: KeyRecord): Promise<void>;
  /** In order of id; `after` is the last id of the page before. */
  list(council: string, limit: number, after?: string): Promise<{ records: KeyRecord[]; more: boolean }>;
  find(council: string, keyId: string): Promise<KeyRecord | undefined>;
  /** `undefined` when the council has no such key. */
  change(council: string, keyId: string, changes: Changes): Promise<KeyRecord | undefined>;
}

const index = 'gsi1';
const inIndex = (council: string, keyId: string) => ({ gsi1pk: council, gsi1sk: keyId });

const assignments = (changes: Changes) => {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return {
    text: `SET ${given.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
    names: Object.fromEntries(given.map(([name], i) => [`#n${i}`, name])),
    values: Object.fromEntries(given.map(([, value], i) => [`:v${i}`, value])),
  };
};

export const keyStore = (table: Table): KeyStore => ({
  add: (council, record) =>
    table.put(
      { ...keyAt(record.keyId), ...inIndex(council, record.keyId), type: 'key', ...KeyRecord.parse(record) },
      ifAbsent,
    ),

  list: async (council, limit, after) => {
    const start = after && { ...keyAt(after), ...inIndex(council, after) };
    const { items, next } = await table.query({ index, pk: council, limit, after: start || undefined });
    return { records: items.map((item) => KeyRecord.parse(item)), more: next !== undefined };
  },

  find: async (council, keyId) => {
    const item = await table.get(keyAt(keyId), { consistent: true });
    const record = item && KeyRecord.parse(item);
    return record?.council === council ? record : undefined;
  },

  change: async (council, keyId, changes) => {
    const ofCouncil = {
      text: '#council = :council',
      names: { '#council': 'council' },
      values: { ':council': council },
    };
    try {
      return KeyRecord.parse(await table.update(keyAt(keyId), assignments(changes), ofCouncil));
    } catch (error) {
      if (error instanceof ConditionFailed) return undefined;
      throw error;
    }
  },
});
