/** Which addresses of a street a text means. */
import { type Fit, fitsAmong, isPart } from './numbers.ts';
import { isName, namesOf, type Place, type Premise, type PremisesPack } from './places.ts';
import type { NumberTerm, Query } from './query.ts';
import { likeness } from './score.ts';
import { canonicalWords } from './words.ts';

export interface Fitting {
  readonly premise: Premise;
  /** The smaller, the better. */
  readonly misfit: number;
  /** It is a part of a building, and the text does not say which. */
  readonly part: boolean;
}

/** Numbers of a number part like `12A-14B`, and of a text like FLAT 3, as `fitsAmong` takes them. */
const within = (text: string, number: string): string =>
  [...number.split('-'), ...text.split(/[^A-Z0-9]+/).filter(isPart)].filter(Boolean).join(',');

const fitOf = (numbers: string, { parts }: NumberTerm): Fit =>
  Math.min(...parts.map((part) => fitsAmong(numbers, part))) as Fit;

/**
 * What speaks against an address whose numbers are all right: the text says nothing of its part; the number is its part's and it is in a
 * building that the text does not name; it is FLAT 3 and the text has only 3, or the other way round; it is a range that ends so; it has
 * a letter more.
 */
const misfits = { part: 1, other: 2, marker: 0.5, range: 0.5, lettered: 4 };

type Side = 'part' | 'building';

/**
 * The building's numbers, and those of its part. Some files have FLAT 3 or 6 MILL COURT where the building's name belongs: of a building
 * that has a number, that is a part.
 */
const sidesOf = ([, , saoText, saoNumber, paoText, paoNumber]: Premise): Readonly<Record<Side, string>> =>
  isName(paoText) && paoNumber === ''
    ? { part: within(saoText, saoNumber), building: within(paoText, '') }
    : { part: within(`${saoText} ${paoText}`, saoNumber), building: within('', paoNumber) };

const isNamed = ([, , , , paoText]: Premise, { terms }: Query): boolean =>
  canonicalWords(paoText).some((word) => terms.some((term) => likeness(term, word) < 3));

const misfitOf = (premise: Premise, number: NumberTerm, side: Side, meant: Side, query: Query): number => {
  const [, , saoText, , paoText, paoNumber] = premise;
  const marked = saoText !== '' || !isName(paoText);
  return [
    side === meant || (paoNumber === '' && isNamed(premise, query)) ? 0 : misfits.other,
    side === 'building' || marked === number.unit ? 0 : misfits.marker,
    side === 'building' && number.parts.length === 1 && paoNumber.includes('-') ? misfits.range : 0,
    fitOf(sidesOf(premise)[side], number) === 2 ? 0 : misfits.lettered,
  ].reduce((sum, one) => sum + one);
};

/** Each number of the text is the building's or the part's; each of these can be only one of them. */
export const fitting = (premise: Premise, query: Query): Fitting | undefined => {
  const { numbers } = query;
  const sides = sidesOf(premise);
  let misfit = 0;
  const used = new Set<Side>();
  for (const number of numbers.toSorted((a, b) => Number(b.unit) - Number(a.unit))) {
    const meansPart = number.unit || (numbers.length > 1 && number === numbers[0]);
    const order: readonly [Side, Side] = meansPart ? ['part', 'building'] : ['building', 'part'];
    const free = order.filter((side) => !used.has(side) && fitOf(sides[side], number) > 0);
    const side = free.find((one) => fitOf(sides[one], number) === 2) ?? free[0];
    if (!side) return undefined;
    used.add(side);
    misfit += misfitOf(premise, number, side, order[0], query);
  }
  const part = !used.has('part') && (sides.part !== '' || premise[2] !== '');
  return { premise, misfit: misfit + (part ? misfits.part : 0), part };
};

const natural = new Intl.Collator('en', { numeric: true }).compare;
const house = ([, , saoText, saoNumber, paoText, paoNumber]: Premise): string =>
  [paoNumber, paoText, saoNumber, saoText].join(' ');

export const byFit = (a: Fitting, b: Fitting): number =>
  a.misfit - b.misfit || natural(house(a.premise), house(b.premise));

/** The addresses of a place whose numbers fit, the best first. */
export const fittingIn = (place: Place, packs: PremisesPack, query: Query): Fitting[] =>
  packs
    .filter(([name]) => name.join('|') === place.slice(2, 5).join('|'))
    .flatMap(([, premises]) => premises)
    .filter((premise) => place[1] === '' || namesOf(premise).includes(place[1]))
    .flatMap((premise) => fitting(premise, query) ?? [])
    .sort(byFit);
