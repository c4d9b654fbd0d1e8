/** In which zone a place is, as residents ask it. */
import type { Request } from '#shared/contract/capability.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import { Down } from '#shared/outbound.ts';
import type { zoneOperations } from '../contract/zoneOperations.ts';
import type { Addresses, FoundAddress } from '../lookUps.ts';
import type { Finding, ZoneIndex } from './finding.ts';
import type { ZoneStore } from './store.ts';

export interface FindingDependencies {
  readonly zones: ZoneStore;
  readonly addresses: Addresses;
  readonly clock: () => number;
}

const notOurs = {
  advice:
    'The council has no such address. Check it. If it is in another council’s area, ask that council: see https://www.gov.uk/find-local-council.',
  adviceWelsh:
    'Nid oes gan y cyngor gyfeiriad o’r fath. Gwiriwch ef. Os yw yn ardal cyngor arall, gofynnwch i’r cyngor hwnnw: gweler https://www.gov.uk/find-local-council.',
};
const inNoZone = {
  advice: 'It is in no permit zone.',
  adviceWelsh: 'Nid yw mewn unrhyw barth trwyddedau.',
};

type Count = ReadonlyMap<string, number>;

const shown = (index: ZoneIndex, codes: readonly string[], count?: Count) =>
  codes.flatMap((code) => {
    const zone = index.zones.get(code);
    if (!zone) return [];
    const { uprns: _, excluded: __, ...rest } = zone;
    const addresses = count?.get(code);
    return [{ ...rest, ...(addresses !== undefined && { addresses }) }];
  });

const answerTo = (index: ZoneIndex, { zones, excluded }: Finding, count?: Count) => {
  if (excluded) return { ours: true, zones: [], excluded };
  return { ours: true, zones: shown(index, zones, count), ...(zones.length === 0 && inNoZone) };
};

/** Throws `Unavailable` where addresses cannot be asked. */
export const asking = async <T>(ask: Promise<T>): Promise<T> => {
  try {
    return await ask;
  } catch (error) {
    if (!(error instanceof Down)) throw error;
    const headers = { 'retry-after': String(error.retryAfter) };
    throw new Unavailable('The council’s addresses cannot be asked at the moment.', { headers, cause: error });
  }
};

const ofPostcode = (index: ZoneIndex, found: readonly FoundAddress[], day: string) => {
  if (found.length === 0) return { ours: false, zones: [], addresses: 0, ...notOurs };
  const all = found.map((one) => index.at(one, day));
  const open = all.filter(({ excluded }) => !excluded);
  const count = new Map<string, number>();
  for (const code of open.flatMap(({ zones }) => zones)) count.set(code, (count.get(code) ?? 0) + 1);
  const most = [...count].sort(([, a], [, b]) => b - a).map(([code]) => code);
  const excluded = open.length === 0 ? all[0]?.excluded : undefined;
  return { ...answerTo(index, { zones: most, ...(excluded && { excluded }) }, count), addresses: found.length };
};

/** What names the property itself is known without asking for its address. */
const ofProperty = async (
  { addresses }: FindingDependencies,
  council: string,
  index: ZoneIndex,
  uprn: string,
  day: string,
) => {
  const named = index.at({ uprn }, day);
  if (named.excluded || named.zones.length > 0) return answerTo(index, named);
  const found = await asking(addresses.find(council, uprn));
  return found ? answerTo(index, index.at(found, day)) : { ours: false, zones: [], ...notOurs };
};

export const findPermitZone = async (
  dependencies: FindingDependencies,
  { council, query }: Request<(typeof zoneOperations)['findPermitZone']>,
) => {
  const { uprn, postcode, usrn, longitude = 0, latitude = 0 } = query;
  const index = await dependencies.zones.index(council);
  const day = londonDay(dependencies.clock());
  if (uprn !== undefined) return ofProperty(dependencies, council, index, uprn, day);
  if (postcode !== undefined)
    return ofPostcode(index, await asking(dependencies.addresses.inPostcode(council, postcode)), day);
  if (usrn !== undefined) return answerTo(index, { zones: index.onStreet(usrn) });
  return answerTo(index, index.at({ point: [longitude, latitude] }, day));
};
