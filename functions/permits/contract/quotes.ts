/** Whether somebody gets a permit, and at what price: worked out once, kept with its reasons, and never worked out again. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, Uprn } from '#shared/contract/index.ts';
import { BandCode, fuels, QuoteReference, Registration, SchemeCode, ZoneCode } from './fields.ts';
import { Proof } from './schemeRules.ts';
import { claims, PriceLine } from './tariffs.ts';

const known = <S extends z.core.$ZodType>(schema: S, description: string, example: unknown) =>
  z.optional(described(schema, description, example));

/** What is known of a vehicle, in the terms of the `vehicles` capability. */
export const VehicleFacts = named(
  z.object({
    source: described(
      z.enum(['dvla', 'declared', 'none']),
      'Who says so: DVLA’s register, the applicant, or nobody.',
      'dvla',
    ),
    verified: described(z.boolean(), 'Whether DVLA confirmed it.'),
    make: known(z.string(), 'Make.', 'FORD'),
    colour: known(z.string(), 'Colour.', 'RED'),
    fuel: known(z.enum(fuels), 'Fuel.', 'petrol'),
    co2: known(z.int(), 'Grams of CO2 a kilometre, where it can be relied on.', 119),
    engineCc: known(z.int(), 'Engine size in cubic centimetres.', 1399),
    euro: known(z.int(), 'Euro emission standard.', 6),
    typeApproval: known(z.string(), 'Type approval category.', 'M1'),
    weightKg: known(z.int(), 'Revenue weight in kilograms.', 1800),
    lengthMm: known(z.int(), 'Length in millimetres, as declared.', 4300),
    widthMm: known(z.int(), 'Width in millimetres, as declared.', 1800),
    seats: known(z.int(), 'Passenger seats, as declared.', 4),
    firstRegistered: known(z.string(), 'Month of the first registration.', '2019-03'),
    motorcycle: known(z.boolean(), 'Whether it is a motorcycle.', false),
    taxed: known(z.boolean(), 'Whether it is taxed, where that is known.', true),
    exported: known(z.boolean(), 'Whether it is marked for export.', false),
  }),
  { id: 'PermitVehicleFacts', description: 'What the price and the rules were worked out from.' },
);
export type VehicleFacts = z.infer<typeof VehicleFacts>;

export const Reason = z.object({
  code: described(z.string(), 'Machine name of the reason.', 'outside_every_zone'),
  says: described(z.string(), 'In words for the resident.', 'The address is in no permit zone.'),
  saysWelsh: z.optional(described(z.string(), 'The same in Welsh.')),
});
export type Reason = z.infer<typeof Reason>;

export const NeededEvidence = z.object({
  of: described(z.string(), 'What has to be proved.', 'residence'),
  anyOf: described(
    z.array(z.object({ proof: Proof, notOlderThanDays: known(z.int(), 'Issued at most so many days ago.', 90) })),
    'Any of these will do.',
  ),
});
export type NeededEvidence = z.infer<typeof NeededEvidence>;

export const Price = named(
  z.object({
    pence: described(z.int(), 'What it costs.', 5100),
    lines: described(z.array(PriceLine), 'How it comes to that. The lines add up to the price.'),
    band: z.optional(BandCode),
    schemeVersion: described(z.string(), 'Version of the scheme and its tariff.', '2026-04-01.1'),
    inputs: described(
      z.object({
        nth: described(z.int(), 'The first, second … permit of the household.', 1),
        months: described(z.int(), 'Months that are paid for.', 12),
        zone: ZoneCode,
        applied: described(PlainDate, 'Day of the quote.'),
        starts: described(PlainDate, 'First day of the permit.'),
        claims: described(z.array(z.enum(claims)), 'What was claimed.'),
        vehicle: z.optional(VehicleFacts),
      }),
      'What it was worked out from.',
    ),
  }),
  { id: 'PermitPrice', description: 'A price with its reasons.' },
);
export type Price = z.infer<typeof Price>;

export const Quote = named(
  z.object({
    quote: QuoteReference,
    scheme: SchemeCode,
    uprn: described(Uprn, 'The property.'),
    zone: z.optional(ZoneCode),
    eligible: described(z.boolean(), 'Whether a permit can be applied for.'),
    reasons: described(z.array(Reason), 'Why not; none where it can.'),
    notes: described(z.array(Reason), 'What to know though it can: another zone, another day, a shorter permit.'),
    full: z.optional(described(z.boolean(), 'The zone is full: an application joins the waiting list.')),
    addressVerified: described(
      z.boolean(),
      'Whether the property was found in the council’s addresses and nobody said that they just moved.',
    ),
    registration: z.optional(Registration),
    vehicle: z.optional(VehicleFacts),
    months: described(z.int(), 'Months that it would run for.', 12),
    starts: z.optional(described(PlainDate, 'First day.')),
    ends: z.optional(described(PlainDate, 'Last day.')),
    price: z.optional(Price),
    payment: described(z.enum(['none', 'on_application', 'on_approval']), 'When it is paid.', 'on_approval'),
    evidence: described(z.array(NeededEvidence), 'What has to be proved.'),
    expiresAt: described(Instant, 'Until when it can be applied for at this price.'),
  }),
  {
    id: 'PermitQuote',
    description: 'Whether a permit can be had, what it costs and what has to be proved, with the reasons.',
  },
);
export type Quote = z.infer<typeof Quote>;
