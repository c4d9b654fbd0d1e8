/**
 * Makes what people type of real addresses, always the same for a seed; `kinds.ts` has the rules. A query whose text cannot
 * identify its street (`fitting.ts`, by the text as it was meant) is ambiguous; so is one whose typo spells what fits another.
 */
import { fitter, type Meaning, mostStreets, streetsOf, wordsOf } from './fitting.ts';
import { type Draft, kinds } from './kinds.ts';
import { but, only, partsOf, typed } from './parts.ts';
import { chance } from './random.ts';
import type { Core } from './real.ts';
import { inSomeCase } from './typing.ts';

export interface Query {
  readonly kind: string;
  readonly noisy: boolean;
  readonly text: string;
  readonly row: Core;
  /** How many streets the text fits: more than five are ambiguous. */
  readonly streets: number;
}

const meaningOf = ({ meant, begun: last = false }: Draft): Meaning => ({
  words: wordsOf(typed(but(meant, 'postcode'))),
  begun: last,
  postcode: only(meant, 'postcode')[0]?.text.replace(' ', ''),
});

/** `each` queries of every kind, of addresses taken at random. */
export function* queries(rows: readonly Core[], each: number, seed = 1): Generator<Query> {
  const fitting = fitter(rows);
  for (const [k, { name: kind, noisy: isNoisy, make }] of kinds.entries()) {
    const random = chance(seed * 1000 + k);
    for (let made = 0, tries = 0; made < each && tries < each * 100; tries += 1) {
      const row = random.pick(rows);
      const draft = row && make(partsOf(row), random, row);
      if (!row || !draft) continue;
      made += 1;
      const meaning = meaningOf(draft);
      const streets = streetsOf(fitting(meaning));
      const spelled = isNoisy ? streetsOf(fitting({ ...meaning, words: wordsOf(draft.text) })) : streets;
      const misleads = [...spelled].some((street) => !streets.has(street));
      yield {
        kind,
        noisy: isNoisy,
        text: inSomeCase(draft.text, random),
        row,
        streets: misleads ? mostStreets + 1 : streets.size,
      };
    }
  }
}
