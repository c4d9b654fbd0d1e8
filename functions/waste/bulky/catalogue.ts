/** What can be collected: the standard's items (catalogue.LICENCE.md) as the council changed them, and its own. */
import type { BulkySettings, ItemRules } from '../contract/bulkySettings.ts';
import standard from './catalogue.json' with { type: 'json' };

export interface ItemWords {
  readonly name: string;
  readonly qualifier?: string | undefined;
  readonly description?: string | undefined;
  readonly category: string;
  readonly electrical?: boolean | undefined;
  readonly asksIfWorking?: boolean | undefined;
  readonly synonyms?: readonly string[] | undefined;
}

export interface BulkyItem extends ItemWords, Omit<ItemRules, 'offered'> {
  readonly item: string;
}

export const standardItems: ReadonlyMap<string, ItemWords> = new Map(standard.map(({ id, ...words }) => [id, words]));

/** What the council takes, by machine name. */
export const itemsOf = ({ items, extraItems }: Pick<BulkySettings, 'items' | 'extraItems'>): Map<string, BulkyItem> => {
  const extra = extraItems.map(({ item, ...words }) => [item, words] as const);
  // A map, because an item may be called like what every object has.
  const changed = new Map(Object.entries(items));
  return new Map(
    [...standardItems, ...extra].flatMap(([item, words]) => {
      const { offered = true, ...rules } = changed.get(item) ?? {};
      return offered ? [[item, { item, ...words, ...rules }] as const] : [];
    }),
  );
};

const wordsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Whether each word that was typed begins one of the item's. */
export const isFound = ({ name, nameWelsh, qualifier, description, synonyms }: BulkyItem, typed: string): boolean => {
  const has = wordsIn([name, nameWelsh, qualifier, description, ...(synonyms ?? [])].filter(Boolean).join(' '));
  return wordsIn(typed).every((word) => has.some((one) => one.startsWith(word)));
};
