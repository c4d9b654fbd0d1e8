/** Reads the index of one version. Everything is one round trip and of bounded size, whatever the size of the gazetteer. */
import { Kept } from '#shared/cache.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { streetPartition } from '../keys.ts';
import {
  type Entry,
  nodePartition,
  type Posting,
  postingPack,
  reversed,
  startKey,
  vocabularyPack,
  vocabularyPartition,
} from './layout.ts';
import { type Place, type PremisesPack, premisesPack } from './places.ts';

export interface SearchIndex {
  /** A page or more of the vocabulary, from `word` on. */
  words(word: string, pages?: number): Promise<readonly Entry[]>;
  /** The same by the letters from the end: `ending` is as it is read. */
  wordsEnding(ending: string, pages: number): Promise<readonly Entry[]>;
  /** Places that have a word and all of the path, the best first. */
  having(path: readonly string[], word: string): Promise<readonly Place[]>;
  /** The same for all words that start so. `many`: there are too many in the whole gazetteer, so the best of them are stored. */
  havingStart(path: readonly string[], start: string, many: boolean): Promise<readonly Place[]>;
  /** The addresses of a street. */
  premises(street: string): Promise<PremisesPack>;
}

/** Places, words and addresses that a warm function keeps: some 30 MB at most. */
const mostKept = 60_000;
export type KeptPages = Kept<readonly unknown[]>;
export const keptPages = (): KeptPages => new Kept(mostKept, (read) => 1 + read.length);

const lastOfAll = 'W\u{10FFFF}';
/** Pages with the words of one start, before there are too many places. */
const pagesOfStart = { ofAll: 3, ofPath: 2 };

export const searchIndexOf = (table: Table, prefix: string, kept: KeptPages): SearchIndex => {
  const remembered = async <T>(name: readonly string[], read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    const key = [prefix, ...name].join(' ');
    const known = kept.get(key);
    if (known) return known as readonly T[];
    const found = await read();
    kept.set(key, found);
    return found;
  };
  const pages = async (pk: string, word: string, limit: number): Promise<Item[]> =>
    (await table.query({ pk, between: [`W${word}`, lastOfAll], limit })).items;
  const postings = async (path: readonly string[], word: string, limit: number): Promise<Posting[]> =>
    (await pages(nodePartition(prefix, path), word, limit)).flatMap(({ data }) => postingPack.unpack(data));
  const vocabulary = (backwards: boolean, word: string, limit: number) =>
    remembered(['words', String(backwards), word, String(limit)], async () =>
      (await pages(vocabularyPartition(prefix, backwards), word, limit)).flatMap(({ data }) =>
        vocabularyPack.unpack(data),
      ),
    );

  return {
    words: (word, limit = 1) => vocabulary(false, word, limit),
    wordsEnding: (ending, limit) => vocabulary(true, reversed(ending), limit),
    having: (path, word) =>
      remembered(['having', path.join('+'), word], async () => {
        const found = (await postings(path, word, 1)).find(([one]) => one === word);
        return found?.[2] ?? [];
      }),
    havingStart: (path, start, many) =>
      remembered(['start', path.join('+'), start], async () => {
        // Of a path it is not known beforehand.
        const [best, each] = await Promise.all([
          many ? table.get(startKey(prefix, path, start)) : undefined,
          many && path.length === 0
            ? []
            : postings(path, start, path.length === 0 ? pagesOfStart.ofAll : pagesOfStart.ofPath),
        ]);
        if (best) return postingPack.unpack(best.data).flatMap(([, , places]) => places);
        return each.filter(([word]) => word.startsWith(start)).flatMap(([, , places]) => places);
      }),
    premises: (street) =>
      remembered(['premises', street], async () => {
        const { items } = await table.query({ pk: streetPartition(prefix, street), prefix: 'M' });
        return items.flatMap(({ data }) => premisesPack.unpack(data));
      }),
  };
};
