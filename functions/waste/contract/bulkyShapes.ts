/** What is asked and answered about bulky collections before there is a booking. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, Uprn } from '#shared/contract/index.ts';
import { Quantity } from './bulkyCase.ts';
import { ItemCode, ItemRules, itemWords } from './bulkySettings.ts';
import { Pence, Reference, Sum } from './caseFields.ts';

export const language = z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'cy'), 'en');
export const date = described(PlainDate, 'The day of the collection.', '2026-11-26');
export const chosenItems = described(
  z.array(z.strictObject({ item: ItemCode, quantity: Quantity })).check(z.minLength(1), z.maxLength(100)),
  'What is to be collected.',
  [{ item: 'armchair', quantity: 1 }],
);
export const concession = z._default(described(z.boolean(), 'Whether the resident has a concession.', false), false);
export const trade = z._default(described(z.boolean(), 'Whether the property is a business.', false), false);

const isOpen = described(z.boolean(), 'Whether the council takes bookings.', true);
const message = z.optional(
  described(z.string(), 'Why nothing can be booked, for residents.', 'Bookings open again on Monday 4 January.'),
);

const { price, tradePrice, points, pops, max } = ItemRules.shape;
export const BulkyItems = named(
  z.object({
    open: isOpen,
    message,
    itemsMax: described(z.int(), 'At most so many items in one collection, counting each.', 5),
    items: described(
      z.array(z.object({ item: ItemCode, ...itemWords, price, tradePrice, points, pops, max })),
      'Those found, in the order of the standard; the council’s own last.',
    ),
  }),
  { id: 'BulkyItems', description: 'What the council collects.' },
);

export const BulkyDates = named(
  z.object({
    uprn: Uprn,
    open: isOpen,
    message,
    dates: described(
      z.array(z.object({ date, full: described(z.boolean(), 'Whether as many are booked as can be.', false) })),
      'In order.',
    ),
    after: z.optional(
      described(PlainDate, 'Ask for days after this one to see later ones. Absent where there are none.', '2026-12-01'),
    ),
  }),
  { id: 'BulkyDates', description: 'Days that can be booked.' },
);

const wrongCodes = [
  'closed',
  'not_here',
  'date_not_offered',
  'day_full',
  'already_booked',
  'too_late',
  'unknown_item',
  'too_many_of_item',
  'too_many_items',
  'too_many_points',
] as const;

/** Of what can be asked for, which is more than can be booked. */
const AllPoints = (description: string) => described(z.int().check(z.minimum(1)), description, 4);

const quote = {
  price: z.optional(Pence('What it costs, in pence. Absent where something is wrong.', 4000)),
  points: z.optional(AllPoints('Points of all items, where the price is by points.')),
  free: described(z.boolean(), 'Whether it would be one of the property’s free collections.', false),
  lines: described(
    z.array(
      z.object({
        item: ItemCode,
        quantity: Quantity,
        price: z.optional(Sum('Of the line, where the price is per item.', 1000)),
        points: z.optional(AllPoints('Of the line, where the price is by points.')),
      }),
    ),
    'Each item that is collected.',
  ),
  wrong: described(
    z.array(
      z.object({
        code: described(z.enum(wrongCodes), 'What is wrong, in a word.', 'too_many_of_item'),
        pointer: described(z.string(), 'Where, as a JSON Pointer into the body.', '#/items/0/item'),
        message: described(z.string(), 'What is wrong, for residents.', '“armchair” is collected up to 2 at a time.'),
      }),
    ),
    'What rules the booking out. Empty where it could be booked.',
  ),
};
export const BulkyQuote = named(z.object({ uprn: Uprn, ...quote }), {
  id: 'BulkyQuote',
  description: 'What a collection would cost, or why it cannot be booked.',
});
export type BulkyQuote = z.infer<typeof BulkyQuote>;
export type BulkyWrong = BulkyQuote['wrong'][number];

export const BulkyQuoteOfChange = named(
  z.object({
    reference: Reference,
    ...quote,
    toPay: z.optional(Pence('What would have to be paid in addition, in pence.', 1500)),
  }),
  { id: 'BulkyQuoteOfChange', description: 'What a change of a booking would cost, or why it cannot be made.' },
);

export const BulkyReservation = named(
  z.object({
    reservation: described(Reference, 'What to book with.', 'BR-7K2M9QXA'),
    uprn: Uprn,
    date,
    expiresAt: described(Instant, 'Until when the day is kept.', '2026-11-23T09:45:00.000Z'),
  }),
  { id: 'BulkyReservation', description: 'A day that is kept for a property.' },
);
export type BulkyReservation = z.infer<typeof BulkyReservation>;

export const BulkyMissedEligibility = named(
  z.object({
    reference: Reference,
    allowed: described(z.boolean(), 'Whether it can be reported now.', false),
    reasonCode: z.optional(
      described(
        z.enum(['already_reported', 'not_booked', 'not_done', 'too_soon', 'too_late']),
        'Why not, in a word: it was reported; nothing is booked, or no more; the crew told why it was not done; the time.',
        'too_soon',
      ),
    ),
    message: z.optional(
      described(z.string(), 'Why not, for residents.', 'You can report this from 6pm on Thursday 26 November.'),
    ),
    windowOpensAt: z.optional(described(Instant, 'From when it can be reported.', '2026-11-26T18:00:00.000Z')),
    windowClosesAt: z.optional(
      described(Instant, 'Until just before then. Absent while it is not done.', '2026-12-01T00:00:00.000Z'),
    ),
    openReport: z.optional(described(Reference, 'The report that is open.', 'BM-7K2M9QXA')),
  }),
  {
    id: 'BulkyMissedEligibility',
    description: 'Whether a bulky collection can be reported as missed, and if not, why and when.',
  },
);
export type BulkyMissedEligibility = z.infer<typeof BulkyMissedEligibility>;
