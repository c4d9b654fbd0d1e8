/** Another vehicle for a permit: at once where that costs nothing and needs no proof, by an application where not. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { type KeptPermit, shownApplication, shownPermit } from '../applications/journey.ts';
import { tell } from '../applications/steps.ts';
import type { changeOperations } from '../contract/changeOperations.ts';
import type { Price, Reason, VehicleFacts } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { AskedVehicle } from '../lookUps.ts';
import { evidenceFor } from '../quotes/evidence.ts';
import { reason, reasonIf } from '../quotes/reasons.ts';
import { vehicleReasons } from '../quotes/vehicle.ts';
import { priceOf } from '../tariff/price.ts';
import { mostCovers, registrationsAt, vehicleAt, withVehicle } from './covers.ts';
import { givingUp, idleVehicles, takingVehicle, without } from './holds.ts';
import { madeInYear, withMade } from './kept.ts';
import { changeApplication } from './opening.ts';
import {
  type Change,
  type ChangeDependencies,
  changesOf,
  changingPermit,
  type Issued,
  iso,
  mustBe,
  mustBeFree,
  refusedFor,
  schemesOf,
} from './permits.ts';
import { differenceFor } from './prices.ts';

type Changing = Request<(typeof changeOperations)['changePermitVehicle']>;

/** What is known of the vehicle, and what rules it out. */
export const lookedUp = async ({ vehicles }: ChangeDependencies, council: string, asked: AskedVehicle) => {
  const { outcome: _, ...facts } = await vehicles.lookUp(council, asked);
  return { ...asked, facts };
};
export type Looked = Awaited<ReturnType<typeof lookedUp>>;

/** By the rules of the scheme as it is today. */
export const reasonsAgainst = (today: Scheme, permit: KeptPermit, { facts, foreign }: Looked): Reason[] => [
  ...reasonIf(permit.covers.length >= mostCovers, 'too_many_changes'),
  ...vehicleReasons(today, { ...permit.price.inputs, vehicle: facts }, foreign),
];

/** At the tariff that the permit was sold at, so that nothing but the vehicle makes a difference. Throws `ChangeRefused`. */
const pricedWith = (sold: Scheme, { price }: KeptPermit, vehicle: VehicleFacts): Price => {
  const priced = priceOf(sold, { ...price.inputs, vehicle });
  if ('noPrice' in priced) throw refusedFor([reason('no_price')]);
  return priced;
};

const mustBeAllowed = (today: Scheme, permit: KeptPermit, vehicle: Looked, at: number): void => {
  const { perYear } = today.changes;
  const current = vehicleAt(permit.covers, iso(at));
  const reasons = [
    ...reasonsAgainst(today, permit, vehicle),
    ...reasonIf(current === undefined, 'without_vehicle'),
    ...reasonIf(current?.registration === vehicle.registration, 'same_vehicle'),
    ...reasonIf(perYear !== undefined && madeInYear(changesOf(permit), 'vehicle', at) >= perYear, 'changes_limit'),
  ];
  if (reasons.length > 0) throw refusedFor(reasons);
};

/** The renewal of a permit may have the vehicle already: then it is theirs together. */
const takingIt = async (
  dependencies: ChangeDependencies,
  council: string,
  permit: KeptPermit,
  registration: string,
  at: number,
) => {
  const heir = permit.renewedBy ? await dependencies.journeys.permit(council, permit.renewedBy) : undefined;
  if (heir && registrationsAt(heir, iso(at)).includes(registration)) return [];
  return [await takingVehicle(dependencies, council, permit, registration, { at })];
};

/** The permit with the vehicle, and without the holds that it needs no more. */
export const withVehicleNow = async (
  dependencies: ChangeDependencies,
  council: string,
  before: KeptPermit,
  registration: string,
  at: number,
) => {
  const covers = withVehicle(before.covers, registration, iso(at));
  const idle = idleVehicles({ ...before, covers }, at);
  const permit: KeptPermit = {
    ...{ ...before, covers, holds: without(before.holds, idle) },
    changes: withMade(changesOf(before), 'vehicle', at),
  };
  return { permit, writes: await givingUp(dependencies, council, before, idle) };
};

interface Plan {
  readonly difference: number;
  readonly price: Price;
  readonly fee: number;
  readonly evidence: ReturnType<typeof evidenceFor>;
  readonly today: Scheme;
}

const planOf = async (
  dependencies: ChangeDependencies,
  council: string,
  permit: KeptPermit,
  vehicle: Looked,
  at: number,
): Promise<Plan> => {
  const { today, sold } = await schemesOf(dependencies, council, permit, at);
  mustBeAllowed(today, permit, vehicle, at);
  const price = pricedWith(sold, permit, vehicle.facts);
  const known = { isAddressVerified: true, isVehicleVerified: vehicle.facts.verified, claims: [] };
  return {
    ...{ today, price, fee: today.changes.fee },
    // What was paid for a dearer one stays paid: nothing goes back for a cheaper one.
    difference: Math.max(0, differenceFor(permit, price.pence, londonDay(at))),
    evidence: evidenceFor(today, known).filter(({ of }) => of === 'vehicle'),
  };
};

const atOnce = async (
  dependencies: ChangeDependencies,
  request: Changing,
  { application, permit }: Issued,
  at: number,
): Promise<Change> => {
  const { council, body } = request;
  const taken = await takingIt(dependencies, council, permit, body.registration, at);
  const holds = [...new Set([...permit.holds, ...taken.map(({ held }) => held)])];
  const changed = await withVehicleNow(dependencies, council, { ...permit, holds }, body.registration, at);
  return {
    after: { application: tell(application, 'changed', at), permit: changed.permit },
    writes: [...taken.map(({ write }) => write), ...changed.writes],
  };
};

const byApplication = async (
  dependencies: ChangeDependencies,
  request: Changing,
  { application, permit }: Issued,
  vehicle: Looked,
  { difference, fee, price, evidence, today }: Plan,
  at: number,
): Promise<Change> => {
  const { council } = request;
  const taken = await takingIt(dependencies, council, permit, vehicle.registration, at);
  return changeApplication(dependencies, request, { application, permit }, at, {
    ...{ what: 'vehicle', today, evidence, taken: taken.map(({ held }) => held) },
    writes: taken.map(({ write }) => write),
    toPay: { difference, fee },
    becomes: { registration: vehicle.registration, back: 0, ...(difference > 0 && { price }) },
    quote: { registration: vehicle.registration, vehicle: vehicle.facts },
  });
};

/** Throws `PermitNotFound`, `PermitNotChangeable`, `ChangeRefused` and `ChangeUnderWay`. */
export const changePermitVehicle = async (dependencies: ChangeDependencies, request: Changing) => {
  const { council, body } = request;
  const vehicle = await lookedUp(dependencies, council, body);
  return changingPermit(
    dependencies,
    request,
    async (before, at) => {
      mustBe(before.permit, ['active'], at);
      mustBeFree(before.permit);
      const plan = await planOf(dependencies, council, before.permit, vehicle, at);
      const isFree = plan.difference + plan.fee === 0 && plan.evidence.length === 0;
      if (isFree) return atOnce(dependencies, request, before, at);
      return byApplication(dependencies, request, before, vehicle, plan, at);
    },
    ({ permit }, opened) => ({
      permit: shownPermit(permit),
      ...(opened && { application: shownApplication(opened) }),
    }),
  );
};
