/**
 * What a permit costs, as data: bands by what is known of the vehicle, a ladder of prices for the first, second … permit, and steps that
 * change the price in the order in which they stand. Money is whole pence.
 */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';
import { BandCode, fuels, line, Pence, whole, ZoneCode } from './fields.ts';

/** Numbers that are known of a permit or its vehicle. */
export const measures = [
  'co2',
  'engineCc',
  'euro',
  'weightKg',
  'lengthMm',
  'widthMm',
  'seats',
  'nth',
  'months',
] as const;
export type Measure = (typeof measures)[number];
/** What an applicant can claim, with evidence, that changes a price. */
export const claims = ['blue_badge', 'licensed_hmo', 'low_income', 'carer', 'charity', 'second_home'] as const;
export type Claim = (typeof claims)[number];

const Measured = z.enum(measures);
const Number0 = z.int().check(z.minimum(0), z.maximum(1_000_000));

/** Unknown facts meet no condition but `unknown`. */
export const Condition = named(
  z.discriminatedUnion(
    'fact',
    [
      z.strictObject({
        fact: described(Measured, 'A number that is known.', 'co2'),
        from: z.optional(described(Number0, 'At least this.', 101)),
        to: z.optional(described(Number0, 'At most this.', 120)),
        unknown: z.optional(described(z.literal(true), 'Met only where the number is not known.')),
      }),
      z.strictObject({
        fact: z.literal('fuel'),
        is: described(z.array(z.enum(fuels)).check(z.minLength(1)), 'One of these.', ['diesel']),
      }),
      z.strictObject({
        fact: z.literal('typeApproval'),
        is: described(z.array(line(10)).check(z.minLength(1)), 'Starts with one of these.', ['N1']),
      }),
      z.strictObject({
        fact: described(
          z.enum(['firstRegistered', 'applied', 'starts']),
          'When the vehicle was first registered (the first of its month), when it was applied, or when the permit starts.',
        ),
        before: z.optional(described(PlainDate, 'Before this day.', '2001-03-01')),
        from: z.optional(described(PlainDate, 'On this day or later.', '2015-09-01')),
      }),
      z.strictObject({ fact: z.literal('zone'), is: z.array(ZoneCode).check(z.minLength(1)) }),
      z.strictObject({ fact: z.literal('claim'), is: z.array(z.enum(claims)).check(z.minLength(1)) }),
      z.strictObject({
        fact: described(z.literal('motorcycle'), 'Whether it is a motorcycle.'),
        is: z.boolean(),
      }),
    ],
    { error: 'must have a “fact” that there is' },
  ),
  { id: 'TariffCondition', description: 'What has to be so. What is not known meets no condition but “unknown”.' },
);
export type Condition = z.infer<typeof Condition>;

const when = z.optional(
  described(z.array(Condition).check(z.maxLength(10)), 'Only where all of these are met. Left out: always.'),
);

export const BandTable = named(
  z.union(
    [
      z.strictObject({ when, band: described(BandCode, 'The band, where the conditions are met.', 'electric') }),
      z.strictObject({
        when,
        by: described(Measured, 'The number that decides.', 'co2'),
        bands: described(
          z
            .array(
              z.strictObject({
                band: BandCode,
                from: described(Number0, 'From this number.', 0),
                to: z.optional(described(Number0, 'To this number. Left out: to any.', 100)),
              }),
            )
            .check(z.minLength(1), z.maxLength(40)),
          'One after the other, from 0 to any, without gap or overlap.',
        ),
        unknown: z.optional(
          described(BandCode, 'Where the number is not known. Left out: the next table decides.', 'co2-top'),
        ),
      }),
    ],
    { error: 'must have “band”, or “by” and “bands”' },
  ),
  { id: 'TariffBandTable', description: 'How the price band is found. The first table that answers decides.' },
);
export type BandTable = z.infer<typeof BandTable>;

const ruled = {
  code: described(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/)), 'Machine name of the step.', 'diesel_surcharge'),
  says: described(line(120), 'How it is told to the resident.', 'Diesel surcharge'),
  saysWelsh: z.optional(described(line(120), 'The same in Welsh.', 'Tâl ychwanegol disel')),
  when,
};

export const Step = named(
  z.discriminatedUnion(
    'step',
    [
      z.strictObject({
        step: described(z.literal('add'), 'Adds an amount, or takes it off.'),
        ...ruled,
        pence: described(z.int().check(z.minimum(-10_000_000), z.maximum(10_000_000)), 'In pence.', 5000),
      }),
      z.strictObject({
        step: described(z.literal('percent'), 'Adds a share of the price so far, or takes it off.'),
        ...ruled,
        percent: described(z.number().check(z.minimum(-100), z.maximum(1000)), 'In per cent.', 50),
      }),
      z.strictObject({
        step: described(z.literal('set'), 'Makes it another price.'),
        ...ruled,
        pence: Pence('In pence.', 0),
      }),
      z.strictObject({
        step: described(z.literal('floor'), 'Not less than this.'),
        ...ruled,
        pence: Pence('In pence.', 2000),
      }),
      z.strictObject({
        step: described(z.literal('length'), 'The share of a year, by the length of the permit.'),
      }),
    ],
    { error: 'must have a “step”: add, percent, set, floor or length' },
  ),
  { id: 'TariffStep', description: 'One step of the price. Steps apply in the order in which they stand.' },
);
export type Step = z.infer<typeof Step>;

export const Tariff = named(
  z.strictObject({
    bands: z._default(
      described(z.array(BandTable).check(z.maxLength(20)), 'How the band is found. None: one price for all.'),
      [],
    ),
    prices: described(
      z
        .array(
          z.strictObject({
            band: z.optional(BandCode),
            zone: z.optional(ZoneCode),
            ladder: described(
              z.array(z.int().check(z.minimum(0), z.maximum(10_000_000))).check(z.minLength(1), z.maxLength(100)),
              'For twelve months, in pence: the first permit, the second … The last repeats.',
              [5100, 6100, 7100, 12000],
            ),
          }),
        )
        .check(z.minLength(1), z.maxLength(500)),
      'Of each band, or of each band in each zone. The price of a zone comes before the price for all.',
    ),
    steps: z._default(described(z.array(Step).check(z.maxLength(40)), 'What changes the price, in this order.'), [
      { step: 'length' },
    ]),
    shares: z._default(
      described(
        z.record(
          z.string().check(z.regex(/^\d{1,2}$/, 'must be a number of months')),
          z.tuple([whole(0, 10_000, 'So many parts.', 1), whole(1, 10_000, 'Of so many.', 4)]),
        ),
        'Share of a year by months. Left out: months of twelve.',
        { '3': [1, 4], '6': [1, 2] },
      ),
      {},
    ),
    rounding: z._default(
      described(
        z.strictObject({
          to: described(z.union([z.literal(1), z.literal(10), z.literal(50), z.literal(100)]), 'To so many pence.', 1),
          mode: described(
            z.enum(['nearest', 'up', 'down']),
            'Half a unit goes up where it is to the nearest.',
            'nearest',
          ),
        }),
        'How the price is rounded after each step.',
      ),
      { to: 1, mode: 'nearest' },
    ),
  }),
  {
    id: 'Tariff',
    description:
      'What a permit costs. The price is rounded after each step and is never less than nothing; the line of a step is by how much it changed, so that the lines add up to the price.',
  },
);
export type Tariff = z.infer<typeof Tariff>;

export const PriceLine = z.object({
  code: described(z.string(), 'Machine name: `base`, `length` or a step’s.', 'base'),
  says: described(z.string(), 'In words.', 'Permit 1, band co2-b'),
  saysWelsh: z.optional(described(z.string(), 'The same in Welsh.', 'Trwydded 1, band co2-b')),
  pence: described(z.int(), 'What it adds, or takes off.', 5100),
});
export type PriceLine = z.infer<typeof PriceLine>;
