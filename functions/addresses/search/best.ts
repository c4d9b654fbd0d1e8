/** Which places a list has where it cannot have all. */
import type { Corpus } from './corpus.ts';
import { firstOf, type Lists, listAt } from './postings.ts';

/** A part of the index. */
export interface Node {
  /** Numbers of common words. */
  readonly path: readonly number[];
  readonly lists: Lists;
  /** Words that any place of it has, beside those of the path. */
  readonly words: readonly number[];
}

/** The first that have these words in their own names; a postcode is in nobody's. */
const named = ({ words, wordsOf, ownWords }: Corpus, places: Uint32Array, all: readonly number[], most: number) => {
  const wanted = all.filter((word) => !/\d/.test(words[word] ?? ''));
  const found: number[] = [];
  for (const place of places) {
    if (found.length === most) break;
    const from = wordsOf.starts[place] ?? 0;
    const own = wordsOf.of.subarray(from, from + (ownWords[place] ?? 0));
    if (wanted.every((word) => own.includes(word))) found.push(place);
  }
  return Uint32Array.from(found);
};

/**
 * Of the places of a path that have one of the words. Up to half of them are called so, as London Road is, which has few addresses
 * anywhere; after these come the places with most addresses, as any road in London.
 */
export const bestOf = (corpus: Corpus, { path, lists }: Node, words: readonly number[], most: number): number[] => {
  const all = words.map((word) => ({ word, places: listAt(lists, word) }));
  const called = all.map(({ word, places }) => named(corpus, places, [...path, word], most / 2));
  const largest = firstOf(
    all.map(({ places }) => places),
    most,
  );
  return [...new Set([...firstOf(called, most / 2), ...largest])].slice(0, most);
};
