/**
 * What crews told, where it is found without another question:
 *
 *   <council>#AT#<uprn>       EVENT#<day>#<hash>  an event of a property
 *   <council>#STREET#<usrn>   EVENT#<day>#<hash>  … of a street
 *   <council>#ROUND#<round>   EVENT#<day>#<hash>  … of a whole round
 *   <council>#TABLES          CREWLOG             those that no property's own key leads to, together
 *   <council>#TABLES          PROGRESS            how far the rounds of the last days are
 *
 * The hash is of all that makes two events one. The items are written last, so that whoever tells again after a break knows by
 * them what is new.
 */
import { createHash } from 'node:crypto';
import { Unavailable } from '#shared/contract/problems.ts';
import type { DatasetKeys } from '#shared/datasets/keys.ts';
import type { VersionStore } from '#shared/datasets/versions.ts';
import { addDays } from '#shared/dates/days.ts';
import type { Expression, Item } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { backOff, inParallel } from '#shared/dynamodb/retry.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import { atProperty } from '../cases/items.ts';
import type { CrewEvent, RoundStatus } from '../contract/crew.ts';
import { keptFor } from '../progress.ts';
import { propertyKey, propertyPack } from '../rounds.ts';
import { identityOf, type Logged, oneOfEach } from './events.ts';
import { isForTheLog, tellingsOf } from './log.ts';
import { fitting, logItem, type Packed, packedIn, packedKey, progressItem } from './packed.ts';

/** A property, a street or a round. */
export type Place =
  | { readonly uprn: string }
  | { readonly usrn: string; readonly uprn?: undefined }
  | { readonly round: string; readonly uprn?: undefined; readonly usrn?: undefined };

export interface CrewStore {
  /** Adds what crews told of rounds; how much of it was new. */
  tell(council: string, told: readonly RoundStatus[], today: string): Promise<number>;
  /** Adds what crews noted; how much of it was new. */
  tellEvents(council: string, told: readonly CrewEvent[], today: string): Promise<number>;
  /** What was noted of a place itself, from day to day. */
  eventsAt(council: string, place: Place, from: string, to: string): Promise<Logged[]>;
}

export interface CrewParts {
  readonly table: Table;
  readonly keys: DatasetKeys;
  readonly versions: VersionStore;
  /** How long events are kept. */
  readonly crew: Keeping;
}

const fields = ['uprn', 'usrn', 'round', 'date', 'at', 'event', 'status', 'service', 'container'] as const;

const logged = (of: Item | CrewEvent): Logged =>
  Object.fromEntries(fields.flatMap((name) => (of[name] === undefined ? [] : [[name, of[name]]]))) as Logged;

const partition = (
  council: string,
  place: { uprn?: string | undefined; usrn?: string | undefined; round?: string | undefined },
) => {
  const { uprn, usrn, round } = place;
  if (uprn !== undefined) return atProperty(council, uprn);
  return usrn === undefined ? `${council}#ROUND#${round}` : `${council}#STREET#${usrn}`;
};

/** All that is of a property and is read with its collections: its events, and what else lies between them and `T`. */
export const keptAtProperty = (council: string, uprn: string) => ({
  pk: partition(council, { uprn }),
  between: ['EVENT#', 'T'] as const,
});

const isEvent = ({ sk }: Item): boolean => String(sk).startsWith('EVENT#');

export const eventsIn = (items: readonly Item[], { isOver }: Keeping): { events: Logged[]; items: Item[] } => ({
  events: items.filter((item) => isEvent(item) && !isOver(item)).map(logged),
  items: items.filter((item) => !isEvent(item)),
});

/** Dozens of crews may tell of one morning at once; all of them within what a caller waits for. */
const backoff = { attempts: 40, base: 20 };

const overVersion = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };

/** Adds to what is there, over the version that was read: two at once both count. */
const add = async <All, One>(
  table: Table,
  council: string,
  what: Packed<All, One>,
  told: readonly One[],
  today: string,
): Promise<number> => {
  if (told.length === 0) return 0;
  const key = packedKey(council, what);
  // Once nobody tells any more, nothing is left of it when its last day is too old.
  const expiresAt = Date.parse(addDays(today, keptFor + 1)) / 1000;
  for (let attempt = 0; attempt < backoff.attempts; attempt += 1) {
    if (attempt > 0) await backOff(Math.min(attempt, 4), backoff);
    const item = await table.get(key, { consistent: true });
    const { after, taken } = what.merge(packedIn(what, item ? [item] : []), told, today);
    if (taken === 0) return 0;
    const version = Number(item?.version ?? 0);
    const wanted = { ...key, type: what.type, version: version + 1, expiresAt };
    try {
      await table.put({ ...wanted, data: fitting(what, after) }, overVersion(version));
      return taken;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
    }
  }
  throw new Unavailable('Many tell of rounds at once.', { headers: { 'retry-after': '1' } });
};

/** Of these properties those whose containers are shared. */
const sharedAmong = async ({ table, keys, versions }: CrewParts, council: string, uprns: readonly string[]) => {
  const { live } = uprns.length > 0 ? await versions.pointer(council) : {};
  if (live === undefined) return new Set<string>();
  const items = await table.getMany(uprns.map((uprn) => propertyKey(keys.prefix(council, live), uprn)));
  const properties = items.map(({ data }) => propertyPack.unpack(data));
  return new Set(properties.filter(({ shared }) => shared).map(({ uprn }) => uprn));
};

/** In one form: two systems write the same moment differently, and keys take no half characters. */
const canonical = (told: CrewEvent): CrewEvent => {
  const texts = (['round', 'container', 'comment', 'reference'] as const).flatMap((name) => {
    const text = told[name];
    return text === undefined ? [] : [[name, text.toWellFormed()] as const];
  });
  return { ...told, ...Object.fromEntries(texts), at: new Date(told.at).toISOString() };
};

const itemOf = (council: string, event: CrewEvent, { until }: Keeping): Item => {
  const { date } = event;
  const hash = createHash('sha256').update(identityOf(event)).digest('base64url').slice(0, 22);
  return {
    ...{ pk: partition(council, event), sk: `EVENT#${date}#${hash}`, type: 'waste-crew-event' },
    ...event,
    expiresAt: until(council, Date.parse(date)),
  };
};

/** As `isInPlaceOf` has it. */
const isNews = ({ at, event, status }: CrewEvent): Expression =>
  event === undefined
    ? {
        text: 'attribute_not_exists(pk) OR #at < :at OR (#at = :at AND #status < :status)',
        names: { '#at': 'at', '#status': 'status' },
        values: { ':at': at, ':status': status },
      }
    : { text: 'attribute_not_exists(pk) OR #at > :at', names: { '#at': 'at' }, values: { ':at': at } };

/** Whether it was new. */
const put = async ({ table, crew }: CrewParts, council: string, event: CrewEvent): Promise<boolean> => {
  try {
    await table.put(itemOf(council, event, crew), isNews(event));
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
};

const atOnce = 16;

/** Of a day that is kept, and not of a clock that is ahead: the latest word counts, so that one would count for good. */
const isTimely = (today: string) => {
  const [oldest, newest] = [addDays(today, -keptFor), addDays(today, 1)];
  return ({ date, at }: Pick<RoundStatus, 'date' | 'at'>): boolean =>
    oldest <= date && date <= newest && Date.parse(at) < Date.parse(addDays(newest, 1));
};

const tellEvents: (parts: CrewParts, ...told: Parameters<CrewStore['tellEvents']>) => Promise<number> = async (
  parts,
  council,
  told,
  today,
) => {
  const all = told.map(canonical).filter(isTimely(today));
  const events = oneOfEach(all);
  const shared = await sharedAmong(parts, council, [...new Set(events.flatMap(({ uprn }) => uprn ?? []))]);
  const forTheLog = events.map(logged).filter((one) => isForTheLog(one, shared));
  await add(parts.table, council, logItem, forTheLog, today);
  await add(parts.table, council, progressItem, all.flatMap(tellingsOf), today);
  let taken = 0;
  await inParallel(events, atOnce, async (event) => {
    const isNew = await put(parts, council, event);
    if (isNew) taken += 1;
  });
  return taken;
};

export const crewStore = (parts: CrewParts): CrewStore => ({
  tell: (council, told, today) => add(parts.table, council, progressItem, told.filter(isTimely(today)), today),
  tellEvents: (...told) => tellEvents(parts, ...told),
  eventsAt: async (council, place, from, to) => {
    const items = await parts.table.queryAll({
      pk: partition(council, place),
      between: [`EVENT#${from}`, `EVENT#${to}~`],
    });
    return eventsIn(items, parts.crew).events;
  },
});
