/** A bulky collection that was booked, and one that did not come; and what rules them out. */
import * as z from 'zod/mini';
import { described, PlainDate, problem } from '#shared/contract/index.ts';
import { ItemCode } from './bulkySettings.ts';
import { caseOf, Pence, Reference } from './caseFields.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';

export class BulkyClosed extends problem({
  slug: 'bulky-closed',
  status: 409,
  title: 'The council takes no bookings now',
  advice: 'The detail has the council’s own words, if it left any.',
}) {}

export class BulkyNotHere extends problem({
  slug: 'bulky-not-here',
  status: 409,
  title: 'Bulky waste is not collected from this property',
  advice: 'The property has not the service that the council asks for. Contact the council.',
}) {}

export class BulkyItemsRefused extends problem({
  slug: 'bulky-items-refused',
  status: 422,
  title: 'The items cannot be collected as they are',
  advice: 'Each entry of “errors” says of which item and why. Ask for a quote again with other items.',
}) {}

export class BulkyDateNotOffered extends problem({
  slug: 'bulky-date-not-offered',
  status: 409,
  title: 'The day is not offered',
  advice: 'Choose one of “alternatives”, or ask for the dates again.',
}) {}

export class BulkyDayFull extends problem({
  slug: 'bulky-day-full',
  status: 409,
  title: 'The day is full',
  advice: 'Choose one of “alternatives”, which had room just now, or ask for the dates again.',
}) {}

export class BulkyAlreadyBooked extends problem({
  slug: 'bulky-already-booked',
  status: 409,
  title: 'The property has a booking on that day',
  advice: 'Change the booking in “booking”, or choose another day.',
}) {}

export class BulkyQuoteChanged extends problem({
  slug: 'bulky-quote-changed',
  status: 409,
  title: 'The price is another one by now',
  advice: 'Show the new “price” to the resident, and send the request again with it and a new Idempotency-Key.',
}) {}

export class BulkyReservationNotFound extends problem({
  slug: 'bulky-reservation-not-found',
  status: 404,
  title: 'There is no such reservation',
  advice: 'It is too long ago, or it is another property’s. Choose a day again.',
}) {}

export class BulkyTooLate extends problem({
  slug: 'bulky-too-late',
  status: 409,
  title: 'It is too late to change the booking',
  advice: '“cutoff” says until when it could be done. Contact the council.',
}) {}

export class BulkyNotCancellable extends problem({
  slug: 'bulky-not-cancellable',
  status: 409,
  title: 'Residents cannot cancel',
  advice: 'Contact the council: its staff may be able to.',
}) {}

export class BulkyNotMissed extends problem({
  slug: 'bulky-missed-not-reportable',
  status: 409,
  title: 'The collection cannot be reported as missed now',
  advice: '“reasonCode” says why; “windowOpensAt” and “windowClosesAt” say from when to when it could be.',
}) {}

export const here = [NoCollectionsHere, RoundsNotLoaded] as const;
/** What can rule a day out. */
export const onDay = [
  ...here,
  BulkyClosed,
  BulkyNotHere,
  BulkyDateNotOffered,
  BulkyDayFull,
  BulkyAlreadyBooked,
] as const;

export const Quantity = described(z.int().check(z.minimum(1), z.maximum(100)), 'How many.', 1);

const booked = {
  date: described(PlainDate, 'The day of the collection.', '2026-11-26'),
  items: described(
    z.array(z.object({ item: ItemCode, name: described(z.string(), 'What it is.', 'armchair'), quantity: Quantity })),
    'What is collected, in the words that were shown.',
    [{ item: 'armchair', name: 'armchair', quantity: 1 }],
  ),
  price: Pence('What that costs, in pence.', 4000),
  location: z.optional(described(z.string(), 'Where the items are.', 'In the front garden, left of the door')),
};

export const BulkyCase = caseOf({
  kind: 'bulky_collection',
  id: 'BulkyCollection',
  says: 'A bulky collection that was booked.',
  stages: ['unpaid', 'booked'],
  details: z.object({
    ...booked,
    free: described(z.boolean(), 'Whether it is one of the property’s free collections.', false),
    concession: described(z.boolean(), 'Whether it was priced with a concession.', false),
    trade: described(z.boolean(), 'Whether it was priced as at a business.', false),
    amendment: z.optional(
      described(
        z.object({
          ...booked,
          toPay: Pence('What has to be paid before it counts, in pence.', 1500),
          paidBefore: Pence('What was paid before it, in pence.', 4000),
        }),
        'A change that counts when it is paid. It is gone when it is not paid in time.',
      ),
    ),
  }),
});
export type BulkyCase = z.infer<typeof BulkyCase>;

export const BulkyMissedCase = caseOf({
  kind: 'missed_bulky',
  id: 'MissedBulkyCollection',
  says: 'A report that a bulky collection did not come, or left something.',
  stages: ['reported'],
  details: z.object({
    booking: described(Reference, 'The booking.', 'BU-7K2M9QXA'),
    collectionDate: described(PlainDate, 'The day of the collection.', '2026-11-26'),
  }),
});
export type BulkyMissedCase = z.infer<typeof BulkyMissedCase>;
