/** Which lists to read for a text: the shortest that hold every place that fits, of those that are stored. */
import { type Entry, mostPlaces } from './layout.ts';
import type { Place } from './places.ts';
import type { SearchIndex } from './reader.ts';
import { isCommon, type Known } from './vocabulary.ts';

/** Places that have the path and the word, or a word that starts so. */
interface List {
  readonly path: readonly string[];
  readonly word: string;
  /** `many`: of all such words there are too many places for one list. */
  readonly start?: 'few' | 'many';
}

interface Choice {
  readonly lists: readonly List[];
  /** The word of the text whose lists they are. */
  readonly of: Known;
  /** Whether every place that fits is in them; otherwise the best are. */
  readonly whole: boolean;
}

const listsOf = ({ term, forms, starting }: Known, path: readonly string[] = []): List[] => [
  ...forms.map(([word]): List => ({ path, word })),
  ...(starting > 0 ? [{ path, word: term.typed, start: starting > mostPlaces ? 'many' : 'few' } as const] : []),
];

const areCommon = ([, , common = []]: Entry, [word]: Entry): boolean => common.includes(word);

/** Only common words have paths. A form that is not common has all its places in one list. */
const listsOfPair = (a: Known, b: Known): List[] =>
  a.forms.flatMap((form) => (isCommon(form) ? listsOf(b, [form[0]]) : [{ path: [], word: form[0] }]));

const listsOfThree = (a: Known, b: Known, third: Known): List[] =>
  a.forms.flatMap((one) =>
    b.forms.flatMap((two): List[] => {
      if (areCommon(one, two)) return listsOf(third, [one[0], two[0]]);
      return isCommon(one) ? [{ path: [one[0]], word: two[0] }] : [{ path: [], word: one[0] }];
    }),
  );

/** Each word of the text is common: two of them that are not common together, or three. */
const together = (sorted: readonly Known[]): Choice | undefined => {
  const closed = sorted.filter(({ term, forms }) => !term.open && forms.length > 0);
  for (const [i, a] of closed.entries()) {
    const b = closed
      .slice(i + 1)
      .find((other) => !a.forms.some((one) => other.forms.some((two) => areCommon(one, two))));
    if (b) return { lists: listsOfPair(a, b), of: b, whole: true };
  }
  const [a, b] = closed;
  const others = sorted.filter((one) => one !== a && one !== b);
  const third = others.find(({ term }) => term.open) ?? others[0];
  if (a && b && third) return { lists: listsOfThree(a, b, third), of: third, whole: false };
  const of = b ?? third;
  return a && of && { lists: listsOfPair(a, of), of, whole: false };
};

const choice = (known: readonly Known[]): Choice | undefined => {
  const sorted = known.filter(({ count }) => count > 0).sort((a, b) => a.count - b.count);
  const [first] = sorted;
  if (!first) return undefined;
  const whole = first.count <= mostPlaces;
  return (!whole && together(sorted)) || { lists: listsOf(first), of: first, whole };
};

/** Read units: a page of places has some 8 KB. */
const unitsOf = ({ path, start }: List): number => {
  if (start === undefined) return 1.5;
  if (start === 'few') return 4;
  return path.length === 0 ? 1.5 : 4;
};

const read = (index: SearchIndex, { path, word, start }: List): Promise<readonly Place[]> =>
  start ? index.havingStart(path, word, start === 'many') : index.having(path, word);

export interface Reading {
  readonly places: readonly Place[];
  readonly of: Known;
  readonly whole: boolean;
  readonly units: number;
}

/**
 * One round trip of at most so many read units, the likeliest lists first; `undefined` when no word of the text is in the vocabulary.
 * Words like THE help only where all others are common: the lists with them and without are both read, because a place may be
 * written without.
 */
export const readPlaces = async (
  index: SearchIndex,
  known: readonly Known[],
  most: number,
  small: readonly Known[] = [],
): Promise<Reading | undefined> => {
  const chosen = choice(known);
  if (!chosen) return undefined;
  const helps = small.some(({ count }) => count > 0) && chosen.of.count > mostPlaces;
  const wanted = [...chosen.lists, ...((helps ? choice([...known, ...small])?.lists : undefined) ?? [])];
  const reads: Promise<readonly Place[]>[] = [];
  let units = 0;
  for (const list of wanted) {
    if (reads.length > 0 && units + unitsOf(list) > most) continue;
    units += unitsOf(list);
    reads.push(read(index, list));
  }
  const whole = chosen.whole && reads.length === wanted.length;
  return { places: (await Promise.all(reads)).flat(), of: chosen.of, whole, units };
};
