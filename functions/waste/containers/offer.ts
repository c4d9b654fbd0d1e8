/** Which containers a household can ask for now, how many, at what price; and why not. Pure. */
import type { Action, ContainerRules, ContainerSettings, Reason } from '../contract/containerSettings.ts';
import type { Refusal } from '../contract/containers.ts';

/** How many of a container in a year: those asked for, and what the household has with them. */
export interface Count {
  readonly asked: number;
  readonly household: number;
}

export interface Household {
  /** Services that come to it, with a day on which they do. */
  readonly coming: ReadonlySet<string>;
  /** Services whose containers belong to its building. */
  readonly shared: ReadonlySet<string>;
  /** How many of each container the rounds have there. */
  readonly present: ReadonlyMap<string, number>;
  /** Containers that an open request is for, or stands for. */
  readonly open: ReadonlySet<string>;
  /** Of this year, by container. */
  readonly counts: ReadonlyMap<string, Count>;
}

export interface Wish {
  readonly container: string;
  readonly together: readonly string[];
  readonly action: Action;
  readonly reason?: Reason | undefined;
  readonly quantity: number;
}

export const rulesOf = (code: string, { containers }: ContainerSettings): ContainerRules | undefined =>
  Object.hasOwn(containers, code) ? containers[code] : undefined;

/** Everything that a request for these is for: they themselves and what they stand for, each once. */
export const unitsOf = (codes: readonly string[], settings: ContainerSettings): string[] => [
  ...new Set(codes.flatMap((code) => [code, ...(rulesOf(code, settings)?.includes ?? [])])),
];

/** Containers while a request for which none of these can be asked for. */
export const blockersOf = (units: readonly string[], { containers }: ContainerSettings): string[] =>
  Object.entries(containers)
    .filter(([code, { blocks }]) => !units.includes(code) && blocks.some((one) => units.includes(one)))
    .map(([code]) => code);

/** What a household has, or will have when all that was asked for this year is there. A load of the rounds may have it already. */
const has = (unit: string, { present, counts }: Household): number =>
  Math.max(present.get(unit) ?? 0, counts.get(unit)?.household ?? 0);

const room = (unit: string, action: Action, settings: ContainerSettings, household: Household) => {
  const { maxPerYear, maxPerHousehold } = rulesOf(unit, settings) ?? {};
  const asked = household.counts.get(unit)?.asked ?? 0;
  return {
    year: maxPerYear === undefined || action === 'remove' ? Number.POSITIVE_INFINITY : maxPerYear - asked,
    home:
      maxPerHousehold === undefined || action !== 'request'
        ? Number.POSITIVE_INFINITY
        : maxPerHousehold - has(unit, household),
  };
};

/** The most that can be asked for at once; below 1 none. */
const most = (codes: readonly string[], action: Action, settings: ContainerSettings, household: Household) => {
  const rooms = unitsOf(codes, settings).map((unit) => room(unit, action, settings, household));
  const [year, home] = [Math.min(...rooms.map((one) => one.year)), Math.min(...rooms.map((one) => one.home))];
  const atOnce = Math.min(...codes.map((code) => rulesOf(code, settings)?.maxPerRequest ?? 0));
  return { year, home, max: Math.min(atOnce, year, home) };
};

const isOffered = (code: string, settings: ContainerSettings, { coming }: Household): boolean => {
  const rules = rulesOf(code, settings);
  return rules !== undefined && (rules.requestOnly || coming.has(rules.service));
};

/** Why none of these can be asked for, in the order in which it is told. */
export const refusalOf = (
  codes: readonly string[],
  action: Action,
  settings: ContainerSettings,
  household: Household,
): Refusal | undefined => {
  const units = unitsOf(codes, settings);
  if (!codes.every((code) => isOffered(code, settings, household))) return 'not_offered';
  if (codes.some((code) => household.shared.has(rulesOf(code, settings)?.service ?? ''))) return 'shared';
  if (units.some((unit) => household.open.has(unit))) return 'already_requested';
  if (blockersOf(units, settings).some((code) => household.open.has(code))) return 'larger_requested';
  const { year, home } = most(codes, action, settings, household);
  if (year < 1) return 'year_limit';
  return home < 1 ? 'household_limit' : undefined;
};

/** Of one of a container: what its reason costs, or what the action does. */
const priceOfOne = (code: string, { action, reason }: Wish, settings: ContainerSettings): number => {
  const offered = rulesOf(code, settings)?.actions[action];
  return (reason && offered?.reasons[reason]) ?? offered?.price ?? 0;
};

export const priceOf = (wish: Wish, settings: ContainerSettings): number =>
  [wish.container, ...wish.together].reduce((sum, code) => sum + priceOfOne(code, wish, settings), 0) * wish.quantity;

/** The field of a wish that cannot be, and what it must be. */
const misfit = (wish: Wish, settings: ContainerSettings, max: number): readonly [string, string] | undefined => {
  const rules = rulesOf(wish.container, settings);
  const stray = wish.together.findIndex((code) => !rules?.togetherWith.includes(code));
  if (stray >= 0) return [`together/${stray}`, `must be what may be asked for together with “${wish.container}”`];
  const offered = [wish.container, ...wish.together].map((code) => rulesOf(code, settings)?.actions[wish.action]);
  if (offered.includes(undefined)) return ['action', `must be one of ${Object.keys(rules?.actions ?? {}).join(', ')}`];
  const known = Object.keys(offered[0]?.reasons ?? {});
  if (wish.reason === undefined && known.length > 0) return ['reason', `must be there: one of ${known.join(', ')}`];
  if (wish.reason !== undefined && !known.includes(wish.reason))
    return ['reason', known.length > 0 ? `must be one of ${known.join(', ')}` : 'must be left out: none is asked for'];
  return wish.quantity > max ? ['quantity', `must be ${max} at most`] : undefined;
};

export type Verdict =
  | { readonly field: string; readonly detail: string }
  | { readonly refusal: Refusal }
  | { readonly price: number; readonly units: readonly string[] };

/** What a request would come to, or what is wrong with it. Of a container that the settings have. */
export const judge = (wish: Wish, settings: ContainerSettings, household: Household): Verdict => {
  const codes = [wish.container, ...wish.together];
  const shape = misfit(wish, settings, Number.POSITIVE_INFINITY);
  if (shape) return { field: shape[0], detail: shape[1] };
  const refusal = refusalOf(codes, wish.action, settings, household);
  if (refusal) return { refusal };
  const many = misfit(wish, settings, most(codes, wish.action, settings, household).max);
  if (many) return { field: many[0], detail: many[1] };
  return { price: priceOf(wish, settings), units: unitsOf(codes, settings) };
};

export interface OfferedAction {
  readonly action: Action;
  readonly price: number;
  readonly reasons: { readonly reason: Reason; readonly price: number }[];
  readonly max: number;
  readonly refusal?: Refusal | undefined;
}

/** Each container of the council's, with what can be asked of it. */
export const offers = (settings: ContainerSettings, household: Household) =>
  Object.entries(settings.containers).map(([container, rules]) => ({
    container,
    togetherWith: rules.togetherWith,
    actions: (Object.entries(rules.actions) as [Action, ContainerRules['actions'][Action]][]).map(
      ([action, offered]): OfferedAction => {
        const refusal = refusalOf([container], action, settings, household);
        return {
          action,
          price: offered?.price ?? 0,
          reasons: Object.entries(offered?.reasons ?? {}).map(([reason, price]) => ({
            reason: reason as Reason,
            price,
          })),
          max: refusal ? 0 : most([container], action, settings, household).max,
          refusal,
        };
      },
    ),
  }));
