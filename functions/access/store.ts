import { KeyRecord, keyAt } from '#shared/access/keys.ts';
import type { AuditTrail, Deed } from '#shared/audit/trail.ts';
import type { Note } from '#shared/contract/idempotency.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';

export type Changes = Partial<Pick<KeyRecord, 'label' | 'expires' | 'dailyQuota' | 'revokedAt' | 'replacedBy'>>;

export interface KeyStore {
  add(record: KeyRecord, deed: Deed, note: Note): Promise<void>;
  /** In order of id; `after` is the last id of the page before. */
  list(council: string, limit: number, after?: string): Promise<{ records: KeyRecord[]; more: boolean }>;
  find(council: string, keyId: string): Promise<KeyRecord | undefined>;
  /** Makes the changes that the key's present state calls for, and answers its new one. */
  change(key: KeyRecord, changesTo: (key: KeyRecord) => Changes, deed: Deed): Promise<KeyRecord>;
  /** Adds a key and changes the one that it replaces, both or neither; `false` if that one is not as it was read. */
  replace(
    old: KeyRecord,
    changes: Pick<Changes, 'expires' | 'replacedBy'>,
    record: KeyRecord,
    deed: Deed,
    note: Note,
  ): Promise<boolean>;
  audit: AuditTrail['list'];
}

const index = 'gsi1';
const inIndex = (council: string, keyId: string) => ({ gsi1pk: council, gsi1sk: keyId });

const assignments = (names: readonly (keyof Changes)[], changes: Changes) => ({
  text: `SET ${names.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
  names: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
  values: Object.fromEntries(names.map((name, i) => [`:v${i}`, changes[name]])),
});

/** What is about to change is as it was read: so the audit trail tells truly what it was before. */
const stillAs = (names: readonly (keyof Changes)[], key: KeyRecord) => {
  const isThere = (name: keyof Changes) => key[name] !== undefined;
  return {
    text: names.map((name, i) => (isThere(name) ? `#n${i} = :b${i}` : `attribute_not_exists(#n${i})`)).join(' AND '),
    values: Object.fromEntries(names.flatMap((name, i) => (isThere(name) ? [[`:b${i}`, key[name]]] : []))),
  };
};

/** A label may name a person: the trail tells that it changed, not what it says. */
const audited = ({ scopes, dailyQuota, expires, revokedAt }: Partial<KeyRecord>) =>
  Object.fromEntries(
    Object.entries({ scopes, dailyQuota, expires, revokedAt }).filter(([, value]) => value !== undefined),
  );

const only = (names: readonly (keyof Changes)[], key: KeyRecord): Partial<KeyRecord> =>
  Object.fromEntries(names.map((name) => [name, key[name]]));

const attempts = 10;

const adding = (trail: AuditTrail, record: KeyRecord, deed: Deed): Write[] => {
  const { keyId, council } = record;
  const after = audited(record);
  return [
    {
      put: { ...keyAt(keyId), ...inIndex(council, keyId), type: 'key', ...KeyRecord.parse(record) },
      condition: ifAbsent,
    },
    trail.write(council, { ...deed, on: keyId, fields: ['label', ...Object.keys(after)], after }),
  ];
};

const changing = (
  trail: AuditTrail,
  before: KeyRecord,
  fields: readonly (keyof Changes)[],
  changes: Changes,
  deed: Deed,
): Write[] => {
  const state = { before: audited(only(fields, before)), after: audited(only(fields, { ...before, ...changes })) };
  return [
    { update: keyAt(before.keyId), set: assignments(fields, changes), condition: stillAs(fields, before) },
    trail.write(before.council, { ...deed, on: before.keyId, fields: [...fields], ...state }),
  ];
};

export const keyStore = (table: Table, trail: AuditTrail): KeyStore => ({
  add: (record, deed, note) => table.transact([...adding(trail, record, deed), ...note.writes]),

  replace: async (old, changes, record, deed, note) => {
    const changed = changing(trail, old, ['expires', 'replacedBy'], changes, deed);
    try {
      await table.transact([...changed, ...adding(trail, record, deed), ...note.writes]);
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed && error.index === 0) return false;
      throw error;
    }
  },

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

  change: async (key, changesTo, deed) => {
    let before = key;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const changes = changesTo(before);
      const fields = (Object.keys(changes) as (keyof Changes)[]).filter((name) => changes[name] !== before[name]);
      if (fields.length === 0) return before;
      try {
        await table.transact(changing(trail, before, fields, changes, deed));
        return { ...before, ...changes };
      } catch (error) {
        if (!(error instanceof ConditionFailed) || error.index > 0) throw error;
        before = KeyRecord.parse(error.item);
      }
    }
    throw new Unavailable('The key is being changed by many at once.', { headers: { 'retry-after': '1' } });
  },

  audit: trail.list,
});
