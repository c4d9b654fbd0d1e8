/** The hotlist as it grew. Entries of the last seconds are held back: one that was begun earlier can come to be seen later. */
import * as z from 'zod/mini';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { Keeping } from '#shared/retention.ts';
import { hotlistPk } from './items.ts';

const settling = 10_000;
const Position = z.string().check(z.regex(/^[\d:.TZ-]{24}#PB-[0-9A-Z]{8}$/));

export interface HotlistFeed {
  since(
    council: string,
    query: { readonly cursor?: string | undefined; readonly limit: number },
    at: number,
  ): Promise<{ entries: Entry[]; cursor: string; more: boolean }>;
}

const entryIn = ({ pass, shell, state, because, at }: Item) => ({
  pass: String(pass),
  ...(shell ? { shell: String(shell) } : {}),
  state: state === 'cleared' ? ('cleared' as const) : ('hotlisted' as const),
  because: String(because),
  at: String(at),
});
type Entry = ReturnType<typeof entryIn>;

const first = '1970-01-01T00:00:00.000Z#PB-00000000';

export const hotlistFeed = ({ table, keep }: { readonly table: Table; readonly keep: Keeping }): HotlistFeed => ({
  since: async (council, { cursor, limit }, at) => {
    const binding = [council, 'getPassHotlist'];
    const from = openCursor(Position, binding, cursor) ?? first;
    // `!` sorts after the end of a key and before all that goes on.
    const between = [`${from}!`, new Date(at - settling).toISOString()] as const;
    if (between[0] > between[1]) return { entries: [], cursor: makeCursor(binding, from), more: false };
    const { items, next } = await table.query({ pk: hotlistPk(council), between, limit, consistent: true });
    return {
      entries: items.filter((item) => !keep.isOver(item)).map(entryIn),
      cursor: makeCursor(binding, String(items.at(-1)?.sk ?? from)),
      more: next !== undefined,
    };
  },
});
