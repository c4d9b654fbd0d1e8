/** Works out whether a permit can be had, what it costs and what has to be proved. Every reason is told, not the first alone. */
import { InvalidRequest } from '#shared/contract/problems.ts';
import { londonDay } from '#shared/london.ts';
import type { QuoteRequest } from '../contract/quoteOperations.ts';
import type { Price, Quote, Reason, VehicleFacts } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { lastDay, type Term, termOf } from '../dates.ts';
import type { Addresses, Vehicles } from '../lookUps.ts';
import type { SchemeStore } from '../schemes/store.ts';
import type { Inputs } from '../tariff/conditions.ts';
import { priceOf } from '../tariff/price.ts';
import type { ZoneStore } from '../zones/store.ts';
import { evidenceFor, paymentOf } from './evidence.ts';
import { type Period, periodOf } from './period.ts';
import { reason, reasonIf } from './reasons.ts';
import type { Renewable, Standing } from './standing.ts';
import { vehicleReasons } from './vehicle.ts';
import { takesUnverified, whereOf } from './where.ts';

export interface QuotingDependencies {
  readonly schemes: SchemeStore;
  readonly zones: ZoneStore;
  readonly addresses: Addresses;
  readonly vehicles: Vehicles;
  readonly standing: Standing;
  readonly clock: () => number;
}

/** Throws `InvalidRequest`. */
const mustFit = (scheme: Scheme, { vehicle, claims, renews, uprn }: QuoteRequest, renewed?: Renewable): void => {
  const { needed } = scheme.vehicle;
  const isRenewed = renewed?.scheme === scheme.scheme && renewed.uprn === uprn;
  const errors = [
    ...(renews && !isRenewed ? [['#/renews', 'is no permit of this scheme and property that counts still']] : []),
    ...(needed && !vehicle ? [['#/vehicle', 'is required: the permit is for a vehicle']] : []),
    ...(!needed && vehicle ? [['#/vehicle', 'must be left out: the permit is for no vehicle']] : []),
    ...claims.flatMap((claim, i) =>
      scheme.claims.includes(claim) ? [] : [[`#/claims/${i}`, 'cannot be claimed for this scheme']],
    ),
  ].map(([pointer = '', detail = '']) => ({ pointer, detail, in: 'body' as const }));
  const [first] = errors;
  if (first) throw new InvalidRequest(`“${first.pointer.slice(2)}” ${first.detail}.`, { errors });
};

interface Stay {
  readonly months: number;
  readonly term?: Term;
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
}

/** How long; shorter at first for somebody whose address cannot be verified, where the scheme says so. */
const stayOf = ({ scheme, starts }: Period, asked: number | undefined, isVerified: boolean): Stay => {
  const { lengths, unverifiedAddress: short, end } = scheme;
  const wanted = asked ?? Math.max(...lengths);
  const isShort = !isVerified && short !== 'evidence';
  const months = isShort ? Math.min(short.months, wanted) : wanted;
  const term = starts === undefined ? undefined : termOf(end, starts, months);
  const isShorter = term !== undefined && months < wanted;
  return {
    months,
    ...(term && { term }),
    reasons: reasonIf(!lengths.includes(wanted), 'length_not_offered', { months: wanted }),
    notes: reasonIf(isShorter, 'short_permit', { day: term?.ends ?? lastDay(starts ?? '', months) }),
  };
};

interface Taken {
  readonly nth: number;
  readonly isFull: boolean;
  readonly reasons: readonly Reason[];
}

/** What permits that there are already leave. One that is followed hands its place on. */
const takenOf = async (
  { standing, clock }: QuotingDependencies,
  council: string,
  scheme: Scheme,
  { uprn, vehicle }: QuoteRequest,
  { zone, renewed }: { readonly zone?: string | undefined; readonly renewed?: Renewable | undefined },
): Promise<Taken> => {
  if (renewed) return { nth: renewed.nth, isFull: false, reasons: [] };
  if (zone === undefined) return { nth: 1, isFull: false, reasons: [] };
  const at = clock();
  const [next, isFull, hasOne] = await Promise.all([
    standing.nextNth(council, { scheme, uprn }, at),
    standing.zoneIsFull(council, scheme, zone, at),
    vehicle ? standing.vehicleHasPermit(council, vehicle.registration, zone, at) : false,
  ]);
  const waits = scheme.limits.waitingList !== undefined;
  return {
    nth: typeof next === 'number' ? next : 1,
    isFull: isFull && waits,
    reasons: [
      ...(typeof next === 'number' ? [] : [reason(`${next}_limit`)]),
      ...reasonIf(isFull && !waits, 'zone_full'),
      ...reasonIf(hasOne, 'vehicle_has_permit'),
    ],
  };
};

interface Priced {
  readonly price?: Price;
  readonly reasons: readonly Reason[];
}

const pricedAt = (
  scheme: Scheme,
  inputs: Omit<Inputs, 'zone'>,
  zone: string | undefined,
  isForeign: boolean,
): Priced => {
  if (scheme.kind === 'visitor') return { reasons: [reason('not_by_application')] };
  const reasons = vehicleReasons(scheme, { ...inputs, zone: zone ?? '' }, isForeign);
  if (zone === undefined) return { reasons };
  const price = priceOf(scheme, { ...inputs, zone });
  return 'noPrice' in price ? { reasons: [...reasons, reason('no_price')] } : { price, reasons };
};

const anHour = 3_600_000;

interface Vehicle {
  readonly facts?: VehicleFacts;
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
}

const vehicleOf = async (vehicles: Vehicles, council: string, { vehicle }: QuoteRequest): Promise<Vehicle> => {
  if (!vehicle) return { reasons: [], notes: [] };
  const { outcome, ...facts } = await vehicles.lookUp(council, vehicle);
  return { facts, reasons: [], notes: reasonIf(outcome === 'not_found', 'vehicle_not_found') };
};

/** Throws `SchemeNotFound`, `InvalidRequest` and `Unavailable`. */
const workedOut = async (dependencies: QuotingDependencies, council: string, asked: QuoteRequest, now: number) => {
  const { schemes, zones, addresses, vehicles, standing } = dependencies;
  const applied = londonDay(now);
  const renewed = asked.renews ? await standing.renewable(council, asked.renews, now) : undefined;
  const period = await periodOf(schemes, council, asked, applied, renewed);
  const { scheme, starts = applied } = period;
  mustFit(scheme, asked, renewed);
  const [where, vehicle] = await Promise.all([
    zones.index(council).then((index) => whereOf(addresses, index, council, { scheme, body: asked, day: starts })),
    vehicleOf(vehicles, council, asked),
  ]);
  const stay = stayOf(period, asked.months, where.isVerified);
  const taken = await takenOf(dependencies, council, scheme, asked, { zone: where.zone, renewed });
  const inputs = {
    ...{ nth: taken.nth, months: stay.term?.months ?? stay.months, applied, starts, claims: asked.claims },
    ...(vehicle.facts && { vehicle: vehicle.facts }),
  };
  const priced = pricedAt(scheme, inputs, where.zone, asked.vehicle?.foreign ?? false);
  return { ...{ scheme, where, stay, taken, priced }, facts: vehicle.facts, sources: [period, where, stay, vehicle] };
};

/** Throws `SchemeNotFound`, `InvalidRequest` and `Unavailable`. */
export const quoteFor = async (
  dependencies: QuotingDependencies,
  council: string,
  quote: string,
  asked: QuoteRequest,
): Promise<Quote> => {
  const now = dependencies.clock();
  const { scheme, where, stay, taken, priced, facts, sources } = await workedOut(dependencies, council, asked, now);
  const { zone, isVerified } = where;
  const reasons = [
    ...sources.flatMap((one) => one.reasons),
    ...reasonIf(zone !== undefined && !isVerified && !takesUnverified(scheme), 'address_unverified'),
    ...taken.reasons,
    ...priced.reasons,
  ];
  const eligible = reasons.length === 0;
  const known = { isAddressVerified: isVerified, isVehicleVerified: facts?.verified, claims: asked.claims };
  return {
    ...{ quote, scheme: scheme.scheme, uprn: asked.uprn, eligible, reasons, addressVerified: isVerified },
    ...(zone !== undefined && { zone }),
    notes: sources.flatMap((one) => one.notes),
    ...(taken.isFull && { full: true }),
    ...(asked.vehicle && { registration: asked.vehicle.registration }),
    ...(facts && { vehicle: facts }),
    months: stay.months,
    ...(stay.term && { starts: stay.term.starts, ends: stay.term.ends }),
    ...(eligible && priced.price && { price: priced.price }),
    payment: paymentOf(scheme, priced.price?.pence),
    evidence: eligible ? evidenceFor(scheme, known) : [],
    expiresAt: new Date(now + scheme.quoteHours * anHour).toISOString(),
  };
};
