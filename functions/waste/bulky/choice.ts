/** What is wrong with the items that a resident chose, each said on its own. Pure. */
import type { BulkySettings } from '../contract/bulkySettings.ts';
import { type BulkyItem, itemsOf } from './catalogue.ts';
import { type Chosen, lineOf, priceOf, type Terms } from './price.ts';

export type WrongCode = 'unknown_item' | 'too_many_of_item' | 'too_many_items' | 'too_many_points';

export interface Wrong {
  readonly code: WrongCode;
  /** Into the body that has the items. */
  readonly pointer: string;
  readonly message: string;
}

export interface Wanted {
  readonly item: string;
  readonly quantity: number;
}

type Language = 'en' | 'cy';

type Say = (most: number, name: string) => string;
const messages: Readonly<Record<WrongCode, Readonly<Record<Language, Say>>>> = {
  unknown_item: {
    en: (_, name) => `“${name}” is not collected. Choose from the council’s list of items.`,
    cy: (_, name) => `Nid yw “${name}” yn cael ei gasglu. Dewiswch o restr eitemau’r cyngor.`,
  },
  too_many_of_item: {
    en: (most, name) => `At most ${most} of “${name}” are collected at a time.`,
    cy: (most, name) => `Cesglir hyd at ${most} o “${name}” ar y tro.`,
  },
  too_many_items: {
    en: (most) => `At most ${most} items are collected at a time, counting each.`,
    cy: (most) => `Cesglir hyd at ${most} eitem ar y tro, gan gyfrif pob un.`,
  },
  too_many_points: {
    en: () => 'The items are too much for one collection. Choose fewer.',
    cy: () => 'Mae gormod o eitemau ar gyfer un casgliad. Dewiswch lai.',
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

type Tell = (code: WrongCode, pointer: string, most?: number, name?: string) => Wrong;

const linesWrong = (
  wanted: readonly Wanted[],
  items: ReadonlyMap<string, BulkyItem>,
  language: Language,
  tell: Tell,
): Wrong[] =>
  wanted.flatMap(({ item }, index) => {
    const known = items.get(item);
    if (!known) return tell('unknown_item', `#/items/${index}/item`, 0, item);
    const { max, name, nameWelsh } = known;
    // Of an item that is listed twice both lines count.
    const all = countOf(wanted.filter((one) => one.item === item));
    if (max === undefined || all <= max) return [];
    const called = language === 'cy' ? (nameWelsh ?? name) : name;
    return tell('too_many_of_item', `#/items/${index}/quantity`, max, called);
  });

export const judge = (
  wanted: readonly Wanted[],
  settings: Pick<BulkySettings, 'items' | 'extraItems' | 'itemsMax' | 'price'>,
  terms: Terms,
  language: Language = 'en',
): Judged => {
  const tell: Tell = (code, pointer, most = 0, name = '') => ({
    code,
    pointer,
    message: messages[code][language](most, name),
  });
  const items = itemsOf(settings);
  const { itemsMax, price: rule } = settings;
  const chosen = wanted.flatMap(({ item, quantity }): Chosen[] => {
    const rules = items.get(item);
    return rules ? [{ item, quantity, rules }] : [];
  });
  const { price, points } = priceOf(chosen, rule, terms);
  const wrong = [
    ...linesWrong(wanted, items, language, tell),
    ...(countOf(wanted) > itemsMax ? [tell('too_many_items', '#/items', itemsMax)] : []),
  ];
  if (wrong.length === 0 && price === undefined) wrong.push(tell('too_many_points', '#/items'));
  const lines = chosen.map((one) => ({ item: one.item, quantity: one.quantity, ...lineOf(one, rule, terms) }));
  return {
    wrong,
    lines,
    ...(wrong.length === 0 && price !== undefined && { price }),
    ...(points !== undefined && { points }),
  };
};
