/**
 * What is known of a place, turned into its areas on one day. Boundaries with dates come before the codes of a directory, which are those
 * of its release; both are then followed through reorganisations.
 */
import type { Within } from '../areas.ts';
import { isPseudo, isUnparished, type Kind, kinds } from '../contract/kinds.ts';
import type { Area, Codes } from '../contract/records.ts';
import type { Reorganisation } from '../contract/tables.ts';

/** What is known of a place, whatever the day. */
export interface Evidence {
  readonly codes: Codes;
  readonly within: readonly Within[];
}

export interface History {
  readonly reorganisations: readonly Reorganisation[];
  /** Editions of the codes that evidence names, where they were loaded. */
  readonly editions: ReadonlyMap<string, readonly Pick<Area, 'from' | 'to' | 'successors' | 'parent'>[]>;
  /** Of districts, by the table of authorities. */
  readonly counties?: ReadonlyMap<string, string>;
}

/** `code: null`: there is no area of the kind here. */
export interface Judged extends Pick<Within, 'onEdge' | 'outsideBy'> {
  readonly code: string | null;
  readonly unparished?: true;
}
export type Judgement = Readonly<Partial<Record<Kind, Judged>>>;

interface Dated {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** The last day is not in it: an area that ends on 31 March has `to` 1 April. */
export const holdsOn = ({ from, to }: Dated, day: string): boolean =>
  (from === undefined || from <= day) && (to === undefined || day < to);

/** Of several editions of a kind that hold, the latest counts: a council that loads new wards need not end the old ones. */
const byBoundary = (within: readonly Within[], kind: Kind, day: string): Within | undefined =>
  within
    .filter((one) => one.kind === kind && holdsOn(one, day))
    .reduce<Within | undefined>((best, one) => (best && (best.from ?? '') >= (one.from ?? '') ? best : one), undefined);

/** No chain of reorganisations is longer: more would be a circle. */
const mostSteps = 10;

/** Through reorganisations that have happened by then. */
const followed = (code: string, day: string, { reorganisations }: History): string => {
  let now = code;
  for (let step = 0; step < mostSteps; step += 1) {
    const next = reorganisations.find(({ from, date }) => from === now && date <= day);
    if (!next) return now;
    now = next.to;
  }
  return now;
};

/** Of a directory's code: itself, what took its place, or `undefined` where it is not known what was there. */
const ofDirectory = (code: string, day: string, history: History): string | undefined => {
  const editions = history.editions.get(code) ?? [];
  const isYetToCome = history.reorganisations.some(({ to, date }) => to === code && date > day);
  if (editions.some((one) => holdsOn(one, day))) return code;
  if (isYetToCome) return undefined;
  if (editions.length === 0) return code;
  const ended = editions.find(({ to }) => to !== undefined && to <= day);
  return ended?.successors?.length === 1 ? ended.successors[0] : undefined;
};

const placedIn = (code: string, { onEdge, outsideBy }: Within, day: string, history: History): Judged => ({
  code: followed(code, day, history),
  ...(onEdge && { onEdge }),
  ...(outsideBy !== undefined && { outsideBy }),
});

const judgeKind = (kind: Kind, { codes, within }: Evidence, day: string, history: History): Judged | undefined => {
  const found = byBoundary(within, kind, day);
  if (found) return placedIn(found.code, found, day, history);
  const given = codes[kind];
  if (given === undefined) return undefined;
  if (isPseudo(given)) return { code: null };
  const moved = followed(given, day, history);
  const code = moved === given ? ofDirectory(given, day, history) : moved;
  return code === undefined
    ? undefined
    : { code, ...(kind === 'parish' && isUnparished(code) && { unparished: true }) };
};

const isDistrict = (code: string | undefined): code is string => /^(E0[6-9]|N09|S12|W06)/.test(code ?? '');

/** Where only boundaries of wards were loaded, the council is that of the ward. */
const byWard = ({ within }: Evidence, day: string, history: History): Judged | undefined => {
  const ward = byBoundary(within, 'ward', day);
  const parents = (history.editions.get(ward?.code ?? '') ?? []).filter((one) => holdsOn(one, day));
  const code = parents.map(({ parent }) => parent).find(isDistrict);
  if (!ward || !code) return undefined;
  return placedIn(code, ward, day, history);
};

/** Only districts (E07) have a county above them: where a unitary took over, the county and its divisions went with it. */
const withoutLostCounty = (judged: Partial<Record<Kind, Judged>>): Judgement => {
  const code = judged.district?.code ?? undefined;
  if (!isDistrict(code) || code.startsWith('E07')) return judged;
  const { division, ...rest } = judged;
  return { ...rest, ...(division && !judged.county?.code && { division }), county: { code: null } };
};

/** A district is always in the county of its row, whatever else is known. */
const ofDistrict = (district: Judged | undefined, { counties }: History): Judged | undefined => {
  const code = counties?.get(district?.code ?? '');
  return code === undefined ? undefined : { code };
};

export const onDay = (evidence: Evidence, day: string, history: History): Judgement => {
  const district = judgeKind('district', evidence, day, history) ?? byWard(evidence, day, history);
  const derived: Partial<Record<Kind, Judged | undefined>> = { district, county: ofDistrict(district, history) };
  const judged: Partial<Record<Kind, Judged>> = {};
  for (const kind of kinds) {
    const found = judgeKind(kind, evidence, day, history) ?? derived[kind];
    if (found) judged[kind] = found;
  }
  return withoutLostCounty(judged);
};

export interface Change {
  readonly date: string;
  readonly kind: Kind;
  readonly code: string | null;
  readonly replaces?: string;
}

/** Days on which anything that the evidence names may change. */
const turningDays = ({ codes, within }: Evidence, { reorganisations, editions }: History): string[] =>
  [
    ...within.flatMap(({ from, to }) => [from, to]),
    ...reorganisations.map(({ date }) => date),
    ...Object.values(codes).flatMap((code) => (editions.get(code) ?? []).flatMap(({ from, to }) => [from, to])),
  ].filter((day) => day !== undefined);

/** What is known to change after the day, the first change first. What will not be known then is no change. */
export const changesAfter = (evidence: Evidence, day: string, history: History): Change[] => {
  const days = [...new Set(turningDays(evidence, history))].filter((one) => one > day).sort();
  const changes: Change[] = [];
  let before = onDay(evidence, day, history);
  for (const date of days) {
    const then = onDay(evidence, date, history);
    for (const kind of kinds) {
      const [was, is] = [before[kind]?.code, then[kind]?.code];
      if (is === undefined || was === is) continue;
      changes.push({ date, kind, code: is, ...(was && { replaces: was }) });
    }
    before = { ...before, ...then };
  }
  return changes;
};
