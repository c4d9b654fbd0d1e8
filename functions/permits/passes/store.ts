/** Passes. Each change is one transaction of all that follows from it: see `consequences.ts`. Keys are in `items.ts`. */

import type { Capability } from '#shared/contract/capability.ts';
import { ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import type { passEvents } from '../contract/passEvents.ts';
import type { PassApplicant } from '../contract/passShapes.ts';
import { duesOf, eventsOf, hotlistOf } from './consequences.ts';
import { asItem, dueWrite, hotlistPk, type KeptPass, keptIn, oneKey, passKey, shellKey } from './items.ts';
import { contactKey, contactWrites } from './people.ts';
import { placeWrites } from './place.ts';
import { endOf } from './validity.ts';

export type AnnouncePass = Announce<Capability & { readonly events: typeof passEvents }>;

export interface Change {
  /** Absent: it is new. */
  readonly before?: KeptPass | undefined;
  readonly after: KeptPass;
  /** Of a new one. */
  readonly contact?: PassApplicant | undefined;
  /** Of the caller, each conditional: where one loses the change is `stale`. */
  readonly writes?: readonly Write[] | undefined;
}

export interface Writing {
  readonly at: number;
  readonly note?: { readonly writes: readonly Write[] } | undefined;
}

export interface PassStore {
  find(council: string, pass: string): Promise<KeptPass | undefined>;
  /** The latest pass of a person, by their hash. */
  of(council: string, holder: string): Promise<{ pass: string; chain: string } | undefined>;
  /** The pass of a card. */
  ofShell(council: string, shell: string): Promise<string | undefined>;
  /** All or nothing. `held`: the person has another; `stale`: one of them changed meanwhile. */
  write(council: string, changes: readonly Change[], writing: Writing): Promise<'held' | 'stale' | undefined>;
}

export interface PassParts {
  readonly table: Table;
  readonly announce: AnnouncePass;
  readonly keep: Readonly<Record<'passes' | 'contacts', Keeping>>;
  readonly newId?: (at: number) => string;
}

/** From when on a record is kept for its time. */
const about = ({ ends, endedAt }: KeptPass, at: number): number =>
  Math.max(at, ends && !endedAt ? Date.parse(endOf(ends)) : 0);

/** A contact is kept as long as its pass: where that ends otherwise than it did, it is written again. */
const personWrites = async (
  { table, keep }: PassParts,
  council: string,
  change: Change,
  at: number,
): Promise<Write[]> => {
  const { before, after, contact } = change;
  const expiresAt = keep.contacts.until(council, about(after, at));
  if (contact) return contactWrites(council, after.pass, contact, { expiresAt, isNew: !before });
  if (!before || (before.ends === after.ends && before.endedAt === after.endedAt)) return [];
  const there = await table.get(contactKey(council, after.pass), { consistent: true });
  if (!there) return [];
  const { pk: _, sk: __, type: ___, ...fields } = there;
  return contactWrites(council, after.pass, fields as unknown as PassApplicant, { expiresAt, isNew: false });
};

/** A pass, then the person's place: told apart by their place in the transaction. */
const writesOf = async (parts: PassParts, council: string, change: Change, at: number) => {
  const { announce, keep, newId = eventId } = parts;
  const { before, after } = change;
  const now = new Date(at).toISOString();
  const expiresAt = keep.passes.until(council, about(after, at));
  const state = hotlistOf(before, after);
  const over = { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before?.version } };
  const { pass, shell, because = after.status } = after;
  return {
    own: { put: asItem(council, after, expiresAt), condition: before ? over : ifAbsent } satisfies Write,
    place: await placeWrites(parts.table, council, change, at, expiresAt),
    rest: [
      ...(await personWrites(parts, council, change, at)),
      ...(state
        ? [
            {
              put: {
                pk: hotlistPk(council),
                sk: `${now}#${pass}`,
                type: 'permits-hotlist',
                pass,
                shell,
                state,
                because,
                at: now,
                expiresAt,
              },
            },
          ]
        : []),
      ...eventsOf(before, after).map(({ type, data }) => announce(council, pass, type, data, { id: newId(at), at })),
      ...duesOf(before, after, now).map((due) => dueWrite({ ...due, council, id: pass })),
      ...(change.writes ?? []),
    ] satisfies Write[],
  };
};

const write = async (
  parts: PassParts,
  ...[council, changes, { at, note }]: Parameters<PassStore['write']>
): Promise<'held' | 'stale' | undefined> => {
  const made = await Promise.all(changes.map((change) => writesOf(parts, council, change, at)));
  const places = made.flatMap(({ place }) => place);
  const own = [...made.map((one) => one.own), ...places, ...made.flatMap(({ rest }) => rest)];
  try {
    await parts.table.transact([...own, ...(note?.writes ?? [])]);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionFailed) || error.index >= own.length) throw error;
    const lost = error.index - made.length;
    const place = places[lost];
    return place && 'put' in place ? 'held' : 'stale';
  }
};

export const passStore = (parts: PassParts): PassStore => {
  const { table, keep } = parts;
  const read = async (key: Key) => {
    const item = await table.get(key, { consistent: true });
    return item && !keep.passes.isOver(item) ? item : undefined;
  };
  return {
    find: async (council, pass) => {
      const item = await read(passKey(council, pass));
      return item && keptIn(item);
    },
    of: async (council, holder) => {
      const item = await read(oneKey(council, holder));
      return item && { pass: String(item.pass), chain: String(item.chain) };
    },
    ofShell: async (council, shell) => {
      const item = await table.get(shellKey(council, shell), { consistent: true });
      return item && String(item.pass);
    },
    write: (...given) => write(parts, ...given),
  };
};
