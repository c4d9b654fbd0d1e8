/**
 * Applications and their permits. Each change is one transaction of all that follows from it: both records, places that become free,
 * what enforcement reads, what has to happen later, and what is announced.
 *
 *   <council>#APP#<reference>      APP           an application; in gsi1 by <council>#APPS#<status> and when it is to be decided
 *   <council>#APP#<reference>      CONTACT, NOTE#<n>, FILE#<evidence>#<n>   what only staff see
 *   <council>#PERMIT#<reference>   PERMIT        a permit; in gsi1 by <council>#PERMITS#<zone> and when it changed
 *   <council>#MARK#<registration>  <permit>#<n>  that it counts (`enforcement/marks.ts`)
 *   <council>#QUOTE#<reference>    USED          the application that used it
 *   *#DUE                          <time>#<council>#<what>#<reference>   what has to happen (`due.ts`)
 */
import { ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import { freeing, type Inheriting } from '../changes/inheriting.ts';
import type { permits } from '../contract.ts';
import { markWrites } from '../enforcement/marks.ts';
import type { Places } from '../places/places.ts';
import { lineWrites } from '../waiting/line.ts';
import { asRead, type Due, dueKey, dueWrites } from './due.ts';
import {
  applicationIn,
  applicationKey,
  applicationWrite,
  newsOf,
  permitIn,
  permitKey,
  permitWrite,
  usedKey,
} from './items.ts';
import { holdsPlaces, type Journey, type KeptApplication, type KeptPermit } from './journey.ts';
import { mentionWrites } from './people.ts';
import { endOf } from './steps.ts';

interface Writing {
  readonly at: number;
  /** Of the caller, each conditional: what is lost is told by `Lost`. */
  readonly writes?: readonly Write[];
  /** The kept answer of a request with an Idempotency-Key. */
  readonly note?: { readonly writes: readonly Write[] } | undefined;
}

/** What another was quicker to: a write of the caller's own, or (of a new one) the quote. */
export interface Lost {
  readonly lost: ConditionFailed;
  readonly write: number;
}

export interface JourneyStore {
  /** Opens an application. `used`: the application that used the quote before. */
  open(council: string, journey: Journey, writing: Writing): Promise<{ readonly used: string } | Lost | undefined>;
  find(council: string, application: string): Promise<Journey | undefined>;
  permit(council: string, permit: string): Promise<KeptPermit | undefined>;
  /** Writes over what was read; `stale` where that is not there any more. */
  change(council: string, before: Journey, after: Journey, writing: Writing): Promise<Journey | Lost | 'stale'>;
  /** That a quote is used by an application: for the transaction of a change that takes another quote. */
  using(council: string, quote: string, application: string, at: number): Write;
  /** What a change of another journey is, for the same transaction. */
  writesOf(council: string, before: Journey, after: Journey, at: number): Promise<Write[]>;
  /** How a change will be kept: with its versions. */
  next(before: Journey, after: Journey, at: number): Journey;
  /** What should have happened by then, the oldest first. */
  due(at: number, limit: number): Promise<Due[]>;
  /** Takes it off the list, unless it was put there again. */
  settle(due: Due): Promise<void>;
  /** The application that used a quote. */
  used(council: string, quote: string): Promise<string | undefined>;
}

export interface JourneyParts {
  readonly table: Table;
  readonly announce: Announce<typeof permits>;
  readonly places: Places;
  readonly keep: Readonly<Record<'applications' | 'permits' | 'marks' | 'evidence', Keeping>>;
  readonly newId?: (at: number) => string;
}

const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error;
    throw error;
  }
};

const versioned = <T extends KeptApplication | KeptPermit>(before: T | undefined, after: T, at: number): T => ({
  ...after,
  changedAt: new Date(at).toISOString(),
  version: (before?.version ?? 0) + 1,
});

/** Both with new versions; a record that is as it was stays unwritten. */
const next = (before: Journey | undefined, after: Journey, at: number): Journey => {
  const isSame = (one: object | undefined, other: object | undefined) => JSON.stringify(one) === JSON.stringify(other);
  const { application, permit } = after;
  return {
    application: isSame(before?.application, application)
      ? application
      : versioned(before?.application, application, at),
    ...(permit && { permit: isSame(before?.permit, permit) ? permit : versioned(before?.permit, permit, at) }),
  };
};

const lastDay = ({ permit }: Journey, at: number): number => (permit ? Math.max(at, endOf(permit.ends)) : at);

const recordWrites = (parts: JourneyParts, council: string, before: Journey | undefined, now: Journey, at: number) => {
  const { keep } = parts;
  const until = lastDay(now, at);
  const { application, permit } = now;
  const isNew = (one: { version: number } | undefined, other: { version: number } | undefined) =>
    one !== undefined && one.version !== other?.version;
  return [
    ...(isNew(application, before?.application)
      ? [applicationWrite(council, before?.application, application, keep.applications.until(council, until))]
      : []),
    ...(permit && isNew(permit, before?.permit)
      ? [permitWrite(council, before?.permit, permit, keep.permits.until(council, until))]
      : []),
  ];
};

const newsWrites = (parts: JourneyParts, council: string, before: Journey | undefined, now: Journey, at: number) => {
  const { announce, newId = eventId } = parts;
  const { application, permit } = now;
  const moment = () => ({ id: newId(at), at });
  const news = permit && newsOf(before?.permit, permit);
  const { application: reference, status } = application;
  return [
    ...(before?.application.status === status
      ? []
      : [announce(council, reference, 'permits.application.changed', { application: reference, status }, moment())]),
    ...(permit && news
      ? [
          announce(
            council,
            permit.permit,
            news,
            { permit: permit.permit, application: reference, zone: permit.zone, status: permit.status },
            moment(),
          ),
        ]
      : []),
  ];
};

/** What people wrote into an application. */
const textsOf = ({ application: { reasons, decisions, evidence } }: Journey): string =>
  JSON.stringify([reasons, decisions, evidence]).replaceAll(/\\[nrt]/g, '\n');

const read = async ({ table }: JourneyParts, key: Key, keeping: Keeping) => {
  const item = await table.get(key, { consistent: true });
  return item && !keeping.isOver(item) ? item : undefined;
};

const readPermit = async (parts: JourneyParts, council: string, reference: string) => {
  const item = await read(parts, permitKey(council, reference), parts.keep.permits);
  return item && permitIn(item);
};

/** `application`: any, which is as it is on both sides. */
const inheritingIn = (parts: JourneyParts, application: KeptApplication): Inheriting => ({
  places: parts.places,
  permit: (council, reference) => readPermit(parts, council, reference),
  write: (council, before, given, at) => {
    const after = versioned(before, given, at);
    const expiresAt = parts.keep.permits.until(council, endOf(after.ends));
    return [
      permitWrite(council, before, after, expiresAt),
      ...dueWrites(council, { application, permit: before }, { application, permit: after }, () => ''),
    ];
  },
});

/** All but the records themselves. */
const followingWrites = async (
  parts: JourneyParts,
  council: string,
  before: Journey | undefined,
  now: Journey,
  at: number,
): Promise<Write[]> => {
  const { keep } = parts;
  const { permit } = now;
  const reference = now.application.application;
  const filesUntil = (closedAt: string) =>
    new Date(keep.evidence.until(council, Date.parse(closedAt)) * 1000).toISOString();
  const gone = before?.permit && permit && !holdsPlaces(permit) ? before.permit : undefined;
  return [
    ...(gone ? await freeing(inheritingIn(parts, now.application), council, gone, at) : []),
    ...(permit ? markWrites(council, before?.permit, permit, (from) => keep.marks.until(council, from)) : []),
    ...mentionWrites(council, reference, 'APP', textsOf(now), keep.applications.until(council, lastDay(now, at))),
    ...dueWrites(council, before, now, filesUntil),
    ...lineWrites(council, before?.application, now.application, at),
    ...newsWrites(parts, council, before, now, at),
  ];
};

const using = ({ keep }: JourneyParts, council: string, quote: string, application: string, at: number): Write => ({
  put: {
    ...usedKey(council, quote),
    ...{ type: 'permit-quote-used', application, expiresAt: keep.applications.until(council, at) },
  },
  condition: ifAbsent,
});

const open = async (parts: JourneyParts, ...given: Parameters<JourneyStore['open']>) => {
  const [council, journey, { at, writes = [], note }] = given;
  const now = next(undefined, journey, at);
  const { application, quote } = now.application;
  const failed = await attempt(
    parts.table.transact([
      using(parts, council, quote.quote, application, at),
      ...writes,
      ...recordWrites(parts, council, undefined, now, at),
      ...(await followingWrites(parts, council, undefined, now, at)),
      ...(note?.writes ?? []),
    ]),
  );
  if (!failed) return undefined;
  if (failed.index === 0) return { used: String(failed.item?.application) };
  if (failed.index <= writes.length) return { lost: failed, write: failed.index - 1 };
  throw failed;
};

const change = async (parts: JourneyParts, ...given: Parameters<JourneyStore['change']>) => {
  const [council, before, after, { at, writes = [], note }] = given;
  const now = next(before, after, at);
  const records = recordWrites(parts, council, before, now, at);
  const all = [
    ...records,
    ...writes,
    ...(await followingWrites(parts, council, before, now, at)),
    ...(note?.writes ?? []),
  ];
  const failed = all.length > 0 ? await attempt(parts.table.transact(all)) : undefined;
  if (!failed) return now;
  if (failed.index < records.length) return 'stale';
  const own = failed.index - records.length;
  if (own < writes.length) return { lost: failed, write: own };
  // A place that was another's a moment later: what is released is read anew.
  if (failed.index < all.length - (note?.writes.length ?? 0)) return 'stale';
  throw failed;
};

export const journeyStore = (parts: JourneyParts): JourneyStore => {
  const { table, keep } = parts;
  return {
    permit: (...given) => readPermit(parts, ...given),
    next,
    writesOf: async (council, before, after, at) => {
      const now = next(before, after, at);
      return [
        ...recordWrites(parts, council, before, now, at),
        ...(await followingWrites(parts, council, before, now, at)),
      ];
    },
    open: (...given) => open(parts, ...given),
    using: (...given) => using(parts, ...given),
    change: (...given) => change(parts, ...given),
    find: async (council, reference) => {
      const item = await read(parts, applicationKey(council, reference), keep.applications);
      if (!item) return undefined;
      const application = applicationIn(item);
      return {
        application,
        permit: application.permit ? await readPermit(parts, council, application.permit) : undefined,
      };
    },
    due: async (at, limit) => {
      const { items } = await table.query({ pk: '*#DUE', between: ['0', `${new Date(at).toISOString()}~`], limit });
      return items.map(({ sk, version }) => {
        const [moment = '', council = '', what = '', id = ''] = String(sk).split('#');
        return { at: moment, council, what, id, ...(version !== undefined && { version: Number(version) }) };
      });
    },
    settle: async (due) => {
      await attempt(table.remove(dueKey(due), asRead(due)));
    },
    used: async (council, quote) => {
      const item = await table.get(usedKey(council, quote), { consistent: true });
      return item && String(item.application);
    },
  };
};
