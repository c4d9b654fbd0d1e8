/** Garden waste subscriptions: what one costs, buying, renewing and ending one. */
import * as z from 'zod/mini';
import {
  created,
  described,
  get,
  Instant,
  named,
  ok,
  PlainDate,
  post,
  problem,
  put,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { CaseClosed, CaseNotFound, caseOf, Pence, Reference, withContact } from './caseFields.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { DiscountCode, GardenSettings, GardenSettingsInput, ProductCode } from './gardenSettings.ts';
import { TableChanged } from './tables.ts';

export class GardenNotOffered extends problem({
  slug: 'garden-not-offered',
  status: 409,
  title: 'No garden waste subscription is sold there now',
  advice: '“reasonCode” says why; “opensOn”, where there is one, from when it will be.',
}) {}

export class GardenQuoteChanged extends problem({
  slug: 'garden-quote-changed',
  status: 409,
  title: 'The subscription costs something else by now',
  advice: 'Show the resident the “quote”, and send the request again with its price.',
}) {}

export class GardenSubscribed extends problem({
  slug: 'garden-subscribed',
  status: 409,
  title: 'The property has a subscription, or one that waits for its payment',
  advice: 'Renew it or add bins to it. One that is not paid lapses by itself.',
}) {}

export class GardenOrderNotPossible extends problem({
  slug: 'garden-order-not-possible',
  status: 409,
  title: 'The subscription cannot be changed in this way now',
  advice: '“reasonCode” says why; “mayRenewFrom”, where there is one, from when it can be.',
}) {}

const Bins = (description: string, least: number) =>
  described(z.int().check(z.minimum(least), z.maximum(20)), description, 1);
const bins = Bins('Bins wanted, in all.', 1);
const existingBins = Bins('Of these, how many are at the property already.', 0);
const added = Bins('Further bins.', 1);
const chosen = {
  product: z.optional(ProductCode),
  discount: z.optional(described(DiscountCode, 'A discount that the resident says they may have.')),
};
const price = Pence('The price that the resident was shown, in pence.', 6000);
const uprn = described(UprnInput, 'The property.', '990100000002');
const endsOn = described(PlainDate, 'Last day of the running subscription.', '2027-03-31');

const order = {
  action: described(z.enum(['new', 'renewal', 'addition']), 'What is ordered.', 'new'),
  bins: described(z.int(), 'Bins in all; of an addition, further bins; of a product, how many.', 1),
  toDeliver: described(z.int(), 'Of these, how many the council has to bring.', 1),
  product: z.optional(ProductCode),
  discount: z.optional(DiscountCode),
  startsOn: described(PlainDate, 'First day.', '2026-11-23'),
  endsOn: described(PlainDate, 'Last day.', '2027-11-22'),
  price: Pence('What it costs, in pence.', 6000),
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
const Quote = named(
  z.object({
    ...order,
    lines: described(z.array(Line), 'What the price is made of.'),
    change: z.optional(
      described(
        z.object({
          from: described(PlainDate, 'From when.', '2027-04-01'),
          price: Pence('What it costs then, in pence.', 6600),
        }),
        'Within a month the same will cost something else.',
      ),
    ),
  }),
  { id: 'GardenQuote', description: 'What a garden waste subscription costs, and from when to when it runs.' },
);
export type Quote = z.infer<typeof Quote>;

const Wanted = named(
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
const Subscription = named(
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
          price: Pence('What is owed, in pence.', 6000),
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

const report = { scope: 'waste:report' } as const;
const params = z.strictObject({ reference: Reference });
const here = [NoCollectionsHere, RoundsNotLoaded, GardenNotOffered];
const returns = ok(GardenCase);

export const gardenOperations = {
  getGardenSettings: get('/{council}/waste/garden/settings', {
    summary: 'What garden waste subscriptions cost, and their rules',
    description: 'Without any, none are sold, and collections are shown to everybody.',
    access: { scope: 'waste:read' },
    returns: ok(GardenSettings, { etag: true }),
  }),
  putGardenSettings: put('/{council}/waste/garden/settings', {
    summary: 'Write what garden waste subscriptions cost, and their rules',
    description:
      'All of it at once. Where there are `services` to subscribe to, `prices` must have one for a bin, or each of `products` its own. Sending the same again changes nothing.',
    access: { scope: 'waste:manage' },
    body: GardenSettingsInput,
    returns: ok(GardenSettings),
    problems: [TableChanged],
  }),
  getGarden: get('/{council}/waste/garden', {
    summary: 'How a property’s garden waste subscription stands',
    description: 'Not public, because it tells of a household.',
    access: report,
    query: z.strictObject({ uprn: UprnInput }),
    returns: ok(Subscription),
    problems: [NoCollectionsHere, RoundsNotLoaded],
  }),
  quoteGarden: post('/{council}/waste/garden/quotes', {
    summary: 'What a garden waste subscription costs today',
    description:
      'Writes nothing, and tells nothing of the household: whether there is a subscription is not looked up.',
    access: 'public',
    body: Wanted,
    returns: ok(Quote),
    problems: here,
  }),
  subscribeGarden: post('/{council}/waste/garden/subscriptions', {
    summary: 'Subscribe to garden waste collections',
    description: 'One a property. It waits for its payment, and lapses without.',
    access: report,
    idempotent: true,
    body: z.strictObject({ uprn, bins, existingBins, ...chosen, price, ...withContact }),
    returns: created(GardenCase, '/{council}/waste/cases/{reference}'),
    problems: [...here, GardenSubscribed, GardenQuoteChanged],
  }),
  renewGarden: post('/{council}/waste/garden/subscriptions/{reference}/renew', {
    summary: 'Renew a garden waste subscription',
    description: 'It goes on from the day after its end once it is paid. Not paid, it leaves the running one as it is.',
    access: report,
    idempotent: true,
    params,
    body: z.strictObject({ bins, existingBins, discount: chosen.discount, price }),
    returns,
    problems: [CaseNotFound, GardenNotOffered, GardenOrderNotPossible, GardenQuoteChanged],
  }),
  addGardenBins: post('/{council}/waste/garden/subscriptions/{reference}/add-bins', {
    summary: 'Add bins to a garden waste subscription',
    description: 'To its end. They count once they are paid.',
    access: report,
    idempotent: true,
    params,
    body: z.strictObject({ bins: added, discount: chosen.discount, price }),
    returns,
    problems: [CaseNotFound, GardenNotOffered, GardenOrderNotPossible, GardenQuoteChanged],
  }),
  cancelGarden: post('/{council}/waste/garden/subscriptions/{reference}/cancel', {
    summary: 'End a garden waste subscription',
    description:
      'At once. What was paid for a new one is due back within the council’s days for that. Again it changes nothing.',
    access: report,
    params,
    returns,
    problems: [CaseNotFound, CaseClosed],
  }),
  deliverGarden: post('/{council}/waste/garden/subscriptions/{reference}/delivered', {
    summary: 'Tell that the bins of a garden waste subscription were brought',
    description: 'All that were still to come. Again it changes nothing.',
    access: { scope: 'waste:cases' },
    params,
    returns,
    problems: [CaseNotFound, CaseClosed, GardenOrderNotPossible],
  }),
};
