/** What a text and one form of an address agree in, and what in the one speaks against the other. */
import type { Candidate, Form } from './forms.ts';
import { isNumber, kindsOfStreet, levels, markers } from './words.ts';

/** `exact`: the same ones. `some`: the text has fewer. `none`: neither has any. */
export type Numbers = 'exact' | 'some' | 'none' | 'different';

export interface Agreement {
  readonly numbers: Numbers;
  /** The part of the building is another one, or only one of them names any. */
  readonly otherUnit: boolean;
  /** All of the street’s name is there, and nothing of another’s. */
  readonly street: 'named' | 'absent' | 'other';
  /** The house, building or unit has a name, and the text has all of it. */
  readonly named: boolean;
  /** Words of names that the text leaves out, and words before the street that the address does not have. */
  readonly missing: number;
  readonly extra: number;
  /** How many of its places the text has whole. */
  readonly places: number;
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
  if (numbers.join(' ') === form.numbers.join(' ')) return numbers.length === 0 ? 'none' : 'exact';
  const [marked, units] = [unitNumbers(words), form.unit.filter(isNumber)];
  // In another order only if it is plain which is the flat: 2 of 12 is not 12 of 2.
  if (sorted(numbers) === sorted(form.numbers)) return sorted(marked) === sorted(units) ? 'exact' : 'different';
  return within(numbers, form.numbers) && within(marked, units) && within(units, numbers) ? 'some' : 'different';
};

const tellsUnits = (word: string): boolean => levels.has(word) || /^[A-Z]$/.test(word);

/** `unexplained`: words of the text up to the street, or anywhere if they can only be of a unit. */
const isOtherUnit = (given: ReadonlySet<string>, form: Form, unexplained: readonly string[]): boolean => {
  const tells = form.unit.some((word) => isNumber(word) || tellsUnits(word));
  const needed = (word: string) => tellsUnits(word) || (!tells && markers.has(word));
  return (
    [...form.unit, ...form.building].some((word) => needed(word) && !given.has(word)) ||
    unexplained.some((word) => tellsUnits(word) || markers.has(word))
  );
};

/** Its kind may be left out, but not where the text has words of another street. */
const streetIn = (given: ReadonlySet<string>, { street }: Form, others: readonly string[]): Agreement['street'] => {
  const names = street.filter((word) => !kindsOfStreet.has(word));
  const wanted = names.length > 0 ? names : street;
  const found = wanted.filter((word) => given.has(word)).length;
  if (found === 0) return 'absent';
  const whole = street.every((word) => given.has(word));
  return whole || (found === wanted.length && others.length === 0) ? 'named' : 'other';
};

/** Where the street ends in the text; what comes after it are places. */
const endOf = (words: readonly string[], { street }: Form): number => {
  const end = Math.max(...street.map((word) => words.lastIndexOf(word)), -1);
  return end < 0 ? words.length : end;
};

export const agreement = (words: readonly string[], form: Form, { places, aside }: Candidate): Agreement => {
  const given = new Set(words);
  const own = new Set([...form.unit, ...form.building, ...form.street, ...aside]);
  const end = endOf(words, form);
  const unexplained = words.filter((word) => !own.has(word) && !isNumber(word));
  const before = unexplained.filter((word) => words.indexOf(word) < end);
  const kinds = unexplained.filter((word) => kindsOfStreet.has(word));
  const telling = unexplained.filter((word) => !levels.has(word) || words.indexOf(word) <= end + 1);
  const names = [...form.unit, ...form.building].filter(
    (word) => !isNumber(word) && !markers.has(word) && !tellsUnits(word),
  );
  const missing = names.filter((word) => !given.has(word)).length;
  return {
    numbers: numbersOf(words, form),
    otherUnit: isOtherUnit(given, form, telling),
    street: streetIn(given, form, [...before, ...kinds]),
    named: names.length > 0 && missing === 0,
    missing,
    extra: before.length,
    places: places.filter((place) => place.every((word) => given.has(word))).length,
  };
};

/**
 * Whether they can be trusted to be the same place: the same numbers or, where the text leaves one out, the name of the building;
 * the same street or, with the postcode, the name of the building alone.
 */
export const isSound = (
  { numbers, otherUnit, street, named, missing, extra }: Agreement,
  atPostcode: boolean,
): boolean => {
  if (otherUnit || numbers === 'different' || street === 'other') return false;
  const onlyName = numbers !== 'exact' || street === 'absent';
  if (onlyName && (!named || extra > 0)) return false;
  return (street === 'named' || atPostcode) && !(missing > 0 && extra > 0);
};
