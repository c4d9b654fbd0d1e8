/** The transactions of orders, visits and refunds. */
import type { Item, Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import type { visitEvents } from '../contract/visitorOperations.ts';
import { markWrites } from '../enforcement/marks.ts';
import type { KeptOrder, KeptVisit, VisitorDue } from './items.ts';
import * as items from './items.ts';
import type { Counted, Granted, VisitorStore } from './store.ts';

type VisitEvent = keyof typeof visitEvents;
interface VisitNews {
  readonly visit: string;
  readonly scheme: string;
}

export interface VisitorParts {
  readonly table: Table;
  /** Of what a household bought and used, after it can be used no more. */
  readonly visitors: Keeping;
  readonly marks: Keeping;
  readonly announce: (
    council: string,
    subject: string,
    type: VisitEvent,
    data: VisitNews,
    moment: { readonly id: string; readonly at: number },
  ) => Write;
  readonly newId: (at: number) => string;
}

export const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return error;
    throw error;
  }
};

export const visitNews = (
  parts: VisitorParts,
  council: string,
  type: VisitEvent,
  visit: KeptVisit,
  at: number,
): Write => {
  const { session, scheme } = visit;
  return parts.announce(council, session, type, { visit: session, scheme }, { id: parts.newId(at), at });
};

const visitDue = (council: string, { session, ends }: KeptVisit): VisitorDue => ({
  ...{ at: ends, council, what: 'visit', id: session },
});
const orderDue = (council: string, { order, payBy }: KeptOrder): VisitorDue[] =>
  payBy === undefined ? [] : [{ at: payBy, council, what: 'visitor-order', id: order }];

const countedIn = (item: Item | undefined): Counted => ({
  bought: Number(item?.bought ?? 0),
  free: Number(item?.free ?? 0),
});

export const allowance = async (
  { table }: VisitorParts,
  ...[council, household, period]: Parameters<VisitorStore['allowance']>
) => {
  const found = await table.getMany([items.claimsKey(council, household), items.periodKey(council, household, period)]);
  const claims = found.find(({ type }) => type === 'visitor-claims')?.claims ?? [];
  return { ...countedIn(found.find(({ type }) => type === 'visitor-period')), claims: claims as Granted[] };
};

export const openOrder = async (parts: VisitorParts, ...given: Parameters<VisitorStore['openOrder']>) => {
  const [council, order, { counting, lot, contact, note }] = given;
  const { units, free, period } = order;
  const at = Date.parse(order.createdAt);
  const until = (from: number) => parts.visitors.until(council, from);
  const failed = await attempt(
    parts.table.transact([
      // Long enough for any period.
      items.countWrite(council, order, {
        ...counting,
        units,
        free,
        period,
        expiresAt: until(at + 5 * 366 * 86_400_000),
      }),
      items.orderWrite(council, undefined, order, until(at)),
      ...(lot ? [items.lotWrite(council, order, lot, until(Date.parse(lot.validUntil)))] : []),
      ...orderDue(council, order).map(items.dueWrite),
      ...contact,
      ...note.writes,
    ]),
  );
  if (failed && failed.index > 0) throw failed;
  return failed && countedIn(failed.item);
};

export const changeOrder = async (
  parts: VisitorParts,
  ...given: Parameters<VisitorStore['changeOrder']>
): Promise<boolean> => {
  const [council, before, after, lot] = given;
  const until = (from: number) => parts.visitors.until(council, from);
  const isOver = before.status === 'payment_needed' && after.status !== 'payment_needed';
  const failed = await attempt(
    parts.table.transact([
      items.orderWrite(council, before, after, until(Date.parse(after.createdAt))),
      ...(lot ? [items.lotWrite(council, after, lot, until(Date.parse(lot.validUntil)))] : []),
      ...(isOver ? orderDue(council, before).map((due) => items.undueWrite(due)) : []),
      ...(isOver && after.status === 'lapsed' ? [items.uncountWrite(council, after)] : []),
    ]),
  );
  if (failed && failed.index > 0) throw failed;
  return !failed;
};

const visitWrites = (
  parts: VisitorParts,
  council: string,
  before: KeptVisit | undefined,
  after: KeptVisit,
): Write[] => {
  const expiresAt = parts.visitors.until(council, Date.parse(after.ends));
  const marked = [before, after].map((one) => one && items.markedVisit(one));
  return [
    items.visitWrite(council, before, after, expiresAt),
    ...markWrites(council, marked[0], marked[1], (end) => parts.marks.until(council, end)),
    ...(before ? [] : [items.sessionWrite(council, after, expiresAt)]),
  ];
};

export const openVisit = async (
  parts: VisitorParts,
  ...[council, visit, note]: Parameters<VisitorStore['openVisit']>
) => {
  const takes = visit.taken.map((one) => items.takeWrite(council, visit, one));
  const failed = await attempt(
    parts.table.transact([
      ...takes,
      ...visitWrites(parts, council, undefined, visit),
      items.dueWrite(visitDue(council, visit)),
      visitNews(parts, council, 'permits.visit.started', visit, Date.parse(visit.issuedAt)),
      ...note.writes,
    ]),
  );
  if (failed && failed.index >= takes.length) throw failed;
  return !failed;
};

export const endVisit = async (
  parts: VisitorParts,
  ...[council, before, after, back]: Parameters<VisitorStore['endVisit']>
) => {
  const failed = await attempt(
    parts.table.transact([
      ...visitWrites(parts, council, before, after),
      items.undueWrite(visitDue(council, before)),
      visitNews(parts, council, 'permits.visit.ended', after, Date.parse(after.changedAt)),
      ...back.map((one) => items.giveWrite(council, before, one)),
    ]),
  );
  if (!failed) return 'ended';
  return failed.index === 0 ? 'stale' : 'gone';
};

export const openRefund = async (
  parts: VisitorParts,
  ...given: Parameters<VisitorStore['openRefund']>
): Promise<boolean> => {
  const [council, refund, lots, at, note] = given;
  const due: VisitorDue = { at: new Date(at).toISOString(), council, what: 'visitor-refund', id: refund.refund };
  const empties = lots.map((lot) => items.emptyWrite(council, refund, lot));
  const failed = await attempt(
    parts.table.transact([
      ...empties,
      items.refundWrite(council, refund, parts.visitors.until(council, at)),
      items.dueWrite(due),
      ...note.writes,
    ]),
  );
  if (failed && failed.index >= empties.length) throw failed;
  return !failed;
};
