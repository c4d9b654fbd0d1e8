/** Judged areas as our own operations answer them: with names, councils and what they do. */
import type { Areas } from '../areas.ts';
import type { AnswerArea, AnswerCouncil } from '../contract/answers.ts';
import type { Kind } from '../contract/kinds.ts';
import type { Authority } from '../contract/tables.ts';
import type { Change, Judgement } from './onDay.ts';
import type { Share } from './split.ts';

export type Basis = AnswerArea['basis'];
type Names = Awaited<ReturnType<Areas['names']>>;

/** Code to name, by what was loaded, else by the table of authorities. */
export interface Naming {
  readonly names: Names;
  readonly authorities: readonly Authority[];
  readonly renamed: ReadonlyMap<string, string>;
}

export const namingOf = async (areas: Areas, codes: readonly string[]): Promise<Naming> => {
  const [names, authorities, reorganisations] = await Promise.all([
    areas.names([...new Set(codes)]),
    areas.authorities(),
    areas.reorganisations(),
  ]);
  return { names, authorities, renamed: new Map(reorganisations.map(({ to, toName }) => [to, toName])) };
};

export const nameOf = (
  code: string,
  { names, authorities, renamed }: Naming,
): { name?: string; nameWelsh?: string } => {
  const found = names.get(code);
  const name = found?.name ?? authorities.find(({ gss }) => gss === code)?.name ?? renamed.get(code);
  return { ...(name && { name }), ...(found?.nameWelsh && { nameWelsh: found.nameWelsh }) };
};

export const presentAreas = (
  judgement: Judgement,
  basisOf: (kind: Kind) => Basis,
  naming: Naming,
): Partial<Record<Kind, AnswerArea | null>> =>
  Object.fromEntries(
    Object.entries(judgement).map(([kind, { code, ...rest }]) => [
      kind,
      code === null ? null : { code, ...nameOf(code, naming), basis: basisOf(kind as Kind), ...rest },
    ]),
  );

/** https://www.gov.uk/understand-how-your-council-works */
const duties = {
  county: ['Schools', 'Social care', 'Roads and transport', 'Libraries', 'Waste disposal'],
  district: ['Bin collections', 'Council Tax', 'Housing', 'Planning applications'],
} as const;
const doesOf = (tier: Authority['tier']): string[] =>
  tier === 'unitary' ? [...duties.district, ...duties.county] : [...duties[tier]];

const tierOf = (kind: 'county' | 'district', code: string, authority: Authority | undefined): Authority['tier'] =>
  authority?.tier ?? (kind === 'county' ? 'county' : code.startsWith('E07') ? 'district' : 'unitary');

/** Districts first. With two tiers both are named, because neither does everything. */
export const councilsOf = (
  found: readonly { readonly kind: Kind; readonly code: string | null }[],
  naming: Naming,
): AnswerCouncil[] =>
  (['district', 'county'] as const).flatMap((kind) =>
    found.flatMap((one) => {
      if (one.kind !== kind || one.code === null) return [];
      const authority = naming.authorities.find(({ gss }) => gss === one.code);
      const tier = tierOf(kind, one.code, authority);
      const homepage = authority?.homepage;
      return [{ code: one.code, ...nameOf(one.code, naming), tier, does: doesOf(tier), ...(homepage && { homepage }) }];
    }),
  );

export const presentShare = (share: Share, naming: Naming) => ({ ...share, ...nameOf(share.code, naming) });

export const presentChange = (change: Change, naming: Naming) => ({
  ...change,
  ...(change.code && nameOf(change.code, naming)),
});

export const locationOf = (place: {
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
  readonly easting?: number | undefined;
  readonly northing?: number | undefined;
  readonly quality?: number | undefined;
}) => {
  const { latitude, longitude, easting, northing, quality } = place;
  if (latitude === undefined && easting === undefined) return {};
  const all = { latitude, longitude, easting, northing, quality };
  return { location: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) };
};
