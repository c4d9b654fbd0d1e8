/** Which lists to read for a text: the shortest that holds every place that fits, of those that are stored. */
import { type Entry, mostPlaces, reversed } from './layout.ts';
import type { Place } from './places.ts';
import type { Term } from './query.ts';
import type { SearchIndex } from './reader.ts';
import { startsWithinOne, withinOne } from './words.ts';

/** What the vocabulary says of a word of the text. */
export interface Known {
  readonly term: Term;
  /** Its forms that there are. */
  readonly forms: readonly Entry[];
  /** Places that have a word which starts so; endless when a page is full of them. */
  readonly starting: number;
  readonly count: number;
}

const lookUp = async (index: SearchIndex, term: Term): Promise<Known> => {
  const asked = [...new Set([...term.forms, ...(term.open ? [term.typed] : []), ...(term.head ? [term.head] : [])])];
  const pages = new Map(await Promise.all(asked.map(async (word) => [word, await index.words(word)] as const)));
  const forms = term.forms.flatMap((form) => (pages.get(form) ?? []).filter(([word]) => word === form));
  const head = term.head === undefined ? [] : (pages.get(term.head) ?? []).filter(([word]) => word === term.head);
  const page = term.open ? (pages.get(term.typed) ?? []) : [];
  const starting = page.filter(([word]) => word.startsWith(term.typed));
  const endless = page.at(-1)?.[0].startsWith(term.typed) ?? false;
  const places = (entries: readonly Entry[]) => entries.reduce((sum, [, count]) => sum + count, 0);
  if (!endless && starting.length < 2) {
    const whole = [...forms, ...starting];
    const all = [...new Map((whole.length > 0 ? whole : head).map((entry) => [entry[0], entry])).values()];
    return { term, forms: all, starting: 0, count: places(all) };
  }
  const ofStarts = endless ? Number.POSITIVE_INFINITY : places(starting);
  return { term, forms, starting: ofStarts, count: Math.max(ofStarts, places(forms)) };
};

/** One round trip. */
export const lookUpAll = (index: SearchIndex, terms: readonly Term[]): Promise<Known[]> =>
  Promise.all(terms.map((term) => lookUp(index, term)));

/** All places of one word of the text that also have the path. */
const read = async (index: SearchIndex, path: readonly string[], { term, forms, starting }: Known) => {
  const exact = forms.map(([form]) => index.having(path, form));
  const open = starting > 0 ? [index.havingStart(path, term.typed, starting > mostPlaces)] : [];
  return (await Promise.all([...exact, ...open])).flat();
};

const areCommon = (a: Known, b: Known): boolean =>
  a.forms.some(([, , common = []]) => b.forms.some(([form]) => common.includes(form)));

interface Choice {
  readonly paths: readonly (readonly string[])[];
  readonly word: Known;
  /** Whether every place that fits is in the lists; otherwise the best are. */
  readonly whole: boolean;
}

const formsOf = ({ forms }: Known): string[] => forms.map(([form]) => form);

/** Each word of the text is common: two of them that are not common together, or three. */
const together = (sorted: readonly Known[]): Choice | undefined => {
  const closed = sorted.filter(({ term, forms }) => !term.open && forms.length > 0);
  for (const [i, a] of closed.entries()) {
    const b = closed.slice(i + 1).find((other) => !areCommon(a, other));
    if (b) return { paths: formsOf(a).map((form) => [form]), word: b, whole: true };
  }
  const [a, b] = closed;
  const others = sorted.filter((one) => one !== a && one !== b);
  const third = others.find(({ term }) => term.open) ?? others[0];
  if (a && b && third) {
    const pairs = formsOf(a).flatMap((one) =>
      formsOf(b).flatMap((two) =>
        a.forms.some(([form, , common]) => form === one && common?.includes(two)) ? [[one, two]] : [],
      ),
    );
    return { paths: pairs, word: third, whole: false };
  }
  const word = b ?? third;
  return a && word && { paths: formsOf(a).map((form) => [form]), word, whole: false };
};

const choice = (known: readonly Known[]): Choice | undefined => {
  const sorted = known.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  const [first] = sorted;
  if (!first) return undefined;
  const whole = first.count <= mostPlaces;
  return (!whole && together(sorted)) || { paths: [[]], word: first, whole };
};

/** ST is STREET and SAINT: each is a path of its own. */
const mostPaths = 2;

export interface Reading {
  readonly places: readonly Place[];
  /** The word of the text whose list was read. */
  readonly word: Known;
  readonly whole: boolean;
}

/**
 * One round trip; `undefined` when no word of the text is in the vocabulary. Words like THE help only where all others are common:
 * the lists with them and without are both read, because a place may be written without.
 */
export const readPlaces = async (
  index: SearchIndex,
  known: readonly Known[],
  small: readonly Known[] = [],
): Promise<Reading | undefined> => {
  const chosen = choice(known);
  if (!chosen) return undefined;
  const withSmall = known.every(({ count }) => count === 0 || count > mostPlaces)
    ? choice([...known, ...small])
    : undefined;
  const choices = withSmall && small.some(({ count }) => count > 0) ? [chosen, withSmall] : [chosen];
  const reads = choices.flatMap(({ paths, word }) => paths.slice(0, mostPaths).map((path) => read(index, path, word)));
  return { places: (await Promise.all(reads)).flat(), word: chosen.word, whole: chosen.whole };
};

const pagesOfHalf = 2;
const mostMeant = 3;

/** What a word with a typo may stand for: one within a letter of it has its first half or its last. One round trip. */
export const meant = async (index: SearchIndex, { term }: Known): Promise<Known> => {
  const { typed, open } = term;
  const half = Math.ceil(typed.length / 2);
  const [starting, ending] = await Promise.all([
    index.words(typed.slice(0, half), pagesOfHalf),
    index.wordsEnding(typed.slice(half), pagesOfHalf),
  ]);
  const backwards = ending.map(([word, count]): Entry => [reversed(word), count]);
  const near = [...starting, ...backwards].filter(
    ([word]) => withinOne(typed, word) || (open && startsWithinOne(typed, word)),
  );
  const forms = [...new Map(near.map((entry) => [entry[0], entry])).values()]
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostMeant);
  const count = forms.reduce((sum, [, places]) => sum + places, 0);
  return { term: { ...term, open: false }, forms, starting: 0, count };
};
