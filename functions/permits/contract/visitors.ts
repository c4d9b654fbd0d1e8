/** Vouchers and hours for visitors: what a household buys, has and uses. */
import * as z from 'zod/mini';
import { described, Instant, named, problem, Uprn } from '#shared/contract/index.ts';
import { Registration, SchemeCode, ZoneCode } from './fields.ts';
import { claims } from './tariffs.ts';

const reference = (prefix: string, says: string) =>
  described(
    z.string().check(z.regex(new RegExp(`^${prefix}-[0-9A-HJKMNP-TV-Z]{8}$`), `must be like ${prefix}-7K2M9QXA`)),
    says,
    `${prefix}-7K2M9QXA`,
  );
export const OrderReference = reference('VO', 'Reference of an order for visitors.');
export const VisitReference = reference('VS', 'Reference of a visit.');

export class NotForVisitors extends problem({
  slug: 'permit-scheme-not-for-visitors',
  status: 409,
  title: 'The scheme has no vouchers or hours for visitors that can be had now',
  advice: 'List the schemes: those of kind visitor that are open have “visitors” settings.',
}) {}

export class NoVisitorZone extends problem({
  slug: 'permit-no-visitor-zone',
  status: 409,
  title: 'The property is in no zone of the scheme',
  advice: 'Look the property’s zone up. Where it is in none, visitors need no permit, or can have none.',
}) {}

export class AllowanceUsed extends problem({
  slug: 'permit-visitor-allowance-used',
  status: 409,
  title: 'The household cannot have so many',
  advice: '“left” says how many it can still have, and “renewsOn” when it can have more.',
}) {}

export class TooFewUnits extends problem({
  slug: 'permit-too-few-visitor-units',
  status: 409,
  title: 'The household has not so many vouchers or hours left',
  advice: '“left” says how many it has. Buy more, or ask for a shorter visit.',
}) {}

export class OrderNotFound extends problem({
  slug: 'permit-visitor-order-not-found',
  status: 404,
  title: 'The council has no such order',
  advice: 'Check the reference.',
}) {}

export class OrderNotPayable extends problem({
  slug: 'permit-visitor-order-not-payable',
  status: 409,
  title: 'The order does not wait to be paid',
  advice: 'Read it: it is paid already, cost nothing, or was not paid in time. Then order again.',
}) {}

export class VisitNotFound extends problem({
  slug: 'permit-visit-not-found',
  status: 404,
  title: 'The council has no such visit',
  advice: 'Check the reference.',
}) {}

export class VisitIsOver extends problem({
  slug: 'permit-visit-is-over',
  status: 409,
  title: 'The visit is over already',
  advice: 'There is nothing to end.',
}) {}

export class NothingToRefund extends problem({
  slug: 'permit-nothing-to-refund',
  status: 409,
  title: 'Nothing is paid back',
  advice: 'The scheme pays nothing back, or the household has nothing left that it paid for.',
}) {}

const Unit = described(z.enum(['voucher', 'hours']), 'What is bought: vouchers, or hours.', 'voucher');

export const VisitorOrder = named(
  z.object({
    order: OrderReference,
    scheme: SchemeCode,
    uprn: described(Uprn, 'The household’s property.'),
    unit: Unit,
    units: described(z.int(), 'So many.', 10),
    pence: described(z.int(), 'What they cost.', 1200),
    status: described(
      z.enum(['payment_needed', 'done', 'lapsed']),
      '`done`: the household has them. `lapsed`: it was not paid in time.',
      'done',
    ),
    payBy: z.optional(described(Instant, 'Until when it has to be paid.')),
    payment: z.optional(described(z.string(), 'Id of the payment.', 'PY-7K2M9QXA4RTZ')),
    validUntil: z.optional(described(Instant, 'Until when they can be used.')),
    createdAt: described(Instant, 'When it was ordered.'),
  }),
  { id: 'VisitorOrder', description: 'Vouchers or hours that a household ordered. It names nobody.' },
);
export type VisitorOrder = z.infer<typeof VisitorOrder>;

export const VisitorBalance = named(
  z.object({
    scheme: SchemeCode,
    uprn: described(Uprn, 'The household’s property.'),
    unit: Unit,
    left: described(z.int(), 'What it can use.', 12),
    lots: described(
      z.array(
        z.object({
          left: described(z.int(), 'So many.', 12),
          validUntil: described(Instant, 'Until when they can be used.'),
        }),
      ),
      'The same by when they run out; those are used first.',
    ),
    allowance: z.optional(
      described(
        z.object({
          units: described(z.int(), 'Most in the period.', 240),
          left: described(z.int(), 'What can still be had in it.', 230),
          freeLeft: described(z.int(), 'What of that costs nothing.', 0),
          renewsOn: described(z.string(), 'First day of the next period.', '2027-01-01'),
        }),
        'How much the household can have.',
      ),
    ),
    claims: described(z.array(z.enum(claims)), 'What staff granted the household.'),
  }),
  { id: 'VisitorBalance', description: 'What a household has for its visitors.' },
);
export type VisitorBalance = z.infer<typeof VisitorBalance>;

export const Visit = named(
  z.object({
    session: VisitReference,
    scheme: SchemeCode,
    uprn: described(Uprn, 'The household’s property.'),
    zone: ZoneCode,
    registration: Registration,
    starts: described(Instant, 'From this moment.'),
    ends: described(Instant, 'Until just before this moment.'),
    units: described(z.int(), 'What it took of the household’s vouchers or hours.', 2),
    status: described(z.enum(['counts', 'ended']), '`ended`: it was ended early.', 'counts'),
  }),
  { id: 'PermitVisit', description: 'A visitor’s vehicle, a zone and a time.' },
);
export type Visit = z.infer<typeof Visit>;

export const VisitorRefund = named(
  z.object({
    scheme: SchemeCode,
    uprn: described(Uprn, 'The household’s property.'),
    units: described(z.int(), 'What it can use no more.', 8),
    pence: described(z.int(), 'What is paid back, to the cards that paid.', 960),
  }),
  { id: 'VisitorRefund', description: 'What is paid back to a household that moves away.' },
);
export type VisitorRefund = z.infer<typeof VisitorRefund>;
