/**
 * A council's audit trail in a capability's own table. An entry goes into the transaction of the change that it tells of, so there
 * is never one without the other; nothing here changes or removes one.
 *
 *   <council>#AUDIT   <instant>-<random>   one entry
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { ifAbsent, type Write } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { Keeping } from '#shared/retention.ts';
import { AuditEntry } from './contract.ts';

const at = (council: string, id: string) => ({ pk: `${council}#AUDIT`, sk: id });

/** What a handler tells its store about a change; the store adds what it was before and after. */
export type Deed = Pick<AuditEntry, 'at' | 'by' | 'operation'>;

const Position = z.string().check(z.regex(/^[\d:.TZ-]{24}-[0-9a-f]{8}$/));

export interface AuditQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
}
export interface AuditPage {
  readonly entries: AuditEntry[];
  readonly cursor?: string;
}

export interface AuditTrail {
  /** The entry as a write, for the transaction of the change. */
  write(council: string, entry: Omit<AuditEntry, 'id'>): Write;
  /** One page of a council's entries, the newest first. */
  list(council: string, query: AuditQuery): Promise<AuditPage>;
}

export const auditTrail = (table: Table, keeping: Keeping): AuditTrail => ({
  write: (council, entry) => {
    const id = `${entry.at}-${randomUUID().slice(0, 8)}`;
    const expiresAt = keeping.until(council, Date.parse(entry.at));
    const item = { ...at(council, id), type: 'audit', ...AuditEntry.parse({ id, ...entry }), expiresAt };
    return { put: item, condition: ifAbsent };
  },

  list: async (council, { limit, cursor }) => {
    const binding = [council, table.name, 'audit'];
    const after = openCursor(Position, binding, cursor);
    const { items, next } = await table.query({
      pk: at(council, '').pk,
      limit,
      descending: true,
      after: after === undefined ? undefined : at(council, after),
    });
    const entries = items.map((item) => AuditEntry.parse(item));
    const last = entries.at(-1);
    return {
      entries: entries.filter((_, i) => !keeping.isOver(items[i])),
      ...(next && last && { cursor: makeCursor(binding, last.id) }),
    };
  },
});
