/** What a council offers, to whom and on which conditions: a scheme is data, with a version for each day on which it changed. */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';
import { flag, Kind, line, Pence, SchemeCode, text, whole, ZoneCode } from './fields.ts';
import { Claimed, Evidence, Limits, VehicleRules } from './schemeRules.ts';
import { claims, Tariff } from './tariffs.ts';

export const SchemeSettings = z.strictObject({
  name: described(line(80), 'What it is called.', 'Resident permit'),
  nameWelsh: z.optional(described(line(80), 'The same in Welsh.', 'Trwydded breswyl')),
  description: z.optional(described(text(1000), 'Whom it is for.')),
  kind: Kind,
  inForceFrom: described(PlainDate, 'The day from which this version counts.', '2026-04-01'),
  open: z._default(flag('Whether it can be applied for.', true), true),
  zones: z._default(
    described(z.union([z.literal('all'), z.array(ZoneCode).check(z.minLength(1))]), 'Where.', 'all'),
    'all',
  ),
  lengths: z._default(
    described(
      z.array(whole(1, 60, 'Months.', 12)).check(z.minLength(1), z.maxLength(12)),
      'Months to choose from.',
      [6, 12],
    ),
    [12],
  ),
  start: z._default(
    described(
      z.strictObject({
        waitDays: z._default(whole(0, 90, 'Days before it can start.', 5), 0),
        chosen: z._default(flag('Whether the applicant chooses the day.', true), true),
        withinDays: z._default(whole(0, 365, 'At most so many days ahead.', 60), 60),
      }),
      'When permits can start.',
    ),
    { waitDays: 0, chosen: true, withinDays: 60 },
  ),
  end: z._default(
    described(
      z.discriminatedUnion(
        'rule',
        [
          z.strictObject({ rule: described(z.literal('rolling'), 'So many months after its start.') }),
          z.strictObject({
            rule: described(z.literal('common'), 'All of the scheme end on one day of the year.'),
            on: described(
              z.string().check(z.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
              'Month and day.',
              '03-31',
            ),
            price: described(z.enum(['full', 'months']), 'Part-way: the full price, or by months left.', 'full'),
          }),
        ],
        { error: 'must have a “rule”: rolling or common' },
      ),
      'When permits end.',
    ),
    { rule: 'rolling' },
  ),
  limits: z._default(described(Limits, 'How many there can be.'), { zones: {} }),
  vehicle: z._default(described(VehicleRules, 'Which vehicles can have one.'), {
    needed: true,
    refused: [],
    motorcycles: 'allowed',
    foreign: true,
    untaxed: 'allowed',
  }),
  evidence: z._default(described(z.array(Evidence).check(z.maxLength(20)), 'What has to be proved.'), []),
  claims: z._default(
    described(z.array(z.enum(claims)).check(z.maxLength(6)), 'What applicants may claim.', ['blue_badge']),
    [],
  ),
  /** The 2016 pilots: three months at a quarter of the price, then a full application. */
  unverifiedAddress: z._default(
    described(
      z.union([z.literal('evidence'), z.strictObject({ months: whole(1, 12, 'Months.', 3) })]),
      'People whose address cannot be told, or who just moved: they send evidence, or get a short permit first.',
    ),
    'evidence',
  ),
  payment: z._default(
    described(
      z.enum(['on_application', 'on_approval']),
      'When it is paid. What costs nothing is never paid.',
      'on_approval',
    ),
    'on_approval',
  ),
  quoteHours: z._default(whole(1, 720, 'Hours for which a quote can be applied for at its price.', 24), 24),
  payWithinHours: z._default(whole(1, 720, 'Hours to pay in, before the place is free again.', 2), 2),
  approval: z._default(
    described(
      z.enum(['automatic', 'evidence', 'always', 'two_people']),
      'Who approves: nobody; staff where there is evidence to look at; staff always; two of the staff.',
      'evidence',
    ),
    'evidence',
  ),
  temporaryPermit: z._default(flag('Whether a permit counts already while staff look at the evidence.', true), false),
  decideWithinWorkingDays: z._default(whole(0, 60, 'Service target for decisions.', 5), 5),
  changes: z._default(
    described(
      z.strictObject({
        perYear: z.optional(whole(0, 100, 'Changes of vehicle in a year.', 3)),
        fee: z._default(Pence('What a change costs.', 0), 0),
        temporaryDays: z._default(whole(0, 90, 'Days of a temporary vehicle.', 14), 14),
        temporaryPerYear: z._default(whole(0, 100, 'Temporary vehicles in a year.', 2), 2),
      }),
      'What goes for changes of vehicle.',
    ),
    { fee: 0, temporaryDays: 14, temporaryPerYear: 2 },
  ),
  refund: z._default(
    described(
      z.discriminatedUnion(
        'rule',
        [
          z.strictObject({ rule: described(z.literal('none'), 'Nothing.') }),
          z.strictObject({
            rule: described(z.literal('unused_months'), 'By complete unused months.'),
            fee: z._default(Pence('What is kept.', 2500), 0),
            least: z._default(Pence('Less than this is not paid back.', 500), 0),
          }),
        ],
        { error: 'must have a “rule”: none or unused_months' },
      ),
      'What is paid back for a permit that is given up.',
    ),
    { rule: 'none' },
  ),
  renewal: z._default(
    described(
      z.strictObject({
        windowDays: z._default(whole(1, 120, 'Days before its end from which it can be renewed.', 60), 60),
        remindDays: z._default(
          described(
            z.array(z.int().check(z.minimum(1), z.maximum(120))).check(z.maxLength(5)),
            'Reminders: days before.',
            [30, 10],
          ),
          [30, 10],
        ),
      }),
      'When permits can be renewed, and when their holders are reminded.',
    ),
    { windowDays: 60, remindDays: [30, 10] },
  ),
  visitors: z.optional(
    described(
      z.strictObject({
        unit: described(z.enum(['voucher', 'hours']), 'What is bought: vouchers, or hours.', 'voucher'),
        hoursEach: z._default(whole(1, 168, 'Hours of a voucher.', 24), 24),
        packs: described(
          z
            .array(z.strictObject({ units: whole(1, 1000, 'So many.', 10), pence: Pence('What they cost.', 1200) }))
            .check(z.minLength(1), z.maxLength(20)),
          'What can be bought at once.',
        ),
        allowance: z.optional(
          described(
            z.strictObject({
              units: whole(1, 100_000, 'Most units.', 240),
              perMonths: z._default(
                whole(1, 60, 'In so many months, counted on from January 2000: whole years begin on 1 January.', 12),
                12,
              ),
              more: z._default(
                described(
                  z
                    .array(z.strictObject({ claim: Claimed, units: whole(1, 100_000, 'So many more.', 250) }))
                    .check(z.maxLength(10)),
                  'More for households that staff granted a claim.',
                  [{ claim: 'carer', units: 250 }],
                ),
                [],
              ),
            }),
            'Most for one household.',
          ),
        ),
        free: z._default(whole(0, 10_000, 'Units of each allowance that cost nothing.', 0), 0),
        validMonths: z._default(whole(1, 60, 'Months for which what was bought can be used.', 24), 24),
      }),
      'Vouchers or hours for visitors, in place of permits with a tariff.',
    ),
  ),
  tariff: z.optional(Tariff),
});
export type SchemeSettings = z.infer<typeof SchemeSettings>;

export const Scheme = named(
  z.object({
    scheme: SchemeCode,
    version: described(
      z.string(),
      'Of the scheme and its tariff: the day from which it counts, and how often it was written.',
      '2026-04-01.1',
    ),
    ...SchemeSettings.shape,
  }),
  { id: 'PermitScheme', description: 'A scheme as it is from a day on.' },
);
export type Scheme = z.infer<typeof Scheme>;
