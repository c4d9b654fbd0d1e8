/** Lists of messages. */
import type { Request } from '#shared/contract/capability.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { MessageId } from '../contract/fields.ts';
import type { notifications } from '../contract.ts';
import { type Kept, shown } from './kept.ts';
import type { MessageStore } from './store.ts';

type ListRequest = Request<(typeof notifications)['operations']['listMessages']>;

/** Messages that are read over in one call, at most, are this many pages of them. */
const mostPages = 10;

const has = (status: string | undefined) => (one: Kept) =>
  status === undefined || Object.values(one.channels).some((progress) => progress.status === status);

export const listMessages = async (store: MessageStore, { council, query }: ListRequest) => {
  const { about, status, limit, cursor } = query;
  const binding = [council, 'listMessages', { about, status }];
  const found: Kept[] = [];
  let after = openCursor(MessageId, binding, cursor);
  for (let page = 0; page < mostPages && found.length < limit; page += 1) {
    const ids = await store.page(council, about, after, limit);
    const kept = (await store.findMany(council, ids)).filter(has(status)).slice(0, limit - found.length);
    found.push(...kept);
    after = found.length === limit ? found.at(-1)?.message : ids.at(-1);
    if (ids.length < limit && found.length < limit) return { messages: found.map(shown) };
  }
  return { messages: found.map(shown), ...(after && { cursor: makeCursor(binding, after) }) };
};
