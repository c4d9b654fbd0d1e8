import fc from 'fast-check';
import * as z from 'zod/mini';
import { inputs, tariffs, zones } from '#test/support/permitTariffs.ts';
import { inForce, pilotCouncils, pilotSettings } from '#test/support/pilotSchemes.ts';
import { itWithData } from '#test/support/sharedData.ts';
import { SchemeSettings } from '../contract/schemes.ts';
import { claims } from '../contract/tariffs.ts';
import { mustBeRight, schemeWrong } from './check.ts';
import { priceOf } from './price.ts';

const plain = {
  name: 'Resident permit',
  kind: 'resident',
  inForceFrom: '2026-04-01',
  tariff: { prices: [{ ladder: [5100] }] },
};
const wrong = (given: object, there = zones) =>
  Object.fromEntries(schemeWrong(z.parse(SchemeSettings, { ...plain, ...given }), new Set(there)));
const ofTariff = (given: object, rest: object = {}) => wrong({ ...rest, tariff: { ...plain.tariff, ...given } });

const co2 = (...bands: object[]) => ({
  bands: [{ by: 'co2', bands, unknown: 'top' }],
  prices: ['a', 'b', 'top'].map((band) => ({ band, ladder: [100] })),
});
const a = { band: 'a', from: 0, to: 100 };
const b = { band: 'b', from: 101, to: 150 };
const top = { band: 'top', from: 151 };

describe('bands', () => {
  it.each([
    ['in order, without a gap', [a, b, top], {}],
    [
      'with a gap',
      [a, { ...b, from: 102 }, top],
      { '#/tariff/bands/0/bands/1/from': 'must be 101: there is a gap to the band before it' },
    ],
    [
      'that overlap',
      [a, { ...b, from: 100 }, top],
      { '#/tariff/bands/0/bands/1/from': 'must be 101: it overlaps the band before it' },
    ],
    [
      'that do not start at 0',
      [{ ...a, from: 1 }, b, top],
      { '#/tariff/bands/0/bands/0/from': expect.stringContaining('must be 0') },
    ],
    [
      'without an open end',
      [a, b, { ...top, to: 225 }],
      { '#/tariff/bands/0/bands/2/to': expect.stringContaining('must be left out') },
    ],
    [
      'with an open end too early',
      [a, { band: 'b', from: 101 }, top],
      { '#/tariff/bands/0/bands/1/to': expect.stringContaining('is required') },
    ],
    [
      'back to front',
      [
        { ...a, to: 0 },
        { ...b, from: 1, to: 0 },
        { ...top, from: 1 },
      ],
      { '#/tariff/bands/0/bands/1/to': 'must not be less than “from”' },
    ],
  ])('%s', (_, bands, expected) => {
    expect(ofTariff(co2(...bands))).toEqual(expected);
  });

  const prices = [
    { band: 'a', ladder: [100] },
    { band: 'e', ladder: [100] },
  ];
  const electric = { band: 'e', when: [{ fact: 'fuel', is: ['electric'] }] };
  const all = { by: 'co2', bands: [{ band: 'a', from: 0 }] };
  it.each([
    [
      'the last table has conditions',
      [{ ...all, unknown: 'a' }, electric],
      {
        '#/tariff/bands/0': expect.stringContaining('decides everything'),
        '#/tariff/bands/1/when': expect.stringContaining('must be left out'),
      },
    ],
    [
      'the last table does not decide the unknown',
      [electric, all],
      { '#/tariff/bands/1/unknown': expect.stringContaining('is required') },
    ],
    ['every vehicle has a band', [electric, all, { band: 'a' }], {}],
  ])('%s', (_, bands, expected) => {
    expect(ofTariff({ bands, prices })).toEqual(expected);
  });
});

describe('prices', () => {
  it.each([
    [
      'missing for a band',
      {
        ...co2(a, b, top),
        prices: [
          { band: 'a', ladder: [1] },
          { band: 'top', ladder: [1] },
        ],
      },
      {},
      { '#/tariff/prices': 'must have a price of band b without “zone”, for every zone' },
    ],
    [
      'missing in zones that are yet to come',
      { prices: zones.map((zone) => ({ zone, ladder: [1] })) },
      {},
      { '#/tariff/prices': 'must have a price without “zone”, for every zone' },
    ],
    [
      'missing in a zone',
      { prices: [{ zone: 'mill-lane', ladder: [1] }] },
      { zones },
      { '#/tariff/prices': 'must have a price in zone old-town' },
    ],
    ['for each zone', { prices: zones.map((zone) => ({ zone, ladder: [1] })) }, { zones }, {}],
    ['given twice', { prices: [{ ladder: [1] }, { ladder: [2] }] }, {}, { '#/tariff/prices/1': 'is there already' }],
    [
      'of an unknown band',
      { prices: [{ ladder: [1] }, { band: 'x', ladder: [2] }] },
      {},
      { '#/tariff/prices/1/band': 'is not a band of the tariff' },
    ],
    [
      'without a band where there are bands',
      { bands: [{ band: 'a' }], prices: [{ ladder: [1] }, { band: 'a', ladder: [1] }] },
      {},
      { '#/tariff/prices/0/band': 'is required: the tariff has bands' },
    ],
    [
      'in a zone of others',
      { prices: [{ ladder: [1] }, { zone: 'old-town', ladder: [1] }] },
      { zones: ['mill-lane'] },
      { '#/tariff/prices/1/zone': 'is not a zone of the scheme' },
    ],
    [
      'that would be rounded',
      { prices: [{ ladder: [1000, 1005] }], rounding: { to: 10, mode: 'up' } },
      {},
      { '#/tariff/prices/0/ladder/1': expect.stringContaining('multiple of 10') },
    ],
    [
      'that could be beyond measure',
      {
        prices: [{ ladder: [100_000] }],
        steps: [
          { step: 'length' },
          { step: 'percent', code: 'x', says: 'X', percent: 1000 },
          { step: 'percent', code: 'y', says: 'Y', percent: 1000 },
        ],
      },
      {},
      { '#/tariff': 'could make a permit cost more than £100,000' },
    ],
    ['by a share of 0 months', { shares: { '06': [1, 2] } }, {}, { '#/tariff/shares/06': expect.any(String) }],
  ])('%s', (_, tariff, rest, expected) => {
    expect(ofTariff(tariff, rest)).toEqual(expected);
  });
});

describe('steps', () => {
  const floor = { step: 'floor', code: 'floor', says: 'Floor', pence: 0 };
  it.each([
    ['none for the length', [floor], { '#/tariff/steps': 'must have exactly one step “length”' }],
    [
      'two for the length',
      [{ step: 'length' }, { step: 'length' }],
      { '#/tariff/steps': 'must have exactly one step “length”' },
    ],
    [
      'a code of ours',
      [{ step: 'length' }, { ...floor, code: 'base' }],
      { '#/tariff/steps/1/code': expect.any(String) },
    ],
    [
      'a zone that is not there',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'zone', is: ['nowhere'] }] }],
      { '#/tariff/steps/1/when/0/is/0': 'is not a zone of the scheme' },
    ],
    [
      'a claim that nobody can make',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'claim', is: ['carer'] }] }],
      { '#/tariff/steps/1/when/0/is/0': expect.stringContaining('cannot be claimed') },
    ],
    [
      'a condition that says nothing',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'co2' }] }],
      { '#/tariff/steps/1/when/0': 'must have “from” or “to”' },
    ],
    [
      'unknown and in a range',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'co2', unknown: true, to: 3 }] }],
      { '#/tariff/steps/1/when/0/unknown': expect.any(String) },
    ],
    [
      'an empty range',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'co2', from: 4, to: 3 }] }],
      { '#/tariff/steps/1/when/0/to': expect.stringContaining('nothing could meet this') },
    ],
    [
      'an empty range of days',
      [{ step: 'length' }, { ...floor, when: [{ fact: 'applied', from: '2026-01-01', before: '2026-01-01' }] }],
      { '#/tariff/steps/1/when/0/before': expect.any(String) },
    ],
  ])('%s', (_, steps, expected) => {
    expect(ofTariff({ steps })).toEqual(expected);
  });
});

describe('schemes', () => {
  const visitors = { unit: 'voucher', packs: [{ units: 10, pence: 1200 }] };
  it.each([
    ['as plain as can be', {}, {}],
    ['without a tariff', { tariff: undefined }, { '#/tariff': 'is required for resident schemes' }],
    ['for residents, with vouchers', { visitors }, { '#/visitors': 'is not for resident schemes' }],
    [
      'for visitors, with a tariff',
      { kind: 'visitor' },
      { '#/visitors': 'is required for visitor schemes', '#/tariff': 'is not for visitor schemes' },
    ],
    [
      'with packs beyond the allowance',
      { kind: 'visitor', tariff: undefined, visitors: { ...visitors, allowance: { units: 5 } } },
      { '#/visitors/packs/0/units': expect.any(String) },
    ],
    [
      'with free vouchers of no allowance',
      { kind: 'visitor', tariff: undefined, visitors: { ...visitors, free: 5 } },
      { '#/visitors/free': expect.any(String) },
    ],
    [
      'in a zone that is not there',
      { zones: ['nowhere'], limits: { zones: { 'old-town': 5 } } },
      { '#/zones/0': 'is not a zone of the council', '#/limits/zones/old-town': 'is not a zone of the scheme' },
    ],
    ['in a zone twice', { zones: ['old-town', 'old-town'] }, { '#/zones/1': 'is there already' }],
    [
      'with a waiting list for nothing',
      { limits: { waitingList: {} } },
      { '#/limits/waitingList': expect.stringContaining('no zone could be full') },
    ],
    [
      'longer than to the common end',
      { lengths: [12, 24], end: { rule: 'common', on: '03-31', price: 'full' } },
      { '#/lengths/1': expect.stringContaining('at most 12') },
    ],
    [
      'with a common end that no year has',
      { end: { rule: 'common', on: '02-30', price: 'full' } },
      { '#/end/on': 'must be a day that there is' },
    ],
    ['with a common end that some years have', { end: { rule: 'common', on: '02-29', price: 'full' } }, {}],
    ['with a length twice', { lengths: [6, 6] }, { '#/lengths/1': 'is there already' }],
    [
      'that can only start when it is too late',
      { start: { waitDays: 9, withinDays: 5 } },
      { '#/start/withinDays': expect.any(String) },
    ],
    [
      'that remind before anybody can renew',
      { renewal: { windowDays: 20 } },
      { '#/renewal/remindDays/0': expect.any(String) },
    ],
    [
      'paid before two people look',
      { payment: 'on_application', approval: 'two_people' },
      { '#/payment': expect.any(String) },
    ],
    [
      'temporary until nobody approves',
      { temporaryPermit: true, approval: 'automatic' },
      { '#/temporaryPermit': expect.any(String) },
    ],
    [
      'of no vehicle, with vehicles refused',
      {
        vehicle: {
          needed: false,
          refused: [{ code: 'long', says: 'Too long', when: [{ fact: 'lengthMm', from: 5300 }] }],
        },
      },
      { '#/vehicle/refused': expect.any(String), '#/vehicle/refused/0/when/0/fact': expect.any(String) },
    ],
    [
      'with proof of what nobody can claim',
      { evidence: [{ of: 'claim', anyOf: [{ proof: 'blue_badge' }], when: { claim: 'blue_badge' } }] },
      { '#/evidence/0/when/claim': expect.any(String) },
    ],
  ])('%s', (_, given, expected) => {
    expect(wrong(given)).toEqual(expected);
  });

  it('names each field that is wrong, the first in words', () => {
    expect(() => mustBeRight(schemeWrong(z.parse(SchemeSettings, { ...plain, zones: ['x', 'y'] }), new Set()))).toThrow(
      '“zones/0” is not a zone of the council.',
    );
    expect(() => mustBeRight([])).not.toThrow();
  });

  itWithData('finds nothing wrong with what the pilots published', () => {
    expect(pilotCouncils().map((one) => schemeWrong(pilotSettings(one), new Set()))).toEqual(
      pilotCouncils().map(() => []),
    );
  });

  it('that can be published price every vehicle, in lines that add up, never below nothing', () => {
    const settings = z.parse(SchemeSettings, { ...plain, claims: [...claims] });
    fc.assert(
      fc.property(tariffs, inputs, (tariff, given) => {
        expect(schemeWrong({ ...settings, tariff }, new Set(zones))).toEqual([]);
        const price = priceOf(inForce({ ...settings, tariff }), given);
        if ('noPrice' in price) throw new Error(price.noPrice);
        let sum = 0;
        for (const { pence } of price.lines) {
          sum += pence;
          expect(Number.isSafeInteger(pence) && sum >= 0).toBe(true);
        }
        expect(price.pence).toBe(sum);
        expect(price.pence % tariff.rounding.to).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
