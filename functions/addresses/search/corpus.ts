/** All places of a version with their words, the place with most addresses first, so that lists of places are in the order of rank. */
import { type Growing, grow, grown, ownWordsOf, type Place, placePack, wordsOf } from './places.ts';
import { inverted, type Lists, Numbers } from './postings.ts';

export interface Corpus {
  /** Each as JSON. */
  readonly rows: readonly string[];
  /** In order. */
  readonly words: readonly string[];
  /** Numbers of words, of each place. */
  readonly wordsOf: Lists;
  /** How many of these are of its own name. */
  readonly ownWords: Uint8Array;
  /** Numbers of places, of each word. */
  readonly placesOf: Lists;
}

const byRank = (a: Place, b: Place): number =>
  b[7] - a[7] || a[1].length - b[1].length || (a.slice(0, 5).join('|') < b.slice(0, 5).join('|') ? -1 : 1);

export class Gatherer {
  readonly #places = new Map<string, Growing>();

  /** A batch's places, packed. */
  add(data: unknown): void {
    for (const place of placePack.unpack(data)) grow(this.#places, place);
  }

  corpus(): Corpus {
    const places = [...this.#places.values()].map(grown).sort(byRank);
    this.#places.clear();
    const known = new Map<string, number>();
    const [starts, flat] = [new Uint32Array(places.length + 1), new Numbers()];
    for (const [i, place] of places.entries()) {
      for (const word of wordsOf(place)) {
        const number = known.get(word) ?? known.size;
        known.set(word, number);
        flat.push(number);
      }
      starts[i + 1] = flat.length;
    }
    const words = [...known.keys()].sort((a, b) => (a < b ? -1 : 1));
    const sorted = new Uint32Array(known.size);
    for (const [number, word] of words.entries()) sorted[known.get(word) ?? 0] = number;
    const of = flat.taken().map((number) => sorted[number] ?? 0);
    const lists = { starts, of };
    const all = Uint32Array.from(places, (_, i) => i);
    return {
      rows: places.map((place) => JSON.stringify(place)),
      words,
      wordsOf: lists,
      ownWords: Uint8Array.from(places, ownWordsOf),
      placesOf: inverted(lists, words.length, all),
    };
  }
}
