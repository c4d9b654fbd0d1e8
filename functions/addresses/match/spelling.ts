/** Puts right what was mistyped, by the words of the addresses that it can only have been. Numbers are never touched. */
import { isNumber, writtenOut } from './words.ts';

/** Shorter words are too like each other: mill and hill. One letter of a word may have been lost. */
const shortest = 5;
const long = 9;

/** One row of the usual table: how far the first letters of `a` are from every start of `b`. */
const nextRow = (a: string, b: string, i: number, last: readonly number[], before: readonly number[]): number[] => {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const same = a[i - 1] === b[j - 1] ? 0 : 1;
    const crossed = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const swapped = crossed ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
    row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same, swapped));
  }
  return row;
};

/** Insertions, deletions, substitutions and swaps of neighbours between two words; no further than `most` matters. */
export const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) [before, last] = [last, nextRow(a, b, i, last, before)];
  return last[b.length] ?? most + 1;
};

/** Words that a mistyped one may have been. */
export interface Vocabulary {
  readonly words: ReadonlySet<string>;
  /** Those that may begin with a wrong letter. Where little else speaks for it, a street may not: Wilton Road is not Milton Road. */
  readonly anyStart: ReadonlySet<string>;
}

const nearest = (word: string, { words, anyStart }: Vocabulary): string | undefined => {
  const most = word.length >= long ? 2 : 1;
  let [best, found]: [number, string[]] = [most, []];
  for (const known of words) {
    if (known.length < shortest || isNumber(known) || (known[0] !== word[0] && !anyStart.has(known))) continue;
    const far = distance(word, known, best);
    if (far > best) continue;
    found = far < best ? [known] : [...found, known];
    best = far;
  }
  return found.length === 1 ? found[0] : undefined;
};

/** Two words that were written as one. */
const halves = (word: string, vocabulary: ReadonlySet<string>): string[] | undefined => {
  for (let i = 3; i <= word.length - 3; i += 1) {
    const pair = [word.slice(0, i), word.slice(i)];
    if (pair.every((half) => vocabulary.has(half))) return pair;
  }
  return undefined;
};

/** The word, put right if need be; with the next one if they were one word, which the text has as two. */
const mend = (word: string, next: string | undefined, vocabulary: Vocabulary): { as: string[]; used: 1 | 2 } => {
  if (vocabulary.words.has(word) || /\d/.test(word)) return { as: [word], used: 1 };
  if (next !== undefined && vocabulary.words.has(word + next)) return { as: [word + next], used: 2 };
  const pair = halves(word, vocabulary.words);
  const close = word.length < shortest - 1 ? undefined : nearest(word, vocabulary);
  return { as: pair ?? [writtenOut(close ?? word)], used: 1 };
};

export const spelt = (words: readonly string[], vocabulary: Vocabulary): string[] => {
  const out: string[] = [];
  for (let i = 0; i < words.length; ) {
    const { as, used } = mend(words[i] ?? '', words[i + 1], vocabulary);
    out.push(...as);
    i += used;
  }
  return out;
};
