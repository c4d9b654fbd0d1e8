/** Garden waste as callers see it: wishes, quotes, subscriptions, and the case of each. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, Uprn, UprnInput } from '#shared/contract/index.ts';
import { caseOf, Reference, Sum } from './caseFields.ts';
import { DiscountCode, ProductCode } from './gardenPrices.ts';

const Bins = (description: string, least: number) =>
  described(z.int().check(z.minimum(least), z.maximum(20)), description, 1);
export const bins = Bins('Bins wanted, in all.', 1);
export const existingBins = Bins('Of these, how many are at the property already.', 0);
export const added = Bins('Further bins.', 1);
export const chosen = {
  product: z.optional(ProductCode),
  discount: z.optional(described(DiscountCode, 'A discount that the resident says they may have.')),
};
export const price = Sum('The price that the resident was shown, in pence.', 6000);
export const uprn = described(UprnInput, 'The property.', '990100000002');
const endsOn = described(PlainDate, 'Last day of the running subscription.', '2027-03-31');

const order = {
  action: described(z.enum(['new', 'renewal', 'addition']), 'What is ordered.', 'new'),
  bins: described(z.int(), 'Bins in all; of an addition, further bins; of a product, how many.', 1),
  toDeliver: described(z.int(), 'Of these, how many the council has to bring.', 1),
  product: z.optional(ProductCode),
  discount: z.optional(DiscountCode),
  startsOn: described(PlainDate, 'First day.', '2026-11-23'),
  endsOn: described(PlainDate, 'Last day.', '2027-11-22'),
  price: Sum('What it costs, in pence.', 6000),
};
const lineCodes = [
  'first_bin',
  'further_bins',
  'product',
  'added_bins',
  'first_bin_discount',
  'pro_rata',
  'admin_fee',
  'discount',
] as const;
const Line = z.object({
  code: described(z.enum(lineCodes), 'What it is for.', 'first_bin'),
  quantity: z.optional(described(z.int(), 'Of how many.', 1)),
  amount: described(z.int(), 'In pence; below zero where it is taken off.', 6000),
});
export type Line = z.infer<typeof Line>;
export const Quote = named(
  z.object({
    ...order,
    lines: described(z.array(Line), 'What the price is made of.'),
    change: z.optional(
      described(
        z.object({
          from: described(PlainDate, 'From when.', '2027-04-01'),
          price: Sum('What it costs then, in pence.', 6600),
        }),
        'Within a month the same will cost something else.',
      ),
    ),
  }),
  { id: 'GardenQuote', description: 'What a garden waste subscription costs, and from when to when it runs.' },
);
export type Quote = z.infer<typeof Quote>;

export const Wanted = named(
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('new'), uprn, bins, existingBins, ...chosen }),
    z.strictObject({ action: z.literal('renewal'), uprn, bins, existingBins, endsOn, ...chosen }),
    z.strictObject({ action: z.literal('addition'), uprn, bins: added, endsOn, ...chosen }),
  ]),
  {
    id: 'GardenWish',
    description: 'What is to be priced. Of a running subscription the caller says when it ends.',
    examples: [{ action: 'new', uprn: '990100000002', bins: 1, existingBins: 0 }],
  },
);

const state = described(
  z.enum(['none', 'pending', 'active', 'due', 'overdue']),
  'None; its bins are still to come; running; to be renewed; over, and still to be renewed.',
  'active',
);
export type State = z.infer<typeof state>;
const running = {
  startsOn: order.startsOn,
  endsOn: order.endsOn,
  bins: described(z.int(), 'Bins, or what else was bought.', 1),
  toDeliver: described(z.int(), 'How many the council has still to bring.', 0),
  product: z.optional(ProductCode),
};
export const Subscription = named(
  z.object({
    uprn: Uprn,
    state,
    reference: z.optional(Reference),
    ...z.partial(z.object(running)).shape,
    mayRenewFrom: z.optional(described(PlainDate, 'From when it can be renewed.', '2027-03-01')),
    unpaid: z.optional(
      described(
        z.object({
          action: order.action,
          price: Sum('What is owed, in pence.', 6000),
          payBy: z.optional(described(Instant, 'Until when.')),
        }),
        'What was ordered and is not paid.',
      ),
    ),
  }),
  { id: 'GardenSubscription', description: 'How a property’s garden waste subscription stands.' },
);

const Ordered = z.object({ ...order });
export const GardenCase = caseOf({
  kind: 'garden',
  id: 'GardenCase',
  says: 'A garden waste subscription, for as long as it runs and is renewed.',
  stages: ['unpaid', 'pending', 'active'],
  details: z.object({
    ...running,
    discount: z.optional(DiscountCode),
    ordered: z.optional(
      described(Ordered, 'A renewal, or further bins, that is not paid. Without its payment it lapses.'),
    ),
  }),
});
export type GardenCase = z.infer<typeof GardenCase>;
