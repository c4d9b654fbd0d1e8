/** Garden waste subscriptions: what one costs, buying, renewing and ending one. */
import * as z from 'zod/mini';
import { created, get, ok, post, problem, put, UprnInput } from '#shared/contract/index.ts';
import { CaseClosed, CaseNotFound, Reference, withContact } from './caseFields.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { GardenSettings, GardenSettingsInput } from './gardenSettings.ts';
import {
  added,
  bins,
  chosen,
  existingBins,
  GardenCase,
  price,
  Quote,
  Subscription,
  uprn,
  Wanted,
} from './gardenShapes.ts';
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
