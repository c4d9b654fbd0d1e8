/** Orders, visits and refunds of households: each change is one transaction, conditional on what it takes (items.ts). */
import type { Item, Key, Write } from '#shared/dynamodb/expression.ts';
import type { Household, KeptOrder, KeptRefund, KeptVisit, VisitorDue } from './items.ts';
import * as items from './items.ts';
import type { Lot, Taken } from './rules.ts';
import * as writing from './writing.ts';

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

export const visitorStore = (parts: writing.VisitorParts): VisitorStore => {
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
    allowance: (...given) => writing.allowance(parts, ...given),
    grant: (council, household, claims) =>
      table.put({ ...items.claimsKey(council, household), type: 'visitor-claims', claims }),
    openOrder: (...given) => writing.openOrder(parts, ...given),
    order: (council, order) => read(items.orderKey(council, order), items.orderIn),
    changeOrder: (...given) => writing.changeOrder(parts, ...given),
    openVisit: (...given) => writing.openVisit(parts, ...given),
    visit: (council, visit) => read(items.visitKey(council, visit), items.visitIn),
    endVisit: (...given) => writing.endVisit(parts, ...given),
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
    openRefund: (...given) => writing.openRefund(parts, ...given),
    refund: (council, refund) => read(items.refundKey(council, refund), (item) => item as unknown as KeptRefund),
    settle: async (due, event) => {
      const there = { text: 'attribute_exists(pk)' };
      await writing.attempt(table.transact([items.undueWrite(due, there), ...(event ? [event] : [])]));
    },
  };
};
