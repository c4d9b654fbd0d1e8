/** What is wrong with the items that a resident chose, each said on its own. Pure. */
import type { BulkySettings } from '../contract/bulkySettings.ts';
import { type BulkyItem, itemsOf } from './catalogue.ts';
import { type Chosen, lineOf, priceOf, type Terms } from './price.ts';

export type WrongCode = 'unknown_item' | 'too_many_of_item' | 'too_many_items' | 'too_many_points';

export interface Wrong {
  readonly code: WrongCode;
  /** Place in the list; absent where it is about all of it. */
  readonly index?: number;
  readonly message: string;
}

export interface Wanted {
  readonly item: string;
  readonly quantity: number;
}

type Language = 'en' | 'cy';

const messages: Readonly<Record<WrongCode, Readonly<Record<Language, (most: number) => string>>>> = {
  unknown_item: {
    en: () => 'is not collected: choose from the council’s list of items',
    cy: () => 'ddim yn cael ei gasglu: dewiswch o restr eitemau’r cyngor',
  },
  too_many_of_item: {
    en: (most) => `is collected up to ${most} at a time`,
    cy: (most) => `yn cael ei gasglu hyd at ${most} ar y tro`,
  },
  too_many_items: {
    en: (most) => `may be ${most} in one collection at most, counting each`,
    cy: (most) => `yn cael bod yn ${most} ar y mwyaf mewn un casgliad, gan gyfrif pob un`,
  },
  too_many_points: {
    en: () => 'are too much for one collection: book fewer',
    cy: () => 'yn ormod ar gyfer un casgliad: trefnwch lai',
  },
};

export interface Judged {
  readonly wrong: readonly Wrong[];
  /** Absent where something is wrong. */
  readonly price?: number;
  readonly points?: number;
  readonly lines: readonly (Wanted & { readonly price?: number; readonly points?: number })[];
}

const countOf = (wanted: readonly Wanted[]): number => wanted.reduce((total, { quantity }) => total + quantity, 0);

const linesWrong = (
  wanted: readonly Wanted[],
  items: ReadonlyMap<string, BulkyItem>,
  say: (code: WrongCode, most: number, index?: number) => Wrong,
): Wrong[] =>
  wanted.flatMap(({ item }, index) => {
    const known = items.get(item);
    if (!known) return say('unknown_item', 0, index);
    // Of an item that is listed twice both lines count.
    const all = countOf(wanted.filter((one) => one.item === item));
    return known.max !== undefined && all > known.max ? say('too_many_of_item', known.max, index) : [];
  });

export const judge = (
  wanted: readonly Wanted[],
  settings: Pick<BulkySettings, 'items' | 'extraItems' | 'itemsMax' | 'price'>,
  terms: Terms,
  language: Language = 'en',
): Judged => {
  const say = (code: WrongCode, most: number, index?: number): Wrong => ({
    code,
    ...(index !== undefined && { index }),
    message: messages[code][language](most),
  });
  const items = itemsOf(settings);
  const { itemsMax, price: rule } = settings;
  const chosen = wanted.flatMap(({ item, quantity }): Chosen[] => {
    const rules = items.get(item);
    return rules ? [{ item, quantity, rules }] : [];
  });
  const { price, points } = priceOf(chosen, rule, terms);
  const wrong = [
    ...linesWrong(wanted, items, say),
    ...(countOf(wanted) > itemsMax ? [say('too_many_items', itemsMax)] : []),
  ];
  if (wrong.length === 0 && price === undefined) wrong.push(say('too_many_points', 0));
  const lines = chosen.map((one) => ({ item: one.item, quantity: one.quantity, ...lineOf(one, rule, terms) }));
  return {
    wrong,
    lines,
    ...(wrong.length === 0 && price !== undefined && { price }),
    ...(points !== undefined && { points }),
  };
};
