/**
 * A council's rounds and tables. Anything of a property is at most two round trips away, one after the other: what is live and the
 * tables, then the property.
 *
 *   <council>#rounds…           a load of rounds (shared/datasets/keys.ts)
 *   <council>#rounds@7#U#<uprn>   PROPERTY      a property and its services
 *   <council>#TABLES              MOVED, WORDS  moved dates, the words for residents
 *   <council>#OUTBOX#moved-dates  <event id>    that the moved dates were written (shared/events/outbox.ts)
 */
import type { DatasetKeys } from '#shared/datasets/keys.ts';
import type { VersionStore } from '#shared/datasets/versions.ts';
import type { Expression, Item } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { WasteProperty } from './contract/rounds.ts';
import type { MovedDates, WasteSettings } from './contract/tables.ts';
import type { waste } from './contract.ts';
import { propertyKey, propertyPack } from './rounds.ts';

export interface Tables {
  readonly moved: MovedDates;
  readonly words: WasteSettings;
}

export interface Found extends Tables {
  readonly version?: number;
  readonly property?: WasteProperty;
  /** When any of it was last changed. */
  readonly changedAt: string;
}

export interface WasteStore {
  /** What a question about a property needs. `version` is absent where nothing is loaded, `property` where it is not in it. */
  find(council: string, uprn: string): Promise<Found>;
  tables(council: string): Promise<Tables>;
  /** Writes a table over the version before it; what is there instead, if that is another. `at` in milliseconds. */
  write<K extends keyof Tables>(council: string, name: K, table: Tables[K], at: number): Promise<Tables[K] | undefined>;
}

export interface WasteParts {
  readonly table: Table;
  readonly keys: DatasetKeys;
  readonly versions: VersionStore;
  readonly announce: Announce<typeof waste>;
  readonly newId?: (at: number) => string;
}

const kinds = { moved: 'MOVED', words: 'WORDS' } as const;
const empty: Tables = {
  moved: { version: 0, movedDates: [] },
  words: { version: 0, services: {}, containers: {} },
};

const tablePack = packer<MovedDates | WasteSettings>(
  '{"version":1,"movedDates":[{"normalDate":"2026-","revisedDate":"2026-12-2","reason":"Bank holiday","reasonWelsh":"Gŵyl banc"},"services":{"recycling":{"name":"Recycling","nameWelsh":"Ailgylchu","note":"containers":{"wheelie_bin_240":{"label":" bin","labelWelsh":"Bin ","colour":"green"}',
);

const tableKey = (council: string, name: keyof Tables) => ({ pk: `${council}#TABLES`, sk: kinds[name] });

const overVersion = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };

export const wasteStore = ({ table, keys, versions, announce, newId = eventId }: WasteParts): WasteStore => {
  const unpack = <K extends keyof Tables>(name: K, items: readonly Item[]): Tables[K] => {
    const item = items.find(({ sk }) => sk === kinds[name]);
    return item ? (tablePack.unpack(item.data) as Tables[K]) : empty[name];
  };

  const read = (council: string) => table.getMany([tableKey(council, 'moved'), tableKey(council, 'words')]);
  const tablesIn = (items: readonly Item[]): Tables => ({
    moved: unpack('moved', items),
    words: unpack('words', items),
  });

  return {
    tables: async (council) => tablesIn(await read(council)),
    find: async (council, uprn) => {
      const [items, { live, liveSince }] = await Promise.all([read(council), versions.pointer(council)]);
      const changes = [...items.map(({ updatedAt }) => String(updatedAt)), liveSince ?? ''];
      const known = { ...tablesIn(items), changedAt: changes.sort().at(-1) || '2026-01-01T00:00:00.000Z' };
      if (live === undefined) return known;
      const item = await table.get(propertyKey(keys.prefix(council, live), uprn));
      return { ...known, version: live, ...(item && { property: propertyPack.unpack(item.data) }) };
    },
    write: async (council, name, wanted, at) => {
      const { version } = wanted;
      const item = {
        ...tableKey(council, name),
        type: 'waste-table',
        version,
        updatedAt: new Date(at).toISOString(),
        data: tablePack.pack(wanted),
      };
      const moment = { id: newId(at), at };
      const event =
        name === 'moved' && announce(council, 'moved-dates', 'waste.moved-dates.changed', { version }, moment);
      try {
        await table.transact([{ put: item, condition: overVersion(version - 1) }, ...(event ? [event] : [])]);
        return undefined;
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        return error.item ? (tablePack.unpack(error.item.data) as typeof wanted) : empty[name];
      }
    },
  };
};
