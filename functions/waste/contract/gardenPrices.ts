/** What garden waste costs: prices by date, sacks, discounts. */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';
import { line, Pence } from './caseFields.ts';

/** The whole list is the price: what it was, is and will be. */
const Prices = named(
  z
    .array(
      z.strictObject({
        startDate: described(PlainDate, 'The day in London from which it costs that.', '2026-04-01'),
        cost: Pence('In pence.', 6000),
      }),
    )
    .check(
      z.minLength(1),
      z.maxLength(50),
      z.refine((rows) => new Set(rows.map(({ startDate }) => startDate)).size === rows.length, {
        error: 'must not have the same “startDate” twice',
      }),
    ),
  {
    id: 'DatedPrices',
    description: 'A price by the day from which it applies: the latest that has begun counts.',
    examples: [[{ startDate: '2026-04-01', cost: 6000 }]],
  },
);
export type Prices = z.infer<typeof Prices>;
const prices = (description: string) => z.optional(described(Prices, description));

export const ProductCode = described(
  z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be 1 to 40 small letters, digits and underscores')),
  'Code of sacks, or of what else is sold in place of bins.',
  'sacks',
);
export const DiscountCode = described(
  z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be 1 to 40 small letters, digits and underscores')),
  'Code of a discount.',
  'council_tax_support',
);

export const Product = z.strictObject({
  label: described(line(120), 'What residents call it.', 'A year of garden sacks'),
  labelWelsh: z.optional(described(line(120), 'The same in Welsh.', 'Blwyddyn o sachau gardd')),
  price: prices('What one costs; as much as a further bin unless told.'),
});
export const Discount = z.strictObject({
  label: described(line(120), 'Who may have it.', 'Households with Council Tax Support'),
  labelWelsh: z.optional(described(line(120), 'The same in Welsh.')),
  percent: described(z.int().check(z.minimum(1), z.maximum(100)), 'Off the whole charge.', 50),
});

export const charges = {
  bin: prices('Of each bin, but for what the others say.'),
  firstBin: prices('Of the first bin.'),
  renewalBin: prices('Of each bin that is renewed.'),
  renewalFirstBin: prices('Of the first bin that is renewed.'),
  firstBinDiscount: prices('Off the first bin of a new or renewed subscription.'),
  adminFeeFirst: prices('For the first new container.'),
  adminFeeFurther: prices('For each further new container.'),
};
