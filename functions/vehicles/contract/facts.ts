/** What is told of a vehicle: by DVLA, or by whoever has its papers. */
import * as z from 'zod/mini';
import { described, named, PlainDate } from '#shared/contract/index.ts';

export const fuels = ['petrol', 'diesel', 'electric', 'hybrid', 'gas', 'hydrogen', 'steam', 'other'] as const;
export type Fuel = (typeof fuels)[number];

export const cautions = [
  'electric_with_co2',
  'zero_co2_on_combustion',
  'no_co2',
  'no_fuel',
  'unknown_fuel',
  'no_euro_on_diesel',
  'no_first_registration',
  'no_tax_or_mot',
] as const;
export type Caution = (typeof cautions)[number];

const line = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));
const whole = (least: number, most: number) => z.int().check(z.minimum(least), z.maximum(most));

const Month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month, like 2019-03'));
const Fuel = (says: string) => described(z.enum(fuels), says, 'petrol');
const Euro = described(whole(1, 7), 'Euro emission standard.', 6);
const TypeApproval = described(line(20), 'Type approval category: M1 is a car, N1 a light goods vehicle.', 'M1');
const RealDriving = described(line(10), 'Step of the real driving emissions test that it meets.', '2');
const Make = described(line(60), 'Make.', 'FORD');
const Colour = described(line(60), 'Colour.', 'RED');

export const Declared = named(
  z.strictObject({
    fuel: z.optional(Fuel('Fuel: P.3 of the log book.')),
    co2: z.optional(described(whole(0, 5000), 'CO2 in g/km: V.7 of the log book.', 120)),
    engineCc: z.optional(described(whole(1, 100_000), 'Engine size in cc: P.1 of the log book.', 1598)),
    euro: z.optional(Euro),
    realDrivingEmissions: z.optional(RealDriving),
    firstRegistered: z.optional(described(Month, 'Month of first registration: B of the log book.', '2019-03')),
    typeApproval: z.optional(TypeApproval),
    weightKg: z.optional(described(whole(1, 100_000), 'Revenue weight in kg.', 1640)),
    lengthMm: z.optional(described(whole(1, 100_000), 'Length in mm. DVLA does not tell it.', 4200)),
    make: z.optional(Make),
    colour: z.optional(Colour),
    evidence: z.optional(
      described(
        z.enum([
          'v5c',
          'new_keeper_slip',
          'lease',
          'motability',
          'company_letter',
          'insurance',
          'sales_invoice',
          'other',
        ]),
        'The paper that says so. Nobody has checked it here.',
        'v5c',
      ),
    ),
  }),
  { id: 'DeclaredVehicle', description: 'What whoever has the vehicle’s papers says of it.' },
);
export type Declared = z.infer<typeof Declared>;

export const Facts = named(
  z.object({
    make: z.optional(Make),
    colour: z.optional(Colour),
    fuel: z.optional(Fuel('Fuel, in a word of ours.')),
    fuelRaw: z.optional(described(z.string(), 'Fuel, as DVLA says it.', 'HYBRID ELECTRIC')),
    co2: z.optional(
      described(
        z.int(),
        'CO2 in g/km, where it can be relied on: 0 for an electric vehicle whatever its record says, and never 0 for one that burns something.',
        120,
      ),
    ),
    co2Raw: z.optional(described(z.int(), 'CO2 in g/km, as it was told.', 120)),
    engineCc: z.optional(described(z.int(), 'Engine size in cc.', 1598)),
    euro: z.optional(Euro),
    euroRaw: z.optional(described(z.string(), 'Euro emission standard, as DVLA says it.', 'EURO 6 AD')),
    realDrivingEmissions: z.optional(RealDriving),
    typeApproval: z.optional(TypeApproval),
    revenueWeightKg: z.optional(described(z.int(), 'Revenue weight in kg.', 1640)),
    wheelplan: z.optional(described(z.string(), 'Wheels and axles.', '2 AXLE RIGID BODY')),
    firstRegistered: z.optional(described(Month, 'Month of first registration anywhere.', '2019-03')),
    firstRegisteredHere: z.optional(
      described(Month, 'Month of first registration with DVLA: of an import it is later.', '2019-03'),
    ),
    yearOfManufacture: z.optional(described(z.int(), 'Year in which it was made.', 2019)),
    v5cIssued: z.optional(described(PlainDate, 'Day on which its last log book was issued.', '2019-05-20')),
    taxed: z.optional(described(z.boolean(), 'Whether it is taxed. Absent where nobody told.')),
    taxStatus: z.optional(described(z.string(), 'State of its tax, as DVLA says it.', 'Taxed')),
    sorn: z.optional(described(z.boolean(), 'Whether it was declared off the road. Absent where nobody told.')),
    taxDue: z.optional(described(PlainDate, 'Day on which its tax is due.', '2027-03-31')),
    mot: described(z.enum(['valid', 'not_valid', 'unknown']), 'State of its MOT.', 'valid'),
    motExpiry: z.optional(described(PlainDate, 'Last day of its MOT.', '2027-03-31')),
    exported: z.optional(described(z.boolean(), 'Whether it is marked for export. Absent where nobody told.')),
    isMotorcycle: z.optional(
      described(z.boolean(), 'Absent where neither type approval nor wheelplan tells for sure.'),
    ),
    cautions: described(
      z.array(z.enum(cautions)),
      'What to heed before a price hangs on these facts: no CO2 band for `zero_co2_on_combustion` and `no_co2`, unless other facts or evidence decide it.',
      ['no_first_registration'],
    ),
  }),
  {
    id: 'VehicleFacts',
    description: 'What is known of a vehicle. DVLA may leave out any of it; it tells no keeper and no model.',
  },
);
export type Facts = z.infer<typeof Facts>;
