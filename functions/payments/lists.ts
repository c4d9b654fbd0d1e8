/** Payments of a day, and the ledger of a day. */
import * as z from 'zod/mini';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { makeCursor, openCursor } from '#shared/http/cursor.ts';
import type { Keeping } from '#shared/retention.ts';
import type { Payment } from './contract/fields.ts';
import { Movement } from './contract/ledger.ts';
import { ledgerOf, ofDay, paymentKey, rowIn } from './items.ts';
import { shown } from './record.ts';

interface Paging {
  readonly day: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface PaymentLists {
  ofDay(
    council: string,
    query: Paging & { readonly status?: Payment['status'] | undefined },
  ): Promise<{ payments: Payment[]; cursor?: string }>;
  ledger(council: string, query: Paging): Promise<z.output<typeof Page>>;
}

const Page = z.object({
  day: z.string(),
  movements: z.array(Movement),
  totals: z.object({
    movements: z.number(),
    taken: z.number(),
    refunded: z.number(),
    fees: z.number(),
    net: z.number(),
  }),
  cursor: z.optional(z.string()),
});

/** Where to go on: the sort key of the last that was read. */
const Position = z.string().check(z.regex(/^[\d:.TZ-]{20,24}#(?:PY|RF)-[0-9A-Z]{12}$/));
const perPage = 200;
/** Payments that are read over in one call, at most, are this many pages of them. */
const mostPages = 10;

interface Parts {
  readonly table: Table;
  readonly payments: Keeping;
}

const listed = async (
  { table, payments }: Parts,
  council: string,
  { day, status, limit, cursor }: Parameters<PaymentLists['ofDay']>[1],
) => {
  const binding = [council, 'listPayments', day, status];
  const gsi1pk = ofDay(council, day);
  let after = openCursor(Position, binding, cursor);
  const found: Item[] = [];
  for (let page = 0; page < mostPages; page += 1) {
    const start = after && { gsi1pk, gsi1sk: after, ...paymentKey(council, after.slice(-15)) };
    const { items, next } = await table.query({
      ...{ index: 'gsi1', pk: gsi1pk, descending: true, limit: perPage, after: start || undefined },
    });
    found.push(...items.filter((one) => !payments.isOver(one) && (!status || one.status === status)));
    after = String((found.length > limit ? found[limit - 1] : items.at(-1))?.gsi1sk ?? '') || undefined;
    if (found.length > limit) break;
    if (!next) return { payments: found.map((one) => shown(rowIn(one))) };
  }
  const shownNow = found.slice(0, limit).map((one) => shown(rowIn(one)));
  return { payments: shownNow, ...(after && { cursor: makeCursor(binding, after) }) };
};

/** The whole day is read for each page, so that its totals are of the same moment as its lines. */
const ledger = async ({ table, payments }: Parts, council: string, { day, limit, cursor }: Paging) => {
  const binding = [council, 'getLedger', day];
  const after = openCursor(Position, binding, cursor);
  const items = (await table.queryAll({ pk: ledgerOf(council, day), consistent: true })).filter(
    (one) => !payments.isOver(one),
  );
  const all = items.map((one) => z.parse(Movement, one));
  const sum = (of: (one: Movement) => number) => all.reduce((total, one) => total + of(one), 0);
  const start = after === undefined ? 0 : items.filter(({ sk }) => String(sk) <= after).length;
  const last = items[start + limit - 1];
  return {
    day,
    movements: all.slice(start, start + limit),
    totals: {
      movements: all.length,
      taken: sum(({ amount }) => Math.max(amount, 0)),
      refunded: sum(({ amount }) => Math.max(-amount, 0)),
      fees: sum(({ fee }) => fee),
      net: sum(({ net }) => net),
    },
    ...(last && start + limit < items.length && { cursor: makeCursor(binding, String(last.sk)) }),
  };
};

export const paymentLists = (parts: Parts): PaymentLists => ({
  ofDay: (...given) => listed(parts, ...given),
  ledger: (...given) => ledger(parts, ...given),
});
