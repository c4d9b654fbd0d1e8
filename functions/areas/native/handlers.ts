import type { Handlers, Request } from '#shared/contract/capability.ts';
import { parseElsewhere } from '#shared/contract/postcode.ts';
import { londonDay } from '#shared/london.ts';
import type { AreasStore } from '../areas.ts';
import { AreasNotLoaded, type nativeOperations, PostcodeNotKnown, PropertyNotKnown } from '../contract/native.ts';
import { getArea } from './area.ts';
import type { GazetteerAsked } from './gazetteer.ts';
import type { Change, Evidence, Judgement } from './onDay.ts';
import { around, groupsOf, historyOf, judged, kindsIn, propertyOf, type Sources, sharedChanges } from './places.ts';
import { type Basis, councilsOf, locationOf, namingOf, presentAreas, presentChange, presentShare } from './present.ts';
import { besides, weigh } from './split.ts';

type Operations = typeof nativeOperations;

export interface NativeDependencies {
  readonly areas: AreasStore;
  readonly gazetteer: GazetteerAsked;
  readonly clock: () => number;
}

const sourcesOf = async (
  { areas: store, gazetteer }: NativeDependencies,
  request: Pick<Request, 'council' | 'councilDetails'>,
): Promise<Sources> => {
  const areas = await store.open(request.council);
  if (Object.keys(areas.editions).length === 0) throw new AreasNotLoaded('There is no live dataset of areas.');
  const hasGazetteer = request.councilDetails?.capabilities.includes('addresses');
  return { areas, council: request.council, gazetteer: hasGazetteer ? gazetteer : undefined };
};

const codesOf = (judgements: readonly Judgement[], changes: readonly Change[]): string[] =>
  [...judgements.flatMap((one) => Object.values(one)), ...changes].flatMap(({ code }) => code ?? []);

/** What every answer says of areas on a day. */
const answered = async (
  { areas }: Sources,
  day: string,
  {
    judgement,
    basisOf,
    changes,
    shares = [],
  }: {
    readonly judgement: Judgement;
    readonly basisOf: (kind: keyof Judgement) => Basis;
    readonly changes: readonly Change[];
    readonly shares?: ReturnType<typeof weigh>['candidates'];
  },
) => {
  const naming = await namingOf(areas, [...codesOf([judgement], changes), ...shares.map(({ code }) => code)]);
  const whose = [
    ...Object.entries(judgement).map(([kind, { code }]) => ({ kind: kind as keyof Judgement, code })),
    ...shares,
  ];
  return {
    on: day,
    areas: presentAreas(judgement, basisOf, naming),
    councils: councilsOf(whose, naming),
    upcoming: changes.map((change) => presentChange(change, naming)),
    candidates: shares.map((share) => presentShare(share, naming)),
    data: areas.editions,
  };
};

const getPostcodeAreas = async (dependencies: NativeDependencies, request: Request<Operations['getPostcodeAreas']>) => {
  const { postcode } = request.params;
  const day = request.query.on ?? londonDay(dependencies.clock());
  const sources = await sourcesOf(dependencies, request);
  const [record, groups] = await Promise.all([sources.areas.postcode(postcode), groupsOf(sources, postcode)]);
  if (!record && groups.length === 0)
    throw new PostcodeNotKnown(
      parseElsewhere(postcode)
        ? 'Postcodes of the Channel Islands, the Isle of Man and British forces, and BX, XX and GIR, are in no council.'
        : 'The postcode is not in what was loaded.',
    );
  const centroid: Evidence = { codes: record?.codes ?? {}, within: record ? await around(sources.areas, record) : [] };
  const history = await historyOf(sources.areas, [centroid, ...groups.map(({ evidence }) => evidence)]);
  const each = groups.map(({ evidence, properties }) => ({ ...judged(evidence, day, history), properties }));
  const weighed = weigh(each.map(({ now, properties }) => ({ judgement: now, properties })));
  const middle = judged(centroid, day, history);
  const byAddresses = new Set([...kindsIn(weighed.same), ...weighed.differ]);
  const { candidates, ...answer } = await answered(sources, day, {
    judgement: { ...besides(weighed.same, middle.now, weighed.differ), ...weighed.same },
    basisOf: (kind) => (byAddresses.has(kind) ? 'addresses' : 'centroid'),
    changes: groups.length > 0 ? sharedChanges(each.map(({ changes }) => changes)) : middle.changes,
    shares: weighed.candidates,
  });
  const { introduced, terminated } = record ?? {};
  return {
    postcode,
    retired: terminated !== undefined,
    ...(introduced && { introduced }),
    ...(terminated && { terminated }),
    ...locationOf(record ?? {}),
    basis: groups.length > 0 ? ('addresses' as const) : ('centroid' as const),
    split: weighed.differ.includes('district'),
    differ: [...weighed.differ],
    candidates,
    ...(groups.length > 0 && { addresses: weighed.addresses }),
    ...answer,
  };
};

const getPropertyAreas = async (dependencies: NativeDependencies, request: Request<Operations['getPropertyAreas']>) => {
  const { uprn } = request.params;
  const day = request.query.on ?? londonDay(dependencies.clock());
  const sources = await sourcesOf(dependencies, request);
  const found = await propertyOf(sources, uprn);
  if (!found) throw new PropertyNotKnown('The property is not in what was loaded.');
  const { postcode } = found.place;
  const record = postcode ? await sources.areas.postcode(postcode) : undefined;
  const history = await historyOf(sources.areas, [found.evidence, { codes: record?.codes ?? {}, within: [] }]);
  const { now, changes } = judged(found.evidence, day, history);
  const { now: middle } = judged({ codes: record?.codes ?? {}, within: [] }, day, history);
  const { candidates: _, ...answer } = await answered(sources, day, {
    judgement: { ...besides(now, middle), ...now },
    basisOf: (kind) => (now[kind] ? 'property' : 'centroid'),
    changes,
  });
  return { uprn, ...(postcode && { postcode }), ...locationOf(found.place), basis: 'property' as const, ...answer };
};

const getPointAreas = async (dependencies: NativeDependencies, request: Request<Operations['getPointAreas']>) => {
  const { lat, lon, on } = request.query;
  const day = on ?? londonDay(dependencies.clock());
  const sources = await sourcesOf(dependencies, request);
  const place = { latitude: lat, longitude: lon };
  const evidence = { codes: {}, within: await around(sources.areas, place) };
  const { now, changes } = judged(evidence, day, await historyOf(sources.areas, [evidence]));
  const { candidates: _, ...answer } = await answered(sources, day, {
    judgement: now,
    basisOf: () => 'point',
    changes,
  });
  return { ...locationOf(place), basis: 'point' as const, ...answer };
};

export const nativeHandlers = (dependencies: NativeDependencies): Handlers<{ operations: Operations }> => ({
  getPostcodeAreas: (request) => getPostcodeAreas(dependencies, request),
  getPropertyAreas: (request) => getPropertyAreas(dependencies, request),
  getPointAreas: (request) => getPointAreas(dependencies, request),
  getArea: (request) => getArea(dependencies, request),
});
