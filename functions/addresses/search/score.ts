/** How well a place fits a text. */
import { type Fit, fitsAmong } from './numbers.ts';
import { type Place, wordsOf } from './places.ts';
import type { Query, Term } from './query.ts';
import { canonicalWords, kindWords, shortestWithTypos, smallWords, startsWithinOne, withinOne } from './words.ts';

/** What is compared in turn, the smaller the better. */
export type Score = readonly number[];

export interface Scored {
  readonly place: Place;
  readonly score: Score;
  readonly unmatched: number;
}

interface PlaceText {
  readonly all: readonly string[];
  readonly joined: string;
  /** Of the premises, or else of the street. */
  readonly name: readonly string[];
  readonly small: readonly string[];
}

const known = new WeakMap<Place, PlaceText>();

/** A version's places are kept by a warm function, so each is taken apart once. */
const textOf = (place: Place) => {
  const there = known.get(place);
  if (there) return there;
  const [, name, streetName] = place;
  const words = (name || streetName).split(', ').flatMap(canonicalWords);
  const all = wordsOf(place);
  const made = {
    all,
    joined: all.join(''),
    name: words.filter((word) => !smallWords.has(word)),
    small: words.filter((word) => smallWords.has(word)),
  };
  known.set(place, made);
  return made;
};

/** 0: the word. 1: its start. 2: a typo. 3: not at all. */
type Likeness = 0 | 1 | 2 | 3;

export const likeness = ({ typed, forms, open, lenient }: Term, word: string): Likeness => {
  if (forms.includes(word)) return 0;
  if (open && word.startsWith(typed)) return 1;
  if (!lenient || word.length < shortestWithTypos || /\d/.test(word)) return 3;
  return withinOne(typed, word) || (open && startsWithinOne(typed, word)) ? 2 : 3;
};

const best = (term: Term, place: Place, words: readonly string[]): Likeness => {
  if (term.postcode && place[6].split(' ').some((postcode) => postcode.startsWith(term.typed))) return 0;
  if (term.postcode && term.forms[0] !== term.typed) return 3;
  let found: Likeness = 3;
  for (const word of words) {
    const one = likeness(term, word);
    if (one < found) found = one;
    if (found === 0) return 0;
  }
  return found;
};

const shortestTogether = 7;
/** WOODFIELDAVENUE. */
const isTogether = ({ typed }: Term, joined: string): boolean =>
  typed.length >= shortestTogether && joined.includes(typed);

const fitOf = (parts: readonly string[], place: Place, words: readonly string[]): Fit =>
  Math.min(...parts.map((part) => (words.includes(part) ? 2 : fitsAmong(place[8], part)))) as Fit;

/** KT1 is the start of KT16 1AA, too, but a district of its own. */
const isElsewhere = ({ postcode, typed }: Term, place: Place): boolean =>
  postcode &&
  place[6] !== '' &&
  !place[6].split(' ').some((one) => one.startsWith(typed) && one.length - 3 <= typed.length);

/** The text's first word is the name's. */
const begins = ({ terms }: Query, [word]: readonly string[]): boolean => {
  const first = terms.find(({ postcode }) => !postcode);
  return first !== undefined && word !== undefined && likeness(first, word) < 2;
};

/** How much of a postcode it does not share, where the text has one that is not right. */
const awayFrom = (postcode: string | undefined, place: Place): number => {
  if (postcode === undefined) return 0;
  const whole = postcode.replace(' ', '');
  const shared = [whole, whole.slice(0, -2), whole.slice(0, -3)].findIndex((start) =>
    ` ${place[6]}`.includes(` ${start}`),
  );
  return shared < 0 ? 3 : shared;
};

/** `undefined` when a number does not fit, or more than `most` words. */
export const scored = (query: Query, place: Place, most: number): Scored | undefined => {
  const { all, name, small, joined } = textOf(place);
  let exact = 0;
  for (const { parts } of query.numbers) {
    const fit = fitOf(parts, place, all);
    if (fit === 0) return undefined;
    exact += fit - 1;
  }
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (const term of query.terms) {
    const like = best(term, place, all);
    counts[like === 3 && isTogether(term, joined) ? 1 : like] += 1;
    if (counts[3] > most) return undefined;
  }
  const [, starts, typos, unmatched] = counts;
  const spare = name.filter((word) => !query.terms.some((term) => likeness(term, word) < 3));
  // A town and ROAD are no reason to suggest what else the text says nothing of.
  if (unmatched > 0 && name.every((word) => kindWords.has(word) || spare.includes(word))) return undefined;
  const others = query.small.filter(({ typed }) => !small.includes(typed));
  const score = [
    unmatched,
    typos,
    query.numbers.length - exact,
    awayFrom(query.postcode, place) + query.terms.filter((term) => isElsewhere(term, place)).length,
    begins(query, name) ? 0 : 1,
    spare.length + others.length,
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
