/** Orders of vouchers and hours: what they cost, who pays, and what a household has. */
import type { Request } from '#shared/contract/capability.ts';
import type { visitorOperations } from '../contract/visitorOperations.ts';
import {
  AllowanceUsed,
  NotForVisitors,
  OrderNotFound,
  OrderNotPayable,
  type VisitorOrder,
} from '../contract/visitors.ts';
import {
  answered,
  busy,
  type ForVisitors,
  forVisitors,
  standing,
  type VisitorDependencies,
  wrong,
  wrongly,
  zoneOf,
} from './facts.ts';
import type { KeptOrder } from './items.ts';
import { type Lot, leftIn, monthsOn, usable } from './rules.ts';
import type { Counted } from './store.ts';

type Operations = typeof visitorOperations;

export const shownOrder = ({
  free: _f,
  period: _p,
  validMonths: _v,
  attempt: _a,
  version: _n,
  ...order
}: KeptOrder): VisitorOrder => order;

/** What an order brings, from the moment at which it is the household’s. */
export const lotOf = ({ order, units, pence, validMonths }: KeptOrder, at: number, payment?: string): Lot => ({
  ...{ order, units, left: units, pence, validUntil: monthsOn(at, validMonths), ...(payment && { payment }) },
});

/** What so many cost. Throws `InvalidRequest` and `NotForVisitors`. */
const priceOf = ({ scheme, settings }: ForVisitors, units: number, free: boolean): number => {
  if (!scheme.open) throw new NotForVisitors(...wrong('scheme', 'must be one that is open'));
  if (free) return 0;
  const pack = settings.packs.find((one) => one.units === units);
  if (pack) return pack.pence;
  throw wrongly('units', `must be one of the scheme’s packs: ${settings.packs.map((one) => one.units).join(', ')}`);
};

const order = async (dependencies: VisitorDependencies, request: Request<Operations['orderVisitorUnits']>) => {
  const { visitors, people, clock, newReference } = dependencies;
  const { council, body, idempotency } = request;
  const { units, free, applicant, ...household } = body;
  const at = clock();
  const found = await forVisitors(dependencies, council, household.scheme, at);
  const { scheme, settings } = found;
  const pence = priceOf(found, units, free);
  await zoneOf(dependencies, council, household.uprn, found, at);
  const { most, period, renewsOn } = await standing(dependencies, council, household, settings, at);
  const isPaid = pence === 0;
  const createdAt = new Date(at).toISOString();
  const payBy = new Date(at + scheme.payWithinHours * 3_600_000).toISOString();
  const bare: KeptOrder = {
    ...{ ...household, order: newReference('VO'), unit: settings.unit, units, pence, createdAt, free, period },
    ...{ status: isPaid ? 'done' : 'payment_needed', validMonths: settings.validMonths, attempt: 0, version: 1 },
    ...(!isPaid && { payBy }),
  };
  const lot = isPaid ? lotOf(bare, at) : undefined;
  const kept = { ...bare, ...(lot && { validUntil: lot.validUntil }) };
  const contact = applicant ? people.contactWrites(council, kept.order, applicant, at) : [];
  return idempotency.answer(shownOrder(kept), async (note) => {
    const counting = { most, mostFree: settings.free };
    const full = await visitors.openOrder(council, kept, { counting, lot, contact, note });
    if (!full) return;
    const left = roomFor({ most, mostFree: free ? settings.free : undefined }, full);
    throw new AllowanceUsed(...withLeft('units', left, { renewsOn }));
  });
};

/** What can still be ordered. */
const roomFor = (
  {
    most = Number.MAX_SAFE_INTEGER,
    mostFree = Number.MAX_SAFE_INTEGER,
  }: { most?: number | undefined; mostFree?: number | undefined },
  { bought, free }: Counted,
): number => Math.max(0, Math.min(most - bought, mostFree - free));

const withLeft = (field: string, left: number, more: object) => {
  const [detail, options] = wrong(field, `must be at most ${left}`);
  return [detail, { ...options, extensions: { left, ...more } }] as const;
};

/** Throws `OrderNotFound`. */
export const orderOf = async (
  { visitors }: Pick<VisitorDependencies, 'visitors'>,
  council: string,
  reference: string,
): Promise<KeptOrder> => {
  const found = await visitors.order(council, reference);
  if (found) return found;
  throw new OrderNotFound(`The council has no order ${reference}.`);
};

/** One payment at a time: another is begun when the one before has ended without money. */
const pay = async (dependencies: VisitorDependencies, request: Request<Operations['payVisitorOrder']>) => {
  const { visitors, visitorMoney, schemes, clock } = dependencies;
  const { council, body, params } = request;
  const before = await orderOf(dependencies, council, params.order);
  const { order: reference, pence, unit, units, scheme, status, payBy = '' } = before;
  if (status !== 'payment_needed' || Date.parse(payBy) <= clock())
    throw new OrderNotPayable(`${reference} does not wait to be paid.`);
  const stands = before.payment && (await answered(visitorMoney.outcome(council, before.payment)));
  if (stands === 'paid') throw new OrderNotPayable(`${reference} is paid.`);
  const attempt = stands === 'open' ? before.attempt : before.attempt + 1;
  const name = (await schemes.on(council, scheme, before.period))?.name ?? scheme;
  const begun = await answered(
    visitorMoney.pay(council, {
      ...{ subject: `permits:${reference}`, pence, ...body, key: `${reference}.${attempt}` },
      description: `${name}: ${units} ${unit === 'hours' ? 'hours' : 'vouchers'}`,
    }),
  );
  const after = { ...before, payment: begun.payment, attempt, version: before.version + 1 };
  const isSame = before.payment === begun.payment;
  if (!isSame && !(await visitors.changeOrder(council, before, after))) throw busy();
  return begun;
};

const balance = async (dependencies: VisitorDependencies, request: Request<Operations['getVisitorBalance']>) => {
  const { visitors, clock } = dependencies;
  const { council, query } = request;
  const at = clock();
  const { settings } = await forVisitors(dependencies, council, query.scheme, at);
  const [lots, { claims, most, bought, free, renewsOn }] = await Promise.all([
    visitors.lots(council, query),
    standing(dependencies, council, query, settings, at),
  ]);
  const there = usable(lots, at);
  const left = most === undefined ? undefined : Math.max(0, most - bought);
  const freeLeft = Math.max(0, settings.free - free);
  return {
    ...{ ...query, unit: settings.unit, left: leftIn(there), claims },
    lots: there.map((lot) => ({ left: lot.left, validUntil: lot.validUntil })),
    ...(left !== undefined && { allowance: { units: most ?? 0, left, freeLeft: Math.min(left, freeLeft), renewsOn } }),
  };
};

const grant = async (dependencies: VisitorDependencies, request: Request<Operations['putVisitorClaims']>) => {
  const { visitors, clock } = dependencies;
  const { council, body } = request;
  const { claims, ...household } = body;
  await forVisitors(dependencies, council, household.scheme, clock());
  await visitors.grant(council, household, claims);
  return { claims };
};

export const orderHandlers = (dependencies: VisitorDependencies) => ({
  orderVisitorUnits: (request: Request<Operations['orderVisitorUnits']>) => order(dependencies, request),
  getVisitorOrder: async ({ council, params }: Request<Operations['getVisitorOrder']>) =>
    shownOrder(await orderOf(dependencies, council, params.order)),
  payVisitorOrder: (request: Request<Operations['payVisitorOrder']>) => pay(dependencies, request),
  getVisitorBalance: (request: Request<Operations['getVisitorBalance']>) => balance(dependencies, request),
  putVisitorClaims: (request: Request<Operations['putVisitorClaims']>) => grant(dependencies, request),
});
