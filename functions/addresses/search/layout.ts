/**
 * The index of a version: what it holds and where. README.md has the access patterns, docs/decisions/0021 the reasons.
 *
 * - Vocabulary: pages of words in order, and again by their letters from the end; a page's key is its last word.
 * - Root: for each word its places. A word of more than `mostPlaces` is common: only the best are there.
 * - A node for each common word, and for each pair that is common: for each other word the places that have all of them.
 */
import type { Key } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Place } from './places.ts';

/** Read for one word: some 16 KB, two read units. */
export const mostPlaces = 400;
/** Of all words that begin alike. */
export const mostForStart = 150;
/** Common words in one path. */
export const deepest = 2;

/** A word, how many places have it, and, of a common one, the words that are common with it. */
export type Entry = readonly [word: string, count: number, common?: readonly string[]];
/** A word and its places; 1: there are more. */
export type Posting = readonly [word: string, more: 0 | 1, places: readonly Place[]];

export const vocabularyPack = packer<readonly Entry[]>('",1],["STREET",1],["ROAD","ZZ1');
export const postingPack = packer<readonly Posting[]>('","","LONDON"," ROAD"," STREET",0,[["","","1"]]],["1000');

export const fragmentsPartition = (prefix: string): string => `${prefix}#I`;
export const vocabularyPartition = (prefix: string, backwards: boolean): string => `${prefix}#${backwards ? 'R' : 'V'}`;
/** The words of a path have an order, so that each set of words is one path. */
export const nodePartition = (prefix: string, path: readonly string[]): string =>
  `${prefix}#X#${[...path].sort().join('+')}`;
export const pageKey = (pk: string, lastWord: string): Key => ({ pk, sk: `W${lastWord}` });
/** The best of all words that begin so, where these are too many to read. */
export const startKey = (prefix: string, path: readonly string[], start: string): Key => ({
  pk: nodePartition(prefix, path),
  sk: `S${start}`,
});

export const reversed = (word: string): string => [...word].reverse().join('');
