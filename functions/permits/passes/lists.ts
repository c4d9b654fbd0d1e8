/** Passes by how far they are: the queue of staff, and those that wait for a card. */
import * as z from 'zod/mini';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import { londonDay } from '#shared/london.ts';
import type { Keeping } from '#shared/retention.ts';
import type { passOperations } from '../contract/passOperations.ts';
import type { Pass } from '../contract/passShapes.ts';
import { type KeptPass, keptIn, passKey, shown } from './items.ts';

type Query = z.output<(typeof passOperations)['listPasses']['query']>;

export interface PassLists {
  list(council: string, query: Query, at: number): Promise<{ passes: Pass[]; cursor?: string }>;
  /** Approved ones, the oldest first; some may be further by now. */
  approved(council: string, limit: number): Promise<KeptPass[]>;
}

/** Where to go on: the sort key of the last that was read. */
const Position = z.string().check(z.regex(/^[\d:.TZ-]{20,24}#PB-[0-9A-Z]{8}$/));
/** Read over in one call, at most. */
const mostPages = 10;

interface Parts {
  readonly table: Table;
  readonly keep: Keeping;
}

const list = async ({ table, keep }: Parts, council: string, query: Query, at: number) => {
  const { cursor, limit, format: _, ...filters } = query;
  const { status, kind, late } = filters;
  const binding = [council, 'listPasses', filters];
  const gsi1pk = `${council}#PASSES#${status}`;
  const now = new Date(at).toISOString();
  const isWanted = (one: Pass) =>
    one.status === status &&
    (!kind || one.kind === kind) &&
    (!late || (one.decideBy !== undefined && one.decideBy < now));
  const passes: Pass[] = [];
  let position = openCursor(Position, binding, cursor);
  for (let page = 0; page < mostPages; page += 1) {
    const after =
      position === undefined
        ? undefined
        : { ...passKey(council, position.split('#')[1] ?? ''), gsi1pk, gsi1sk: position };
    const { items, next } = await table.query({ pk: gsi1pk, index: 'gsi1', limit: limit - passes.length, after });
    passes.push(
      ...items
        .filter((item) => !keep.isOver(item))
        .map((item) => shown(keptIn(item), londonDay(at)))
        .filter(isWanted),
    );
    position = next ? String(next.gsi1sk) : undefined;
    if (!position) return { passes };
    if (passes.length >= limit) break;
  }
  return { passes, ...(position && { cursor: makeCursor(binding, position) }) };
};

export const passLists = (parts: Parts): PassLists => ({
  list: (...given) => list(parts, ...given),
  approved: async (council, limit) => {
    const { items } = await parts.table.query({ pk: `${council}#PASSES#approved`, index: 'gsi1', limit });
    return items.map(keptIn);
  },
});
