/** What a council decides about bulky collections. Everything has a default, so that it works before anybody wrote any. */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';
import { Points, PriceRule } from './bulkyPrices.ts';
import { line, Pence } from './caseFields.ts';
import { ServiceCode } from './rounds.ts';

export const ItemCode = described(
  z.string().check(z.regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be 1 to 60 small letters, digits and underscores')),
  'Machine name of an item.',
  'armchair',
);

const Count = (most: number, description: string, example: number) =>
  described(z.int().check(z.minimum(0), z.maximum(most)), description, example);
const Positive = (most: number, description: string, example: number) =>
  described(z.int().check(z.minimum(1), z.maximum(most)), description, example);
const flag = (description: string, example: boolean) => described(z.boolean(), description, example);
const Time = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, like 14:00'));

const nameWelsh = z.optional(described(line(80), 'The name in Welsh.', 'cadair freichiau'));
export const ItemRules = z.strictObject({
  nameWelsh,
  price: z.optional(Pence('What it costs, where the price is per item.', 1500)),
  tradePrice: z.optional(Pence('What it costs at a business.', 2500)),
  points: z.optional(Points('Its points, where the price is by points.', 4)),
  pops: z.optional(flag('Whether it holds persistent organic pollutants, as upholstered seats do.', true)),
  max: z.optional(Positive(100, 'At most so many in one collection.', 2)),
  offered: z.optional(flag('`false` for what the council does not take.', false)),
});
export type ItemRules = z.infer<typeof ItemRules>;

export const itemWords = {
  name: described(line(80), 'What it is.', 'armchair'),
  qualifier: z.optional(described(line(80), 'Which kind of it, or how it is counted.', 'dismantled')),
  description: z.optional(described(line(200), 'What belongs to it, or does not.', 'includes cots')),
  category: described(line(60), 'What it is shown with.', 'Furniture'),
  electrical: z.optional(flag('Whether it is electrical. Absent: it is not known.', false)),
  asksIfWorking: z.optional(flag('Whether to ask if it still works.', true)),
  synonyms: z.optional(described(z.array(line(60)).check(z.maxLength(20)), 'What else people call it.', ['settee'])),
};
const ExtraItem = z.strictObject({ item: ItemCode, ...itemWords });

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const Weekday = z.enum(weekdays);
export type Weekday = z.infer<typeof Weekday>;

const Days = z.discriminatedUnion(
  'by',
  [
    z.strictObject({
      by: described(z.literal('weekdays'), 'On days of the week.'),
      weekdays: described(z.array(Weekday).check(z.minLength(1), z.maxLength(7)), 'Which.', ['monday', 'thursday']),
    }),
    z.strictObject({
      by: described(z.literal('service'), 'On the days on which another service comes to the property.'),
      service: ServiceCode,
    }),
  ],
  { error: 'must have “by”: weekdays or service' },
);

const Cutoff = z.strictObject({
  time: described(Time, 'Until just before this time, in London.', '14:00'),
  daysBefore: z._default(Count(60, 'So many days before the collection; 0 is the day itself.', 1), 1),
  workingDays: z._default(flag('Whether only working days count.', false), false),
});
export type Cutoff = z.infer<typeof Cutoff>;
const dayBefore: Cutoff = { time: '14:00', daysBefore: 1, workingDays: false };

const Refund = z.discriminatedUnion(
  'rule',
  [
    z.strictObject({ rule: described(z.literal('full'), 'All that was paid.') }),
    z.strictObject({ rule: described(z.literal('none'), 'Nothing.') }),
    z.strictObject({
      rule: described(z.literal('lessMinimum'), 'All until some hours before the cutoff, then all but a charge.'),
      hours: z._default(Positive(720, 'Hours before the cutoff.', 24), 24),
      minimumCharge: Pence('What is kept after that.', 1000),
    }),
  ],
  { error: 'must have a “rule”: full, none or lessMinimum' },
);
export type Refund = z.infer<typeof Refund>;

const settings = {
  open: z._default(flag('Whether residents can book.', true), true),
  closedMessage: z.optional(
    described(line(300), 'What residents read while they cannot.', 'Back on Monday 4 January.'),
  ),
  closedMessageWelsh: z.optional(described(line(300), 'The same in Welsh.', 'Yn ôl ddydd Llun 4 Ionawr.')),
  requires: z.optional(described(ServiceCode, 'Only properties that this service comes to can book.', 'refuse')),
  items: z._default(
    described(z.record(ItemCode, ItemRules), 'What is different for an item, by its machine name.', {
      armchair: { pops: true, max: 2 },
    }),
    {},
  ),
  extraItems: z._default(
    described(z.array(ExtraItem).check(z.maxLength(200)), 'Items that the standard does not have.', []),
    [],
  ),
  itemsMax: z._default(Positive(100, 'At most so many items in one collection.', 5), 5),
  price: z._default(PriceRule, { strategy: 'single', price: 4000 }),
  free: z._default(
    described(
      z.strictObject({
        perYear: Count(12, 'How many collections a year are free at each property.', 1),
        year: z._default(
          described(z.enum(['financial', 'calendar']), 'Which year: from 1 April, or from 1 January.'),
          'financial',
        ),
      }),
      'The free allowance of each property. The year is that of the collection.',
    ),
    { perYear: 0, year: 'financial' },
  ),
  days: z._default(described(Days, 'On which days it is collected.'), {
    by: 'weekdays',
    weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  }),
  division: z._default(
    described(z.enum(['england-and-wales', 'scotland', 'northern-ireland']), 'Whose bank holidays count.'),
    'england-and-wales',
  ),
  onHolidays: z._default(flag('Whether it is collected on bank holidays.', false), false),
  closures: z._default(
    described(z.array(PlainDate).check(z.maxLength(400)), 'Other days without collections.', ['2026-12-29']),
    [],
  ),
  capacity: z._default(
    described(
      z.strictObject({
        daily: z._default(Count(1000, 'How many properties a day.', 40), 40),
        weekdays: z._default(
          described(z.partialRecord(Weekday, Count(1000, 'How many on that day.', 10)), 'On some days of the week.', {
            saturday: 10,
          }),
          {},
        ),
      }),
      'How many properties can be booked for a day, however many items they have.',
    ),
    { daily: 40, weekdays: {} },
  ),
  window: z._default(
    described(
      z.strictObject({
        days: z._default(Count(365, 'Days can be booked until so many days after tomorrow.', 28), 28),
        start: z._default(described(Cutoff, 'Until when a day can be booked.'), dayBefore),
      }),
      'How far ahead days are offered.',
    ),
    { days: 28, start: dayBefore },
  ),
  reservationMinutes: z._default(Positive(120, 'How long a chosen day is kept.', 15), 15),
  payMinutes: z._default(Positive(1440, 'How long a booking waits to be paid.', 30), 30),
  amend: z._default(described(Cutoff, 'Until when a booking can be changed.'), dayBefore),
  cancel: z._default(
    described(
      z.strictObject({
        by: z._default(described(z.enum(['off', 'staff', 'resident']), 'Who may cancel.'), 'resident'),
        cutoff: z._default(described(Cutoff, 'Until when.'), dayBefore),
        refund: z._default(described(Refund, 'What is paid back.'), { rule: 'full' }),
      }),
      'Cancelling.',
    ),
    { by: 'resident', cutoff: dayBefore, refund: { rule: 'full' } },
  ),
  missed: z._default(
    described(
      z.strictObject({
        opens: z._default(described(Time, 'From when on the day, while the crew told nothing.', '18:00'), '18:00'),
        workingDays: z._default(Positive(10, 'Until the end of so many working days after it was done.', 2), 2),
      }),
      'When a collection that did not come, or left something, can be reported.',
    ),
    { opens: '18:00', workingDays: 2 },
  ),
};

const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));
export const BulkySettingsInput = z.strictObject({
  ...settings,
  version: z._default(described(Version, 'The version that you are changing; 0 the first time.'), 0),
});
export const BulkySettings = named(
  z.object({
    version: described(Version, 'How often it was written.', 1),
    ...settings,
  }),
  { id: 'BulkySettings', description: 'What the council decided about bulky collections.' },
);
export type BulkySettings = z.infer<typeof BulkySettings>;
export const usualBulky: BulkySettings = z.parse(BulkySettings, { version: 0 });
