/** What a wish comes to: an order with its days and its price. Throws whatever rules it out; reads and writes nothing. */
import { InvalidRequest } from '#shared/contract/problems.ts';
import { addDays } from '#shared/dates/days.ts';
import { GardenNotOffered } from '../contract/garden.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { Quote } from '../contract/gardenShapes.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { longDayInWords } from '../dates/dayInWords.ts';
import { wrong } from '../lookUp.ts';
import { type Order, quoted } from './price.ts';
import { endOf } from './year.ts';

export interface Wish {
  readonly action: Order['action'];
  readonly bins: number;
  readonly existingBins: number;
  readonly product?: string | undefined;
  readonly discount?: string | undefined;
}

/** The running subscription that a wish is about. */
export interface Running {
  readonly endsOn: string;
  /** Bins that it has beside those of an addition. */
  readonly bins: number;
}

/** Throws where it is not sold at a property at all. */
export const checkOffered = ({ services }: WasteProperty, settings: GardenSettings): void => {
  if (settings.services.length === 0)
    throw new GardenNotOffered('The council sells no subscriptions here.', { extensions: { reasonCode: 'not_sold' } });
  const isHere = services.some(({ service }) => settings.services.includes(service));
  if (settings.offered === 'inRounds' && !isHere)
    throw new GardenNotOffered('No round collects it from this property.', { extensions: { reasonCode: 'not_here' } });
};

const checkOpen = ({ closed }: GardenSettings, today: string): void => {
  const now = closed.find(({ from, to }) => from <= today && today <= to);
  if (!now) return;
  const opensOn = addDays(now.to, 1);
  throw new GardenNotOffered(`It is sold again from ${longDayInWords(opensOn, 'en')}.`, {
    extensions: { reasonCode: 'closed', opensOn },
  });
};

const checkCode = (field: 'product' | 'discount', code: string | undefined, known: object): void => {
  if (code === undefined || Object.hasOwn(known, code)) return;
  const codes = Object.keys(known);
  const detail = codes.length > 0 ? `must be one of ${codes.join(', ')}` : 'must be left out: the council has none';
  throw new InvalidRequest(...wrong(field, detail));
};

const check = (wish: Wish, settings: GardenSettings, already: number): void => {
  checkCode('product', wish.product, settings.products);
  checkCode('discount', wish.discount, settings.discounts);
  if (wish.product !== undefined && wish.existingBins > 0)
    throw new InvalidRequest(...wrong('existingBins', 'must be 0: bins have no part in it'));
  if (wish.bins + already > settings.maxBins)
    throw new InvalidRequest(...wrong('bins', `must not be more than ${settings.maxBins} in all`));
};

const orderOf = (wish: Wish, settings: GardenSettings, today: string, running: Running | undefined): Order => {
  const { action, bins, existingBins, product, discount } = wish;
  const runsTo = running?.endsOn;
  const startsOn = action === 'renewal' && runsTo ? addDays(runsTo, 1) : today;
  return {
    ...{ action, bins, product, discount, startsOn, runsTo },
    endsOn: action === 'addition' && runsTo ? runsTo : endOf(startsOn, settings.year),
    toDeliver: product !== undefined || action === 'addition' ? bins : Math.max(0, bins - existingBins),
  };
};

export const quoteOf = (wish: Wish, settings: GardenSettings, today: string, running?: Running): Quote => {
  if (wish.action !== 'renewal') checkOpen(settings, today);
  check(wish, settings, wish.action === 'addition' ? (running?.bins ?? 0) : 0);
  const { runsTo: _, product, discount, ...order } = orderOf(wish, settings, today, running);
  const price = quoted({ ...order, product, discount, runsTo: running?.endsOn }, settings, today);
  if (!price) throw new GardenNotOffered('It has no price yet.', { extensions: { reasonCode: 'no_price' } });
  const { total, lines, change } = price;
  return {
    ...order,
    ...(product !== undefined && { product }),
    ...(discount !== undefined && { discount }),
    ...{ price: total, lines: [...lines] },
    ...(change && { change }),
  };
};
