/** What a text and one form of an address agree in, and what in the one speaks against the other. */
import { countyWords } from './epbText.ts';
import type { Candidate, Form } from './forms.ts';
import { homes, isNumber, kindsOfStreet, levels, markers } from './words.ts';

/** `exact`: the same ones. `some`: the text has fewer. `none`: neither has any. */
export type Numbers = 'exact' | 'some' | 'none' | 'different';

export interface Agreement {
  readonly numbers: Numbers;
  /** The part of the building is another one, or only one of them names any. */
  readonly otherUnit: boolean;
  /** The same part of the building under another word, or without one: a unit for a flat. */
  readonly otherWord: boolean;
  /** All of the street’s name is there, and nothing of another’s. */
  readonly street: 'named' | 'absent' | 'other';
  /** The house, building or unit has a name, and the text has all of it. */
  readonly named: boolean;
  /** Words of names that the text leaves out, and words before the street that the address does not have. */
  readonly missing: number;
  readonly extra: number;
  /** How many of its places the text has whole, beside what stands for the street. */
  readonly places: number;
  /** Words after the street that are no place of the address, nor a county. */
  readonly elsewhere: number;
}

const sorted = (words: readonly string[]): string => [...words].sort().join(' ');

/** Numbers that stand behind a word like “flat”. */
const unitNumbers = (words: readonly string[]): string[] =>
  words.filter((word, i) => isNumber(word) && markers.has(words[i - 1] ?? ''));

const within = (few: readonly string[], many: readonly string[]): boolean => {
  const left = [...many];
  return few.every((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
};

const numbersOf = (words: readonly string[], form: Form): Numbers => {
  const numbers = words.filter(isNumber);
  const [marked, units] = [unitNumbers(words), form.unit.filter(isNumber)];
  // “3 High Street” is not flat 3 of a house there that has only a name.
  const onlyUnits = marked.length === 0 && units.length > 0 && units.length === form.numbers.length;
  if (units.length > 0 && !within(marked, units)) return 'different';
  if (numbers.join() === form.numbers.join()) return numbers.length === 0 ? 'none' : onlyUnits ? 'some' : 'exact';
  // In another order only if it is plain which is the flat: 2 of 12 is not 12 of 2.
  if (sorted(numbers) === sorted(form.numbers)) return sorted(marked) === sorted(units) ? 'exact' : 'different';
  return within(numbers, form.numbers) && within(marked, units) ? 'some' : 'different';
};

const tellsUnits = (word: string): boolean => levels.has(word) || /^[A-Z]$/.test(word);

/** `unexplained`: words of the text up to the street, or anywhere if they can only be of a unit. */
const isOtherUnit = (given: ReadonlySet<string>, form: Form, unexplained: readonly string[]): boolean => {
  const tells = form.unit.some((word) => isNumber(word) || tellsUnits(word));
  const needed = (word: string) => tellsUnits(word) || (markers.has(word) && !(tells && homes.has(word)));
  return (
    [...form.unit, ...form.building].some((word) => needed(word) && !given.has(word)) ||
    unexplained.some((word) => tellsUnits(word) || markers.has(word))
  );
};

/** All numbers of the flat; once more, where the house has the same one: “House, 21 Road” is not flat 21 of 21 Road. */
const saysUnit = (words: readonly string[], { unit, building }: Form): boolean => {
  const [units, houses] = [unit.filter(isNumber), building.filter(isNumber)];
  const both = within(units, unitNumbers(words)) ? [] : houses.filter((number) => units.includes(number));
  return within([...units, ...both], words);
};

/** Where the one stands in the other, word by word. */
const indexOfAll = (words: readonly string[], wanted: readonly string[]): number =>
  wanted.length === 0 ? -1 : words.findIndex((_, i) => wanted.every((word, j) => words[i + j] === word));

interface Street {
  readonly is: Agreement['street'];
  /** Its first and last word in the text. What comes before is of the building, what comes after are places. */
  readonly from: number;
  readonly to: number;
}

/** Its kind may be left out, but not where the text goes on with another: “Moor Nook” is not Moor Lane. */
const streetIn = (words: readonly string[], { street }: Form, isStrange: (word: string) => boolean): Street => {
  const names = street.filter((word) => !kindsOfStreet.has(word));
  const [whole, named] = [indexOfAll(words, street), indexOfAll(words, names)];
  const [from, length] = whole >= 0 ? [whole, street.length] : [named, names.length];
  if (from < 0) {
    const near = names.some((word) => words.includes(word));
    return { is: near ? 'other' : 'absent', from: words.length, to: words.length };
  }
  const to = from + length - 1;
  const next = words[to + 1] ?? '';
  const goesOn = isStrange(next) && (whole < 0 || kindsOfStreet.has(next));
  const otherKind = whole < 0 && words.some((word, i) => isStrange(word) && (i < from || kindsOfStreet.has(word)));
  return { is: goesOn || otherKind ? 'other' : 'named', from, to };
};

const partition = <T>(items: readonly T[], is: (item: T) => boolean): [T[], T[]] => [
  items.filter(is),
  items.filter((item) => !is(item)),
];

export const agreement = (words: readonly string[], form: Form, { places, aside }: Candidate): Agreement => {
  const given = new Set(words);
  const own = new Set([...form.unit, ...form.building, ...form.street, ...aside, '']);
  const isStrange = (word: string) => !own.has(word) && !isNumber(word);
  const { is: street, from, to } = streetIn(words, form, isStrange);
  const around = new Set(words.filter((_, i) => i < from || i > to));
  const strange = words.flatMap((word, i) => (isStrange(word) ? [{ word, i }] : []));
  const names = [...form.unit, ...form.building].filter(
    (word) => !isNumber(word) && !markers.has(word) && !tellsUnits(word),
  );
  const missing = names.filter((word) => !given.has(word)).length;
  const named = names.length > 0 && missing === 0;
  // “Unit 4” is flat 4 of the same house, and “flat 57, Beck House” is 57, Beck House; but “flat 12, High Street” is not number 12.
  const atHome = form.unit.every((word) => !markers.has(word) || homes.has(word));
  const isOnlyWord = (word: string, next = '') =>
    atHome && homes.has(word) && isNumber(next) && (named || form.unit.includes(next));
  const [onlyWords, tellers] = partition(strange, ({ word, i }) => isOnlyWord(word, words[i + 1]));
  const telling = tellers.filter(({ word, i }) => !levels.has(word) || i <= to + 1).map(({ word }) => word);
  return {
    numbers: numbersOf(words, form),
    otherUnit: isOtherUnit(given, form, telling) || !saysUnit(words, form),
    street,
    named,
    missing,
    otherWord: onlyWords.length > 0 || form.unit.some((word) => markers.has(word) && !given.has(word)),
    extra: tellers.filter(({ i }) => i < from).length,
    places: places.filter((place) => place.every((word) => around.has(word))).length,
    elsewhere: strange.filter(({ word, i }) => i > to && !countyWords.has(word)).length,
  };
};

/**
 * Whether they can be trusted to be the same place: the same numbers or, where the text leaves one out, the name of the building;
 * the same street or, with the postcode, the name of the building alone.
 */
export const isSound = (found: Agreement, atPostcode: boolean): boolean => {
  const { numbers, otherUnit, street, named, missing, extra } = found;
  if (otherUnit || numbers === 'different' || street === 'other') return false;
  const onlyName = numbers !== 'exact' || street === 'absent';
  if (onlyName && (!named || extra > 0)) return false;
  return atPostcode ? missing === 0 || extra === 0 : street === 'named' && extra === 0;
};
