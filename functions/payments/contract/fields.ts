/** What payments and refunds are, as integrators see them. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate } from '#shared/contract/index.ts';

/** A reference: without letters that look or sound like digits (Crockford's base 32). */
const id = (prefix: string, of: string) =>
  described(
    z
      .string()
      .check(z.regex(new RegExp(`^${prefix}-[0-9A-HJKMNP-TV-Z]{12}$`), `must be the id of a ${of}, like ${prefix}-…`)),
    `Id of the ${of}.`,
    `${prefix}-7K2M9QXA4RTZ`,
  );
export const PaymentId = id('PY', 'payment');
export const RefundId = id('RF', 'refund');

export const Subject = described(
  z.string().check(z.regex(/^[a-z]{1,19}:[\w.:-]{1,80}$/, 'must be a capability and an id, like permits:PA-7K2M9QXA')),
  'What is paid for: the capability, and the id there.',
  'permits:PA-7K2M9QXA',
);

export const ServiceName = described(
  z.string().check(z.regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be up to 31 small letters, digits and hyphens')),
  'One of the council’s services at GOV.UK Pay, as its configuration calls it.',
  'parking',
);

/** A code of the council's accounts. */
export const AccountCode = z
  .string()
  .check(z.regex(/^[\w ./-]{1,40}$/, 'must be 1 to 40 letters, digits, spaces, dots, slashes and hyphens'));
export const GlCode = described(
  AccountCode,
  'Where the council’s accounts have it: a general ledger code.',
  '4100-220',
);

export const mostPence = 10_000_000;
export const Amount = z.int().check(z.minimum(1), z.maximum(mostPence));
const Sum = z.int();

export const statuses = [
  'creating',
  'created',
  'started',
  'submitted',
  'capturable',
  'success',
  'failed',
  'cancelled',
  'expired',
  'error',
] as const;
export type Status = (typeof statuses)[number];
export const finals: readonly Status[] = ['success', 'failed', 'cancelled', 'expired', 'error'];

const Status = described(
  z.enum(statuses),
  'How far it is. `creating`: GOV.UK Pay has not said yet that it knows it. `created`, `started`, `submitted`: the payer has it. `capturable`: allowed by the payer, waits to be captured. The others are how it ended.',
  'success',
);

export const failures = ['declined', 'expired', 'cancelled_by_payer', 'cancelled', 'error'] as const;

export const Refund = named(
  z.object({
    refund: RefundId,
    payment: PaymentId,
    amount: described(Amount, 'What goes back to the card, in pence.', 4500),
    status: described(
      z.enum(['creating', 'submitted', 'success', 'error']),
      'How far it is. `creating`: GOV.UK Pay has not said yet that it knows it. `error`: nothing went back.',
      'success',
    ),
    reason: z.optional(described(z.string(), 'Why. Absent where it was made at GOV.UK Pay itself.', 'not-eligible')),
    createdAt: described(Instant, 'When it was asked for.'),
    refundedAt: z.optional(described(Instant, 'When it was known to have succeeded.')),
    settledOn: z.optional(described(PlainDate, 'When the council’s account paid for it. Only with Stripe.')),
  }),
  { id: 'Refund', description: 'Money that goes back to the card that it came from.' },
);
export type Refund = z.infer<typeof Refund>;

export const Payment = named(
  z.object({
    payment: PaymentId,
    subject: Subject,
    service: ServiceName,
    amount: described(Amount, 'What was asked for, in pence.', 4500),
    total: described(Sum, 'What the payer pays, in pence: the amount, and a surcharge if the card has one.', 4500),
    status: Status,
    finished: described(z.boolean(), 'Whether the payer can do no more, and nothing waits to be captured.'),
    failure: z.optional(described(z.enum(failures), 'Why no money was taken.', 'declined')),
    delayedCapture: described(z.boolean(), 'Whether the money is taken only when the payment is captured.'),
    captureBy: z.optional(described(Instant, 'Until when it can be captured. Only while it is `capturable`.')),
    refunded: described(Sum, 'What went back, or is on its way back, in pence.', 0),
    refundable: described(Sum, 'What can still go back, in pence.', 4500),
    refunds: described(z.array(Refund), 'The oldest first.'),
    fee: z.optional(described(Sum, 'What the card company keeps, in pence. Only with Stripe.', 68)),
    glCode: z.optional(GlCode),
    fund: z.optional(described(AccountCode, 'Where the council’s accounts have it: a fund.', 'PARK')),
    createdAt: described(Instant, 'When it was asked for.'),
    updatedAt: described(Instant, 'When it changed last.'),
    finishedAt: z.optional(described(Instant, 'When it was known to have ended.')),
    capturedOn: z.optional(described(PlainDate, 'When the card company took the money.')),
    settledOn: z.optional(described(PlainDate, 'When the council was paid out. Only with Stripe.')),
  }),
  {
    id: 'Payment',
    description: 'A payment by card. It says nothing of the payer or the card: GOV.UK Pay keeps those.',
  },
);
export type Payment = z.infer<typeof Payment>;
