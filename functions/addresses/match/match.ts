/** Matches texts: aliases first, then each text’s postcode, then its street in the whole gazetteer. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import { type AliasStore, aliasId, type Decided } from '../aliases/store.ts';
import type { Match } from '../contract/match.ts';
import { presentAddress } from '../lookup/present.ts';
import type { findAddresses } from '../search/find.ts';
import type { Gazetteer } from '../store.ts';
import { decide, type Verdict } from './decide.ts';
import { type Candidate, candidateOf } from './forms.ts';
import { type Given, type ReadText, readText } from './read.ts';
import { type Pool, poolOf, type Weighed, weigh } from './weigh.ts';

export interface Matching {
  readonly gazetteer: Gazetteer;
  readonly aliases: AliasStore;
  readonly find: typeof findAddresses;
}

/** Reads at once. */
const width = 8;
/** Addresses that a street’s text is held against. */
const mostByStreet = 20;
const mostCandidates = 5;

type How = 'postcode' | 'street';
interface Found extends Verdict {
  readonly how: How;
  readonly weighed: readonly Weighed[];
}

/** Everyone in the postcode, and the buildings that they are in wherever those are. */
const readPostcode = async (gazetteer: Gazetteer, postcode: string): Promise<Pool> => {
  const found = await gazetteer.inPostcode(postcode);
  const here = new Set(found.map(({ uprn }) => uprn));
  const parents = new Set(found.flatMap(({ parentUprn }) => (parentUprn && !here.has(parentUprn) ? [parentUprn] : [])));
  const elsewhere = parents.size > 0 ? await gazetteer.addresses([...parents]) : [];
  return poolOf([...found, ...elsewhere].map(candidateOf), true);
};

const within = (text: ReadText, pool: Pool, how: How): Found => {
  const weighed = weigh(text, pool);
  return { ...decide(weighed, pool.atPostcode), how, weighed };
};

const better: Readonly<Record<Verdict['decision'], number>> = { accept: 2, review: 1, none: 0 };

/** What the postcode has unless the street has something better: a person sees the nearer of two doubtful ones. */
const chosen = (atPostcode: Found | undefined, byStreet: Found): Found =>
  atPostcode && better[atPostcode.decision] >= better[byStreet.decision] ? atPostcode : byStreet;

/** What is not in the postcode is less likely. */
const discount = 0.95;

const shown = ({ candidate, confidence }: Weighed, how: How) => {
  const { uprn, text } = presentAddress(candidate.address);
  return { uprn, text, confidence: how === 'postcode' ? confidence : discount * confidence };
};

const answer = (id: string, { decision, reason, how, weighed }: Found, note: string): Match => {
  const [best] = weighed;
  const others = (decision === 'none' ? weighed : weighed.slice(1)).slice(0, mostCandidates);
  const found = best && decision !== 'none' ? { ...shown(best, how), how, numbers: best.agreement.numbers } : {};
  return { id, decision, ...found, reason: `${note}${reason}`, candidates: others.map((one) => shown(one, how)) };
};

const byAlias = (id: string, { uprn }: Decided, known: ReadonlyMap<string, Candidate>): Match => {
  const base = { id, how: 'alias' as const, candidates: [] };
  if (uprn === undefined) return { ...base, decision: 'none', reason: 'A person decided that it is no address here.' };
  const candidate = known.get(uprn);
  if (!candidate)
    return { ...base, decision: 'review', reason: 'A person decided for an address that the gazetteer has no more.' };
  const { text } = presentAddress(candidate.address);
  return { ...base, decision: 'accept', uprn, text, confidence: 100, reason: 'A person decided it.' };
};

const noteOf = ({ badPostcode, postcode }: ReadText, pool: Pool | undefined): string => {
  if (badPostcode) return 'The postcode cannot be read. ';
  return postcode !== undefined && pool?.candidates.length === 0 ? 'The gazetteer has no such postcode. ' : '';
};

type Numbered = Given & { readonly id: string };

export const matchTexts = async (
  { gazetteer, aliases, find }: Matching,
  council: string,
  texts: readonly Numbered[],
): Promise<Match[]> => {
  const ids = new Map(texts.map((text) => [text, aliasId(text)]));
  const decisions = await aliases.find(council, [...ids.values()]);
  const uprns = [...decisions.values()].flatMap(({ uprn }) => uprn ?? []);
  const known = new Map(
    (uprns.length > 0 ? await gazetteer.addresses(uprns) : []).map((address) => [address.uprn, candidateOf(address)]),
  );
  const open = texts
    .filter((text) => !decisions.has(ids.get(text) ?? ''))
    .map((text) => ({ text, read: readText(text) }));

  const pools = new Map<string, Pool>();
  await inParallel([...new Set(open.flatMap(({ read }) => read.postcode ?? []))], width, async (postcode) => {
    pools.set(postcode, await readPostcode(gazetteer, postcode));
  });

  const matches = new Map<Numbered, Match>();
  await inParallel(open, width, async ({ text, read }) => {
    const pool = pools.get(read.postcode ?? '');
    const atPostcode = pool && pool.candidates.length > 0 ? within(read, pool, 'postcode') : undefined;
    const settled = atPostcode?.weighed[0]?.sound === true;
    const found = settled
      ? atPostcode
      : chosen(
          atPostcode,
          within(read, poolOf((await find(gazetteer, read.line, mostByStreet)).map(candidateOf), false), 'street'),
        );
    matches.set(text, answer(text.id, found, noteOf(read, pool)));
  });
  return texts.flatMap((text) => {
    const decision = decisions.get(ids.get(text) ?? '');
    return (decision ? byAlias(text.id, decision, known) : matches.get(text)) ?? [];
  });
};
