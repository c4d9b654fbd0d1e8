import fc from 'fast-check';
import { Declared, Facts } from './contract/facts.ts';
import { differing, factsDeclared, factsOf } from './facts.ts';
import { testVehicles } from './standIn/testVehicles.ts';
import { lasting, VesVehicle } from './vesVehicle.ts';

const read = (body: unknown) => factsOf(VesVehicle.parse(body));
const told = (facts: object) => JSON.parse(JSON.stringify(facts));

it('reads DVLA’s petrol car', () => {
  expect(told(read({ ...testVehicles.AA19AAA, taxDueDate: '2027-11-23' }))).toEqual({
    ...{ make: 'FORD', colour: 'RED', fuel: 'petrol', fuelRaw: 'PETROL', co2: 300, co2Raw: 300, engineCc: 2000 },
    ...{ euro: 1, euroRaw: 'EURO1', realDrivingEmissions: '1', typeApproval: 'M1', wheelplan: '2 AXLE RIGID BODY' },
    ...{ firstRegistered: '2019-03', firstRegisteredHere: '2019-03', yearOfManufacture: 2019 },
    ...{ v5cIssued: '2019-05-20', taxed: true, taxStatus: 'Taxed', sorn: false, taxDue: '2027-11-23' },
    ...{ mot: 'unknown', exported: false, isMotorcycle: false, cautions: [] },
  });
});

it.each([
  ['AA19EEE', { fuel: 'electric', co2: 0, co2Raw: 200, engineCc: undefined, cautions: ['electric_with_co2'] }],
  [
    'AA19PPP',
    {
      ...{ fuel: 'petrol', co2: undefined, co2Raw: 0, revenueWeightKg: 44_000, isMotorcycle: false },
      ...{ firstRegistered: undefined, firstRegisteredHere: '2016-09' },
      cautions: ['zero_co2_on_combustion', 'no_first_registration'],
    },
  ],
  ['L2WPS', { taxed: false, sorn: false, taxStatus: 'Untaxed' }],
  ['AA19SRN', { taxed: false, sorn: true }],
  ['AA19DSL', { fuel: 'diesel', euro: 6 }],
  ['AA19MOT', { mot: 'not_valid', motExpiry: '2022-03-30' }],
])('reads %s', (mark, facts) => {
  expect(read(testVehicles[mark])).toMatchObject(facts);
});

it.each([
  [{ motStatus: 'Valid' }, { mot: 'valid' }],
  [{ motStatus: 'NOT VALID' }, { mot: 'not_valid' }],
  [
    { motStatus: 'constructor', taxStatus: 'constructor' },
    { mot: 'unknown', taxed: undefined, sorn: undefined },
  ],
  [{ taxStatus: 'Not Taxed for on Road Use' }, { taxed: false, sorn: false }],
  [{ monthOfFirstRegistration: '2001-02-28' }, { firstRegistered: '2001-02' }],
  [{ monthOfFirstRegistration: '2001-13' }, { firstRegistered: undefined }],
  [{ typeApproval: 'L3e' }, { isMotorcycle: true }],
  [{ wheelplan: '2 WHEEL' }, { isMotorcycle: true }],
  [{ typeApproval: 'L7' }, { isMotorcycle: undefined }],
  [{ typeApproval: 'N1' }, { isMotorcycle: false }],
  [{ wheelplan: 'NON STANDARD' }, { isMotorcycle: undefined }],
  [
    { fuelType: 'DIESEL', euroStatus: 'unknown' },
    { euro: undefined, euroRaw: 'unknown' },
  ],
  [
    { co2Emissions: '120', make: 7, engineCapacity: -1 },
    { co2Raw: undefined, make: undefined, engineCc: undefined },
  ],
])('reads %j', (body, facts) => {
  expect(read(body)).toMatchObject(facts);
});

it('cautions of what a price may hang on', () => {
  expect(read({}).cautions).toEqual(['no_co2', 'no_fuel', 'no_first_registration', 'no_tax_or_mot']);
  expect(read({ fuelType: 'DIESEL' }).cautions).toContain('no_euro_on_diesel');
  expect(read({ fuelType: 'STRAW' }).cautions).toContain('unknown_fuel');
});

it('makes facts of any answer, whatever its fields hold', () => {
  const names = Object.keys(VesVehicle.shape);
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('2019-03', '2019-03-01', 'EURO 6'),
  );
  const body = fc.dictionary(fc.constantFrom(...names, 'automatedVehicle'), value);
  fc.assert(fc.property(body, (one) => expect(Facts.safeParse(told(read(one))).error).toBeUndefined()));
});

it('keeps what lasts without what can change any day', () => {
  const { taxed, mot, motExpiry, exported, co2, cautions } = factsOf(lasting(VesVehicle.parse(testVehicles.AA19MOT)));
  expect({ taxed, mot, motExpiry, exported, co2, cautions }).toEqual({
    mot: 'unknown',
    co2: 300,
    cautions: ['no_tax_or_mot'],
  });
});

it('judges what was declared by the same rules', () => {
  expect(factsDeclared({ fuel: 'petrol', co2: 0, weightKg: 1640, lengthMm: 4200, evidence: 'v5c' })).toEqual({
    ...{ fuel: 'petrol', co2Raw: 0, co2: undefined, revenueWeightKg: 1640, mot: 'unknown', isMotorcycle: undefined },
    cautions: ['zero_co2_on_combustion', 'no_first_registration', 'no_tax_or_mot'],
  });
});

it.each([
  [{}, []],
  [{ fuel: 'petrol', make: ' ford', colour: 'Red', weightKg: 9000, lengthMm: 4200, evidence: 'v5c' }, []],
  [{ fuel: 'diesel', co2: 100, euro: 6 }, ['fuel', 'co2', 'euro']],
  [{ firstRegistered: '2019-04', engineCc: 1999, colour: undefined }, ['engineCc', 'firstRegistered']],
] as const)('tells where %j differs from DVLA', (declared, fields) => {
  expect(differing(read(testVehicles.AA19AAA), Declared.parse(declared))).toEqual(fields);
});

it('compares no CO2 figure that cannot be relied on, but weights', () => {
  expect(differing(read(testVehicles.AA19PPP), { co2: 120, weightKg: 40_000 })).toEqual(['weightKg']);
});
