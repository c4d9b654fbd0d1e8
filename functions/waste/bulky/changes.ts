/** Changing a booking. One that costs more counts when the difference is paid; until then the booking stays as it was. */
import type { Request } from '#shared/contract/capability.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { changingOnce, found } from '../cases/changing.ts';
import type { Change } from '../cases/kinds.ts';
import { type BulkyCase, BulkyTooLate } from '../contract/bulkyCase.ts';
import { CaseClosed, CaseNotFound, type Payment } from '../contract/caseFields.ts';
import type { Case } from '../contract/cases.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { allowanceEnds } from './allowance.ts';
import { aMinute } from './booking.ts';
import { cutoffOf } from './dates.ts';
import { type Facts, factsOf, mustBeOpen } from './facts.ts';
import { agreedPrice, namedItems, type Offer, type Order, offerFor } from './offer.ts';
import { mustBeOffered, placeOrFull } from './places.ts';
import { paidFor, toPay } from './price.ts';

type Operations = (typeof waste)['operations'];
type Body = Request<Operations['amendBulky']>['body'];
type Details = BulkyCase['details'];

const noPayment: Payment = { price: 0, paid: 0, refundDue: 0, payments: [] };

/** Throws `CaseNotFound` where it is a case of another kind. */
export const asBooking = (one: Case): BulkyCase => {
  if (one.kind === 'bulky_collection') return one;
  throw new CaseNotFound(`${one.reference} is no booking of a bulky collection.`);
};

/** Throws `CaseClosed`, where it was not paid in time, too. */
export const mustBeRunning = ({ status, outcome, stage, payment }: BulkyCase, now: number): void => {
  if (status === 'closed') throw new CaseClosed(`It was closed as “${outcome}”.`);
  if (stage === 'unpaid' && payment?.payBy && Date.parse(payment.payBy) <= now)
    throw new CaseClosed('It was not paid in time.');
};

/** Throws `BulkyTooLate`. */
export const mustBeBefore = (cutoff: number, now: number): void => {
  if (now < cutoff) return;
  throw new BulkyTooLate('The time for that is over.', { extensions: { cutoff: new Date(cutoff).toISOString() } });
};

/** Throws `CaseNotFound` and `CaseClosed`. */
export const bookingFound = async (dependencies: Dependencies, council: string, reference: string) => {
  const booking = asBooking(await found(dependencies, council, reference));
  mustBeRunning(booking, dependencies.clock());
  return booking;
};

type Wanted = Pick<Body, 'items' | 'date' | 'location'>;
export const wantedBy = ({ details }: BulkyCase, { items, date }: Wanted): Order & { readonly date: string } => ({
  items: items ?? details.items.map(({ item, quantity }) => ({ item, quantity })),
  date: date ?? details.date,
  concession: details.concession,
  trade: details.trade,
});

/** What stays as it was booked keeps its price, whatever the same would cost by now. */
export const offerOfChange = (
  facts: Facts,
  { reference, details }: BulkyCase,
  order: ReturnType<typeof wantedBy>,
  items: Wanted['items'],
): Offer => {
  if (items || order.date !== details.date) return offerFor(facts, order, { reference, mayBeFree: details.free });
  const free = facts.standing.free.find(({ owner }) => owner === reference);
  return { wrong: [], lines: order.items, price: details.price, ...(free && { free }) };
};

/** Paid towards a change that is given up, and not needed for the one in its place. */
const paidForNothing = ({ details: { amendment }, payment = noPayment }: BulkyCase, price: number): number =>
  amendment ? Math.max(0, paidFor(payment) - Math.max(price, amendment.paidBefore)) : 0;

interface Decided {
  readonly booking: BulkyCase;
  readonly wanted: Pick<Details, 'date' | 'items' | 'price' | 'location'>;
  readonly offer: Offer;
  readonly facts: Facts;
  readonly now: number;
}

/** The place of a change that has not been paid, unless it is still wanted. */
const releasingOld = async (
  { bulky }: Dependencies,
  { booking, wanted, facts }: Decided,
  dates: readonly (string | undefined)[],
): Promise<Write[]> => {
  const { council, uprn } = facts;
  const gone = [...new Set(dates)].filter((date) => date !== undefined && date !== wanted.date);
  const writes = await Promise.all(gone.map((date) => bulky.releasing(council, uprn, date ?? '', booking.reference)));
  return writes.flat();
};

const placing = (dependencies: Dependencies, { booking, wanted, facts }: Decided, until?: number): Promise<Write[]> =>
  placeOrFull(
    dependencies,
    { ...facts, date: wanted.date, owner: booking.reference, ...(until !== undefined && { until }) },
    facts.offered,
  );

/** The free collection moves with the booking to another year, or is given back. */
const movingFree = ({ bulky }: Dependencies, { booking, offer, facts }: Decided): Write[] => {
  const { council, uprn, standing, settings } = facts;
  const own = standing.free.find(({ owner }) => owner === booking.reference);
  const { free } = offer;
  if (own && free && own.year === free.year) return [];
  return [
    ...(own ? [bulky.releasingFree(council, uprn, own)] : []),
    ...(free ? [bulky.takingFree(council, uprn, free, allowanceEnds(free.year, settings.free.year))] : []),
  ];
};

/** It counts at once. What was not paid yet still has to be, by the same moment. */
const atOnce = async (dependencies: Dependencies, decided: Decided, owed: number): Promise<Change> => {
  const { booking, wanted, offer } = decided;
  const { details, payment, stage: before } = booking;
  const { amendment, ...rest } = details;
  const stage = owed > 0 ? 'unpaid' : 'booked';
  const { payBy, ...paid } = payment ?? noPayment;
  const refundDue = paid.refundDue + paidForNothing(booking, wanted.price);
  const until = stage === 'unpaid' && payBy ? Date.parse(payBy) : undefined;
  const isPlaced = wanted.date === details.date && stage === before;
  return {
    stage,
    details: { ...rest, ...wanted, free: offer.free !== undefined },
    ...(payment && {
      payment: {
        ...{ ...paid, refundDue, price: Math.max(wanted.price, paid.paid - refundDue) },
        ...(until !== undefined && payBy && { payBy }),
      },
    }),
    writes: [
      ...(isPlaced ? [] : await placing(dependencies, decided, until)),
      ...(await releasingOld(dependencies, decided, [details.date, amendment?.date])),
      ...movingFree(dependencies, decided),
    ],
  };
};

/** It counts when it is paid, and its day is kept until then. */
const whenPaid = async (dependencies: Dependencies, decided: Decided, owed: number): Promise<Change> => {
  const { booking, wanted, facts, now } = decided;
  const { details, payment = noPayment } = booking;
  const until = now + facts.settings.payMinutes * aMinute;
  const paidBefore = details.amendment?.paidBefore ?? paidFor(payment);
  const isMoved = wanted.date !== details.date;
  return {
    details: { ...details, amendment: { ...wanted, toPay: owed, paidBefore } },
    payment: { ...payment, price: payment.paid + owed, payBy: new Date(until).toISOString() },
    writes: [
      ...(isMoved ? await placing(dependencies, decided, until) : []),
      ...(await releasingOld(
        dependencies,
        decided,
        [details.amendment?.date].filter((one) => one !== details.date),
      )),
    ],
  };
};

const amended = async (dependencies: Dependencies, council: string, booking: BulkyCase, body: Body) => {
  const now = dependencies.clock();
  mustBeRunning(booking, now);
  const { details, payment, uprn } = booking;
  const facts = await factsOf(dependencies, council, uprn);
  const { settings, offered } = facts;
  mustBeOpen(facts);
  mustBeBefore(cutoffOf(details.date, settings.amend, settings), now);
  const order = wantedBy(booking, body);
  if (order.date !== details.date) mustBeOffered(order.date, offered);
  const offer = offerOfChange(facts, booking, order, body.items);
  const price = agreedPrice(offer, body.price);
  const location = body.location ?? details.location;
  const items = body.items ? namedItems(body.items, settings) : details.items;
  const wanted = { date: order.date, items, price, ...(location && { location }) };
  const owed = toPay(price, payment ? paidFor(payment) : 0);
  const decided = { booking, wanted, offer, facts, now };
  const isLater = owed > 0 && booking.stage === 'booked';
  return isLater ? whenPaid(dependencies, decided, owed) : atOnce(dependencies, decided, owed);
};

export const amendBulky = async (
  dependencies: Dependencies,
  { council, params: { reference }, body, idempotency }: Request<Operations['amendBulky']>,
) => {
  const decide = (one: Case) => amended(dependencies, council, asBooking(one), body);
  const after = await changingOnce(dependencies, council, reference, decide, { idempotency });
  return after as typeof after & BulkyCase;
};
