import * as z from 'zod/mini';
import { inForce, pilotCouncils, pilotSettings } from '#test/support/pilotSchemes.ts';
import { describeWithData } from '#test/support/sharedData.ts';
import type { VehicleFacts } from '../contract/quotes.ts';
import { SchemeSettings } from '../contract/schemes.ts';
import { earliestStart } from '../dates.ts';
import type { Inputs } from './conditions.ts';
import { priceOf } from './price.ts';

const scheme = (tariff: object) =>
  inForce(z.parse(SchemeSettings, { name: 'Permit', kind: 'resident', inForceFrom: '2026-04-01', tariff }));
const inputs = (given: Partial<Inputs> = {}): Inputs => ({
  ...{ nth: 1, months: 12, zone: 'mill-lane', applied: '2026-11-23', starts: '2026-11-23', claims: [] },
  ...given,
});
const vehicle = (facts: Partial<VehicleFacts>): VehicleFacts => ({ source: 'dvla', verified: true, ...facts });
const penceOf = (tariff: object, given: Partial<Inputs> = {}) => {
  const price = priceOf(scheme(tariff), inputs(given));
  return 'noPrice' in price ? price.noPrice : price.pence;
};
const length = { step: 'length' };

describeWithData('the councils of the 2016 pilots', () => {
  const shares = { '3': [1, 4] as [number, number], '6': [1, 2] as [number, number] };
  it.each([
    [
      'argleton',
      {
        ladder: [5100, 5100, 5100, 5100, 5100],
        six: 2550,
        three: 1275,
        most: 4,
        wait: '2016-11-06',
        payment: 'on_application',
      },
    ],
    [
      'buckinghamshire',
      {
        ladder: [5200, 5200, 5200],
        six: undefined,
        three: 1300,
        most: 2,
        wait: '2016-11-01',
        payment: 'on_application',
      },
    ],
    [
      'cambridgeshire',
      {
        ladder: [5100, 6100, 7100, 12_000, 12_000],
        six: 2550,
        three: 1275,
        most: undefined,
        wait: '2016-11-06',
        payment: 'on_application',
      },
    ],
    [
      'camden',
      {
        ladder: [100, 100, 100, 100, 100],
        six: undefined,
        three: 25,
        most: undefined,
        wait: '2016-11-06',
        payment: 'on_application',
      },
    ],
    [
      'northumberland',
      {
        ladder: [13_000, 13_000, 13_000],
        six: undefined,
        three: 3250,
        most: 2,
        wait: '2016-11-06',
        payment: 'on_application',
      },
    ],
    [
      'oxfordshire',
      {
        ladder: [1500, 6000, 12_000, 18_000, 18_000],
        six: undefined,
        three: 375,
        most: 1,
        wait: '2016-11-06',
        payment: 'on_approval',
      },
    ],
    [
      'sunderland',
      { ladder: [0, 2000, 4000, 6000, 6000], six: 0, three: 0, most: 5, wait: '2016-11-04', payment: 'on_application' },
    ],
    [
      'unbranded',
      {
        ladder: [6700, 7700, 10_000, 10_000, 10_000],
        six: 3350,
        three: 1675,
        most: 67,
        wait: '2016-11-01',
        payment: 'on_application',
      },
    ],
  ])('%s costs what it published', (name, expected) => {
    const council = pilotCouncils().find((one) => one.string === name);
    if (!council) throw new Error(`${name} is not in the file`);
    const settings = pilotSettings(council);
    const price = (nth: number, months: number) => {
      const { tariff } = settings;
      const shared = inForce({
        ...settings,
        ...(tariff && { tariff: { ...tariff, shares } }),
      });
      const [plain, byShares] = [inForce(settings), shared].map((one) => priceOf(one, inputs({ nth, months })));
      expect(byShares).toEqual(plain);
      return plain && 'pence' in plain ? plain.pence : plain;
    };
    expect({
      ladder: expected.ladder.map((_, i) => price(i + 1, 12)),
      six: settings.lengths.includes(6) ? price(1, 6) : undefined,
      three: price(1, 3),
      most: settings.limits.household,
      wait: earliestStart(settings.start, '2016-11-01'),
      payment: settings.payment,
    }).toEqual(expected);
  });
});

describe('bands by CO2', () => {
  const kensington = {
    bands: [
      { when: [{ fact: 'fuel', is: ['electric'] }], band: 'electric' },
      {
        by: 'co2',
        when: [{ fact: 'firstRegistered', from: '2001-03-01' }],
        bands: [
          { band: 'b1', from: 0, to: 100 },
          { band: 'b2', from: 101, to: 120 },
          { band: 'b3', from: 121, to: 150 },
          { band: 'b4', from: 151, to: 165 },
          { band: 'b5', from: 166, to: 185 },
          { band: 'b6', from: 186, to: 225 },
          { band: 'b7', from: 226 },
        ],
      },
      {
        by: 'engineCc',
        bands: [
          { band: 'small', from: 0, to: 1550 },
          { band: 'large', from: 1551 },
        ],
        unknown: 'b7',
      },
    ],
    prices: ['electric', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'small', 'large'].map((band, i) => ({
      band,
      ladder: [1000 * (i + 1), 1000 * (i + 1) + 500],
    })),
    steps: [
      {
        ...{ step: 'add', code: 'diesel_surcharge', says: 'Diesel surcharge', pence: 7000 },
        when: [
          { fact: 'fuel', is: ['diesel'] },
          { fact: 'euro', to: 5 },
        ],
      },
      length,
    ],
  };

  it.each([
    [
      'electric, though a figure is given',
      { fuel: 'electric', co2: 200, firstRegistered: '2019-01' },
      'electric',
      1000,
    ],
    ['at the top of a band', { fuel: 'petrol', co2: 100, firstRegistered: '2019-01' }, 'b1', 2000],
    ['at the bottom of the next', { fuel: 'petrol', co2: 101, firstRegistered: '2019-01' }, 'b2', 3000],
    ['beyond every band', { fuel: 'petrol', co2: 9999, firstRegistered: '2019-01' }, 'b7', 8000],
    [
      'in the first month that counts',
      { fuel: 'petrol', co2: 160, engineCc: 900, firstRegistered: '2001-03' },
      'b4',
      5000,
    ],
    [
      'first registered before March 2001',
      { fuel: 'petrol', co2: 160, engineCc: 1550, firstRegistered: '2001-02' },
      'small',
      9000,
    ],
    ['of unknown CO2', { fuel: 'petrol', engineCc: 1551, firstRegistered: '2019-01' }, 'large', 10_000],
    ['of unknown age', { fuel: 'petrol', co2: 90, engineCc: 1551 }, 'large', 10_000],
    ['of which nothing is known', {}, 'b7', 8000],
    ['an old diesel', { fuel: 'diesel', co2: 120, euro: 5, firstRegistered: '2014-01' }, 'b2', 10_000],
    ['a new diesel', { fuel: 'diesel', co2: 120, euro: 6, firstRegistered: '2016-01' }, 'b2', 3000],
    ['a diesel of unknown standard', { fuel: 'diesel', co2: 120, firstRegistered: '2016-01' }, 'b2', 3000],
  ] as const)('a car %s', (_, facts, band, pence) => {
    expect(priceOf(scheme(kensington), inputs({ vehicle: vehicle(facts) }))).toMatchObject({ band, pence });
  });

  it('puts petrol without a figure in the top band, as Croydon does', () => {
    const croydon = {
      bands: [
        { when: [{ fact: 'fuel', is: ['electric', 'hydrogen'] }], band: 'zero' },
        {
          by: 'co2',
          bands: [
            { band: 'zero', from: 0, to: 0 },
            { band: 'low', from: 1, to: 75 },
            { band: 'middle', from: 76, to: 165 },
            { band: 'high', from: 166, to: 225 },
            { band: 'top', from: 226 },
          ],
          unknown: 'top',
        },
      ],
      prices: ['zero', 'low', 'middle', 'high', 'top'].map((band, i) => ({ band, ladder: [650 * (i + 1)] })),
    };
    expect(penceOf(croydon, { vehicle: vehicle({ fuel: 'petrol' }) })).toBe(3250);
    expect(penceOf(croydon, { vehicle: vehicle({ fuel: 'electric', co2: 0 }) })).toBe(650);
  });

  it('adds a surcharge and keeps to a floor, as Ealing does', () => {
    const ealing = {
      bands: [
        {
          by: 'co2',
          bands: [
            { band: 'a', from: 0, to: 100 },
            { band: 'b', from: 101, to: 140 },
            { band: 'c', from: 141, to: 185 },
            { band: 'd', from: 186 },
          ],
          unknown: 'd',
        },
      ],
      prices: ['a', 'b', 'c', 'd'].map((band, i) => ({ band, ladder: [5000 + 2500 * i] })),
      steps: [
        { step: 'add', code: 'diesel', says: 'Diesel', pence: 5000, when: [{ fact: 'fuel', is: ['diesel'] }] },
        length,
        { step: 'floor', code: 'least', says: 'Least price', pence: 2000 },
      ],
    };
    expect(penceOf(ealing, { months: 3, vehicle: vehicle({ co2: 90, fuel: 'petrol' }) })).toBe(2000);
    expect(penceOf(ealing, { months: 3, vehicle: vehicle({ co2: 90, fuel: 'diesel' }) })).toBe(2500);
    expect(penceOf(ealing, { vehicle: vehicle({ co2: 141, fuel: 'diesel' }) })).toBe(15_000);
  });
});

describe('the order of steps', () => {
  const discount = {
    step: 'percent',
    code: 'low_emission',
    says: 'Low emission',
    percent: -50,
    when: [{ fact: 'co2', to: 95 }],
  };
  const second = {
    step: 'percent',
    code: 'second_vehicle',
    says: 'Second vehicle',
    percent: 50,
    when: [{ fact: 'nth', from: 2 }],
  };

  it('takes the discount first and adds half for a second vehicle to what is left, as Helsinki does', () => {
    const price = priceOf(
      scheme({ prices: [{ ladder: [36_000] }], steps: [discount, second, length] }),
      inputs({ nth: 2, months: 6, vehicle: vehicle({ co2: 95 }) }),
    );
    expect(price).toMatchObject({
      pence: 13_500,
      lines: [
        { code: 'base', says: 'Permit 2', saysWelsh: 'Trwydded 2', pence: 36_000 },
        { code: 'low_emission', pence: -18_000 },
        { code: 'second_vehicle', pence: 9000 },
        { code: 'length', says: 'For 6 months', saysWelsh: 'Am 6 mis', pence: -13_500 },
      ],
    });
  });

  it('charges a fee after the length in full', () => {
    const fee = { step: 'add', code: 'fee', says: 'Fee', pence: 1000 };
    const prices = [{ ladder: [12_000] }];
    expect(penceOf({ prices, steps: [length, fee] }, { months: 6 })).toBe(7000);
    expect(penceOf({ prices, steps: [fee, length] }, { months: 6 })).toBe(6500);
  });

  it('is free where a step says so, and never less than nothing', () => {
    const free = {
      step: 'set',
      code: 'blue_badge',
      says: 'Blue Badge',
      pence: 0,
      when: [{ fact: 'claim', is: ['blue_badge'] }],
    };
    const off = { step: 'add', code: 'off', says: 'Less', pence: -9900, when: [{ fact: 'claim', is: ['carer'] }] };
    const tariff = { prices: [{ ladder: [5100] }], steps: [free, off, length] };
    expect(penceOf(tariff, { claims: ['blue_badge'] })).toBe(0);
    expect(priceOf(scheme(tariff), inputs({ claims: ['carer'] }))).toMatchObject({
      pence: 0,
      lines: [{}, { pence: -5100 }],
    });
  });
});

describe('prices', () => {
  it('of a zone come before the price for all, and the last of a ladder repeats', () => {
    const prices = [{ ladder: [100, 200] }, { zone: 'old-town', ladder: [300] }];
    const cost = (zone: string, nth: number) => penceOf({ prices }, { zone, nth });
    expect([cost('mill-lane', 1), cost('mill-lane', 9), cost('old-town', 9)]).toEqual([100, 200, 300]);
  });

  it.each([
    ['nearest', 1, 4, 1288],
    ['nearest', 10, 4, 1290],
    ['up', 100, 4, 1300],
    ['down', 100, 4, 1200],
    ['nearest', 50, 4, 1300],
    ['nearest', 1, 1, 5150],
  ])('are rounded %s to %d: a %dth of a year', (mode, to, parts, pence) => {
    const tariff = { prices: [{ ladder: [5150] }], shares: { '3': [1, parts] }, rounding: { to, mode } };
    expect(penceOf(tariff, { months: 3 })).toBe(pence);
  });

  it('takes a per cent as it is written, not as binary fractions have it', () => {
    const steps = [{ step: 'percent', code: 'p', says: 'P', percent: 1.1 }, length];
    expect(penceOf({ prices: [{ ladder: [5000] }], steps, rounding: { to: 1, mode: 'up' } })).toBe(5055);
  });

  it('are told to be missing rather than made up', () => {
    expect(
      penceOf({ bands: [{ by: 'co2', bands: [{ band: 'a', from: 0 }] }], prices: [{ band: 'a', ladder: [1] }] }),
    ).toBe('no_band');
    expect(penceOf({ bands: [{ band: 'b' }], prices: [{ band: 'a', ladder: [1] }] })).toBe('no_ladder');
    expect(
      priceOf(inForce(z.parse(SchemeSettings, { name: 'V', kind: 'visitor', inForceFrom: '2026-04-01' })), inputs()),
    ).toEqual({ noPrice: 'no_tariff' });
  });
});
