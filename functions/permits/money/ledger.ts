/** What is due, was paid and went back, payment by payment. Pure: nothing here moves money. */
import type * as z from 'zod/mini';
import type { Money } from '../contract/permits.ts';
import type { Back, Paid } from '../contract/staffOperations.ts';

export type Payment = z.infer<typeof Paid>;
export type Refund = z.infer<typeof Back>;

export interface Ledger {
  readonly due: number;
  readonly payments: readonly Payment[];
  readonly refunds: readonly Refund[];
  /** How many card payments were begun, and the one that is under way. */
  readonly attempt: number;
  readonly underWay?: string | undefined;
  /** When that is looked at though nobody says that it has ended. */
  readonly lookAt?: string | undefined;
}

export const owing = (due: number): Ledger => ({ due, payments: [], refunds: [], attempt: 1 });

const sum = (list: readonly { readonly amount: number }[]): number => list.reduce((all, { amount }) => all + amount, 0);

/** What the council has of it. */
export const kept = ({ payments, refunds }: Ledger): number => sum(payments) - sum(refunds);
export const isPaid = (ledger: Ledger): boolean => kept(ledger) >= ledger.due;
export const hasPayment = ({ payments }: Ledger, payment: string): boolean =>
  payments.some((one) => one.payment === payment);

const none = { underWay: undefined, lookAt: undefined };
/** The payer can take an hour and a half over it. */
const lookAfter = 2 * 3_600_000;
const lookAt = (at: number): string => new Date(at + lookAfter).toISOString();

export const underWay = (ledger: Ledger, payment: string, at: number): Ledger => ({
  ...ledger,
  ...{ underWay: payment, lookAt: lookAt(at) },
});

/** The same payment again changes nothing. */
export const paying = (ledger: Ledger, payment: Payment): Ledger => ({
  ...ledger,
  payments: hasPayment(ledger, payment.payment) ? ledger.payments : [...ledger.payments, payment],
  ...(ledger.underWay === payment.payment && none),
});

/** Another payment may begin: the one before ended without money. */
export const tryingAgain = (ledger: Ledger): Ledger => ({ ...ledger, attempt: ledger.attempt + 1, ...none });

const leftOf = ({ payments, refunds }: Ledger, payment: string): number =>
  sum(payments.filter((one) => one.payment === payment)) - sum(refunds.filter((one) => one.payment === payment));

/** So much goes back, from the latest payment first; never more than there is. `about` makes the keys of refunds. */
export const givingBack = (ledger: Ledger, amount: number, about: string, reason: string, at: string): Ledger => {
  const refunds = [...ledger.refunds];
  let left = amount;
  for (const { payment, how } of ledger.payments.toReversed()) {
    const back = Math.min(left, leftOf({ ...ledger, refunds }, payment));
    if (back <= 0) continue;
    const status = how === 'card' ? 'due' : 'by_hand';
    refunds.push({ payment, how, amount: back, reason, status, at, key: `${about}.${refunds.length + 1}` });
    left -= back;
  }
  return { ...ledger, refunds };
};

/** Money that is more than what is due goes back. */
export const surplusBack = (ledger: Ledger, about: string, at: string): Ledger =>
  givingBack(ledger, kept(ledger) - ledger.due, about, 'paid_twice', at);

const withRefund = (ledger: Ledger, is: (one: Refund) => boolean, change: (one: Refund) => Refund): Ledger =>
  ledger.refunds.some(is) ? { ...ledger, refunds: ledger.refunds.map((one) => (is(one) ? change(one) : one)) } : ledger;

/** `refund`: its id; none for one that has to be made by hand. */
export const refundMade = (ledger: Ledger, key: string, refund: string | undefined): Ledger =>
  withRefund(
    ledger,
    (one) => one.key === key && one.status === 'due',
    (one) => (refund ? { ...one, status: 'made', refund } : { ...one, status: 'by_hand' }),
  );

/** It failed after it was made: it is due again, as another one. */
export const refundFailed = (ledger: Ledger, refund: string): Ledger =>
  withRefund(
    ledger,
    (one) => one.refund === refund && one.status === 'made',
    ({ refund: _, ...one }) => ({ ...one, status: 'due', key: `${one.key}r` }),
  );

/** Refunds that have still to be made. */
export const refundsDue = ({ refunds }: Ledger): readonly Refund[] => refunds.filter(({ status }) => status === 'due');

export const moneyOf = (ledger: Ledger, payBy?: string): Money => ({
  due: ledger.due,
  paid: sum(ledger.payments),
  refunded: sum(ledger.refunds),
  ...(payBy && { payBy }),
  ...(ledger.underWay && { payment: ledger.underWay }),
});
