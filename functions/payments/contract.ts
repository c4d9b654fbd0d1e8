import * as z from 'zod/mini';
import { capability, described, eventRecords } from '#shared/contract/index.ts';
import { Amount, PaymentId, RefundId, Subject } from './contract/fields.ts';
import { operations } from './contract/operations.ts';
import { provider } from './contract/provider.ts';

const ids = { payment: PaymentId, subject: Subject };
const amount = described(Amount, 'In pence.', 4500);

export const payments = capability({
  name: 'payments',
  title: 'Payments',
  summary:
    'Payments by card for anything that a council charges for, by GOV.UK Pay: taken once, refunded once, accounted for.',
  provider,
  records: {
    payments: {
      says: 'Payments and refunds: what they are for, by id, amounts, how they ended; nothing of payers or cards',
      personal: 'reference',
      days: 2557,
    },
    returns: {
      says: 'Hashes of what payers bring back in the address that they come back to',
      personal: 'reference',
      days: 8,
    },
    messages: { says: 'Ids of messages from GOV.UK Pay, so that each counts once', personal: 'none', days: 8 },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    events: eventRecords,
  },
  events: {
    'payments.payment.finished': {
      says: 'A payment has ended: with money, or without. Rarely one that succeeded turns to `error`: the money could not be taken after all.',
      data: z.strictObject({
        ...ids,
        status: described(z.enum(['success', 'failed', 'cancelled', 'expired', 'error']), 'How.', 'success'),
        amount,
      }),
    },
    'payments.payment.authorised': {
      says: 'A payment with delayed capture waits to be captured.',
      data: z.strictObject({ ...ids, amount }),
    },
    'payments.refund.finished': {
      says: 'A refund has succeeded, or failed.',
      data: z.strictObject({
        ...{ payment: PaymentId, refund: RefundId, subject: Subject },
        status: described(z.enum(['success', 'error']), 'How it ended.', 'success'),
        amount,
      }),
    },
    'payments.payment.told': {
      says: 'GOV.UK Pay said that there is something to look at. For this capability itself.',
      data: z.strictObject({
        providerId: described(z.string(), 'Id of the payment at GOV.UK Pay.', 'hu20sqlact5260q2nanm0q8u93'),
      }),
    },
  },
  operations,
});
