/** The score of the energy performance register's matcher, step by step as MHCLG published it (epb-addressing, `MatchAddress`). */
import { clean, intersection, matching, numbersOf, wordsOf } from './epbText.ts';

export interface EpbCandidate {
  readonly uprn: string;
  /** With its postcode. */
  readonly text: string;
  /** Of others among the candidates: a building or shell. */
  readonly isParent?: boolean;
}

export interface Scored<C extends EpbCandidate> {
  readonly candidate: C;
  /** 0 to 100, as the register has it, with eight decimals. */
  readonly confidence: number;
}

/** The published coefficients of its logistic regression. */
const weights = {
  constant: -13.0343033,
  shareOfNumbers: 4.56617636,
  shareIn: 5.69875062,
  single: 1.70818323,
  shareOut: 3.73172005,
  hasNumber: 2.18266788,
  exact: 2.08826112,
  intersect: 0.46681653,
  numbersOut: -1.86369782,
  parent: -1.04432127,
  numbersIn: 0.82199287,
  numbersExact: 0.73439667,
  matchingOut: -0.19557523,
  candidates: 0.00697187,
};
export type Features = Readonly<Record<Exclude<keyof typeof weights, 'constant'>, number>>;

/** Cut, not rounded, to eight decimals. */
export const confidence = (features: Features, ties: number): number => {
  const z = Object.entries(features).reduce(
    (sum, [name, value]) => sum + weights[name as keyof Features] * value,
    weights.constant,
  );
  return Math.trunc((100 / (1 + Math.exp(-z)) / ties) * 1e8) / 1e8;
};

interface Read<C> {
  readonly candidate: C;
  readonly clean: string;
  readonly words: readonly string[];
  readonly numbers: readonly string[];
  readonly intersect: number;
  readonly matchingIn: number;
  readonly matchingOut: number;
}

const bestBy = <T>(items: readonly T[], measure: (item: T) => number): T[] => {
  const best = items.reduce((most, item) => Math.max(most, measure(item)), 0);
  return items.filter((item) => measure(item) === best);
};

const sequence = (numbers: readonly string[]): string => numbers.join(' ');

type Prepared = Pick<Read<unknown>, 'clean' | 'words' | 'numbers'> & { readonly given: ReadonlySet<string> };
const prepared = new WeakMap<EpbCandidate, Prepared>();

/** Candidates are asked about again and again, and cleaning is most of the work. */
const prepare = (candidate: EpbCandidate): Prepared => {
  const known = prepared.get(candidate);
  if (known) return known;
  const { text } = candidate;
  const cleaned = clean(text);
  const given = new Set(text.match(/\w+/g));
  const made = { clean: cleaned, words: wordsOf(cleaned), numbers: numbersOf(text), given };
  prepared.set(candidate, made);
  return made;
};

/** Step 0: those that have all the numbers of the text; everyone, where nobody has. */
export const shortlist = <T>(text: string, items: readonly T[], candidate: (item: T) => EpbCandidate): readonly T[] => {
  const numbers = numbersOf(text);
  const having = items.filter((item) => numbers.every((number) => prepare(candidate(item)).given.has(number)));
  return having.length > 0 ? having : items;
};

const readAs = <C extends EpbCandidate>(candidate: C, words: readonly string[]): Read<C> => {
  const { given: _, ...out } = prepare(candidate);
  return {
    candidate,
    ...out,
    intersect: intersection(words, out.words),
    matchingIn: matching(words, out.words),
    matchingOut: matching(out.words, words),
  };
};

/** Steps 1 to 3: each keeps its best. A parent goes where anything else is left. */
const narrowed = <C extends EpbCandidate>(all: readonly Read<C>[], numbers: readonly string[]) => {
  const near = bestBy(all, ({ intersect }) => intersect);
  const same = near.filter((one) => numbers.length > 0 && sequence(one.numbers) === sequence(numbers));
  const numbersExact = same.some(({ candidate }) => !candidate.isParent);
  const left = numbersExact ? same : near;
  const matched = bestBy(left, ({ matchingIn }) => matchingIn);
  const covered = bestBy(matched, ({ matchingOut, words }) => matchingOut / words.length);
  const homes = covered.filter(({ candidate }) => !candidate.isParent);
  return { winners: homes.length > 0 ? homes : covered, numbersExact, single: left.length === 1 };
};

const flag = (is: boolean): 0 | 1 => (is ? 1 : 0);

export interface Ranked<C extends EpbCandidate> {
  /** What the steps leave, with one confidence: more than one is a tie. */
  readonly best: readonly Scored<C>[];
  /** Everyone else by the same formula, best first: what the register does not answer. */
  readonly others: readonly Scored<C>[];
}

export const score = <C extends EpbCandidate>(
  { text, postcode }: { readonly text: string; readonly postcode: string },
  candidates: readonly C[],
): Ranked<C> => {
  const numbers = numbersOf(text);
  const cleaned = clean(`${text}, ${postcode}`);
  const words = wordsOf(cleaned);
  const all = candidates.map((candidate) => readAs(candidate, words));
  const { winners, numbersExact, single } = narrowed(all, numbers);
  const rate = (
    { candidate, ...one }: Read<C>,
    { first = one.numbers, exact = false, alone = false, ties = 1 } = {},
  ) => {
    const features: Features = {
      shareOfNumbers: numbers.length === 0 ? 1 : intersection(numbers, first) / numbers.length,
      shareIn: one.matchingIn / words.length,
      single: flag(alone),
      shareOut: one.matchingOut / one.words.length,
      hasNumber: flag(numbers.length > 0),
      exact: flag(!candidate.isParent && one.clean === cleaned),
      intersect: one.intersect,
      numbersOut: one.numbers.length,
      parent: flag(candidate.isParent === true),
      numbersIn: numbers.length,
      numbersExact: flag(exact),
      matchingOut: one.matchingOut,
      candidates: all.length,
    };
    return { candidate, confidence: confidence(features, ties) };
  };
  const shared = { first: winners[0]?.numbers ?? [], exact: numbersExact, alone: single, ties: winners.length };
  const others = all.filter((one) => !winners.includes(one)).map((one) => rate(one));
  return {
    best: winners.map((one) => rate(one, shared)),
    others: others.sort((a, b) => b.confidence - a.confidence),
  };
};
