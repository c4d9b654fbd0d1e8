/** A new subscription of a property that has none. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { changing } from '../cases/changing.ts';
import { owing } from '../cases/payment.ts';
import type { Case } from '../contract/cases.ts';
import { GardenQuoteChanged, GardenSubscribed } from '../contract/garden.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { GardenCase, Quote } from '../contract/gardenShapes.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { find, wrong } from '../lookUp.ts';
import { checkOffered, quoteOf } from './quotes.ts';
import { gardenRules, standing } from './rules.ts';
import { stateOf } from './year.ts';

type Operations = (typeof waste)['operations'];

/** What only one open case of a property can be. */
export const hold = 'garden';

/** Throws where the resident was shown another price. */
export const checkPrice = (quote: Quote, shown: number): void => {
  if (quote.price === shown) return;
  const [detail, options] = wrong('price', `must be ${quote.price}`);
  throw new GardenQuoteChanged(detail, { ...options, extensions: { quote } });
};

/** Whether a subscription is over for good, so that another can take its place. */
export const isOver = (one: Case, settings: GardenSettings, today: string): boolean =>
  one.kind === 'garden' &&
  one.stage !== 'unpaid' &&
  stateOf({ reference: one.reference, ...one.details }, settings, today) === 'none';

const newCase = (reference: string, uprn: string, quote: Quote, now: number, settings: GardenSettings): GardenCase => {
  const createdAt = new Date(now).toISOString();
  const { price, bins, toDeliver, product, discount, startsOn, endsOn } = quote;
  const stage = toDeliver > 0 ? 'pending' : 'active';
  return {
    ...{ reference, kind: 'garden', uprn, status: 'open', createdAt, updatedAt: createdAt },
    stage: price > 0 ? 'unpaid' : stage,
    ...(price > 0 && { payment: owing(price, now, settings.payWithinMinutes) }),
    details: { startsOn, endsOn, bins, toDeliver, ...(product && { product }), ...(discount && { discount }) },
  };
};

/** Closes what ran before and is over for good. `false` where it is not. */
const ended = async (dependencies: Dependencies, council: string, reference: string, settings: GardenSettings) => {
  const now = dependencies.clock();
  const there = await changing(dependencies, council, reference, async (one) => {
    if (one.kind !== 'garden' || one.status === 'closed' || !isOver(one, settings, londonDay(now))) return undefined;
    const change = await gardenRules(dependencies.store).closed({ council, found: one, at: now, outcome: 'done' });
    return { status: 'closed', outcome: 'done', ...change };
  });
  return there.status === 'closed';
};

export const subscribe = async (
  dependencies: Dependencies,
  { council, body, idempotency }: Request<Operations['subscribeGarden']>,
) => {
  const { cases, clock, newReference } = dependencies;
  const { uprn, contact, price, ...wish } = body;
  const now = clock();
  const { property, garden: settings } = await find(dependencies, council, uprn);
  checkOffered(property, settings);
  const quote = quoteOf({ action: 'new', ...wish }, settings, londonDay(now));
  checkPrice(quote, price);
  const opened = newCase(newReference('GW'), uprn, quote, now, settings);
  const writes = opened.stage === 'unpaid' ? [] : [standing(council, opened, opened.details)];
  return idempotency.answer(opened, async (note) => {
    const open = () => cases.open(council, opened, { holds: [hold], contact, writes, note });
    let lost = await open();
    if (lost && 'hold' in lost && (await ended(dependencies, council, lost.reference, settings))) lost = await open();
    if (!lost) return;
    const extensions = 'hold' in lost ? { reference: lost.reference } : {};
    throw new GardenSubscribed('The property has one already.', { extensions });
  });
};
