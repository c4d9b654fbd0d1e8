/** Cuts what is sorted into pages. A page's key is its last word, so that one query finds the page of any word. */
import type { Item } from '#shared/dynamodb/expression.ts';
import { type Entry, pageKey, reversed, vocabularyPack, vocabularyPartition } from './layout.ts';

/** Cuts texts into pages of about a size, in their order; `add` gets each page and its last word. */
export const inPages = (size: number, add: (texts: readonly string[], lastWord: string) => void) => {
  let [texts, length, last]: [string[], number, string] = [[], 0, ''];
  const close = () => {
    if (texts.length > 0) add(texts, last);
    [texts, length] = [[], 0];
  };
  return {
    close,
    add: (word: string, text: string) => {
      if (length > 0 && length + text.length > size) close();
      texts.push(text);
      [length, last] = [length + text.length, word];
    },
  };
};

/** Characters of JSON in a page: packed less than 4 KB, half a read unit. */
const pageOfWords = 10_000;

const itemsOf = (pk: string, entries: readonly Entry[]): Item[] => {
  const items: Item[] = [];
  const pages = inPages(pageOfWords, (texts, last) =>
    items.push({ ...pageKey(pk, last), data: vocabularyPack.packJson(`[${texts.join()}]`) }),
  );
  for (const entry of entries) pages.add(entry[0], JSON.stringify(entry));
  pages.close();
  return items;
};

/** In order, and again in the order of the letters from the end. */
export const vocabularyItems = (prefix: string, entries: readonly Entry[]): Item[] => {
  const backwards = entries.map(([word, count]): Entry => [reversed(word), count]).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ...itemsOf(vocabularyPartition(prefix, false), entries),
    ...itemsOf(vocabularyPartition(prefix, true), backwards),
  ];
};
