/** The conditions of a scheme: what has to be proved, how many permits there are, and which vehicles get one. */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';
import { flag, line, whole, ZoneCode } from './fields.ts';
import { Condition, claims } from './tariffs.ts';

/** Kinds of proof, as councils name them. */
export const proofs = [
  'council_tax',
  'utility_bill',
  'tenancy',
  'bank_statement',
  'completion_letter',
  'driving_licence',
  'v5c',
  'insurance',
  'lease',
  'company_letter',
  'new_keeper_slip',
  'sales_invoice',
  'blue_badge',
  'hmo_licence',
  'benefit_letter',
  'carer_letter',
  'business_rates',
  'photo',
  'other',
] as const;
export const Proof = described(z.enum(proofs), 'A kind of proof.', 'utility_bill');
export type Proof = z.infer<typeof Proof>;

export const Claimed = described(z.enum(claims), 'What was claimed.', 'carer');

export const Evidence = z.strictObject({
  of: described(
    z.enum(['residence', 'vehicle', 'identity', 'claim', 'business']),
    'What has to be proved.',
    'residence',
  ),
  anyOf: described(
    z
      .array(
        z.strictObject({
          proof: Proof,
          notOlderThanDays: z.optional(whole(1, 3650, 'Issued at most so many days ago.', 90)),
        }),
      )
      .check(z.minLength(1), z.maxLength(20)),
    'Any of these will do.',
  ),
  when: z.optional(
    described(
      z.union([
        z.literal('always'),
        z.literal('vehicle_unverified'),
        z.literal('address_unverified'),
        z.strictObject({ claim: Claimed }),
      ]),
      'Only then. Left out: always.',
      'vehicle_unverified',
    ),
  ),
});
export type EvidenceRule = z.infer<typeof Evidence>;

export const Limits = z.strictObject({
  household: z.optional(whole(1, 100, 'At most so many at one property.', 2)),
  resident: z.optional(whole(1, 100, 'At most so many for one person.', 1)),
  property: z.optional(whole(1, 1000, 'At most so many at one property, of every scheme that counts it.', 4)),
  zones: z._default(
    described(
      z.record(ZoneCode, z.int().check(z.minimum(0), z.maximum(100_000))),
      'At most so many in a zone. A zone that is not named has no limit.',
      { 'mill-lane': 400 },
    ),
    {},
  ),
  waitingList: z.optional(
    described(
      z.strictObject({ offerDays: z._default(whole(1, 90, 'Days to take up an offer.', 14), 14) }),
      'Where a zone is full, people wait their turn. Left out: they are refused.',
    ),
  ),
});

export const VehicleRules = z.strictObject({
  needed: z._default(flag('Whether the permit is for a vehicle.', true), true),
  refused: z._default(
    described(
      z
        .array(
          z.strictObject({
            code: described(z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/)), 'Machine name.', 'too_long'),
            says: described(line(200), 'Why, as residents are told.', 'The vehicle is longer than 5.3 metres.'),
            saysWelsh: z.optional(described(line(200), 'The same in Welsh.')),
            when: described(z.array(Condition).check(z.minLength(1), z.maxLength(10)), 'Where all of these are met.'),
          }),
        )
        .check(z.maxLength(40)),
      'Vehicles that get no permit.',
    ),
    [],
  ),
  motorcycles: z._default(
    described(z.enum(['allowed', 'refused', 'no_permit_needed']), 'What goes for motorcycles.', 'no_permit_needed'),
    'allowed',
  ),
  foreign: z._default(flag('Whether vehicles registered abroad can have one.', true), true),
  untaxed: z._default(
    described(z.enum(['allowed', 'refused']), 'Untaxed, SORN or exported vehicles.', 'refused'),
    'allowed',
  ),
});
