/** Orders, visits and refunds of households: each change is one transaction, conditional on what it takes (items.ts). */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';
import type { visitEvents } from '../contract/visitorOperations.ts';
import { markWrites } from '../enforcement/marks.ts';
import type { Household, KeptOrder, KeptRefund, KeptVisit, VisitorDue } from './items.ts';
import * as items from './items.ts';
import type { Lot, Taken } from './rules.ts';

/** The kept answer of a request with an Idempotency-Key. */
export interface Note {
  readonly writes: readonly Write[];
}

export interface Granted {
  readonly claim: string;
  readonly until: string;
}

/** What a household had of the allowance of a period. */
export interface Counted {
  readonly bought: number;
  readonly free: number;
}

export interface Counting {
  readonly most: number | undefined;
  readonly mostFree: number;
}

export interface VisitorStore {
  lots(council: string, household: Household): Promise<Lot[]>;
  /** What staff granted, and what was counted. It can be a little old: what counts is the condition of the counter. */
  allowance(
    council: string,
    household: Household,
    period: string,
  ): Promise<Counted & { readonly claims: readonly Granted[] }>;
  grant(council: string, household: Household, claims: readonly Granted[]): Promise<void>;
  /** What was counted, where there is no room for it any more. `lot`: of what is there at once. */
  openOrder(
    council: string,
    order: KeptOrder,
    of: { counting: Counting; lot?: Lot | undefined; contact: readonly Write[]; note: Note },
  ): Promise<Counted | undefined>;
  order(council: string, order: string): Promise<KeptOrder | undefined>;
  /** Over what was read, else `false`. A lot comes with what is paid; what has lapsed counts no more. */
  changeOrder(council: string, before: KeptOrder, after: KeptOrder, lot?: Lot): Promise<boolean>;
  /** `false` where another took of the same lots meanwhile. */
  openVisit(council: string, visit: KeptVisit, note: Note): Promise<boolean>;
  visit(council: string, visit: string): Promise<KeptVisit | undefined>;
  /** `stale`: it changed meanwhile; `gone`: there is nothing any more to give back to. */
  endVisit(
    council: string,
    before: KeptVisit,
    after: KeptVisit,
    back: readonly Taken[],
  ): Promise<'ended' | 'stale' | 'gone'>;
  visits(council: string, household: Household): Promise<KeptVisit[]>;
  /** `false` where the lots changed meanwhile. */
  openRefund(council: string, refund: KeptRefund, lots: readonly Lot[], at: number, note: Note): Promise<boolean>;
  refund(council: string, refund: string): Promise<KeptRefund | undefined>;
  /** Takes it off the list, with what is announced of it; once. */
  settle(due: VisitorDue, event?: Write): Promise<void>;
}

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

const attempt = async (run: Promise<unknown>): Promise<ConditionFailed | undefined> => {
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

const allowance = async (
  { table }: VisitorParts,
  ...[council, household, period]: Parameters<VisitorStore['allowance']>
) => {
  const found = await table.getMany([items.claimsKey(council, household), items.periodKey(council, household, period)]);
  const claims = found.find(({ type }) => type === 'visitor-claims')?.claims ?? [];
  return { ...countedIn(found.find(({ type }) => type === 'visitor-period')), claims: claims as Granted[] };
};

const openOrder = async (parts: VisitorParts, ...given: Parameters<VisitorStore['openOrder']>) => {
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

const changeOrder = async (
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

const openVisit = async (parts: VisitorParts, ...[council, visit, note]: Parameters<VisitorStore['openVisit']>) => {
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

const endVisit = async (
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

const openRefund = async (parts: VisitorParts, ...given: Parameters<VisitorStore['openRefund']>): Promise<boolean> => {
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

export const visitorStore = (parts: VisitorParts): VisitorStore => {
  const { table, visitors } = parts;
  const read = async <T>(key: Key, as: (item: Item) => T): Promise<T | undefined> => {
    const item = await table.get(key, { consistent: true });
    return item && !visitors.isOver(item) ? as(item) : undefined;
  };
  return {
    lots: async (council, household) => {
      const pk = items.householdPk(council, household);
      return (await table.queryAll({ pk, prefix: 'LOT#', consistent: true })).map(items.lotIn);
    },
    allowance: (...given) => allowance(parts, ...given),
    grant: (council, household, claims) =>
      table.put({ ...items.claimsKey(council, household), type: 'visitor-claims', claims }),
    openOrder: (...given) => openOrder(parts, ...given),
    order: (council, order) => read(items.orderKey(council, order), items.orderIn),
    changeOrder: (...given) => changeOrder(parts, ...given),
    openVisit: (...given) => openVisit(parts, ...given),
    visit: (council, visit) => read(items.visitKey(council, visit), items.visitIn),
    endVisit: (...given) => endVisit(parts, ...given),
    visits: async (council, household) => {
      const pk = items.householdPk(council, household);
      const { items: found } = await table.query({
        pk,
        prefix: 'SESSION#',
        descending: true,
        limit: 200,
        consistent: true,
      });
      const visits = await table.getMany(found.map(({ session }) => items.visitKey(council, String(session))));
      return visits.map(items.visitIn).toSorted((a, b) => (a.starts + a.session < b.starts + b.session ? 1 : -1));
    },
    openRefund: (...given) => openRefund(parts, ...given),
    refund: (council, refund) => read(items.refundKey(council, refund), (item) => item as unknown as KeptRefund),
    settle: async (due, event) => {
      const there = { text: 'attribute_exists(pk)' };
      await attempt(table.transact([items.undueWrite(due, there), ...(event ? [event] : [])]));
    },
  };
};
