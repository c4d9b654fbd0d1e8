/** What services, staff and GOV.UK Pay ask of payments. */
import * as z from 'zod/mini';
import { csvFormat } from '#shared/contract/csv.ts';
import { created, described, get, noContent, ok, PlainDate, page, post } from '#shared/contract/index.ts';
import { Payment, PaymentId, Refund, RefundId, statuses } from './fields.ts';
import { NewPayment, NewRefund } from './input.ts';
import { Ledger, ledgerCsv } from './ledger.ts';
import {
  AlreadyPaid,
  MessageNotSigned,
  PaymentInProgress,
  PaymentNotCancellable,
  PaymentNotCapturable,
  PaymentNotFound,
  PaymentNotRefundable,
  PaymentNotResumable,
  PaymentRefused,
  PaymentServiceRefused,
  PaymentsNotConnected,
  RefundNotFound,
} from './problems.ts';

const take = { scope: 'payments:take' } as const;
const manage = { scope: 'payments:manage' } as const;
const params = z.strictObject({ payment: PaymentId });
const reading = [PaymentNotFound, PaymentServiceRefused] as const;
const asking = [...reading, PaymentsNotConnected] as const;

const nextUrl = described(
  z.string(),
  'Where to send the payer, who alone may see it: whoever has it can take the payment over. It works once.',
  'https://card.payments.service.gov.uk/secure/…',
);
const limited = (most: number, usual: number) => ({
  limit: z._default(described(z.int().check(z.minimum(1), z.maximum(most)), 'Most in one answer.'), usual),
  cursor: z.optional(
    described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
  ),
});

const forPayers = {
  createPayment: post('/{council}/payments', {
    summary: 'Begin a payment by card',
    description:
      'Send the payer to `nextUrl`. There is one live payment for a subject: another is begun only when the one before has ended without money. A 503 says that GOV.UK Pay did not answer: send the same request with the same Idempotency-Key again, and no second payment is made. An answer that is repeated has no `nextUrl`: ask to resume.',
    access: take,
    idempotent: true,
    body: NewPayment,
    returns: created(z.extend(Payment, { nextUrl: z.optional(nextUrl) }), '/{council}/payments/{payment}'),
    problems: [PaymentsNotConnected, PaymentServiceRefused, PaymentRefused, PaymentInProgress, AlreadyPaid],
  }),
  getPayment: get('/{council}/payments/{payment}', {
    summary: 'One payment',
    description: 'While it is not finished GOV.UK Pay is asked how far it is.',
    access: take,
    params,
    query: z.strictObject({
      fresh: described(
        z._default(z.boolean(), false),
        'Ask GOV.UK Pay though it is finished: for fees, refunds and when it was paid out.',
      ),
    }),
    returns: ok(Payment),
    problems: reading,
  }),
  returnedFromPayment: post('/{council}/payments/returned', {
    summary: 'The payment that a payer comes back from',
    description: 'Found by the token in the address that the payer came back to. GOV.UK Pay is asked how it went.',
    access: take,
    body: z.strictObject({
      token: described(
        z.string().check(z.regex(/^[\w-]{43}$/, 'must be the token of the address that the payer came back to')),
        'What took the place of `{token}`.',
        'q0mJ0xMByY2nV3QW7w6f0x4jT8qkz5m1bN9sR2uE3aA',
      ),
    }),
    returns: ok(Payment),
    problems: reading,
  }),
  resumePayment: post('/{council}/payments/{payment}/resume', {
    summary: 'Go on with a payment',
    description: 'For a payer who left before the end. The address is a fresh one; one that was used works no more.',
    access: take,
    params,
    returns: ok(z.object({ payment: PaymentId, nextUrl })),
    problems: [...asking, PaymentNotResumable],
  }),
  cancelPayment: post('/{council}/payments/{payment}/cancel', {
    summary: 'Cancel a payment',
    description: 'Before money is taken. Cancelling it again changes nothing.',
    access: take,
    params,
    returns: ok(Payment),
    problems: [...asking, PaymentNotCancellable],
  }),
  capturePayment: post('/{council}/payments/{payment}/capture', {
    summary: 'Take the money of a payment with delayed capture',
    description: 'Within 120 hours of its creation. Capturing it again changes nothing.',
    access: take,
    params,
    returns: ok(Payment),
    problems: [...asking, PaymentNotCapturable],
  }),
};

const forRefunds = {
  refundPayment: post('/{council}/payments/{payment}/refunds', {
    summary: 'Give money back',
    description:
      'To the card that it came from; all of it or a part. After a 503 send the same request with the same Idempotency-Key again: it is refunded once.',
    access: { scope: 'payments:refund' },
    idempotent: true,
    params,
    body: NewRefund,
    returns: created(Refund, '/{council}/payments/{payment}/refunds/{refund}'),
    problems: [...asking, PaymentNotRefundable],
  }),
  getRefund: get('/{council}/payments/{payment}/refunds/{refund}', {
    summary: 'One refund',
    description: 'While it is not finished GOV.UK Pay is asked how far it is.',
    access: take,
    params: z.strictObject({ payment: PaymentId, refund: RefundId }),
    returns: ok(Refund),
    problems: [...reading, RefundNotFound],
  }),
};

const forStaff = {
  listPayments: get('/{council}/payments', {
    summary: 'Payments of a day',
    description: 'Those begun on the day, the newest first, as they were when last looked at.',
    access: manage,
    query: z.strictObject({
      day: z.optional(described(PlainDate, 'The day in London; today unless told.', '2026-11-23')),
      status: z.optional(described(z.enum(statuses), 'Only those that are this far.', 'success')),
      ...limited(500, 100),
    }),
    returns: page(
      z.object({
        payments: described(z.array(Payment), 'At most `limit` of them.'),
        cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
      }),
    ),
  }),
  getLedger: get('/{council}/payments/ledger', {
    summary: 'Every movement of money of a day',
    description:
      'For the accounts: what was taken, given back and kept as fees, with codes and both references. Fees and days of payment out come later. How a payment ended can be known up to two hours after the day.',
    access: { scope: 'payments:ledger' },
    query: z.strictObject({
      day: described(PlainDate, 'The day in London.', '2026-11-23'),
      format: csvFormat,
      ...limited(5000, 1000),
    }),
    returns: page(Ledger, { forms: { csv: ledgerCsv } }),
  }),
};

/** GOV.UK Pay's own form; what is not read here is let be. */
const Message = z.looseObject({
  webhook_message_id: described(z.string().check(z.minLength(1), z.maxLength(100)), 'Id of the message.', 'wm-1'),
  event_type: described(z.string(), 'What happened.', 'card_payment_succeeded'),
  resource_type: described(z.string(), 'What it happened to.', 'payment'),
  resource_id: described(z.string(), 'Id of the payment at GOV.UK Pay.', 'hu20sqlact5260q2nanm0q8u93'),
});

const forPay = {
  receivePayMessage: post('/{council}/payments/govuk-pay/messages', {
    summary: 'A message from GOV.UK Pay',
    description:
      'The address of a webhook in the GOV.UK Pay admin tool. A message is signed, and says only that there is something to look at; it can come twice, late and out of order.',
    access: 'public',
    raw: true,
    headers: z.object({
      'pay-signature': z.optional(described(z.string(), 'HMAC-SHA256 of the body, in hexadecimal digits.', 'b1e6…')),
    }),
    body: Message,
    returns: noContent(),
    problems: [MessageNotSigned, PaymentsNotConnected],
  }),
};

export const operations = { ...forPayers, ...forRefunds, ...forStaff, ...forPay };
