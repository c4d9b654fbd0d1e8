/** How well a place fits a text. */
import { type Fit, fitsAmong } from './numbers.ts';
import { type Place, wordsOf } from './places.ts';
import type { Query, Term } from './query.ts';
import { canonicalWords, startsWithinOne, withinOne } from './words.ts';

/** What is compared in turn, the smaller the better. */
export type Score = readonly number[];

export interface Scored {
  readonly place: Place;
  readonly score: Score;
  readonly unmatched: number;
}

const known = new WeakMap<Place, { readonly all: readonly string[]; readonly name: readonly string[] }>();

/** A version's places are kept by a warm function, so each is taken apart once. */
const textOf = (place: Place) => {
  const there = known.get(place);
  if (there) return there;
  const [, name, streetName] = place;
  const made = { all: wordsOf(place), name: (name || streetName).split(', ').flatMap(canonicalWords) };
  known.set(place, made);
  return made;
};

/** 0: the word. 1: its start. 2: a typo. 3: not at all. */
type Likeness = 0 | 1 | 2 | 3;

const likeness = ({ typed, forms, open, lenient }: Term, word: string): Likeness => {
  if (forms.includes(word)) return 0;
  if (open && word.startsWith(typed)) return 1;
  if (!lenient || /\d/.test(word)) return 3;
  return withinOne(typed, word) || (open && startsWithinOne(typed, word)) ? 2 : 3;
};

const best = (term: Term, place: Place, words: readonly string[]): Likeness => {
  if (term.postcode && place[6].split(' ').some((postcode) => postcode.startsWith(term.typed))) return 0;
  let found: Likeness = 3;
  for (const word of words) {
    const one = likeness(term, word);
    if (one < found) found = one;
    if (found === 0) return 0;
  }
  return found;
};

const fitOf = (parts: readonly string[], place: Place, words: readonly string[]): Fit =>
  Math.min(...parts.map((part) => (words.includes(part) ? 2 : fitsAmong(place[8], part)))) as Fit;

const begins = ({ phrase, terms }: Query, name: readonly string[]): boolean => {
  const [first] = phrase;
  if (first === undefined || name[0] === undefined) return false;
  return terms.length === 1 && terms[0]?.open ? name[0].startsWith(first) : name[0] === first;
};

/** `undefined` when a number does not fit, or more than `most` words. */
export const scored = (query: Query, place: Place, most: number): Scored | undefined => {
  const { all, name } = textOf(place);
  let exact = 0;
  for (const { parts } of query.numbers) {
    const fit = fitOf(parts, place, all);
    if (fit === 0) return undefined;
    exact += fit - 1;
  }
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const term of query.terms) {
    const like = best(term, place, all);
    counts[like] += 1;
    if (counts[3] > most) return undefined;
  }
  const [, starts, typos, unmatched] = counts;
  const spare = name.filter(
    (word) => !query.terms.some((term) => likeness(term, word) < 3) && !query.small.includes(word),
  );
  const score = [
    unmatched,
    typos,
    query.numbers.length - exact,
    begins(query, name) ? 0 : 1,
    spare.length,
    starts,
    place[1] === '' ? 0 : 1,
    -place[7],
  ];
  return { place, score, unmatched };
};

export const byScore = (a: { readonly score: Score }, b: { readonly score: Score }): number => {
  const at = a.score.findIndex((part, i) => part !== b.score[i]);
  return at < 0 ? 0 : (a.score[at] ?? 0) - (b.score[at] ?? 0);
};

const idOf = (place: Place): string => place.slice(0, 5).join('|');

/** Those that fit with at most `most` words unmatched, the best first, each once. */
export const ranked = (query: Query, places: Iterable<Place>, most: number): Scored[] => {
  const found = new Map<string, Scored>();
  for (const place of places) {
    const one = scored(query, place, most);
    if (one) found.set(idOf(place), one);
  }
  return [...found.values()].sort(byScore);
};
