/** A permit goes with its holder to another address: with evidence, and at the price of the zone there. */
import type { Request } from '#shared/contract/capability.ts';
import { londonDay } from '#shared/london.ts';
import { type KeptPermit, shownApplication } from '../applications/journey.ts';
import { endOf } from '../applications/steps.ts';
import { type changeOperations, OutsideEveryZone } from '../contract/changeOperations.ts';
import type { Price } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { kept } from '../money/ledger.ts';
import type { Blocker } from '../places/places.ts';
import { evidenceFor } from '../quotes/evidence.ts';
import { type ReasonCode, reason } from '../quotes/reasons.ts';
import { type Where, whereOf } from '../quotes/where.ts';
import { priceOf } from '../tariff/price.ts';
import { registrationsAt } from './covers.ts';
import { changeApplication } from './opening.ts';
import {
  type Change,
  type ChangeDependencies,
  changingPermit,
  type Issued,
  iso,
  mustBe,
  mustBeFree,
  refusedFor,
  schemesOf,
} from './permits.ts';
import { differenceFor, refundFor } from './prices.ts';

type Moving = Request<(typeof changeOperations)['changePermitAddress']>;

const blocked: Record<Blocker, ReasonCode> = {
  household: 'household_limit',
  resident: 'resident_limit',
  property: 'property_limit',
  vehicle: 'vehicle_has_permit',
  zone: 'zone_full',
};

/** Throws `OutsideEveryZone`, with what would go back today for the permit. */
const zoneThere = ({ zone, reasons }: Where, sold: Scheme, { application, permit }: Issued, at: number): string => {
  if (zone !== undefined && reasons.length === 0) return zone;
  const refund = refundFor(sold.refund, permit, londonDay(at), kept(application.ledger));
  throw new OutsideEveryZone(reasons[0]?.says ?? 'No permit can be had there.', { extensions: { reasons, refund } });
};

const takingThere = async (
  { places, people }: ChangeDependencies,
  { council, body: { uprn } }: Moving,
  { application, permit }: Issued,
  { zone, today, at }: { readonly zone: string; readonly today: Scheme; readonly at: number },
) => {
  const contact = await people.contact(council, application.application);
  const isCounted = zone === permit.zone;
  const wish = {
    ...{ scheme: permit.scheme, zone, uprn, permit: permit.permit, limits: today.limits, until: endOf(permit.ends) },
    ...{ registrations: isCounted ? [] : registrationsAt(permit, iso(at)), isCounted },
    ...(contact && { person: { name: contact.name, uprn } }),
  };
  const taken = await places.taking(council, wish, at);
  if ('full' in taken) throw refusedFor([reason(blocked[taken.full])]);
  return taken;
};

/** At the tariff that the permit was sold at; in the same zone it stays. Throws `ChangeRefused`. */
const pricedThere = (
  sold: Scheme,
  { price, zone: before }: KeptPermit,
  zone: string,
  nth: number,
): Price | undefined => {
  if (zone === before) return undefined;
  const priced = priceOf(sold, { ...price.inputs, zone, nth });
  if ('noPrice' in priced) throw refusedFor([reason('no_price')]);
  return priced;
};

/** What the move costs after all; below nothing it goes back, where the scheme pays anything back. */
const differenceThere = (sold: Scheme, permit: KeptPermit, price: Price | undefined, at: number): number => {
  const difference = price ? differenceFor(permit, price.pence, londonDay(at)) : 0;
  return sold.refund.rule === 'none' ? Math.max(0, difference) : difference;
};

const moving = async (
  dependencies: ChangeDependencies,
  request: Moving,
  before: Issued,
  at: number,
): Promise<Change> => {
  const { council, body } = request;
  const { permit } = before;
  const { today, sold } = await schemesOf(dependencies, council, permit, at);
  const index = await dependencies.zones.index(council);
  const asked = { scheme: today, body: { ...body, justMoved: false }, day: londonDay(at) };
  const where = await whereOf(dependencies.addresses, index, council, asked);
  const zone = zoneThere(where, sold, before, at);
  const taken = await takingThere(dependencies, request, before, { zone, today, at });
  const price = pricedThere(sold, permit, zone, taken.nth);
  const difference = differenceThere(sold, permit, price, at);
  const { fee } = today.changes;
  const known = {
    isAddressVerified: where.isVerified,
    isVehicleVerified: undefined,
    claims: permit.price.inputs.claims,
  };
  const evidence = evidenceFor({ ...today, unverifiedAddress: 'evidence' }, known);
  return changeApplication(dependencies, request, before, at, {
    ...{ what: 'address', today, taken: taken.holds, writes: taken.writes },
    evidence: evidence.filter(({ of }) => of === 'residence'),
    toPay: difference + fee > 0 ? { difference, fee } : { difference: 0, fee: 0 },
    becomes: {
      at: { uprn: body.uprn, zone, nth: taken.nth },
      ...(price && { price }),
      back: Math.max(0, -difference - fee),
    },
    quote: { uprn: body.uprn, zone, addressVerified: where.isVerified },
    ...(zone !== permit.zone && { zone }),
  });
};

/** Throws what rules it out. */
export const changePermitAddress = (dependencies: ChangeDependencies, request: Moving) =>
  changingPermit(
    dependencies,
    request,
    async (before, at) => {
      const { permit } = before;
      mustBe(permit, ['active'], at);
      mustBeFree(permit);
      if (permit.renewedBy) throw refusedFor([reason('renewed')]);
      if (permit.uprn === request.body.uprn) throw refusedFor([reason('same_address')]);
      return moving(dependencies, request, before, at);
    },
    (_, opened) => {
      if (!opened) throw new Error('A move always makes an application.');
      return shownApplication(opened);
    },
  );
