/** The facts of a vehicle, from what DVLA or the holder of its papers told: the same rules for both. */
import type { Caution, Declared, Facts } from './contract/facts.ts';
import { co2Of, euroOf, fuelOf } from './emissions.ts';
import type { VesVehicle } from './vesVehicle.ts';

type Told = Omit<Facts, 'co2' | 'isMotorcycle' | 'cautions'>;

const mots = new Map<string | undefined, Facts['mot']>([
  ['valid', 'valid'],
  ['not valid', 'not_valid'],
]);
const taxes = new Map<string | undefined, boolean>([
  ['taxed', true],
  ['untaxed', false],
  ['sorn', false],
  ['not taxed for on road use', false],
]);

/** Mopeds and tricycles, L2 and L5 to L7, are called motorcycles by some and not by others. */
const isMotorcycle = ({ typeApproval = '', wheelplan = '' }: Told): boolean | undefined => {
  if (/^L[134]/i.test(typeApproval) || /^2[\s-]*WHEEL/i.test(wheelplan)) return true;
  return /^[MN][123]/i.test(typeApproval) || /AXLE/i.test(wheelplan) ? false : undefined;
};

const holds: readonly (readonly [Caution, (told: Told) => boolean])[] = [
  ['no_fuel', ({ fuel }) => fuel === undefined],
  ['unknown_fuel', ({ fuel }) => fuel === 'other'],
  ['no_euro_on_diesel', ({ fuel, euro }) => fuel === 'diesel' && euro === undefined],
  ['no_first_registration', ({ firstRegistered }) => firstRegistered === undefined],
  ['no_tax_or_mot', ({ taxed, mot }) => taxed === undefined && mot === 'unknown'],
];

const judged = (told: Told): Facts => {
  const { co2, caution } = co2Of(told.fuel, told.co2Raw);
  const cautions = holds.filter(([, isSo]) => isSo(told)).map(([code]) => code);
  return { ...told, co2, isMotorcycle: isMotorcycle(told), cautions: caution ? [caution, ...cautions] : cautions };
};

export const factsOf = (vehicle: VesVehicle): Facts => {
  const { fuelType, euroStatus, taxStatus } = vehicle;
  const tax = taxStatus?.toLowerCase();
  const taxed = taxes.get(tax);
  return judged({
    make: vehicle.make,
    colour: vehicle.colour,
    fuel: fuelType === undefined ? undefined : fuelOf(fuelType),
    fuelRaw: fuelType,
    co2Raw: vehicle.co2Emissions,
    engineCc: vehicle.engineCapacity,
    euro: euroOf(euroStatus ?? ''),
    euroRaw: euroStatus,
    realDrivingEmissions: vehicle.realDrivingEmissions,
    typeApproval: vehicle.typeApproval,
    revenueWeightKg: vehicle.revenueWeight,
    wheelplan: vehicle.wheelplan,
    firstRegistered: vehicle.monthOfFirstRegistration,
    firstRegisteredHere: vehicle.monthOfFirstDvlaRegistration,
    yearOfManufacture: vehicle.yearOfManufacture,
    v5cIssued: vehicle.dateOfLastV5CIssued,
    taxed,
    taxStatus,
    sorn: taxed === undefined ? undefined : tax === 'sorn',
    taxDue: vehicle.taxDueDate,
    mot: mots.get(vehicle.motStatus?.toLowerCase()) ?? 'unknown',
    motExpiry: vehicle.motExpiryDate,
    exported: vehicle.markedForExport,
  });
};

/** Its length is in no facts, because DVLA does not tell it. */
export const factsDeclared = ({ co2, weightKg, lengthMm: _, evidence: _paper, ...told }: Declared): Facts =>
  judged({ ...told, co2Raw: co2, revenueWeightKg: weightKg, mot: 'unknown' });

const folded = (value: unknown) => (typeof value === 'string' ? value.trim().toUpperCase() : value);

/** What both told, and told otherwise. A CO2 figure that cannot be relied on contradicts nobody. */
export const differing = (facts: Facts, declared: Declared): (keyof Declared)[] => {
  const known: Partial<Record<string, unknown>> = { ...facts, weightKg: facts.revenueWeightKg };
  const fields = Object.keys(declared) as (keyof Declared)[];
  return fields.filter(
    (field) =>
      known[field] !== undefined && declared[field] !== undefined && folded(known[field]) !== folded(declared[field]),
  );
};
