/** What the next term of a permit costs, and what has still to be proved for it. */
import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import type { KeptEvidence, KeptPermit } from '../applications/journey.ts';
import type { Offer } from '../applications/opening.ts';
import type { Quote, Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import type { Claim } from '../contract/tariffs.ts';
import { termOf } from '../dates.ts';
import { evidenceFor, paymentOf } from '../quotes/evidence.ts';
import { reasonIf } from '../quotes/reasons.ts';
import { vehicleReasons } from '../quotes/vehicle.ts';
import { type Where, whereOf } from '../quotes/where.ts';
import { priceOf } from '../tariff/price.ts';
import { vehicleAt } from './covers.ts';
import { type ChangeDependencies, changesOf, type Issued, iso } from './permits.ts';

export interface Asked {
  readonly months?: number | undefined;
  readonly claims?: readonly Claim[] | undefined;
}

const monthsOf = ({ lengths }: Scheme, { price }: KeptPermit, asked: number | undefined): number => {
  const before = price.inputs.months;
  return asked ?? (lengths.includes(before) ? before : Math.max(...lengths));
};

const vehicleOf = async ({ vehicles }: ChangeDependencies, council: string, { covers }: KeptPermit, at: number) => {
  const registration = vehicleAt(covers, iso(at))?.registration;
  if (!registration) return undefined;
  // A registration abroad is not asked of DVLA twice: what it does not know it does not know, and it has to be proved.
  const { outcome: _, ...facts } = await vehicles.lookUp(council, { registration, foreign: false });
  return { registration, facts };
};
type Vehicle = Awaited<ReturnType<typeof vehicleOf>>;

/** As it was declared for the last term, where nobody tells now. */
const factsOf = (vehicle: Vehicle, { price }: KeptPermit) =>
  vehicle && (vehicle.facts.source === 'none' ? (price.inputs.vehicle ?? vehicle.facts) : vehicle.facts);

const neededFor = (scheme: Scheme, permit: KeptPermit, where: Where, vehicle: Vehicle, claims: readonly Claim[]) =>
  evidenceFor(
    { ...scheme, unverifiedAddress: 'evidence' },
    {
      isAddressVerified: where.isVerified && !changesOf(permit).isShort,
      isVehicleVerified: vehicle?.facts.verified,
      claims,
    },
  );

/** The price is that of the version that is in force on the first day; the number in the household stays. */
export const renewalQuote = async (
  dependencies: ChangeDependencies,
  council: string,
  { permit }: Issued,
  {
    asked,
    scheme,
    quote,
    at,
  }: { readonly asked: Asked; readonly scheme: Scheme; readonly quote: string; readonly at: number },
): Promise<{ readonly offer: Offer } | { readonly reasons: readonly Reason[] }> => {
  const [applied, starts] = [londonDay(at), addDays(permit.ends, 1)];
  const { uprn, zone, nth } = permit;
  const months = monthsOf(scheme, permit, asked.months);
  const claims = asked.claims ?? permit.price.inputs.claims;
  const index = await dependencies.zones.index(council);
  const [where, vehicle] = await Promise.all([
    whereOf(dependencies.addresses, index, council, { scheme, body: { uprn, zone, justMoved: false }, day: starts }),
    vehicleOf(dependencies, council, permit, at),
  ]);
  const term = termOf(scheme.end, starts, months);
  const facts = factsOf(vehicle, permit);
  const inputs = {
    nth,
    months: term.months,
    zone,
    applied,
    starts,
    claims: [...claims],
    ...(facts && { vehicle: facts }),
  };
  const price = priceOf(scheme, inputs);
  const reasons = [
    ...reasonIf(!scheme.open, 'scheme_closed'),
    ...reasonIf(!scheme.lengths.includes(months), 'length_not_offered', { months }),
    ...where.reasons,
    ...reasonIf(where.zone !== undefined && where.zone !== zone, 'zone_not_in_scheme'),
    ...vehicleReasons(scheme, inputs, false),
    ...reasonIf('noPrice' in price, 'no_price'),
  ];
  if ('noPrice' in price || reasons.length > 0) return { reasons };
  return {
    offer: {
      ...{ quote, scheme: permit.scheme, uprn, zone, eligible: true, reasons: [], notes: [], price },
      ...{ addressVerified: where.isVerified || changesOf(permit).isShort === true, months, starts, ends: term.ends },
      ...(vehicle && { registration: vehicle.registration, vehicle: facts }),
      payment: paymentOf(scheme, price.pence),
      evidence: neededFor(scheme, permit, where, vehicle, claims),
      expiresAt: iso(at + scheme.quoteHours * 3_600_000),
    },
  };
};

const aDay = 24 * 3_600_000;
const isFresh = (days: number | undefined, { issued, at: given }: KeptEvidence, at: number): boolean =>
  days === undefined || at - Date.parse(issued ?? given) <= days * aDay;

/** What was accepted for the last term counts again while it is not older than the scheme asks. A short permit is applied for in full. */
export const stillGood = ({ application, permit }: Issued, needed: Quote['evidence'], at: number): KeptEvidence[] => {
  if (changesOf(permit).isShort) return [];
  const counts = (one: KeptEvidence) =>
    needed.some(
      ({ of, anyOf }) =>
        of === one.of &&
        anyOf.some(({ proof, notOlderThanDays }) => proof === one.proof && isFresh(notOlderThanDays, one, at)),
    );
  return application.evidence
    .filter((one) => one.status === 'accepted' && counts(one))
    .map(({ file: _f, mediaType: _m, bytes: _b, ...one }, n) => ({
      ...one,
      evidence: `E${String(n + 1).padStart(2, '0')}`,
    }));
};
