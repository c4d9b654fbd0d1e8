/** Whether marks allow a vehicle somewhere at a moment. Pure. */
import type { CheckAnswer, CheckedPermit } from '../contract/enforcementFields.ts';
import type { PermitStatus } from '../contract/permits.ts';
import type { Mark } from './marks.ts';

/** What is asked. No zones: any; none of them: a location that is in none. */
export interface Asked {
  readonly registration: string;
  readonly zones: readonly string[] | undefined;
  readonly at: number;
  readonly graceMinutes: number;
}

export type Judged = Omit<CheckAnswer, 'check' | 'message' | 'time'>;

/** Within their times, which are over when a permit has ended. */
const counted: readonly PermitStatus[] = ['temporary', 'active', 'surrendered', 'expired', 'revoked', 'lapsed'];
/** Ended by the council, or for want of money. */
const withoutGrace: readonly PermitStatus[] = ['revoked', 'lapsed'];

const isNow = ({ from, until }: Mark, at: number): boolean => Date.parse(from) <= at && at < Date.parse(until);

/** A permit can have several marks one after the other; the one that runs now is told. */
const shown = ({ permit, scheme, kind, zone, until }: Mark): CheckedPermit => ({ permit, scheme, kind, zone, until });

const latest = (moments: readonly string[]): string | undefined => moments.toSorted().at(-1);

const reasonOf = ({ allowed, endedAt, suspended, elsewhere }: Omit<Judged, 'reason'>, zones: Asked['zones']) => {
  if (allowed) return 'permit';
  if (endedAt !== undefined) return 'grace';
  if (suspended.length > 0) return 'suspended';
  if (zones?.length === 0) return 'outside_zones';
  return elsewhere.length > 0 ? 'other_zone' : 'none';
};

const endedWithin = (marks: readonly Mark[], { at, graceMinutes }: Asked): string | undefined => {
  const since = at - graceMinutes * 60_000;
  const ended = ({ until, status }: Mark) =>
    !withoutGrace.includes(status) && Date.parse(until) > since && Date.parse(until) <= at;
  return latest(marks.filter(ended).map(({ until }) => until));
};

export const judge = (marks: readonly Mark[], asked: Asked): Judged => {
  const { registration, zones, at } = asked;
  const isHere = (mark: Mark) => zones === undefined || zones.includes(mark.zone);
  const own = marks.filter((mark) => mark.registration === registration);
  const counting = own.filter(({ status }) => counted.includes(status));
  const now = counting.filter((mark) => isNow(mark, at));
  const here = now.filter(isHere);
  const isSuspended = (mark: Mark) => mark.status === 'suspended' && isHere(mark) && isNow(mark, at);
  const allowed = here.length > 0;
  const zone = zones?.find((one) => here.some((mark) => mark.zone === one)) ?? zones?.[0];
  const endTime = latest(here.map(({ until }) => until));
  const endedAt = allowed ? undefined : endedWithin(counting.filter(isHere), asked);
  const isSimilar = (mark: Mark) =>
    mark.registration !== registration && isHere(mark) && counted.includes(mark.status) && isNow(mark, at);
  const nothing = now.length === 0 && endedAt === undefined;
  const judged = {
    ...{ allowed, permits: here.map(shown), elsewhere: now.filter((mark) => !isHere(mark)).map(shown) },
    ...{ ...(zone && { zone }), ...(endTime && { endTime }), ...(endedAt && { endedAt }) },
    suspended: allowed ? [] : own.filter(isSuspended).map(({ permit }) => permit),
    similar: nothing ? [...new Set(marks.filter(isSimilar).map((mark) => mark.registration))] : [],
  };
  return { ...judged, reason: reasonOf(judged, zones) };
};
