/** A permit: a registration, a zone and a time. It is on no paper, and counts from the moment at which it is issued. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, Uprn } from '#shared/contract/index.ts';
import { ApplicationReference, Kind, PermitReference, Registration, SchemeCode, ZoneCode } from './fields.ts';
import { Price } from './quotes.ts';

/** `pending`, `pending_payment` and `temporary` hold their place like an active one. */
export const permitStatuses = [
  'pending',
  'pending_payment',
  'temporary',
  'active',
  'suspended',
  'surrendered',
  'revoked',
  'lapsed',
  'expired',
] as const;
export type PermitStatus = (typeof permitStatuses)[number];
/** Those that count for enforcement. */
export const inForce = ['temporary', 'active'] as const satisfies readonly PermitStatus[];

export const Cover = z.object({
  registration: Registration,
  from: described(Instant, 'From this moment.'),
  until: described(Instant, 'Until just before this moment.'),
  temporary: z.optional(described(z.literal(true), 'In place of the vehicle that it is for.')),
});
export type Cover = z.infer<typeof Cover>;

/** Money of an application or a permit. */
export const Money = z.object({
  due: described(z.int(), 'What has to be paid, in pence.', 5100),
  paid: described(z.int(), 'What was paid.', 0),
  refunded: described(z.int(), 'What was paid back, or is on its way.', 0),
  payBy: z.optional(described(Instant, 'Until when it has to be paid.')),
  payment: z.optional(described(z.string(), 'Id of the payment in the `payments` capability.', 'PY-7K2M9QXA4T')),
});
export type Money = z.infer<typeof Money>;

export const Permit = named(
  z.object({
    permit: PermitReference,
    application: ApplicationReference,
    scheme: SchemeCode,
    kind: Kind,
    zone: ZoneCode,
    uprn: described(Uprn, 'The property that it was issued to.'),
    status: described(
      z.enum(permitStatuses),
      'How it stands. `pending` waits for a decision; `temporary` counts while the council looks at the evidence; `lapsed` was not paid, or not proved, in time.',
      'active',
    ),
    nth: described(z.int(), 'The first, second … of the household.', 1),
    covers: described(z.array(Cover), 'Which vehicle, and from when to when. None for permits without a vehicle.'),
    starts: described(PlainDate, 'First day, in London.'),
    ends: described(PlainDate, 'Last day, in London.'),
    price: Price,
    money: described(Money, 'What is due, was paid and paid back.'),
    issuedAt: z.optional(described(Instant, 'When it began to count.')),
    endedAt: z.optional(described(Instant, 'When it was given up, taken back or lapsed.')),
    endedFor: z.optional(described(z.string(), 'Why.', 'moved_away')),
    second: z.optional(
      described(
        z.object({
          what: described(z.enum(['revoke', 'suspend', 'resume']), 'What one of the staff decided.', 'revoke'),
          code: described(z.string(), 'Why.', 'not_resident'),
          at: described(Instant, 'When.'),
        }),
        'What another of the staff has still to decide in the same way.',
      ),
    ),
    renews: z.optional(PermitReference),
    renewedBy: z.optional(PermitReference),
    changedAt: described(Instant, 'When it changed last.'),
    version: described(z.int(), 'How often it was written.', 1),
  }),
  { id: 'Permit', description: 'A permit. It names nobody.' },
);
export type Permit = z.infer<typeof Permit>;
