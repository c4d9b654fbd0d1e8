/** A postcode whose addresses are in several areas: what is the same for all of them, and what is not (reference: GOV.UK’s address pickers). */
import { type Kind, kinds } from '../contract/kinds.ts';
import type { Judged, Judgement } from './onDay.ts';

export interface Share {
  readonly kind: Kind;
  readonly code: string;
  readonly addresses: number;
  /** Of the addresses whose area of this kind is known. */
  readonly share: number;
}

export interface Weighed {
  /** What every address has, by kind. */
  readonly same: Judgement;
  readonly differ: readonly Kind[];
  readonly candidates: readonly Share[];
  readonly addresses: number;
}

interface Judgements {
  readonly judgement: Judgement;
  readonly properties: number;
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** Never the majority: where addresses differ, it is for a person to say which is theirs. */
export const weigh = (all: readonly Judgements[]): Weighed => {
  const same: Partial<Record<Kind, Judged>> = {};
  const differ: Kind[] = [];
  const candidates: Share[] = [];
  for (const kind of kinds) {
    const counts = new Map<string | null, number>();
    for (const { judgement, properties } of all) {
      const found = judgement[kind];
      if (found) counts.set(found.code, (counts.get(found.code) ?? 0) + properties);
    }
    const [first] = all.flatMap(({ judgement }) => judgement[kind] ?? []);
    if (counts.size < 2) {
      if (first) same[kind] = first;
      continue;
    }
    differ.push(kind);
    const known = [...counts.values()].reduce((sum, one) => sum + one, 0);
    const shares = [...counts].flatMap(([code, addresses]) =>
      code === null ? [] : { kind, code, addresses, share: rounded(addresses / known) },
    );
    candidates.push(...shares.sort((a, b) => b.addresses - a.addresses || a.code.localeCompare(b.code)));
  }
  return { same, differ, candidates, addresses: all.reduce((sum, { properties }) => sum + properties, 0) };
};

/** What lies in one council only. */
const ofCouncils: readonly Kind[] = ['county', 'ward', 'division', 'parish'];

/** What is known by the middle of the postcode alone: nothing of a council that a place of the postcode is not in. */
export const besides = (own: Judgement, middle: Judgement, differ: readonly Kind[] = []): Judgement => {
  const { district } = own;
  const isElsewhere = differ.includes('district') || (district && district.code !== middle.district?.code);
  const left: readonly Kind[] = [...(isElsewhere ? ofCouncils : []), ...differ];
  const rest = Object.entries(middle).filter(([kind]) => !(kind in own || left.includes(kind as Kind)));
  return Object.fromEntries(rest);
};
