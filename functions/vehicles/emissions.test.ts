import fc from 'fast-check';
import { type Fuel, fuels } from './contract/facts.ts';
import { co2Of, euroOf, fuelOf } from './emissions.ts';

it.each([
  ['PETROL', 'petrol'],
  ['Diesel', 'diesel'],
  ['HEAVY OIL', 'diesel'],
  ['ELECTRICITY', 'electric'],
  ['HYBRID ELECTRIC', 'hybrid'],
  ['HYBRID ELECTRIC (CLEAN)', 'hybrid'],
  ['ELECTRIC DIESEL', 'hybrid'],
  ['PETROL/ELECTRIC', 'hybrid'],
  ['GAS', 'gas'],
  ['GAS BI-FUEL', 'gas'],
  ['PETROL/GAS', 'gas'],
  ['GAS DIESEL', 'diesel'],
  ['GASOLINE', 'petrol'],
  ['FUEL CELLS', 'hydrogen'],
  ['STEAM', 'steam'],
  ['OTHER', 'other'],
  ['constructor', 'other'],
] as const)('%s is %s', (raw, fuel) => {
  expect(fuelOf(raw)).toBe(fuel);
});

it.each([
  ['EURO1', 1],
  ['Euro 5', 5],
  ['EURO 6 AD', 6],
  ['euro-7', 7],
  ['EURO VI', 6],
  ['EURO iv', 4],
  ['EURO 0', undefined],
  ['EURO 61', undefined],
  ['EURO IIII', undefined],
  ['', undefined],
  ['6', undefined],
])('the Euro standard of “%s” is %s', (raw, euro) => {
  expect(euroOf(raw)).toBe(euro);
});

it.each([
  ['petrol', 120, { co2: 120 }],
  ['petrol', 0, { caution: 'zero_co2_on_combustion' }],
  ['diesel', 0, { caution: 'zero_co2_on_combustion' }],
  ['hybrid', 0, { caution: 'zero_co2_on_combustion' }],
  ['other', 0, { caution: 'zero_co2_on_combustion' }],
  [undefined, 0, { caution: 'zero_co2_on_combustion' }],
  ['diesel', undefined, { caution: 'no_co2' }],
  ['hybrid', 25, { co2: 25 }],
  ['electric', undefined, { co2: 0 }],
  ['electric', 0, { co2: 0 }],
  ['electric', 200, { co2: 0, caution: 'electric_with_co2' }],
  ['hydrogen', 0, { co2: 0 }],
  ['hydrogen', undefined, { caution: 'no_co2' }],
] as const)('of %s with a CO2 of %s holds %j', (fuel, co2, emissions) => {
  expect(co2Of(fuel, co2)).toEqual(emissions);
});

it('never puts what burns something into the band without emissions', () => {
  const burning = fuels.filter((fuel) => fuel !== 'electric' && fuel !== 'hydrogen');
  const fuel = fc.option(fc.constantFrom<Fuel>(...burning), { nil: undefined });
  fc.assert(
    fc.property(fuel, fc.option(fc.nat(5000), { nil: undefined }), (one, told) => {
      const { co2, caution } = co2Of(one, told);
      expect(co2).toBe(told || undefined);
      expect(caution === undefined).toBe(co2 !== undefined);
    }),
  );
});
