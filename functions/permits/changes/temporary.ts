/** A vehicle that stands in for some days. The vehicle of the permit is uncovered meanwhile (`enforcement/marks.ts`). */
import type { Request } from '#shared/contract/capability.ts';
import { tell } from '../applications/steps.ts';
import type { changeOperations } from '../contract/changeOperations.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { reasonIf } from '../quotes/reasons.ts';
import { temporaryAt, vehicleAt, withoutTemporary, withTemporary } from './covers.ts';
import { givingUp, idleVehicles, takingVehicle, without } from './holds.ts';
import { madeInYear, withMade } from './kept.ts';
import {
  type ChangeDependencies,
  changesOf,
  changingPermitOnly,
  type Issued,
  iso,
  mustBe,
  refusedFor,
  schemesOf,
} from './permits.ts';
import { type Looked, lookedUp, reasonsAgainst } from './vehicle.ts';

type Operations = typeof changeOperations;
type Setting = Request<Operations['setTemporaryVehicle']>;

const aDay = 24 * 3_600_000;

interface Window {
  readonly from: string;
  readonly until: string;
}

/** Within the permit: it ends with that. Days are of 24 hours each, from the moment at which it begins. */
const windowOf = (current: Window, { from, days }: Setting['body'], most: number, at: number): Window => {
  const begins = Math.max(Date.parse(current.from), from === undefined ? at : Date.parse(from));
  const ends = Math.min(Date.parse(current.until), begins + (days ?? most) * aDay);
  return { from: iso(begins), until: iso(ends) };
};

const reasonsFor = (
  today: Scheme,
  { permit }: Issued,
  vehicle: Looked,
  { from, days }: Setting['body'],
  at: number,
): Reason[] => {
  const { temporaryDays, temporaryPerYear } = today.changes;
  const current = vehicleAt(permit.covers, iso(at));
  const isOutside =
    from !== undefined && (Date.parse(from) < at || (current && iso(Date.parse(from)) >= current.until));
  return [
    ...reasonsAgainst(today, permit, vehicle),
    ...reasonIf(current === undefined, 'without_vehicle'),
    ...reasonIf(current?.registration === vehicle.registration, 'same_vehicle'),
    ...reasonIf(temporaryAt(permit.covers, iso(at)) !== undefined, 'temporary_now'),
    ...reasonIf(madeInYear(changesOf(permit), 'temporary', at) >= temporaryPerYear, 'temporary_limit'),
    ...reasonIf((days ?? temporaryDays) > temporaryDays || temporaryDays === 0, 'temporary_too_long', {
      days: temporaryDays,
    }),
    ...reasonIf(isOutside === true, 'outside_term'),
  ];
};

/** Throws `PermitNotFound`, `PermitNotChangeable` and `ChangeRefused`. */
export const setTemporaryVehicle = async (dependencies: ChangeDependencies, request: Setting) => {
  const { council, body } = request;
  const vehicle = await lookedUp(dependencies, council, body);
  return changingPermitOnly(dependencies, request, async (before, at) => {
    const { application, permit } = before;
    mustBe(permit, ['active'], at);
    const { today } = await schemesOf(dependencies, council, permit, at);
    const reasons = reasonsFor(today, before, vehicle, body, at);
    const current = vehicleAt(permit.covers, iso(at));
    if (reasons.length > 0 || !current) throw refusedFor(reasons);
    const window = windowOf(current, body, today.changes.temporaryDays, at);
    const { held, write } = await takingVehicle(dependencies, council, permit, body.registration, {
      ...{ at, until: Date.parse(window.until) },
    });
    const idle = idleVehicles(permit, at);
    return {
      after: {
        application: tell(application, 'changed', at),
        permit: {
          ...permit,
          covers: withTemporary(permit.covers, { registration: body.registration, ...window }),
          holds: [...new Set([...without(permit.holds, idle), held])],
          changes: withMade(changesOf(permit), 'temporary', at),
        },
      },
      writes: [write],
    };
  });
};

/** Throws `PermitNotFound` and `PermitNotChangeable`. */
export const endTemporaryVehicle = (
  dependencies: ChangeDependencies,
  request: Request<Operations['endTemporaryVehicle']>,
) =>
  changingPermitOnly(dependencies, request, async ({ application, permit }, at) => {
    mustBe(permit, ['active', 'suspended'], at);
    if (!temporaryAt(permit.covers, iso(at))) return undefined;
    const covers = withoutTemporary(permit.covers, iso(at));
    const idle = idleVehicles({ ...permit, covers }, at);
    return {
      after: { application, permit: { ...permit, covers, holds: without(permit.holds, idle) } },
      writes: await givingUp(dependencies, request.council, permit, idle),
    };
  });
