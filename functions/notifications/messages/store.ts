/**
 * Messages, what they say, and when something is to be done about them.
 *
 *   <council>#MESSAGE#<id>     MESSAGE            how far it is; in gsi1 by <council>#MESSAGES and the id, which is in order of time
 *   <council>#MESSAGE#<id>     CONTENT            to whom, and what: only until it is sent for good
 *   <council>#ABOUT#<about>    <id>               that it is about this
 *   <council>#CONTACT#<hash>   MESSAGE#<id>       that it is to this contact
 *   <council>#DUE#<list>       <time>#<id>.<channel>   lists: what is to be sent, by channel; `check` for what Notify is to be asked of
 */
import type { Note } from '#shared/contract/idempotency.ts';
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { type Announce, eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import { type Channel, channels } from '../contract/fields.ts';
import type { notifications } from '../contract.ts';
import { type Dated, type DueList, duePk, dueWrites, timeText } from './due.ts';
import { type Content, type Kept, needsContent } from './kept.ts';

export interface Due {
  readonly key: Key;
  readonly message: string;
  readonly channel: Channel;
}

export interface MessageStore {
  add(council: string, kept: Kept, content: Content, note: Note): Promise<void>;
  find(council: string, message: string): Promise<Kept | undefined>;
  findMany(council: string, messages: readonly string[]): Promise<Kept[]>;
  content(council: string, message: string): Promise<Content | undefined>;
  /** Writes over the version that was read, with the events that follow; `stale` where that is not there any more. */
  change(council: string, before: Kept, after: Omit<Kept, 'version'>, at: number): Promise<Kept | 'stale'>;
  due(council: string, list: DueList, at: number, limit: number): Promise<Due[]>;
  settle(due: Due): Promise<void>;
  /** Ids, the newest first, and where to go on. */
  page(council: string, about: string | undefined, after: string | undefined, limit: number): Promise<string[]>;
  /** Those to a contact, the newest first. */
  to(council: string, hash: string, limit: number): Promise<string[]>;
  /** Takes a message from those to a contact. */
  unpoint(council: string, hash: string, message: string): Promise<void>;
}

export interface MessageParts {
  readonly table: Table;
  readonly announce: Announce<typeof notifications>;
  readonly messages: Keeping;
  readonly contents: Keeping;
  readonly newId?: (at: number) => string;
}

const pkOf = (council: string, message: string): string => `${council}#MESSAGE#${message}`;
const messageKey = (council: string, message: string): Key => ({ pk: pkOf(council, message), sk: 'MESSAGE' });
const contentKey = (council: string, message: string): Key => ({ pk: pkOf(council, message), sk: 'CONTENT' });
const aboutPk = (council: string, about: string): string => `${council}#ABOUT#${about}`;
const listPk = (council: string): string => `${council}#MESSAGES`;
export const contactPk = (council: string, hash: string): string => `${council}#CONTACT#${hash}`;
export const pointerKey = (council: string, hash: string, message: string): Key => ({
  pk: contactPk(council, hash),
  sk: `MESSAGE#${message}`,
});

const messageItem = (council: string, kept: Kept, expiresAt: number): Item => ({
  ...messageKey(council, kept.message),
  ...{ gsi1pk: listPk(council), gsi1sk: kept.message, type: 'message', ...kept, expiresAt },
});

/** Written by this capability alone, in this shape. */
const keptIn = (item: Item): Kept => {
  const { pk: _pk, sk: _sk, gsi1pk: _gpk, gsi1sk: _gsk, type: _type, expiresAt: _until, ...kept } = item;
  return kept as unknown as Kept;
};

const add = async (parts: MessageParts, ...[council, kept, content, note]: Parameters<MessageStore['add']>) => {
  const { table, announce, newId = eventId } = parts;
  const { message, purpose, about } = kept;
  const at = Date.parse(kept.createdAt);
  const expiresAt = parts.messages.until(council, at);
  const pointer = { type: 'message-pointer', message, expiresAt };
  const queued = { message, purpose, ...(about && { about }), channels: Object.keys(kept.channels) as Channel[] };
  await table.transact([
    { put: messageItem(council, kept, expiresAt), condition: ifAbsent },
    {
      put: {
        ...contentKey(council, message),
        type: 'message-content',
        ...content,
        expiresAt: parts.contents.until(council, at),
      },
    },
    ...(about ? [{ put: { pk: aboutPk(council, about), sk: message, ...pointer } }] : []),
    ...[...new Set(Object.values(kept.contacts))].map((hash) => ({
      put: { ...pointerKey(council, hash, message), ...pointer },
    })),
    ...dueWrites(council, undefined, kept, expiresAt),
    announce(council, message, 'notifications.message.queued', queued, { id: newId(at), at }),
    ...note.writes,
  ]);
};

/** Of each channel that is settled now, or settled otherwise than before. */
const finishedWrites = (parts: MessageParts, council: string, before: Kept, after: Dated, at: number): Write[] => {
  const { announce, newId = eventId } = parts;
  const { message, purpose, about } = before;
  return channels.flatMap((channel) => {
    const [was, is] = [before.channels[channel], after.channels[channel]];
    if (!is?.finishedAt || (was?.finishedAt && was.status === is.status)) return [];
    const data = { message, purpose, ...(about && { about }), channel, status: is.status };
    return [announce(council, message, 'notifications.message.finished', data, { id: newId(at), at })];
  });
};

const change = async (
  parts: MessageParts,
  ...[council, before, wanted, at]: Parameters<MessageStore['change']>
): Promise<Kept | 'stale'> => {
  const { table, messages } = parts;
  const after: Kept = { ...wanted, version: before.version + 1 };
  const expiresAt = messages.until(council, Date.parse(before.createdAt));
  const over = { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before.version } };
  const gone = Object.values(before.contacts).filter((hash) => !Object.values(after.contacts).includes(hash));
  const isOver = !needsContent(after);
  try {
    await table.transact([
      { put: messageItem(council, after, expiresAt), condition: over },
      ...dueWrites(council, before, after, expiresAt),
      ...(isOver && needsContent(before) ? [{ remove: contentKey(council, before.message) }] : []),
      ...[...new Set(gone)].map((hash) => ({ remove: pointerKey(council, hash, before.message) })),
      ...finishedWrites(parts, council, before, after, at),
    ]);
    return after;
  } catch (error) {
    if (error instanceof ConditionFailed) return 'stale';
    throw error;
  }
};

const due = async ({ table }: MessageParts, ...[council, list, at, limit]: Parameters<MessageStore['due']>) => {
  const pk = duePk(council, list);
  const { items } = await table.query({ pk, between: ['0', `${timeText(at)}~`], limit, consistent: true });
  return items.map(({ sk, message, channel }) => ({
    key: { pk, sk: String(sk) },
    message: String(message),
    channel: channel as Channel,
  }));
};

const page = async ({ table }: MessageParts, ...[council, about, after, limit]: Parameters<MessageStore['page']>) => {
  if (about !== undefined) {
    const pk = aboutPk(council, about);
    const start = after === undefined ? undefined : { pk, sk: after };
    const { items } = await table.query({ pk, descending: true, limit, after: start });
    return items.map(({ sk }) => String(sk));
  }
  const gsi1pk = listPk(council);
  const start = after === undefined ? undefined : { gsi1pk, gsi1sk: after, ...messageKey(council, after) };
  const { items } = await table.query({ index: 'gsi1', pk: gsi1pk, descending: true, limit, after: start });
  return items.map(({ gsi1sk }) => String(gsi1sk));
};

export const messageStore = (parts: MessageParts): MessageStore => {
  const { table, messages, contents } = parts;
  return {
    add: (...given) => add(parts, ...given),
    change: (...given) => change(parts, ...given),
    due: (...given) => due(parts, ...given),
    settle: ({ key }) => table.remove(key),
    page: (...given) => page(parts, ...given),
    find: async (council, message) => {
      const item = await table.get(messageKey(council, message), { consistent: true });
      return item && !messages.isOver(item) ? keptIn(item) : undefined;
    },
    findMany: async (council, ids) => {
      const items = await table.getMany(ids.map((id) => messageKey(council, id)));
      const byId = new Map(items.filter((item) => !messages.isOver(item)).map((item) => [String(item.message), item]));
      return ids.flatMap((id) => {
        const item = byId.get(id);
        return item ? [keptIn(item)] : [];
      });
    },
    content: async (council, message) => {
      const item = await table.get(contentKey(council, message), { consistent: true });
      if (!item || contents.isOver(item)) return undefined;
      const { to, personalisation, publicUrl } = item;
      return { to, personalisation, ...(publicUrl ? { publicUrl } : {}) } as Content;
    },
    unpoint: (...given) => table.remove(pointerKey(...given)),
    to: async (council, hash, limit) => {
      const pk = contactPk(council, hash);
      const { items } = await table.query({ pk, prefix: 'MESSAGE#', descending: true, limit });
      return items.map(({ message }) => String(message));
    },
  };
};
