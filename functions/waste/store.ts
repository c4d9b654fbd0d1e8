/**
 * A council's rounds and tables. Anything of a property is at most two round trips away, one after the other: what is live and the
 * tables, then the property.
 *
 *   <council>#rounds…           a load of rounds (shared/datasets/keys.ts)
 *   <council>#rounds@7#U#<uprn>   PROPERTY      a property and its services
 *   <council>#TABLES              MOVED, WORDS  moved dates, the words for residents
 *   <council>#TABLES              GARDEN, CONTAINERS, ASSISTED   rules of subscriptions, containers, assisted collections
 *   <council>#TABLES              BULKY         what the council decided about bulky collections
 *   <council>#TABLES              PROGRESS, CREWLOG  what crews told (crew/store.ts)
 */
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Expression, Item } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import { type AssistedSettings, usualAssisted } from './contract/assisted.ts';
import { type BulkySettings, usualBulky } from './contract/bulkySettings.ts';
import { type ContainerSettings, usualContainers } from './contract/containerSettings.ts';
import { type GardenSettings, usualGarden } from './contract/gardenSettings.ts';
import type { WasteProperty } from './contract/rounds.ts';
import type { MovedDates, WasteSettings } from './contract/tables.ts';
import type { waste } from './contract.ts';
import type { Logged } from './crew/events.ts';
import { concerning } from './crew/log.ts';
import { logItem, packedIn, packedKey, progressItem } from './crew/packed.ts';
import { type CrewParts, type CrewStore, crewStore, eventsIn, keptAtProperty } from './crew/store.ts';
import type { Progress } from './progress.ts';
import { propertyKey, propertyPack } from './rounds.ts';
import { type Standings, standingGone, standingsIn, standingsOf } from './standings.ts';

export interface Tables {
  readonly moved: MovedDates;
  readonly words: WasteSettings;
}

/** All that a council's waste team changes itself. The others are read where they are needed. */
export interface Settings extends Tables {
  readonly garden: GardenSettings;
  readonly containers: ContainerSettings;
  readonly assisted: AssistedSettings;
  readonly bulky: BulkySettings;
}

export interface Found extends Tables {
  readonly version?: number;
  readonly property?: WasteProperty;
  readonly progress: Progress;
  readonly garden: GardenSettings;
  /** What crews noted that may bear on the property. */
  readonly events: readonly Logged[];
  /** What else is kept of the property, from `EVENT` to `T`. */
  readonly items: readonly Item[];
  /** When any of it was last changed, but for what crews told. */
  readonly changedAt: string;
}

export interface WasteStore extends CrewStore {
  /** What a question about a property needs. `version` is absent where nothing is loaded, `property` where it is not in it. */
  find(council: string, uprn: string): Promise<Found>;
  tables(council: string): Promise<Tables>;
  /** One table alone; the usual one, of version 0, where the council has written none. */
  setting<K extends keyof Settings>(council: string, name: K): Promise<Settings[K]>;
  /** What a property has until it ends, as it is now. */
  standings(council: string, uprn: string): Promise<Standings>;
  /** `false` where there was none. */
  endAssistance(council: string, uprn: string): Promise<boolean>;
  /** Writes a table over the version before it; what is there instead, if that is another. `at` in milliseconds. */
  write<K extends keyof Settings>(
    council: string,
    name: K,
    table: Settings[K],
    at: number,
  ): Promise<Settings[K] | undefined>;
}

export interface WasteParts extends CrewParts {
  readonly announce: Announce<typeof waste>;
  readonly newId?: (at: number) => string;
}

const kinds = {
  moved: 'MOVED',
  words: 'WORDS',
  garden: 'GARDEN',
  containers: 'CONTAINERS',
  assisted: 'ASSISTED',
  bulky: 'BULKY',
} as const;
const usual: Settings = {
  moved: { version: 0, movedDates: [] },
  words: { version: 0, services: {}, containers: {} },
  garden: usualGarden,
  containers: usualContainers,
  assisted: usualAssisted,
  bulky: usualBulky,
};

const tablePack = packer<Settings[keyof Settings]>(
  '{"version":1,"movedDates":[{"normalDate":"2026-","revisedDate":"2026-12-2","reason":"Bank holiday","reasonWelsh":"Gŵyl banc"},"services":{"recycling":{"name":"Recycling","nameWelsh":"Ailgylchu","note":"containers":{"wheelie_bin_240":{"label":" bin","labelWelsh":"Bin ","colour":"green"}',
);

const tableKey = (council: string, name: keyof Settings) => ({ pk: `${council}#TABLES`, sk: kinds[name] });
const tableKeys = (council: string) => [tableKey(council, 'moved'), tableKey(council, 'words')];

const overVersion = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };

const unpack = <K extends keyof Settings>(name: K, items: readonly Item[]): Settings[K] => {
  const item = items.find(({ sk }) => sk === kinds[name]);
  return item ? (tablePack.unpack(item.data) as Settings[K]) : usual[name];
};
const tablesIn = (items: readonly Item[]): Tables => ({ moved: unpack('moved', items), words: unpack('words', items) });

/** An item has 400 KB, and these are read with every question. */
const mostBytes = 350_000;
const tooLarge = (bytes: number): InvalidRequest => {
  const detail = `has ${bytes} bytes when compressed; at most ${mostBytes} can be kept: shorten its texts`;
  return new InvalidRequest(`The table ${detail}.`, { errors: [{ detail, pointer: '#', in: 'body' }] });
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
  if (data.length > mostBytes) throw tooLarge(data.length);
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

const endAssistance = async (table: Table, council: string, uprn: string): Promise<boolean> => {
  try {
    await table.transact([standingGone(council, uprn, 'assisted')]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

const toldKeys = (council: string) => [packedKey(council, progressItem), packedKey(council, logItem)];

/** Two round trips, one after the other: all but the property, then the property. */
const find = async ({ table, keys, versions, crew }: WasteParts, council: string, uprn: string): Promise<Found> => {
  const [items, { live, liveSince }, own] = await Promise.all([
    table.getMany([...tableKeys(council), tableKey(council, 'garden'), ...toldKeys(council)]),
    versions.pointer(council),
    table.queryAll(keptAtProperty(council, uprn)),
  ]);
  const changes = [...items.map(({ updatedAt = '' }) => String(updatedAt)), liveSince ?? ''];
  const known = {
    ...tablesIn(items),
    garden: unpack('garden', items),
    ...eventsIn(own, crew),
    progress: packedIn(progressItem, items),
    changedAt: changes.sort().at(-1) || '2026-01-01T00:00:00.000Z',
  };
  if (live === undefined) return known;
  const item = await table.get(propertyKey(keys.prefix(council, live), uprn));
  if (!item) return { ...known, version: live };
  const property = propertyPack.unpack(item.data);
  const events = [...known.events, ...concerning(packedIn(logItem, items), property)];
  return { ...known, version: live, property, events };
};

export const wasteStore = (parts: WasteParts): WasteStore => ({
  tables: async (council) => tablesIn(await parts.table.getMany(tableKeys(council))),
  setting: async (council, name) => {
    const item = await parts.table.get(tableKey(council, name), { consistent: true });
    return unpack(name, item ? [item] : []);
  },
  find: (...wanted) => find(parts, ...wanted),
  standings: async (council, uprn) =>
    standingsIn(await parts.table.queryAll({ ...standingsOf(council, uprn), consistent: true })),
  endAssistance: (council, uprn) => endAssistance(parts.table, council, uprn),
  write: (...wanted) => write(parts, ...wanted),
  ...crewStore(parts),
});
