/** A check: two reads at once, one more where the answer is no, and one write. */
import { londonDay } from '#shared/london.ts';
import type { CheckAnswer, LoggedCheck } from '../contract/enforcementFields.ts';
import { ZoneNotFound } from '../contract/fields.ts';
import { type Judged, judge } from './judge.ts';
import type { EnforcementStore } from './store.ts';
import { inWords } from './words.ts';

export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Zones of a council, as `zones/` keeps them. */
export interface Zones {
  index(council: string): Promise<{
    readonly zones: ReadonlyMap<string, { readonly name: string }>;
    /** Zones that a place is in, the surest first. */
    at(place: Place, day: string): { readonly zones: readonly string[] };
  }>;
}
interface Place {
  readonly uprn?: string;
  readonly point?: readonly [longitude: number, latitude: number];
}

export interface CheckDependencies {
  readonly enforcement: EnforcementStore;
  readonly zones: Zones;
  readonly clock: () => number;
  /** In order of time. */
  readonly newId: (at: number) => string;
}

interface Asked {
  readonly registration: string;
  readonly zone?: string | undefined;
  readonly location?: Point | undefined;
  readonly time?: string | undefined;
}

/** Throws `ZoneNotFound`. */
export const knownZone = async (
  { zones }: Pick<CheckDependencies, 'zones'>,
  council: string,
  zone: string,
  place: 'body' | 'query',
) => {
  if ((await zones.index(council)).zones.has(zone)) return;
  const detail = 'must be one of the council’s zones';
  throw new ZoneNotFound(`“zone” ${detail}.`, { errors: [{ detail, pointer: '#/zone', in: place }] });
};

/** What was asked and answered. The registration is kept only where something may follow that has to be explained. */
const loggedAs = (
  judged: Judged,
  about: Pick<LoggedCheck, 'check' | 'at' | 'by' | 'time'>,
  registration: string,
): LoggedCheck => {
  const { allowed, reason, zone, permits, endedAt } = judged;
  return {
    ...{ ...about, allowed, reason, ...(zone && { zone }), ...(endedAt && { endedAt }) },
    permits: permits.map(({ permit }) => permit),
    ...(!allowed && { registration }),
  };
};

/** A warden at the kerb is answered though the log is down. */
const logged = async ({ enforcement }: CheckDependencies, council: string, check: LoggedCheck): Promise<boolean> => {
  try {
    await enforcement.log(council, check);
    return true;
  } catch {
    return false;
  }
};

/** Throws `ZoneNotFound`. */
export const check = async (
  dependencies: CheckDependencies,
  council: string,
  { registration, zone: given, location, time }: Asked,
  by: string,
): Promise<CheckAnswer> => {
  const { enforcement, zones, clock, newId } = dependencies;
  const now = clock();
  const at = time === undefined ? now : Date.parse(time);
  const [marks, { graceMinutes }, found] = await Promise.all([
    enforcement.marks(council, registration),
    enforcement.settings(council),
    location && zones.index(council),
  ]);
  const asked = location
    ? found?.at({ point: [location.longitude, location.latitude] }, londonDay(at)).zones
    : given === undefined
      ? undefined
      : [given];
  const judged = judge(marks, { registration, zones: asked, at, graceMinutes });
  if (!judged.allowed && given !== undefined) await knownZone(dependencies, council, given, 'body');
  const about = { check: newId(now), at: new Date(now).toISOString(), by, time: new Date(at).toISOString() };
  const isLogged = await logged(dependencies, council, loggedAs(judged, about, registration));
  return { ...(isLogged && { check: about.check }), time: about.time, message: inWords(judged), ...judged };
};
