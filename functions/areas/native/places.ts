/** Gathers what is known of a place, and judges it on a day. */
import type { Areas, Tally, Within } from '../areas.ts';
import type { Kind } from '../contract/kinds.ts';
import type { Codes } from '../contract/records.ts';
import type { GazetteerAsked, Known } from './gazetteer.ts';
import { type Change, changesAfter, type Evidence, type History, type Judgement, onDay } from './onDay.ts';

interface Point {
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

/** Boundaries around a place, if it has one. */
export const around = async (areas: Areas, { latitude, longitude }: Point): Promise<readonly Within[]> =>
  latitude === undefined || longitude === undefined ? [] : areas.at({ latitude, longitude });

/** How many of a postcode's properties are known by the same. */
export interface Group {
  readonly evidence: Evidence;
  readonly properties: number;
}

/** What was baked into properties are codes; which kind they are and when they hold is in their editions. */
const ofTally = async (areas: Areas, { codes, within, properties }: Tally): Promise<Group> => {
  const editions = (await Promise.all(within.map((code) => areas.area(code)))).flat();
  const found = editions.filter(({ hasShape, generalised }) => hasShape && !generalised);
  const dated = found.map(
    ({ code, kind, from, to }): Within => ({ code, kind, ...(from && { from }), ...(to && { to }) }),
  );
  return { evidence: { codes, within: dated }, properties };
};

const ofAddress = async (areas: Areas, known: Known): Promise<Group> => ({
  evidence: { codes: known.codes, within: await around(areas, known) },
  properties: 1,
});

export interface Sources {
  readonly areas: Areas;
  readonly council: string;
  /** Absent where the council has no gazetteer here. */
  readonly gazetteer: GazetteerAsked | undefined;
}

/** The properties of a postcode: those of a directory, else those of the gazetteer. None: only its centroid is known. */
export const groupsOf = async ({ areas, council, gazetteer }: Sources, postcode: string): Promise<Group[]> => {
  const tallies = await areas.tallies(postcode);
  const known = tallies.filter(({ codes, within }) => within.length > 0 || Object.keys(codes).length > 0);
  if (known.length > 0) return Promise.all(known.map((tally) => ofTally(areas, tally)));
  const found = (await gazetteer?.inPostcode(council, postcode)) ?? [];
  return Promise.all(found.map((one) => ofAddress(areas, one)));
};

export const propertyOf = async ({ areas, council, gazetteer }: Sources, uprn: string) => {
  const property = await areas.property(uprn);
  if (property) {
    const { evidence } = await ofTally(areas, { ...property, properties: 1 });
    return { place: property, evidence };
  }
  const known = await gazetteer?.property(council, uprn);
  return known && { place: known, evidence: (await ofAddress(areas, known)).evidence };
};

const codesOf = ({ codes, within }: { readonly codes: Codes; readonly within: readonly Within[] }): string[] => [
  ...Object.values(codes),
  ...within.map(({ code }) => code),
];

export const historyOf = async (areas: Areas, evidence: readonly Evidence[]): Promise<History> => {
  const codes = [...new Set(evidence.flatMap(codesOf))];
  const [reorganisations, authorities, editions] = await Promise.all([
    areas.reorganisations(),
    areas.authorities(),
    Promise.all(codes.map(async (code) => [code, await areas.area(code)] as const)),
  ]);
  const counties = new Map(authorities.flatMap(({ gss, parent }) => (parent ? [[gss, parent] as const] : [])));
  return { reorganisations, editions: new Map(editions), counties };
};

export const judged = (evidence: Evidence, day: string, history: History): { now: Judgement; changes: Change[] } => ({
  now: onDay(evidence, day, history),
  changes: changesAfter(evidence, day, history),
});

/** Those that are for every one of several: a change of some addresses only is not one of the postcode. */
export const sharedChanges = (all: readonly (readonly Change[])[]): Change[] => {
  const nameOf = ({ date, kind, code, replaces }: Change) => [date, kind, code, replaces].join(' ');
  const others = all.slice(1).map((changes) => new Set(changes.map(nameOf)));
  return (all[0] ?? []).filter((change) => others.every((names) => names.has(nameOf(change))));
};

export const kindsIn = (judgement: Judgement): Kind[] => Object.keys(judgement) as Kind[];
