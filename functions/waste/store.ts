/**
 * A council's rounds and tables. Anything of a property is at most two round trips away, one after the other: what is live and the
 * tables, then the property.
 *
 *   <council>#rounds…           a load of rounds (shared/datasets/keys.ts)
 *   <council>#rounds@7#U#<uprn>   PROPERTY      a property and its services
 *   <council>#TABLES              MOVED, WORDS  moved dates, the words for residents
 *   <council>#TABLES              PROGRESS      how far the rounds of the last days are
 */
import { Unavailable } from '#shared/contract/problems.ts';
import type { DatasetKeys } from '#shared/datasets/keys.ts';
import type { VersionStore } from '#shared/datasets/versions.ts';
import type { Expression, Item } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { RoundStatus } from './contract/crew.ts';
import type { WasteProperty } from './contract/rounds.ts';
import type { MovedDates, WasteSettings } from './contract/tables.ts';
import type { waste } from './contract.ts';
import { type Progress, withTold } from './progress.ts';
import { propertyKey, propertyPack } from './rounds.ts';

export interface Tables {
  readonly moved: MovedDates;
  readonly words: WasteSettings;
}

/** All that a council's waste team changes itself. The others are read where they are needed. */
export interface Settings extends Tables {}

export interface Found extends Tables {
  readonly version?: number;
  readonly property?: WasteProperty;
  readonly progress: Progress;
  /** When any of it was last changed, but for how far the rounds are. */
  readonly changedAt: string;
}

export interface WasteStore {
  /** What a question about a property needs. `version` is absent where nothing is loaded, `property` where it is not in it. */
  find(council: string, uprn: string): Promise<Found>;
  tables(council: string): Promise<Tables>;
  /** One table alone; the usual one, of version 0, where the council has written none. */
  setting<K extends keyof Settings>(council: string, name: K): Promise<Settings[K]>;
  /** Adds what crews told; how much of it was new. */
  tell(council: string, told: readonly RoundStatus[], today: string): Promise<number>;
  /** Writes a table over the version before it; what is there instead, if that is another. `at` in milliseconds. */
  write<K extends keyof Settings>(
    council: string,
    name: K,
    table: Settings[K],
    at: number,
  ): Promise<Settings[K] | undefined>;
}

export interface WasteParts {
  readonly table: Table;
  readonly keys: DatasetKeys;
  readonly versions: VersionStore;
  readonly announce: Announce<typeof waste>;
  readonly newId?: (at: number) => string;
}

const kinds = { moved: 'MOVED', words: 'WORDS' } as const;
const usual: Settings = {
  moved: { version: 0, movedDates: [] },
  words: { version: 0, services: {}, containers: {} },
};

const tablePack = packer<Settings[keyof Settings]>(
  '{"version":1,"movedDates":[{"normalDate":"2026-","revisedDate":"2026-12-2","reason":"Bank holiday","reasonWelsh":"Gŵyl banc"},"services":{"recycling":{"name":"Recycling","nameWelsh":"Ailgylchu","note":"containers":{"wheelie_bin_240":{"label":" bin","labelWelsh":"Bin ","colour":"green"}',
);

/** Of half a hundred rounds and 40 days some 20 KB without packing, and 2 with. */
const progressPack = packer<Progress>(
  '{"2026-11-23":{"REC 1":{"status":"In progress","at":"2026-11-23T0"},"REF 2":{"status":"Closed / Complete","at":"2026-11-23T1',
);
const progressKey = (council: string) => ({ pk: `${council}#TABLES`, sk: 'PROGRESS' });
const backoff = { attempts: 12, base: 20 };

const tableKey = (council: string, name: keyof Settings) => ({ pk: `${council}#TABLES`, sk: kinds[name] });

const overVersion = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };

const unpack = <K extends keyof Settings>(name: K, items: readonly Item[]): Settings[K] => {
  const item = items.find(({ sk }) => sk === kinds[name]);
  return item ? (tablePack.unpack(item.data) as Settings[K]) : usual[name];
};
const tablesIn = (items: readonly Item[]): Tables => ({ moved: unpack('moved', items), words: unpack('words', items) });
const progressIn = (item: Item | undefined): Progress => (item ? progressPack.unpack(item.data) : {});

/** Adds to what is there, over the version that was read: two at once both count. */
const tell = async (table: Table, council: string, told: readonly RoundStatus[], today: string): Promise<number> => {
  for (let attempt = 0; attempt < backoff.attempts; attempt += 1) {
    if (attempt > 0) await backOff(attempt % 5, backoff);
    const item = await table.get(progressKey(council), { consistent: true });
    const { progress, taken } = withTold(progressIn(item), told, today);
    if (taken === 0) return 0;
    const version = Number(item?.version ?? 0);
    const wanted = { ...progressKey(council), type: 'waste-progress', version: version + 1 };
    try {
      await table.put({ ...wanted, data: progressPack.pack(progress) }, overVersion(version));
      return taken;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Unavailable('Many tell of rounds at once.', { headers: { 'retry-after': '1' } });
};

const write = async <K extends keyof Settings>(
  { table, announce, newId = eventId }: WasteParts,
  council: string,
  name: K,
  wanted: Settings[K],
  at: number,
): Promise<Settings[K] | undefined> => {
  const { version } = wanted;
  const [updatedAt, data] = [new Date(at).toISOString(), tablePack.pack(wanted)];
  const item = { ...tableKey(council, name), type: 'waste-table', version, updatedAt, data };
  const moment = { id: newId(at), at };
  const event = name === 'moved' && announce(council, 'moved-dates', 'waste.moved_dates.changed', { version }, moment);
  try {
    await table.transact([{ put: item, condition: overVersion(version - 1) }, ...(event ? [event] : [])]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return error.item ? (tablePack.unpack(error.item.data) as Settings[K]) : usual[name];
  }
};

export const wasteStore = (parts: WasteParts): WasteStore => {
  const { table, keys, versions } = parts;
  const read = (council: string) =>
    table.getMany([tableKey(council, 'moved'), tableKey(council, 'words'), progressKey(council)]);
  return {
    tables: async (council) => tablesIn(await read(council)),
    setting: async (council, name) => {
      const item = await table.get(tableKey(council, name), { consistent: true });
      return unpack(name, item ? [item] : []);
    },
    find: async (council, uprn) => {
      const [items, { live, liveSince }] = await Promise.all([read(council), versions.pointer(council)]);
      const changes = [...items.map(({ updatedAt = '' }) => String(updatedAt)), liveSince ?? ''];
      const known = {
        ...tablesIn(items),
        progress: progressIn(items.find(({ sk }) => sk === 'PROGRESS')),
        changedAt: changes.sort().at(-1) || '2026-01-01T00:00:00.000Z',
      };
      if (live === undefined) return known;
      const item = await table.get(propertyKey(keys.prefix(council, live), uprn));
      return { ...known, version: live, ...(item && { property: propertyPack.unpack(item.data) }) };
    },
    tell: (...told) => tell(table, ...told),
    write: (...wanted) => write(parts, ...wanted),
  };
};
