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
}

export const owing = (due: number): Ledger => ({ due, payments: [], refunds: [], attempt: 1 });

const sum = (list: readonly { readonly amount: number }[]): number => list.reduce((all, { amount }) => all + amount, 0);

/** What the council has of it. */
export const kept = ({ payments, refunds }: Ledger): number => sum(payments) - sum(refunds);
export const isPaid = (ledger: Ledger): boolean => kept(ledger) >= ledger.due;
export const hasPayment = ({ payments }: Ledger, payment: string): boolean =>
  payments.some((one) => one.payment === payment);

/** The same payment again changes nothing. */
export const paying = (ledger: Ledger, payment: Payment): Ledger => ({
  ...ledger,
  payments: hasPayment(ledger, payment.payment) ? ledger.payments : [...ledger.payments, payment],
  ...(ledger.underWay === payment.payment && { underWay: undefined }),
});

/** Another payment may begin: the one before ended without money. */
export const tryingAgain = (ledger: Ledger): Ledger => ({ ...ledger, attempt: ledger.attempt + 1, underWay: undefined });

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

export const refundMade = (ledger: Ledger, key: string): Ledger => ({
  ...ledger,
  refunds: ledger.refunds.map((one) => (one.key === key ? { ...one, status: 'made' } : one)),
});

/** Refunds that have still to be made. */
export const refundsDue = ({ refunds }: Ledger): readonly Refund[] => refunds.filter(({ status }) => status === 'due');

export const moneyOf = (ledger: Ledger, payBy?: string): Money => ({
  due: ledger.due,
  paid: sum(ledger.payments),
  refunded: sum(ledger.refunds),
  ...(payBy && { payBy }),
  ...(ledger.underWay && { payment: ledger.underWay }),
});
