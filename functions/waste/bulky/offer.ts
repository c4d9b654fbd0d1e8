/** What a property is offered for what it wants: the price, one of its free collections, or what is wrong. */
import { BulkyItemsRefused, BulkyQuoteChanged } from '../contract/bulkyCase.ts';
import { allowanceYear, freeCollection } from './allowance.ts';
import { type BulkyItem, itemsOf } from './catalogue.ts';
import { type Judged, judge, type Wanted } from './choice.ts';
import { isSaturday } from './dates.ts';
import type { Facts } from './facts.ts';
import type { FreeCollection } from './store.ts';

export interface Order {
  readonly items: readonly Wanted[];
  readonly date?: string | undefined;
  readonly concession: boolean;
  readonly trade: boolean;
  readonly language?: 'en' | 'cy';
}

/** Who asks: a booking keeps the free collection that it has; one that had to be paid does not become free. */
export interface Asking {
  readonly reference: string;
  readonly mayBeFree: boolean;
}

export interface Offer extends Judged {
  readonly free?: FreeCollection;
}

const freeFor = ({ settings, standing, offered, today }: Facts, date: string | undefined, { reference }: Asking) => {
  const year = allowanceYear(date ?? offered[0] ?? today, settings.free.year);
  const ofYear = standing.free.filter((one) => one.year === year);
  const own = ofYear.find(({ owner }) => owner === reference);
  if (own) return own;
  const used = ofYear.map(({ n }) => n);
  const n = freeCollection(used, settings.free);
  return n === undefined ? undefined : { year, n, owner: reference };
};

export const offerFor = (facts: Facts, { items, date, language, ...terms }: Order, asking: Asking): Offer => {
  const saturday = date !== undefined && isSaturday(date);
  const judged = judge(items, facts.settings, { ...terms, saturday }, language);
  const free = asking.mayBeFree ? freeFor(facts, date, asking) : undefined;
  if (!free) return judged;
  return { ...judged, free, ...(judged.price !== undefined && { price: 0 }) };
};

/** The price, where it is the one that the resident was shown. Throws `BulkyItemsRefused` and `BulkyQuoteChanged`. */
export const agreedPrice = ({ price, wrong, free }: Offer, shown: number): number => {
  if (price === undefined) {
    const errors = wrong.map(({ message, pointer }) => ({ detail: message, pointer, in: 'body' as const }));
    throw new BulkyItemsRefused(wrong.map(({ message }) => message).join(' '), { errors });
  }
  if (price === shown) return price;
  throw new BulkyQuoteChanged(`It costs ${price} pence, not ${shown}.`, {
    errors: [{ detail: `is ${price} by now`, pointer: '#/price', in: 'body' }],
    extensions: { price, free: free !== undefined },
  });
};

/** As they are kept, in the words of the day on which they were booked. */
export const namedItems = (wanted: readonly Wanted[], settings: Facts['settings']) => {
  const items = itemsOf(settings);
  const called = (item: string, { name, qualifier }: Pick<BulkyItem, 'name' | 'qualifier'> = { name: item }) =>
    qualifier ? `${name} (${qualifier})` : name;
  return wanted.map(({ item, quantity }) => ({ item, name: called(item, items.get(item)), quantity }));
};
