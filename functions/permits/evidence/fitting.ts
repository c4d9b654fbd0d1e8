/** What evidence is asked for, whether a piece is that, and what is missing. Pure: it is told before anybody looks at it. */
import type { FieldError } from '#shared/contract/problem.ts';
import type { KeptApplication } from '../applications/journey.ts';
import type { EvidenceItem } from '../contract/applications.ts';
import type { Quote } from '../contract/quotes.ts';
import { addDays } from '../dates.ts';

type Asking = Pick<KeptApplication, 'quote' | 'asked'>;
type Given = Pick<EvidenceItem, 'of' | 'proof' | 'issued'>;

const wrong = (field: string, detail: string): FieldError => ({ detail, pointer: `#/${field}`, in: 'body' });
const listed = (words: Iterable<string>): string => [...new Set(words)].join(', ');

/** What staff ask for beyond the quote is proved by anything that they take. */
export const evidenceWrong = ({ quote, asked }: Asking, { of, proof, issued }: Given, today: string) => {
  if (issued && issued > today) return wrong('issued', 'must not be in the future');
  if (asked.includes(of)) return undefined;
  const needed = quote.evidence.filter((one) => one.of === of);
  if (needed.length === 0) {
    const any = listed(quote.evidence.map((one) => one.of));
    return wrong('of', any ? `must be one of ${any}` : 'is not needed: nothing has to be proved');
  }
  const all = needed.flatMap(({ anyOf }) => anyOf);
  const same = all.filter((one) => one.proof === proof);
  if (same.length === 0) return wrong('proof', `must be one of ${listed(all.map((one) => one.proof))}`);
  const days = Math.max(...same.map(({ notOlderThanDays = Number.POSITIVE_INFINITY }) => notOlderThanDays));
  const isOld = issued !== undefined && days !== Number.POSITIVE_INFINITY && issued < addDays(today, -days);
  return isOld ? wrong('issued', `must be at most ${days} days ago`) : undefined;
};

/**
 * What has to be proved and is not. Each rule of the quote has a proof of its own: a Blue Badge does not show a low income, though both
 * are claims. What staff accepted though no rule names it proves all that it is of.
 */
export const missingOf = (
  { quote, asked }: Asking,
  evidence: readonly Pick<EvidenceItem, 'of' | 'proof' | 'status'>[],
): string[] => {
  const given = (of: string) => evidence.filter((one) => one.of === of && one.status !== 'rejected');
  const named = (of: string) =>
    quote.evidence.flatMap((one) => (one.of === of ? one.anyOf : [])).map(({ proof }) => proof);
  const isProved = ({ of, anyOf }: Quote['evidence'][number]) =>
    given(of).some(
      ({ proof, status }) =>
        anyOf.some((one) => one.proof === proof) || (status === 'accepted' && !named(of).includes(proof)),
    );
  return [
    ...new Set([
      ...quote.evidence.filter((rule) => !isProved(rule)).map(({ of }) => of),
      ...asked.filter((of) => given(of).length === 0),
    ]),
  ];
};
