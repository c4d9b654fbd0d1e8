/** Which addresses of a street a text means. */
import { type Fit, fitsAmong, isPart } from './numbers.ts';
import { namesOf, type Place, type Premise, type PremisesPack } from './places.ts';
import type { NumberTerm, Query } from './query.ts';

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

/** The flat's number where the building's is meant, or the other way round, is possible but worse. */
const misfits = { right: 0, other: 2, lettered: 4 };

/** Each number of the text is the building's or the part's; each of these can be only one of them. */
export const fitting = (premise: Premise, numbers: readonly NumberTerm[]): Fitting | undefined => {
  const [, , saoText, saoNumber, paoText, paoNumber] = premise;
  const [inPart, inBuilding] = [within(saoText, saoNumber), within(paoText, paoNumber)];
  const isPartOfBuilding = saoText !== '' || saoNumber !== '';
  let misfit = 0;
  const used = new Set<string>();
  for (const number of numbers.toSorted((a, b) => Number(b.unit) - Number(a.unit))) {
    const fits = { part: fitOf(inPart, number), building: fitOf(inBuilding, number) };
    const meansPart = number.unit || (numbers.length > 1 && number === numbers[0]);
    const order = meansPart ? (['part', 'building'] as const) : (['building', 'part'] as const);
    const free = order.filter((side) => fits[side] > 0 && !used.has(side));
    const side = free.find((one) => fits[one] === 2) ?? free[0];
    if (!side) return undefined;
    used.add(side);
    misfit +=
      (side === order[0] || paoNumber === '' ? misfits.right : misfits.other) +
      (fits[side] === 2 ? 0 : misfits.lettered);
  }
  const part = isPartOfBuilding && !used.has('part');
  return { premise, misfit: misfit + (part ? 1 : 0), part };
};

const natural = new Intl.Collator('en', { numeric: true }).compare;
const house = ([, , saoText, saoNumber, paoText, paoNumber]: Premise): string =>
  [paoNumber, paoText, saoNumber, saoText].join(' ');

export const byFit = (a: Fitting, b: Fitting): number =>
  a.misfit - b.misfit || natural(house(a.premise), house(b.premise));

/** The addresses of a place whose numbers fit, the best first. */
export const fittingIn = (place: Place, packs: PremisesPack, { numbers }: Query): Fitting[] =>
  packs
    .filter(([name]) => name.join('|') === place.slice(2, 5).join('|'))
    .flatMap(([, premises]) => premises)
    .filter((premise) => place[1] === '' || namesOf(premise).includes(place[1]))
    .flatMap((premise) => fitting(premise, numbers) ?? [])
    .sort(byFit);
