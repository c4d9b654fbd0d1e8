/** What the vocabulary says of the words of a text. */
import { type Entry, mostPlaces, reversed } from './layout.ts';
import type { Term } from './query.ts';
import type { SearchIndex } from './reader.ts';
import { startsWithinOne, withinOne } from './words.ts';

export interface Known {
  readonly term: Term;
  /** Its forms that there are, the likeliest first. */
  readonly forms: readonly Entry[];
  /** Places that have a word which starts so; endless when a page is full of them. */
  readonly starting: number;
  readonly count: number;
}

const placesIn = (entries: readonly Entry[]): number => entries.reduce((sum, [, count]) => sum + count, 0);
const once = (entries: readonly Entry[]): Entry[] => [...new Map(entries.map((entry) => [entry[0], entry])).values()];

const asked = ({ forms, open, typed, head }: Term): string[] => [
  ...new Set([...forms, ...(open ? [typed] : []), ...(head ? [head] : [])]),
];

const lookUp = async (index: SearchIndex, term: Term): Promise<Known> => {
  const pages = new Map(await Promise.all(asked(term).map(async (word) => [word, await index.words(word)] as const)));
  const exactly = (form: string) => (pages.get(form) ?? []).filter(([word]) => word === form);
  const forms = term.forms.flatMap(exactly);
  const page = term.open ? (pages.get(term.typed) ?? []) : [];
  const starting = page.filter(([word]) => word.startsWith(term.typed));
  const endless = page.at(-1)?.[0].startsWith(term.typed) ?? false;
  if (endless || starting.length > 1) {
    const ofStarts = endless ? Number.POSITIVE_INFINITY : placesIn(starting);
    return { term, forms, starting: ofStarts, count: Math.max(ofStarts, placesIn(forms)) };
  }
  const whole = once([...forms, ...starting]);
  const all = whole.length > 0 || term.head === undefined ? whole : exactly(term.head);
  return { term, forms: all, starting: 0, count: placesIn(all) };
};

/** One round trip; half a read unit or one for each word. */
export const lookUpAll = (index: SearchIndex, terms: readonly Term[]): Promise<Known[]> =>
  Promise.all(terms.map((term) => lookUp(index, term)));

export const unitsOfLookUp = (terms: readonly Term[]): number =>
  terms.reduce((units, term) => units + 0.6 * asked(term).length, 0);

const pagesOfHalf = 2;
const mostMeant = 3;
export const unitsOfMeaning = 2;

/** What a word with a typo may stand for: one within a letter of it has its first half or its last. One round trip. */
export const meant = async (index: SearchIndex, { term }: Known): Promise<Known> => {
  const { typed, open } = term;
  const half = Math.ceil(typed.length / 2);
  const [starting, ending] = await Promise.all([
    index.words(typed.slice(0, half), pagesOfHalf),
    index.wordsEnding(typed.slice(half), pagesOfHalf),
  ]);
  const backwards = ending.map(([word, count]): Entry => [reversed(word), count]);
  const near = [...backwards, ...starting].filter(
    ([word]) => withinOne(typed, word) || (open && startsWithinOne(typed, word)),
  );
  const forms = once(near)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostMeant);
  return { term: { ...term, open: false }, forms, starting: 0, count: placesIn(forms) };
};

export const isCommon = ([, count]: Entry): boolean => count > mostPlaces;
