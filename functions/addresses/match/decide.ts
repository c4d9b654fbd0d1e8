/** Accept, review or none: what a council may rely on, what a person should look at, and why. */
import { isTie, type Weighed } from './weigh.ts';

export type Decision = 'accept' | 'review' | 'none';

/** Measured: README.md, “Matching”. */
export const thresholds = { accept: 60, review: 5 } as const;

export interface Verdict {
  readonly decision: Decision;
  readonly reason: string;
}

interface Case {
  readonly best: Weighed;
  /** There is another that nothing in the text tells from the best. */
  readonly tied: boolean;
  readonly atPostcode: boolean;
}

type Rule = readonly [decision: Decision, reason: string, holds: (about: Case) => boolean];

const isShell = ({ candidate }: Weighed): boolean => candidate.address.classification.startsWith('P');

/** The town or the outward code is the same, and no other place is named. */
const isThere = ({ agreement: { places, elsewhere }, sameOutward }: Weighed): boolean =>
  sameOutward || (places > 0 && elsewhere === 0);

/** The first that holds. */
const rules: readonly Rule[] = [
  ['none', 'No address there has this house or flat number.', ({ best }) => best.agreement.numbers === 'different'],
  [
    'none',
    'No address of this number was found on a street of this name.',
    ({ best, atPostcode }) => !atPostcode && best.agreement.street !== 'named',
  ],
  ['none', 'Nothing there is like the text.', ({ best }) => !best.sound && best.confidence < thresholds.review],
  ['review', 'The text does not say which of several addresses it is.', ({ tied }) => tied],
  ['review', 'The flat or part of the building is not certain.', ({ best }) => best.agreement.otherUnit],
  ['review', 'The street is not certain.', ({ best }) => best.agreement.street === 'other'],
  ['review', 'The number and the street do not settle which address it is.', ({ best }) => !best.sound],
  ['review', 'The text names the building, not which address in it.', ({ best }) => isShell(best)],
  [
    'review',
    'The number and the street fit; the town and the postcode do not.',
    ({ best, atPostcode }) => !atPostcode && !isThere(best),
  ],
  ['review', 'The words differ too much.', ({ best }) => best.confidence < thresholds.accept],
  ['accept', 'The number, the street and the postcode fit one address only.', ({ atPostcode }) => atPostcode],
  ['accept', 'The number, the street and the place fit one address only; the postcode does not.', () => true],
];

export const decide = ([best, next]: readonly Weighed[], atPostcode: boolean): Verdict => {
  if (!best) return { decision: 'none', reason: 'No address is like the text.' };
  const about = { best, tied: next !== undefined && isTie(best, next), atPostcode };
  const [decision, reason] = rules.find(([, , holds]) => holds(about)) ?? (['none', ''] as const);
  return { decision, reason };
};
