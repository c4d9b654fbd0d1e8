/**
 * Makes texts as back-office systems hold them, of real addresses (`known.ts`) and of addresses that there are not (`absent.ts`); by
 * rule, and the same for a seed. A text that another address fits as well, with as few words left over, is ambiguous: it has no
 * right answer, and accepting the other address is counted as wrong.
 */
import { type Fitter, fitter, wordsOf } from '../suggest/fitting.ts';
import { but, partsOf, typed } from '../suggest/parts.ts';
import { chance } from '../suggest/random.ts';
import type { Core } from '../suggest/real.ts';
import { inSomeCase } from '../suggest/typing.ts';
import { absent } from './absent.ts';
import { known } from './known.ts';
import type { Draft } from './making.ts';

export interface Text {
  readonly kind: string;
  readonly text: string;
  readonly postcode?: string;
  /** The address it was made of; absent where there is no such address. */
  readonly uprn: string | undefined;
  readonly ambiguous: boolean;
}

/** Whether some other address has all that the text means, and no more of its own beside that than the right one. */
const isAmbiguous = (row: Core, { meant = partsOf(row), postcode, text }: Draft, fitting: Fitter): boolean => {
  const words = wordsOf(typed(but(meant, 'postcode')));
  const own = row.POSTCODE ?? '';
  const hasPostcode = postcode === own || text.includes(own);
  const spare = (all: ReadonlySet<string>) => [...all].filter((word) => !words.includes(word)).length;
  const found = fitting({ words, begun: false, postcode: hasPostcode ? own.replace(' ', '') : undefined });
  const right = found.find((entry) => entry.row.UPRN === row.UPRN);
  return !right || found.some((entry) => entry !== right && spare(entry.words) <= spare(right.words));
};

/** `each` texts of every kind. */
export function* texts(rows: readonly Core[], each: number, seed = 1): Generator<Text> {
  const fitting = fitter(rows);
  const kinds = [...Object.entries(known), ...Object.entries(absent)];
  for (const [k, [kind, make]] of kinds.entries()) {
    const random = chance(seed * 1000 + k);
    for (let made = 0, tries = 0; made < each && tries < each * 100; tries += 1) {
      const row = random.pick(rows);
      const draft = row && make(partsOf(row), row, { random, rows, fitting });
      if (!row || !draft) continue;
      made += 1;
      const exists = kind in known;
      const { postcode } = draft;
      yield {
        kind,
        text: inSomeCase(draft.text, random),
        ...(postcode !== undefined && { postcode }),
        uprn: exists ? row.UPRN : undefined,
        ambiguous: exists && isAmbiguous(row, draft, fitting),
      };
    }
  }
}
