/** Booking a bulky collection, changing and cancelling it, and reporting that it did not come. */
import * as z from 'zod/mini';
import { created, described, get, ok, post, UprnInput } from '#shared/contract/index.ts';
import {
  BulkyCase,
  BulkyItemsRefused,
  BulkyMissedCase,
  BulkyNotCancellable,
  BulkyNotMissed,
  BulkyQuoteChanged,
  BulkyReservationNotFound,
  BulkyTooLate,
  here,
  onDay,
} from './bulkyCase.ts';
import {
  BulkyMissedEligibility,
  BulkyQuoteOfChange,
  chosenItems,
  concession,
  date,
  language,
  trade,
} from './bulkyShapes.ts';
import { CaseClosed, CaseNotFound, Pence, Reference, text, withContact } from './caseFields.ts';

const report = { scope: 'waste:report' } as const;
const ofBooking = z.strictObject({ reference: described(Reference, 'Reference of a booking.', 'BU-7K2M9QXA') });
const price = Pence('The price that the resident was shown, in pence.', 4000);
const location = z.optional(described(text(250), 'Where the items are.', 'In the front garden, left of the door'));
const ofACase = [CaseNotFound, CaseClosed] as const;

const Booking = z
  .strictObject({
    uprn: UprnInput,
    date: z.optional(date),
    reservation: z.optional(described(Reference, 'The reservation of a day, in place of “date”.', 'BR-7K2M9QXA')),
    items: chosenItems,
    price,
    concession,
    trade,
    location,
    ...withContact,
  })
  .check(
    z.refine((given) => (given.date === undefined) !== (given.reservation === undefined), {
      error: 'is required, or “reservation”; not both',
      path: ['date'],
    }),
  );

const change = { items: z.optional(chosenItems), date: z.optional(date), location };
interface Given {
  readonly items?: unknown;
  readonly date?: unknown;
  readonly location?: unknown;
}
const isChange = z.refine<Given>(
  ({ items, date, location }) => items !== undefined || date !== undefined || location !== undefined,
  { error: 'must have “items”, “date” or “location”' },
);
/** The examples of a body whose fields are all optional, or of which one of two is. */
const exemplified = <S extends z.core.$ZodType>(schema: S, example: object): S =>
  described(schema, 'What is wanted.', example);

export const bulkyBookingOperations = {
  bookBulky: post('/{council}/waste/bulky/bookings', {
    summary: 'Book a bulky collection',
    description:
      'For a `date`, or for a day that was kept, by its `reservation`. Decided again: items, price, day and room. What costs something is kept for the resident until `payBy`, and is booked when it is paid ([payCase](#payCase)). A reservation that is over is made again if the day has room.',
    access: report,
    idempotent: true,
    body: exemplified(Booking, {
      uprn: '990100000018',
      date: '2026-11-26',
      items: [{ item: 'armchair', quantity: 1 }],
      price: 4000,
    }),
    returns: created(BulkyCase, '/{council}/waste/cases/{reference}'),
    problems: [...onDay, BulkyItemsRefused, BulkyQuoteChanged, BulkyReservationNotFound],
  }),
  quoteBulkyChange: post('/{council}/waste/bulky/bookings/{reference}/quote', {
    summary: 'What a change of a booking would cost',
    description:
      'Of `items`, `date` or `location`, which stay as they are where they are left out. `toPay` is what the new price is above all that was paid so far. It keeps nothing.',
    access: report,
    params: ofBooking,
    body: exemplified(z.strictObject({ ...change, language }).check(isChange), { date: '2026-11-27' }),
    returns: ok(BulkyQuoteOfChange),
    problems: [...here, ...ofACase],
  }),
  amendBulky: post('/{council}/waste/bulky/bookings/{reference}/amend', {
    summary: 'Change a booking',
    description:
      'Of `items`, `date` or `location`, which stay as they are where they are left out; until the cutoff. A change that costs more counts when the difference is paid, and until then the booking stays as it was; one that is not paid by `payBy` is gone. Nothing is paid back for one that costs less, but what was paid towards a change that is given up is due back. A change of `location` alone keeps the price.',
    access: report,
    idempotent: true,
    params: ofBooking,
    body: exemplified(z.strictObject({ ...change, price }).check(isChange), { date: '2026-11-27', price: 4000 }),
    returns: ok(BulkyCase),
    problems: [...onDay, ...ofACase, BulkyItemsRefused, BulkyQuoteChanged, BulkyTooLate],
  }),
  cancelBulky: post('/{council}/waste/bulky/bookings/{reference}/cancel', {
    summary: 'Cancel a booking',
    description:
      'Until the cutoff, where the council lets residents do it. `refundDue` is what has to be paid back. Its place and a free collection are free again. Whoever has the scope `waste:cases` counts as staff.',
    access: report,
    idempotent: true,
    params: ofBooking,
    returns: ok(BulkyCase),
    problems: [...ofACase, BulkyNotCancellable, BulkyTooLate],
  }),
  getBulkyMissed: get('/{council}/waste/bulky/bookings/{reference}/missed', {
    summary: 'Whether a bulky collection can be reported as missed, and if not, why',
    description: 'It is decided again when it is reported.',
    access: report,
    params: ofBooking,
    query: z.strictObject({ language }),
    returns: ok(BulkyMissedEligibility),
    problems: [CaseNotFound],
  }),
  reportBulkyMissed: post('/{council}/waste/bulky/bookings/{reference}/missed', {
    summary: 'Report that a bulky collection was missed',
    description: 'On the day from a time of the council’s; once it was done, until the end of some working days.',
    access: report,
    idempotent: true,
    params: ofBooking,
    body: z.strictObject(withContact),
    returns: created(BulkyMissedCase, '/{council}/waste/cases/{reference}'),
    problems: [CaseNotFound, BulkyNotMissed],
  }),
};
