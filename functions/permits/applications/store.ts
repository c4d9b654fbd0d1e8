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
import type { Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { asRead, type Due, dueKey } from './due.ts';
import { applicationIn, applicationKey, usedKey } from './items.ts';
import type { Journey, KeptPermit } from './journey.ts';
import { followingWrites, type JourneyParts, next, read, readPermit, recordWrites, using } from './writes.ts';

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

const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error;
    throw error;
  }
};

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
