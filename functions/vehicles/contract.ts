import * as z from 'zod/mini';
import { capability, described, Instant, named, ok, post } from '#shared/contract/index.ts';
import { Declared, Facts } from './contract/facts.ts';
import { isBritish, isForeign, RegistrationInput } from './contract/registration.ts';

const days = (says: string, usual: number) =>
  z._default(described(z.int().check(z.minimum(0), z.maximum(30)), says), usual);

export const VehicleSettings = z.strictObject({
  perMinute: z._default(
    described(
      z.int().check(z.minimum(1), z.maximum(10_000)),
      'Most questions to DVLA in a minute: no more than DVLA allowed for the council’s key.',
    ),
    60,
  ),
  keepDays: days('For how many days an answer is used without asking again. Tax and MOT can change meanwhile.', 7),
  keepFactsDays: days('For how many days what hardly changes is used while DVLA cannot be asked.', 30),
});

export const outcomes = ['found', 'not_found', 'unavailable', 'not_offered', 'not_asked'] as const;
export const reasons = ['no_key', 'key_refused', 'busy', 'maintenance', 'down'] as const;
export type Reason = (typeof reasons)[number];

const LookUp = z
  .strictObject({
    registration: RegistrationInput,
    foreign: z._default(described(z.boolean(), 'Registered abroad: DVLA is not asked.'), false),
    declared: z.optional(Declared),
    fresh: z._default(described(z.boolean(), 'Ask DVLA even if it answered for this vehicle in the last days.'), false),
  })
  .check(
    z.refine(({ registration, foreign }) => (foreign ? isForeign : isBritish)(registration), {
      path: ['registration'],
      message:
        'must be a registration mark of 2 to 8 letters and digits; for a vehicle registered abroad send “foreign” as true, which allows 15 letters and digits of any alphabet',
    }),
  );
export type LookUp = z.output<typeof LookUp>;

const Vehicle = named(
  z.object({
    registration: described(z.string(), 'In capitals, without spaces.', 'ZZ19ABC'),
    outcome: described(
      z.enum(outcomes),
      'Whether DVLA has it; `unavailable`: DVLA did not tell; `not_offered`: the council does not ask DVLA; `not_asked`: it is registered abroad.',
      'found',
    ),
    reason: z.optional(described(z.enum(reasons), 'Why DVLA did not tell.', 'busy')),
    source: described(z.enum(['dvla', 'declared', 'none']), 'Who told the facts.', 'dvla'),
    facts: Facts,
    declared: z.optional(Declared),
    differs: z.optional(
      described(z.array(z.keyof(Declared)), 'What was declared otherwise than DVLA has it. DVLA’s is in the facts.', [
        'colour',
      ]),
    ),
    couldBe: z.optional(
      described(
        z.array(z.string()),
        'Where DVLA has no such vehicle: marks that look alike, with O and 0 or I and 1 exchanged. Only to ask “did you mean”: they were not looked up.',
        ['ZZ10ABC'],
      ),
    ),
    checkedAt: described(Instant, 'When DVLA told; when it was looked up, where DVLA did not.'),
    advice: z.optional(
      described(z.string(), 'What to do next, for whoever asked.', 'Check the registration against the number plate.'),
    ),
  }),
  { id: 'Vehicle', description: 'What is known of a vehicle, and who told it.' },
);
export type Vehicle = z.infer<typeof Vehicle>;

export const vehicles = capability({
  name: 'vehicles',
  title: 'Vehicles',
  summary: 'What DVLA knows of a vehicle: fuel, emissions, tax and MOT. Where it does not tell, what was declared.',
  records: {
    facts: {
      says: 'What DVLA told of vehicles, by a keyed hash of the registration mark; no keeper, no mark',
      personal: 'reference',
      days: 30,
    },
    counts: { says: 'Questions to DVLA in the last minutes, and the key of the hash', personal: 'none' },
  },
  provider: {
    title: 'DVLA Vehicle Enquiry Service',
    url: 'https://driver-vehicle-licensing.api.gov.uk/vehicle-enquiry',
    settings: VehicleSettings,
    secrets: { 'api-key': 'The key that DVLA gave the council for its Vehicle Enquiry Service' },
  },
  operations: {
    lookUpVehicle: post('/{council}/vehicles/look-up', {
      summary: 'What is known of a vehicle',
      description:
        'The registration mark is in the body, so that it is in no address and no log. It must be 2 to 8 letters and digits; only with `foreign` is a mark of another country taken, and DVLA is then not asked. The answer is 200 whatever DVLA says, so that a journey goes on: where it does not tell, the facts are the declared ones. An answer of DVLA is kept for some days; `fresh` asks anew.',
      access: { scope: 'vehicles:read' },
      body: LookUp,
      returns: ok(Vehicle),
    }),
  },
});
