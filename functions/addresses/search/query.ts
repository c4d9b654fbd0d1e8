/** What somebody typed, taken apart: words, numbers, a postcode. */
import { parsePostcode } from '#shared/contract/postcode.ts';
import { isNumber } from './numbers.ts';
import { formsOf, headOf, shortestWithTypos, smallWords, unitWords, type Word, wordsIn } from './words.ts';

export interface Term {
  readonly typed: string;
  /** What it may be in the gazetteer. */
  readonly forms: readonly string[];
  /** Still being typed: every word that starts with it fits. */
  readonly open: boolean;
  /** May have a typo. */
  readonly lenient: boolean;
  /** WOODFIELD of WOODFIELDAVENUE. */
  readonly head: string | undefined;
  /** Start of a postcode, without its space: goes by the postcodes of a place. */
  readonly postcode: boolean;
}

export interface NumberTerm {
  /** `12`, `12A`; both ends of a range; or the letter of FLAT B. */
  readonly parts: readonly string[];
  /** After FLAT and the like. */
  readonly unit: boolean;
}

export interface Query {
  /** Every one has to fit. */
  readonly terms: readonly Term[];
  /** THE and the like: nice where they are. */
  readonly small: readonly Term[];
  readonly numbers: readonly NumberTerm[];
  /** `ZZ1 1AA` */
  readonly postcode: string | undefined;
}

/** More words than this tell nothing more, and each costs a read. */
const mostTerms = 8;
const outward = /^[A-Z]{1,2}\d[A-Z\d]?$/;
const inward = /^\d[A-Z]{2}$/;
const inwardStart = /^\d[A-Z]?$/;
const startOfPostcode = /^[A-Z]{1,2}\d[A-Z\d]?(?:\d[A-Z]?)?$/;

/** Joins the halves of postcodes; the last may be half typed. */
const joinedPostcodes = (words: readonly Word[]): Word[] => {
  const joined: Word[] = [];
  for (const [i, word] of words.entries()) {
    const before = joined.at(-1);
    const isInward = inward.test(word.text) || (i === words.length - 1 && inwardStart.test(word.text));
    if (before && isInward && outward.test(before.text)) {
      joined[joined.length - 1] = { text: before.text + word.text, from: before.from, to: word.to };
    } else joined.push(word);
  }
  return joined;
};

const termOf = (typed: string, open: boolean): Term => {
  const postcode = startOfPostcode.test(typed);
  return {
    typed,
    forms: postcode ? [typed.replace(/(?<=\d)[A-Z]$/, '')] : typed.length === 1 && open ? [typed] : formsOf(typed),
    open,
    head: headOf(typed),
    // A letter of five may be the one that is missing.
    lenient: typed.length >= shortestWithTypos - 1 && /^[A-Z]+$/.test(typed),
    postcode,
  };
};

const isUnitWord = (word: Word | undefined): boolean => unitWords.has(formsOf(word?.text ?? '')[0] ?? '');

/** Numbers at `i`, and how many words they take. */
const numbersAt = (text: string, words: readonly Word[], i: number): { parts: string[]; taken: number } | undefined => {
  const [word, next, last] = [words[i], words[i + 1], i === words.length - 1];
  if (!word) return undefined;
  const afterUnit = isUnitWord(words[i - 1]);
  if (!isNumber(word.text)) {
    return afterUnit && /^[A-Z]$/.test(word.text) && !last ? { parts: [word.text], taken: 1 } : undefined;
  }
  if (next && isNumber(next.text) && /^\s*[-–]\s*$/.test(text.slice(word.to, next.to - next.text.length))) {
    return { parts: [word.text, next.text], taken: 2 };
  }
  const apart = next && /^[A-Z]$/.test(next.text) && i + 2 < words.length && /^\d+$/.test(word.text);
  return apart ? { parts: [word.text + next.text], taken: 2 } : { parts: [word.text], taken: 1 };
};

export const parseQuery = (text: string): Query => {
  const words = joinedPostcodes(wordsIn(text));
  const stillTyping = /[\p{L}\p{N}]$/u.test(text);
  const [terms, numbers, small]: [Term[], NumberTerm[], Term[]] = [[], [], []];
  let postcode: string | undefined;
  for (let i = 0; i < words.length; i += 1) {
    const typed = words[i]?.text ?? '';
    const open = stillTyping && i === words.length - 1;
    const found = numbersAt(text, words, i);
    const whole = typed.length > 4 ? parsePostcode(typed) : undefined;
    if (found) {
      numbers.push({ parts: found.parts, unit: isUnitWord(words[i - 1]) });
      i += found.taken - 1;
    } else if (whole) postcode = whole.text;
    else if (smallWords.has(typed) && !open) small.push(termOf(typed, false));
    else if (!isUnitWord(words[i])) terms.push(termOf(typed, open));
  }
  return { terms: terms.slice(0, mostTerms), small, numbers, postcode };
};
