/** Holds a text against every candidate: what they agree in, how likely they are the same, in which order they come. */
import { type Agreement, agreement, isSound } from './agree.ts';
import { type EpbCandidate, score, shortlist } from './epb.ts';
import { clean, wordsOf } from './epbText.ts';
import type { Candidate, Form } from './forms.ts';
import type { ReadText } from './read.ts';
import { spelt } from './spelling.ts';

export interface Weighed {
  readonly candidate: Candidate;
  readonly agreement: Agreement;
  readonly sound: boolean;
  readonly confidence: number;
  /** Some words were put right first. */
  readonly mended: boolean;
}

/** All that are in the place where a text is looked for. */
export interface Pool {
  readonly candidates: readonly Candidate[];
  /** Whether it is the postcode of the text that they are in. */
  readonly atPostcode: boolean;
  readonly vocabulary: ReadonlySet<string>;
}

const wordsOfForm = ({ unit, building, street }: Form): string[] => [...unit, ...building, ...street];
const usable = ({ address, forms }: Candidate): boolean =>
  address.status === 1 && address.classification !== 'PS' && forms.length > 0;

export const poolOf = (all: readonly Candidate[], atPostcode: boolean): Pool => {
  const candidates = all.filter(usable);
  const words = candidates.flatMap(({ forms, aside }) => [...forms.flatMap(wordsOfForm), ...aside]);
  return { candidates, atPostcode, vocabulary: new Set(words) };
};

/** How far from complete a sound agreement is. */
const lacks = ({ numbers, street, missing, extra }: Agreement): number =>
  (numbers === 'exact' ? 0 : 4) + (street === 'named' ? 0 : 2) + missing + extra;

interface Held {
  readonly candidate: Candidate;
  readonly form: Form;
  readonly agreement: Agreement;
  readonly sound: boolean;
}

const rank = ({ agreement: found, sound }: Held): number => (sound ? 0 : 100) + lacks(found);

/** One form of each address: the one that the text is nearest to. */
const nearestForms = (
  words: readonly string[],
  forms: readonly (readonly [Candidate, Form])[],
  atPostcode: boolean,
) => {
  const nearest = new Map<Candidate, Held>();
  for (const [candidate, form] of forms) {
    const found = agreement(words, form, candidate);
    const held = { candidate, form, agreement: found, sound: isSound(found, atPostcode) };
    const known = nearest.get(candidate);
    if (!known || rank(held) < rank(known)) nearest.set(candidate, held);
  }
  return [...nearest.values()];
};

/** The register’s score of the text as it is, or of its words where some were written out or put right. */
const chances = ({ line, postcode = '' }: ReadText, words: readonly string[], forms: readonly Form[]) => {
  const given = new Set(wordsOf(clean(line)));
  const asIs = words.every((word) => given.has(word));
  const candidates = forms.map((form): EpbCandidate => (asIs ? form.held : form.plain));
  const { best, others } = score({ text: asIs ? line : words.join(' '), postcode }, candidates);
  return new Map([...others, ...best].map(({ candidate, confidence }) => [candidate.uprn, confidence]));
};

/** Best first: those that are sound before all others, the more complete before the less, then by confidence. */
export const weigh = (text: ReadText, { candidates, atPostcode, vocabulary }: Pool): readonly Weighed[] => {
  const { words, mended } = spelt(text.words, vocabulary);
  const forms = candidates.flatMap((candidate) => candidate.forms.map((form) => [candidate, form] as const));
  const listed = shortlist(text.line, forms, ([, form]) => form.held);
  const near = nearestForms(words, listed, atPostcode);
  const confidences = chances(
    text,
    words,
    near.map(({ form }) => form),
  );
  return near
    .map(({ candidate, agreement: found, sound }) => ({
      candidate,
      agreement: found,
      sound,
      confidence: confidences.get(candidate.address.uprn) ?? 0,
      mended: mended.size > 0,
    }))
    .sort(
      (a, b) =>
        (a.sound && b.sound ? lacks(a.agreement) - lacks(b.agreement) : Number(b.sound) - Number(a.sound)) ||
        b.confidence - a.confidence,
    );
};

/** Nothing in the text tells them apart. */
export const isTie = (a: Weighed, b: Weighed): boolean =>
  a.sound === b.sound && (a.sound ? lacks(a.agreement) === lacks(b.agreement) : a.confidence === b.confidence);
