/** Holds a text against every candidate: what they agree in, how likely they are the same, in which order they come. */
import { type Agreement, agreement, isSound } from './agree.ts';
import { type EpbCandidate, score, shortlist } from './epb.ts';
import { clean, wordsOf } from './epbText.ts';
import type { Candidate, Form } from './forms.ts';
import type { ReadText } from './read.ts';
import { spelt, type Vocabulary } from './spelling.ts';
import { longForms } from './words.ts';

export interface Weighed {
  readonly candidate: Candidate;
  readonly agreement: Agreement;
  readonly sound: boolean;
  readonly rank: number;
  /** The outward code of the text is the address’s. */
  readonly sameOutward: boolean;
  readonly confidence: number;
}

/** All that are in the place where a text is looked for. */
export interface Pool {
  readonly candidates: readonly Candidate[];
  /** Whether it is the postcode of the text that they are in. */
  readonly atPostcode: boolean;
  readonly vocabulary: Vocabulary;
}

const wordsOfForm = ({ unit, building, street }: Form): string[] => [...unit, ...building, ...street];
const usable = ({ address, forms }: Candidate): boolean =>
  address.status === 1 && address.classification !== 'PS' && forms.length > 0;

export const poolOf = (all: readonly Candidate[], atPostcode: boolean): Pool => {
  const candidates = all.filter(usable);
  const names = new Set(candidates.flatMap(({ forms }) => forms.flatMap(wordsOfForm)));
  const asides = candidates.flatMap(({ aside }) => [...aside]);
  const words = new Set([...names, ...asides, ...longForms]);
  const anyStart = atPostcode ? words : new Set(asides.filter((word) => !names.has(word)));
  return { candidates, atPostcode, vocabulary: { words, anyStart } };
};

interface Held {
  readonly candidate: Candidate;
  readonly form: Form;
  readonly agreement: Agreement;
  readonly sound: boolean;
  readonly sameOutward: boolean;
  /** Lower is better: what is sound before what is not, the more complete first; in the whole gazetteer the nearer place. */
  readonly rank: number;
}

const unsound = 1000;

const held = (
  text: ReadText,
  words: readonly string[],
  [candidate, form]: readonly [Candidate, Form],
  atPostcode: boolean,
): Held => {
  const found = agreement(words, form, candidate);
  const sound = isSound(found, atPostcode);
  const outward = candidate.address.postcode?.split(' ')[0];
  const sameOutward = outward !== undefined && outward === text.postcode?.split(' ')[0];
  const faults = [found.numbers !== 'exact' && 4, found.street !== 'named' && 2, found.otherWord && 1];
  const lacks = faults.reduce((sum: number, fault) => sum + Number(fault), found.missing + found.extra);
  const nearness = atPostcode ? 0 : found.places + (sameOutward ? 1 : 0);
  return { candidate, form, agreement: found, sound, sameOutward, rank: (sound ? 0 : unsound) + 10 * lacks - nearness };
};

/** One form of each address: the one that the text is nearest to. */
const nearestForms = (all: readonly Held[]): Held[] => {
  const nearest = new Map<Candidate, Held>();
  for (const one of all) {
    const known = nearest.get(one.candidate);
    if (!known || one.rank < known.rank) nearest.set(one.candidate, one);
  }
  return [...nearest.values()];
};

/** The register’s score of the text as it is, or of its words where some were written out or put right. */
const chances = ({ line, postcode = '' }: ReadText, words: readonly string[], near: readonly Held[]) => {
  const given = new Set(wordsOf(clean(line)));
  const asIs = words.every((word) => given.has(word));
  const candidates = near.map(({ form }): EpbCandidate => (asIs ? form.held : form.plain));
  const { best, others } = score({ text: asIs ? line : words.join(' '), postcode }, candidates);
  return new Map([...others, ...best].map(({ candidate, confidence }) => [candidate.uprn, confidence]));
};

/** Nobody else can be meant; and in thousands the register's formula, which counts candidates, would be sure of anything. */
const mostHeld = 300;

const likest = (words: readonly string[], listed: readonly (readonly [Candidate, Form])[]) => {
  if (listed.length <= mostHeld) return listed;
  const given = new Set(words);
  const counted = listed.map((one) => ({ one, shared: one[1].words.filter((word) => given.has(word)).length }));
  return counted
    .sort((a, b) => b.shared - a.shared)
    .slice(0, mostHeld)
    .map(({ one }) => one);
};

/** Best first: by rank where it is sound, else by confidence. */
export const weigh = (text: ReadText, { candidates, atPostcode, vocabulary }: Pool): readonly Weighed[] => {
  const words = spelt(text.words, vocabulary);
  const forms = candidates.flatMap((candidate) => candidate.forms.map((form) => [candidate, form] as const));
  const listed = likest(
    words,
    shortlist(text.line, forms, ([, form]) => form.held),
  );
  const near = nearestForms(listed.map((one) => held(text, words, one, atPostcode)));
  const confidences = chances(text, words, near);
  return near
    .map(({ form: _, ...one }) => ({
      ...one,
      rank: one.sound ? one.rank : unsound,
      confidence: confidences.get(one.candidate.address.uprn) ?? 0,
    }))
    .sort((a, b) => a.rank - b.rank || b.confidence - a.confidence);
};

/** Nothing in the text tells them apart. */
export const isTie = (a: Weighed, b: Weighed): boolean =>
  a.rank === b.rank && (a.sound || a.confidence === b.confidence);
