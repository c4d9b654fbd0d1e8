/** What a council's garden waste subscriptions cost, how long they run, and who may buy one when. */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';
import { charges, Discount, DiscountCode, Product, ProductCode } from './gardenPrices.ts';
import { ServiceCode } from './rounds.ts';

/** In every year: 29 February is not. */
const MonthDay = z
  .string()
  .check(
    z.regex(
      /^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$/,
      'must be a month and a day that every year has, like 04-01',
    ),
  );
const Parts = described(
  z.number().check(z.minimum(0), z.maximum(1_000_000)),
  'In pence, parts of a penny too; the sum is rounded.',
  80,
);

const Addition = z.discriminatedUnion('by', [
  z.strictObject({ by: described(z.literal('full'), 'The full price of a bin, whatever is left of the year.') }),
  z.strictObject({
    by: described(z.literal('weekly'), '`base`, and `weekly` for each whole week after the first that is left.'),
    base: Parts,
    weekly: Parts,
  }),
]);
const Year = z.discriminatedUnion('from', [
  z.strictObject({ from: described(z.literal('start'), 'Twelve months from the day of the order.') }),
  z.strictObject({
    from: described(z.literal('fixedDate'), 'To the same day of every year, for everybody.'),
    begins: described(MonthDay, 'The first day of the year.', '04-01'),
    proRata: z._default(
      described(
        z.enum(['none', 'months', 'weeks']),
        'What who comes later pays: all of it, or a twelfth for each month or a fifty-second for each week that has begun or is to come, to the nearest penny.',
      ),
      'none',
    ),
  }),
]);
const RenewalWindow = z.discriminatedUnion('from', [
  z.strictObject({
    from: described(z.literal('daysBefore'), 'So many days before the end.'),
    days: described(z.int().check(z.minimum(0), z.maximum(366)), 'How many.', 30),
  }),
  z.strictObject({
    from: described(z.literal('date'), 'From one day of the year in which it ends.'),
    date: described(MonthDay, 'Which.', '01-01'),
  }),
]);
const Closed = z
  .strictObject({
    from: described(PlainDate, 'First day.', '2026-12-01'),
    to: described(PlainDate, 'Last day.', '2027-01-31'),
  })
  .check(z.refine(({ from, to }) => from <= to, { error: 'must not be before “from”', path: ['to'] }));

const few = (most: number) =>
  z.refine<object>((given) => Object.keys(given).length <= most, { error: `must be ${most} at most` });

const fields = {
  services: z._default(
    described(
      z.array(ServiceCode).check(z.maxLength(10)),
      'Services that come only to who subscribed. None: no subscriptions are sold.',
      ['garden_waste'],
    ),
    [],
  ),
  showOnlySubscribed: z._default(
    described(z.boolean(), 'Whether collections of these are hidden from other properties.'),
    true,
  ),
  offered: z._default(
    described(
      z.enum(['inRounds', 'everywhere']),
      'To properties to which the rounds bring it, or to all: where the rounds have only those who subscribed.',
    ),
    'inRounds',
  ),
  prices: z._default(
    described(z.strictObject(charges), 'What it costs, in pence.', { bin: [{ startDate: '2026-04-01', cost: 6000 }] }),
    {},
  ),
  products: z._default(
    described(z.record(ProductCode, Product).check(few(20)), 'Sacks and the like, by code.', {}),
    {},
  ),
  discounts: z._default(
    described(z.record(DiscountCode, Discount).check(few(20)), 'Off the whole charge, by code.', {}),
    {},
  ),
  addition: z._default(described(Addition, 'What a further bin costs during the year.'), { by: 'full' }),
  renewalPricedBy: z._default(
    described(
      z.enum(['today', 'endDate']),
      'Whose prices count for a renewal: today’s, or those of the day on which the running year ends.',
    ),
    'today',
  ),
  year: z._default(described(Year, 'How long a subscription runs.'), { from: 'start' }),
  maxBins: z._default(described(z.int().check(z.minimum(1), z.maximum(20)), 'Most bins of a household.', 4), 4),
  renewal: z._default(described(RenewalWindow, 'From when one can be renewed.'), { from: 'daysBefore', days: 30 }),
  overdueWeeks: z._default(
    described(
      z.int().check(z.minimum(0), z.maximum(26)),
      'So long after its end it can be renewed, and is collected.',
      4,
    ),
    4,
  ),
  closed: z._default(
    described(
      z.array(Closed).check(z.maxLength(20)),
      'When no new ones and no further bins are sold. Renewals are.',
      [],
    ),
    [],
  ),
  payWithinMinutes: z._default(
    described(z.int().check(z.minimum(5), z.maximum(10_080)), 'How long an order waits for its payment.', 60),
    60,
  ),
  refundDays: z._default(
    described(
      z.int().check(z.minimum(0), z.maximum(366)),
      'Cancelled within so many days of its start, a new one is paid back.',
      14,
    ),
    14,
  ),
};

const Fields = z.strictObject(fields);
type Given = z.infer<typeof Fields>;

/** Something to sell at a price, wherever something is sold. */
const hasPrice = ({ services, prices: { bin }, products }: Given): boolean => {
  const sold = Object.values(products);
  return services.length === 0 || bin !== undefined || (sold.length > 0 && sold.every(({ price }) => price));
};

const dayOfYear = (monthDay: string): number =>
  (Date.parse(`2026-${monthDay}`) - Date.parse('2026-01-01')) / 86_400_000;
/** Whether all can be renewed before they are gone: of those that run from their order, some end on 1 January. */
const canBeRenewed = ({ year, renewal, overdueWeeks }: Given): boolean => {
  if (renewal.from === 'daysBefore') return true;
  const end = year.from === 'start' ? 0 : (dayOfYear(year.begins) + 364) % 365;
  return dayOfYear(renewal.date) <= end + 7 * overdueWeeks;
};
const version = described(z.int().check(z.minimum(0), z.maximum(1_000_000_000)), 'How often it was written.', 1);

/** What `PUT` takes. */
export const GardenSettingsInput = z
  .strictObject({
    ...fields,
    version: z._default(described(version, 'The version that you are changing; 0 the first time.'), 0),
  })
  .check(
    z.refine(hasPrice, {
      error: 'must be there, because there are “services” to subscribe to',
      path: ['prices', 'bin'],
    }),
    z.refine(canBeRenewed, {
      error: 'is too late in the year: subscriptions would be gone by then',
      path: ['renewal', 'date'],
    }),
  );

export const GardenSettings = named(z.object({ version, ...fields }), {
  id: 'GardenSettings',
  description: 'What garden waste subscriptions cost, how long they run, and who may buy one when.',
});
export type GardenSettings = z.infer<typeof GardenSettings>;
export const usualGarden: GardenSettings = z.parse(GardenSettings, { version: 0 });
