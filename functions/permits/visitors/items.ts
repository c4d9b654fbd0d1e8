/**
 * What a household has for its visitors, in the table.
 *
 *   <c>#VISIT#<scheme>#<uprn>   PERIOD#<first day>             {bought, free}: what it had of the allowance; one counter, never above it
 *   <c>#VISIT#<scheme>#<uprn>   LOT#<valid until>#<order>      {units, left, pence, payment}: never below zero
 *   <c>#VISIT#<scheme>#<uprn>   SESSION#<starts>#<visit>       that it is this household’s visit
 *   <c>#VISIT#<scheme>#<uprn>   CLAIMS                         what staff granted it
 *   <c>#APP#<VO-…>              ORDER, CONTACT                 an order, and who ordered
 *   <c>#APP#<VR-…>              REFUND                         money that goes back
 *   <c>#PERMIT#<VS-…>           VISIT                          a visit, in gsi1 as permits are: <c>#PERMITS#<zone>, <changedAt>#<visit>
 *   *#DUE                       <time>#<c>#visit|visitor-order|visitor-refund#<id>   what has to happen by then
 */
import { type Expression, type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import type { Permit } from '../contract/permits.ts';
import type { Visit, VisitorOrder } from '../contract/visitors.ts';
import type { Back, Booked, Lot, Taken } from './rules.ts';

export interface Household {
  readonly scheme: string;
  readonly uprn: string;
}

export interface KeptOrder extends VisitorOrder {
  readonly free: boolean;
  /** First day of the period whose allowance it counts in. */
  readonly period: string;
  readonly validMonths: number;
  /** How many payments were begun. */
  readonly attempt: number;
  readonly version: number;
}

export interface KeptVisit extends Visit {
  readonly unit: Booked['unit'];
  readonly taken: readonly Taken[];
  readonly issuedAt: string;
  readonly endedAt?: string;
  readonly changedAt: string;
  readonly schemeVersion: string;
  readonly version: number;
}

export interface KeptRefund extends Household {
  readonly refund: string;
  readonly units: number;
  readonly backs: readonly Back[];
  readonly version: number;
}

export type What = 'visit' | 'visitor-order' | 'visitor-refund';
export interface VisitorDue {
  readonly at: string;
  readonly council: string;
  readonly what: What;
  readonly id: string;
}

export const householdPk = (council: string, { scheme, uprn }: Household): string =>
  `${council}#VISIT#${scheme}#${uprn}`;
export const orderKey = (council: string, order: string): Key => ({ pk: `${council}#APP#${order}`, sk: 'ORDER' });
export const refundKey = (council: string, refund: string): Key => ({ pk: `${council}#APP#${refund}`, sk: 'REFUND' });
export const visitKey = (council: string, visit: string): Key => ({ pk: `${council}#PERMIT#${visit}`, sk: 'VISIT' });
export const periodKey = (council: string, household: Household, period: string): Key => ({
  pk: householdPk(council, household),
  sk: `PERIOD#${period}`,
});
export const claimsKey = (council: string, household: Household): Key => ({
  pk: householdPk(council, household),
  sk: 'CLAIMS',
});
const lotKey = (
  council: string,
  household: Household,
  { validUntil, order }: Pick<Lot, 'validUntil' | 'order'>,
): Key => ({
  pk: householdPk(council, household),
  sk: `LOT#${validUntil}#${order}`,
});

const over = (before: { readonly version: number } | undefined): Expression =>
  before
    ? { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before.version } }
    : ifAbsent;

export const orderWrite = (
  council: string,
  before: KeptOrder | undefined,
  after: KeptOrder,
  expiresAt: number,
): Write => ({
  put: { ...orderKey(council, after.order), type: 'visitor-order', ...after, expiresAt },
  condition: over(before),
});

export const refundWrite = (council: string, refund: KeptRefund, expiresAt: number): Write => ({
  put: { ...refundKey(council, refund.refund), type: 'visitor-refund', ...refund, expiresAt },
  condition: ifAbsent,
});

/** A visit as marks and the feed know permits. */
export const markedVisit = ({ session, scheme, zone, registration, starts, ends, ...visit }: KeptVisit) => ({
  ...{ permit: session, scheme, kind: 'visitor' as const, zone },
  status: (visit.status === 'counts' ? 'active' : 'surrendered') satisfies Permit['status'] as Permit['status'],
  covers: [{ registration, from: starts, until: ends }],
  ...{ issuedAt: visit.issuedAt, changedAt: visit.changedAt, ...(visit.endedAt && { endedAt: visit.endedAt }) },
});

export const visitWrite = (
  council: string,
  before: KeptVisit | undefined,
  after: KeptVisit,
  expiresAt: number,
): Write => ({
  put: {
    ...visitKey(council, after.session),
    type: 'permit-visit',
    gsi1pk: `${council}#PERMITS#${after.zone}`,
    gsi1sk: `${after.changedAt}#${after.session}`,
    // In the words of permits, for whoever reads the index; the visit itself beside it.
    ...{ ...markedVisit(after), version: after.version, price: { schemeVersion: after.schemeVersion } },
    ...{ visit: after, expiresAt },
  },
  condition: over(before),
});

export const sessionWrite = (council: string, visit: KeptVisit, expiresAt: number): Write => ({
  put: {
    pk: householdPk(council, visit),
    sk: `SESSION#${visit.starts}#${visit.session}`,
    ...{ type: 'visitor-session', session: visit.session, expiresAt },
  },
});

export const lotWrite = (council: string, household: Household, lot: Lot, expiresAt: number): Write => ({
  put: { ...lotKey(council, household, lot), type: 'visitor-lot', ...lot, expiresAt },
  condition: ifAbsent,
});

/** On the condition that there are so many. */
export const takeWrite = (council: string, household: Household, { units, ...lot }: Taken): Write => ({
  update: lotKey(council, household, lot),
  set: { text: 'SET #left = #left - :units', names: { '#left': 'left' }, values: { ':units': units } },
  condition: { text: '#left >= :units' },
});

/** Of a lot that was paid back meanwhile nothing is there to give to. */
export const giveWrite = (council: string, household: Household, { units, ...lot }: Taken): Write => ({
  update: lotKey(council, household, lot),
  set: { text: 'SET #left = #left + :units', names: { '#left': 'left' }, values: { ':units': units } },
  condition: { text: 'attribute_exists(pk) AND attribute_not_exists(refunded)' },
});

/** Nothing of it is left, because it is paid back. */
export const emptyWrite = (council: string, household: Household, lot: Lot): Write => ({
  update: lotKey(council, household, lot),
  set: { text: 'SET #left = :none, refunded = :yes', names: { '#left': 'left' }, values: { ':none': 0, ':yes': true } },
  condition: { text: '#left = :seen', values: { ':seen': lot.left } },
});

interface Counting {
  readonly period: string;
  readonly units: number;
  readonly free: boolean;
  /** The most of the period, and of what costs nothing in it. None: any number. */
  readonly most?: number | undefined;
  readonly mostFree: number;
  readonly expiresAt: number;
}

/** Counts an order, where there is room for it whoever orders at the same moment. */
export const countWrite = (council: string, household: Household, counting: Counting): Write => {
  const { period, units, free, most = Number.MAX_SAFE_INTEGER, mostFree, expiresAt } = counting;
  const freeUnits = free ? units : 0;
  const fits = units <= most && freeUnits <= mostFree;
  return {
    update: periodKey(council, household, period),
    set: {
      text: 'SET bought = if_not_exists(bought, :none) + :units, #free = if_not_exists(#free, :none) + :free, #type = :type, expiresAt = :expiresAt',
      names: { '#type': 'type', '#free': 'free' },
      values: { ':none': 0, ':units': units, ':free': freeUnits, ':type': 'visitor-period', ':expiresAt': expiresAt },
    },
    condition: {
      text: `${fits ? 'attribute_not_exists(pk) OR ' : ''}(bought <= :room AND #free <= :freeRoom)`,
      values: { ':room': most - units, ':freeRoom': free ? mostFree - units : Number.MAX_SAFE_INTEGER },
    },
  };
};

/** What was ordered and not paid can be ordered again. */
export const uncountWrite = (council: string, { scheme, uprn, period, units }: KeptOrder): Write => ({
  update: periodKey(council, { scheme, uprn }, period),
  set: { text: 'SET bought = bought - :units', values: { ':units': units } },
  condition: { text: 'bought >= :units' },
});

const dueKey = ({ at, council, what, id }: VisitorDue): Key => ({ pk: '*#DUE', sk: `${at}#${council}#${what}#${id}` });
export const dueWrite = (due: VisitorDue): Write => ({ put: { ...dueKey(due), type: 'permit-due', ...due } });
/** Once, where it is to be told who did it. */
export const undueWrite = (due: VisitorDue, once?: Expression): Write => ({
  remove: dueKey(due),
  ...(once && { condition: once }),
});

export const lotIn = (item: Item): Lot => item as unknown as Lot;
export const orderIn = (item: Item): KeptOrder => {
  const { pk: _p, sk: _s, type: _t, expiresAt: _e, ...order } = item;
  return order as unknown as KeptOrder;
};
export const visitIn = (item: Item): KeptVisit => item.visit as KeptVisit;
