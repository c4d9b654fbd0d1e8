/** Matches texts: aliases first, then each text’s postcode, then its street in the whole gazetteer. */
import { inParallel } from '#shared/dynamodb/retry.ts';
import { type AliasStore, aliasId, type Decided } from '../aliases/store.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import type { Match } from '../contract/match.ts';
import { presentAddress } from '../lookup/present.ts';
import type { findAddresses } from '../search/find.ts';
import type { Gazetteer } from '../store.ts';
import { decide, type Verdict } from './decide.ts';
import { candidateOf } from './forms.ts';
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
const historical = 8;

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

const byAlias = (id: string, { uprn }: Decided, known: ReadonlyMap<string, GazetteerAddress>): Match => {
  const base = { id, how: 'alias' as const, candidates: [] };
  if (uprn === undefined) return { ...base, decision: 'none', reason: 'A person decided that it is no address here.' };
  const address = known.get(uprn);
  if (!address || address.status === historical)
    return { ...base, decision: 'review', reason: 'A person decided for an address that the gazetteer has no more.' };
  const { text } = presentAddress(address);
  return { ...base, decision: 'accept', uprn, text, confidence: 100, reason: 'A person decided it.' };
};

const noteOf = ({ badPostcode, postcode }: ReadText, pool: Pool | undefined): string => {
  if (badPostcode) return 'The postcode cannot be read. ';
  return postcode !== undefined && pool?.candidates.length === 0 ? 'The gazetteer has no such postcode. ' : '';
};

type Numbered = Given & { readonly id: string };

/** What people decided of these texts, with the addresses that they decided for. */
const readDecisions = async ({ gazetteer, aliases }: Matching, council: string, texts: readonly Numbered[]) => {
  const ids = new Map(texts.map((text) => [text, aliasId(text)]));
  const found = await aliases.find(council, [...ids.values()]);
  const uprns = [...found.values()].flatMap(({ uprn }) => uprn ?? []);
  const addresses = uprns.length > 0 ? await gazetteer.addresses(uprns) : [];
  return {
    of: (text: Numbered): Decided | undefined => found.get(ids.get(text) ?? ''),
    addresses: new Map(addresses.map((address) => [address.uprn, address])),
  };
};

const matchOne = async ({ gazetteer, find }: Matching, id: string, text: ReadText, pool?: Pool): Promise<Match> => {
  const note = noteOf(text, pool);
  const atPostcode = pool && pool.candidates.length > 0 ? within(text, pool, 'postcode') : undefined;
  if (atPostcode?.weighed[0]?.sound) return answer(id, atPostcode, note);
  const found = await find(gazetteer, text.line, mostByStreet);
  return answer(id, chosen(atPostcode, within(text, poolOf(found.map(candidateOf), false), 'street')), note);
};

export const matchTexts = async (matching: Matching, council: string, texts: readonly Numbered[]): Promise<Match[]> => {
  const decisions = await readDecisions(matching, council, texts);
  const open = texts.filter((text) => !decisions.of(text)).map((text) => ({ id: text.id, read: readText(text) }));
  const pools = new Map<string, Pool>();
  await inParallel([...new Set(open.flatMap(({ read }) => read.postcode ?? []))], width, async (postcode) => {
    pools.set(postcode, await readPostcode(matching.gazetteer, postcode));
  });
  const matches = new Map<string, Match>();
  await inParallel(open, width, async ({ id, read }) => {
    matches.set(id, await matchOne(matching, id, read, pools.get(read.postcode ?? '')));
  });
  return texts.flatMap((text) => {
    const decision = decisions.of(text);
    return (decision ? byAlias(text.id, decision, decisions.addresses) : matches.get(text.id)) ?? [];
  });
};
