/** Booking: decided again when it is sent, and once more whenever somebody else was quicker. */
import type { Request } from '#shared/contract/capability.ts';
import { untilTaken } from '#shared/dynamodb/retry.ts';
import { type BulkyCase, BulkyReservationNotFound } from '../contract/bulkyCase.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { allowanceEnds } from './allowance.ts';
import { factsOf, mustBeOpen } from './facts.ts';
import { agreedPrice, namedItems, offerFor } from './offer.ts';
import { mustBeOffered, placeOrFull } from './places.ts';

type Operations = (typeof waste)['operations'];
type Body = Request<Operations['bookBulky']>['body'];

export const aMinute = 60_000;

const dateOf = async ({ bulky }: Dependencies, council: string, { uprn, date, reservation }: Body): Promise<string> => {
  if (reservation === undefined) return date ?? '';
  const reserved = await bulky.reservation(council, reservation);
  if (reserved?.uprn === uprn) return reserved.date;
  throw new BulkyReservationNotFound('The property has no such reservation.', {
    errors: [{ detail: 'is not a reservation of this property', pointer: '#/reservation', in: 'body' }],
  });
};

interface Agreed {
  readonly reference: string;
  readonly date: string;
  readonly price: number;
  readonly free: boolean;
  readonly settings: BulkySettings;
  readonly at: number;
}

const bookingOf = (
  { uprn, items, concession, trade, location }: Body,
  { reference, date, price, free, settings, at }: Agreed,
): BulkyCase => {
  const createdAt = new Date(at).toISOString();
  const payBy = new Date(at + settings.payMinutes * aMinute).toISOString();
  return {
    ...{ reference, kind: 'bulky_collection', uprn, status: 'open', stage: price > 0 ? 'unpaid' : 'booked' },
    ...{ createdAt, updatedAt: createdAt },
    ...(price > 0 && { payment: { price, paid: 0, payBy, refundDue: 0, payments: [] } }),
    details: {
      ...{ date, items: namedItems(items, settings), price, free, concession, trade },
      ...(location && { location }),
    },
  };
};

export const bookBulky = async (
  dependencies: Dependencies,
  { council, body, idempotency }: Request<Operations['bookBulky']>,
) => {
  const { bulky, cases, clock, newReference } = dependencies;
  const { uprn, contact } = body;
  const date = await dateOf(dependencies, council, body);
  const first = await factsOf(dependencies, council, uprn);
  const { settings, offered } = first;
  mustBeOpen(first);
  mustBeOffered(date, offered);
  const owner = newReference('BU');
  class Beaten extends Error {}
  return untilTaken('book the day', async (attempt) => {
    const standing = attempt === 0 ? first.standing : await bulky.standing(council, uprn);
    const offer = offerFor({ ...first, standing }, { ...body, date }, { reference: owner, mayBeFree: true });
    const { free } = offer;
    const price = agreedPrice(offer, body.price);
    const agreed = { reference: owner, date, price, free: free !== undefined, settings, at: clock() };
    const booking = bookingOf(body, agreed);
    const payBy = booking.payment?.payBy;
    const until = payBy ? { until: Date.parse(payBy) } : {};
    const writes = [
      ...(await placeOrFull(dependencies, { council, uprn, date, owner, ...until, settings, standing }, offered)),
      ...(free ? [bulky.takingFree(council, uprn, free, allowanceEnds(free.year, settings.free.year))] : []),
    ];
    try {
      return await idempotency.answer(booking, async (note) => {
        if (await cases.open(council, booking, { holds: [], contact, writes, note })) throw new Beaten();
      });
    } catch (error) {
      if (error instanceof Beaten) return undefined;
      throw error;
    }
  });
};
