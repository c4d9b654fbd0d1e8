/** What a case owes, and what it gets back. Pure. */
import type { Payment } from '../contract/caseFields.ts';

const none: Payment = { price: 0, paid: 0, refundDue: 0, payments: [] };

/** Something more to pay, within so many minutes. What was paid before is settled. */
export const owing = (price: number, at: number, minutes: number, before: Payment = none): Payment => ({
  ...before,
  price: before.paid + price,
  payBy: new Date(at + minutes * 60_000).toISOString(),
});

/** As if that had not been ordered. */
export const notOwing = ({ payBy: _, ...before }: Payment, price: number): Payment => ({
  ...before,
  price: before.price - price,
  refundDue: before.refundDue + Math.max(0, before.paid - before.price + price),
});

/** All that was paid goes back. */
export const refunded = (payment: Payment): Payment => ({ ...payment, refundDue: payment.paid });
