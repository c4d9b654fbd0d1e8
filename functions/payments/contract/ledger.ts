/** The day book: every movement of money. */
import * as z from 'zod/mini';
import { csv } from '#shared/contract/csv.ts';
import { described, Instant, named, PlainDate } from '#shared/contract/index.ts';
import { AccountCode, GlCode, PaymentId, RefundId, ServiceName, Subject } from './fields.ts';

const Pence = (description: string, example: number) => described(z.int(), description, example);

export const Movement = named(
  z.object({
    kind: described(
      z.enum(['payment', 'refund', 'fee']),
      'Money taken, money given back, or a fee for a payment that failed.',
      'payment',
    ),
    payment: PaymentId,
    refund: z.optional(RefundId),
    subject: Subject,
    service: ServiceName,
    glCode: z.optional(GlCode),
    fund: z.optional(described(AccountCode, 'Where the council’s accounts have it: a fund.', 'PARK')),
    amount: Pence('In pence; below zero for what is given back.', 4500),
    fee: Pence('What the card company keeps, in pence; 0 until it is known.', 68),
    net: Pence('The amount without the fee, in pence.', 4432),
    at: described(Instant, 'When it was known to have succeeded.'),
    providerId: described(z.string(), 'Id at GOV.UK Pay.', 'hu20sqlact5260q2nanm0q8u93'),
    settledOn: z.optional(described(PlainDate, 'When it was paid out. Only with Stripe.')),
  }),
  { id: 'PaymentMovement', description: 'Money that was taken or given back.' },
);
export type Movement = z.infer<typeof Movement>;

export const Ledger = z.object({
  day: described(PlainDate, 'The day in London.'),
  movements: described(z.array(Movement), 'In the order in which they happened, at most `limit` of them.'),
  totals: described(
    z.object({
      movements: Pence('How many there are.', 2),
      taken: Pence('What was taken, in pence.', 4500),
      refunded: Pence('What was given back, in pence.', 0),
      fees: Pence('What card companies keep, in pence.', 68),
      net: Pence('What is left, in pence.', 4432),
    }),
    'Of the whole day, whichever page it is.',
  ),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});

export const ledgerCsv = csv(({ movements }: z.infer<typeof Ledger>) => movements, {
  at: (one) => one.at,
  kind: (one) => one.kind,
  payment: (one) => one.payment,
  refund: (one) => one.refund,
  subject: (one) => one.subject,
  service: (one) => one.service,
  glCode: (one) => one.glCode,
  fund: (one) => one.fund,
  amount: (one) => one.amount,
  fee: (one) => one.fee,
  net: (one) => one.net,
  providerId: (one) => one.providerId,
  settledOn: (one) => one.settledOn,
});
