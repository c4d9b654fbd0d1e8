/** How people write the parts of an address: their abbreviations and their mistakes. */
import type { Chance } from './random.ts';

const shortened: Readonly<Record<string, readonly string[]>> = {
  ROAD: ['rd'],
  STREET: ['st', 'str'],
  AVENUE: ['ave', 'av'],
  CLOSE: ['cl'],
  COURT: ['ct'],
  DRIVE: ['dr'],
  GARDENS: ['gdns'],
  LANE: ['ln'],
  PLACE: ['pl'],
  SQUARE: ['sq'],
  TERRACE: ['terr', 'ter'],
  CRESCENT: ['cres'],
  GROVE: ['gr'],
  FLAT: ['flt', 'apt'],
  APARTMENT: ['apt'],
  MOUNT: ['mt'],
  HOUSE: ['hse'],
  BUILDINGS: ['bldgs'],
  SAINT: ['st'],
  ST: ['saint'],
  AND: ['&'],
};

/** Each word that has a short form in its short form, and the one that has a long form in that. */
export const abbreviated = (text: string, { pick }: Chance): string =>
  text.replace(
    /(?<![\w'’])[A-Z]+\b\.?/gi,
    (word) => pick(shortened[word.toUpperCase().replace('.', '')] ?? []) ?? word,
  );

const letters = 'abcdefghijklmnopqrstuvwxyz';

const mistakes: readonly ((word: string, at: number, random: Chance) => string)[] = [
  (word, at, { below }) => word.slice(0, at) + letters[below(letters.length)] + word.slice(at + 1),
  (word, at) => word.slice(0, at) + word.slice(at + 1),
  (word, at, { below }) => word.slice(0, at) + letters[below(letters.length)] + word.slice(at),
  (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
];

/** One letter wrong, gone, too many or with its neighbour. */
export const mistyped = (word: string, random: Chance): string => {
  for (let tries = 0; tries < 20; tries += 1) {
    const mistaken = random.pick(mistakes)?.(word, random.below(word.length), random) ?? word;
    if (mistaken.toUpperCase() !== word.toUpperCase()) return mistaken;
  }
  return word;
};

/** The text with a typo in one word of five letters or more; `undefined` where there is no such word. */
export const withTypo = (text: string, random: Chance): string | undefined => {
  const long = [...text.matchAll(/(?<![\w'’])[A-Z]{5,}(?![\w'’])/gi)];
  const found = random.pick(long);
  if (!found) return undefined;
  const [word] = found;
  return text.slice(0, found.index) + mistyped(word, random) + text.slice(found.index + word.length);
};

const titled = (text: string): string =>
  text.toLowerCase().replace(/(?<![\w'’])[a-z]/g, (letter) => letter.toUpperCase());

/** Half of all people type without capitals, few with nothing else. */
export const inSomeCase = (text: string, { next }: Chance): string => {
  const share = next();
  if (share < 0.5) return text.toLowerCase();
  return share < 0.85 ? titled(text) : text.toUpperCase();
};
