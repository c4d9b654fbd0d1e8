/** One area by its code: whatever its dates, with what came before and after it. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import type { Areas, AreasStore } from '../areas.ts';
import { AreaNotKnown, AreasNotLoaded, NoBoundary, type nativeOperations } from '../contract/native.ts';
import type { Area } from '../contract/records.ts';
import type { Authority, Reorganisation } from '../contract/tables.ts';
import { holdsOn } from './onDay.ts';
import { councilsOf, type Naming, nameOf, namingOf } from './present.ts';

/** What is known of the code by any of the three: editions that were loaded, the table of authorities, reorganisations. */
interface Known {
  readonly editions: readonly Area[];
  readonly authority: Authority | undefined;
  readonly became: readonly Reorganisation[];
  readonly was: readonly Reorganisation[];
}

const knownOf = async (areas: Areas, code: string): Promise<Known> => {
  const [editions, authorities, reorganisations] = await Promise.all([
    areas.area(code),
    areas.authorities(),
    areas.reorganisations(),
  ]);
  return {
    editions,
    authority: authorities.find(({ gss }) => gss === code),
    became: reorganisations.filter(({ from }) => from === code),
    was: reorganisations.filter(({ to }) => to === code),
  };
};

const earliest = (days: readonly (string | undefined)[]): string | undefined =>
  days.filter((day) => day !== undefined).sort()[0];

const datesOf = (edition: Area | undefined, { became, was }: Known) => {
  const from = edition?.from ?? earliest(was.map(({ date }) => date));
  const to = earliest([edition?.to, ...became.map(({ date }) => date)]);
  return { ...(from && { from }), ...(to && { to }) };
};

const boundaryOf = (editions: readonly Area[]): 'none' | 'drawing' | 'decisive' => {
  const drawn = editions.filter(({ hasShape }) => hasShape);
  if (drawn.length === 0) return 'none';
  return drawn.some(({ generalised }) => !generalised) ? 'decisive' : 'drawing';
};

const related = (codes: readonly string[], naming: Naming) =>
  [...new Set(codes)].map((code) => {
    const { name } = nameOf(code, naming);
    return { code, ...(name && { name }) };
  });

const detail = async (areas: Areas, code: string, day: string, known: Known) => {
  const { editions, authority, became, was } = known;
  const edition = editions.find((one) => holdsOn(one, day)) ?? editions[0];
  const parent = edition?.parent ?? authority?.parent;
  const successors = [...(edition?.successors ?? []), ...became.map(({ to }) => to)];
  const predecessors = was.map(({ from }) => from);
  const naming = await namingOf(areas, [code, ...(parent ? [parent] : []), ...successors, ...predecessors]);
  const dates = datesOf(edition, known);
  const [council] = authority
    ? councilsOf([{ kind: authority.tier === 'county' ? 'county' : 'district', code }], naming)
    : [];
  return {
    code,
    ...(edition && { kind: edition.kind }),
    ...nameOf(code, naming),
    ...(edition && { name: edition.name }),
    ...dates,
    current: holdsOn(dates, day),
    ...(parent && { parent: related([parent], naming)[0] }),
    successors: related(successors, naming),
    predecessors: related(predecessors, naming),
    sets: editions.map(({ set }) => set),
    boundary: boundaryOf(editions),
    ...(council && { council }),
    on: day,
    data: areas.editions,
  };
};

type Asked = Request<(typeof nativeOperations)['getArea']>;

const wantsBoundary = ({ params, query, headers }: Asked): boolean =>
  params.code.endsWith('.geojson') || query.format === 'geojson' || (headers.accept?.includes('geo+json') ?? false);

export const getArea = async (
  { areas: store, clock }: { readonly areas: AreasStore; readonly clock: () => number },
  request: Asked,
) => {
  const code = request.params.code.replace(/\..*$/, '').toUpperCase();
  const day = request.query.on ?? londonDay(clock());
  const areas = await store.open(request.council);
  if (Object.keys(areas.editions).length === 0) throw new AreasNotLoaded('There is no live dataset of areas.');
  const known = await knownOf(areas, code);
  const { editions, authority, became, was } = known;
  if (editions.length === 0 && !authority && became.length === 0 && was.length === 0)
    throw new AreaNotKnown('The code is not in what was loaded.');
  const answer = await detail(areas, code, day, known);
  if (!wantsBoundary(request)) return answer;
  const drawn = editions.filter(({ hasShape }) => hasShape);
  const edition = drawn.find((one) => holdsOn(one, day)) ?? drawn[0];
  const boundary = edition && (await areas.boundary(code, edition.set));
  if (!edition || !boundary) throw new NoBoundary('There is no boundary of the area in what was loaded.');
  const { council: _, data: _d, ...properties } = answer;
  return {
    ...answer,
    shape: {
      boundary,
      properties: { ...properties, set: edition.set, ...(edition.generalised && { generalised: true }) },
    },
  };
};
