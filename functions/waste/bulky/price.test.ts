/** Each way that councils price a collection (`BulkyWaste.pm` and `Bulky.pm` of mysociety/fixmystreet). */
import fc from 'fast-check';
import type { PriceRule } from '../contract/bulkyPrices.ts';
import { type Chosen, priceOf, type Terms, toPay } from './price.ts';

const anyDay: Terms = { saturday: false, concession: false, trade: false };
const saturday = { ...anyDay, saturday: true };
const concession = { ...anyDay, concession: true };
const both = { ...saturday, concession: true };
const trade = { ...anyDay, trade: true };
const some = (quantity: number, rules: Chosen['rules'] = {}): Chosen => ({ item: 'sofa', quantity, rules });
const pops = (quantity: number) => some(quantity, { pops: true });

const single: PriceRule = { strategy: 'single', price: 2350 };
const perItem: PriceRule = { strategy: 'perItem', each: 1000, minimum: 2500 };
const withTrade: PriceRule = { ...perItem, tradeEach: 2000 };
const banded: PriceRule = { strategy: 'banded', band1Price: 4000, band1Max: 4, price: 6000 };
const bandedPops: PriceRule = { ...banded, strategy: 'bandedPops', band1PopsPrice: 5000, popsPrice: 7500 };
const popsOnly: PriceRule = { strategy: 'popsOnly', price: 3000, popsPrice: 4500 };
const bexley: PriceRule = {
  strategy: 'points',
  each: 1,
  levels: {
    plain: [
      { min: 1, price: 4530 },
      { min: 5, price: 6040 },
      { min: 13, price: 9060 },
      { min: 25, refuse: true },
    ],
    saturday: [{ min: 1, price: 8000 }],
    concession: [{ min: 1, price: 2550 }],
    saturdayConcession: [{ min: 1, price: 6000 }],
  },
};
const only = (levels: Partial<Extract<PriceRule, { strategy: 'points' }>['levels']>): PriceRule => ({
  strategy: 'points',
  each: 1,
  levels: { plain: [{ min: 1, price: 4530 }], ...levels },
});

it.each<[string, PriceRule, Chosen[], Terms, number | undefined]>([
  ['single, one price for one item', single, [some(1)], anyDay, 2350],
  ['single, one price for five', single, [some(2), some(3)], anyDay, 2350],
  ['per item, below the minimum', perItem, [some(2)], anyDay, 2500],
  ['per item, at the minimum', perItem, [some(1, { price: 1500 }), some(1)], anyDay, 2500],
  ['per item, above it', perItem, [some(2, { price: 1500 }), some(1)], anyDay, 4000],
  ['per item, a free one', { ...perItem, minimum: 0 }, [some(3, { price: 0 })], anyDay, 0],
  ['per item, at a business with its own prices', withTrade, [some(1, { price: 1500, tradePrice: 3000 })], trade, 3000],
  ['per item, at a business with one price for it', withTrade, [some(2)], trade, 4000],
  ['per item, at a business where only homes have a price', withTrade, [some(2, { price: 1500 })], trade, 3000],
  ['per item, at a business where prices are the same', perItem, [some(3)], trade, 3000],
  ['banded, the last of the first band', banded, [some(4)], anyDay, 4000],
  ['banded, the first of the second', banded, [some(4), some(1)], anyDay, 6000],
  ['banded with upholstery, first band without upholstery', bandedPops, [some(4)], anyDay, 4000],
  ['banded with upholstery, first band with one upholstered', bandedPops, [some(3), pops(1)], anyDay, 5000],
  ['banded with upholstery, second band without', bandedPops, [some(5)], anyDay, 6000],
  ['banded with upholstery, second band with', bandedPops, [pops(1), some(4)], anyDay, 7500],
  ['upholstery only, without', popsOnly, [some(5)], anyDay, 3000],
  ['upholstery only, with', popsOnly, [some(4), pops(1)], anyDay, 4500],
  ['Bexley, the lowest level', bexley, [some(4)], anyDay, 4530],
  ['Bexley, a level just reached', bexley, [some(1, { points: 4 }), some(1)], anyDay, 6040],
  ['Bexley, a level nearly reached', bexley, [some(3, { points: 4 })], anyDay, 6040],
  ['Bexley, the level above', bexley, [some(3, { points: 4 }), some(1)], anyDay, 9060],
  ['Bexley, too many points', bexley, [some(5, { points: 5 })], anyDay, undefined],
  ['Bexley on a Saturday', bexley, [some(1)], saturday, 8000],
  ['Bexley with a pension', bexley, [some(1)], concession, 2550],
  ['Bexley on a Saturday with a pension', bexley, [some(1)], both, 6000],
  ['one table, on a Saturday with a concession', only({}), [some(1)], both, 4530],
  [
    'no table for both: that of Saturdays',
    only({ saturday: [{ min: 1, price: 8000 }], concession: [{ min: 1, price: 1 }] }),
    [some(1)],
    both,
    8000,
  ],
  [
    'no table of Saturdays: that of concessions',
    only({ concession: [{ min: 1, price: 2550 }] }),
    [some(1)],
    both,
    2550,
  ],
])('%s', (_, rule, chosen, terms, price) => {
  expect(priceOf(chosen, rule, terms).price).toBe(price);
});

const chosen = fc.array(
  fc.record({
    item: fc.constant('sofa'),
    quantity: fc.integer({ min: 1, max: 20 }),
    rules: fc.record(
      { price: fc.nat(5000), tradePrice: fc.nat(5000), points: fc.integer({ min: 1, max: 20 }), pops: fc.boolean() },
      { requiredKeys: [] },
    ),
  }),
  { minLength: 1, maxLength: 10 },
);
const terms = fc.record({ saturday: fc.boolean(), concession: fc.boolean(), trade: fc.boolean() });
const rule = fc.constantFrom(single, perItem, withTrade, banded, bandedPops, popsOnly, bexley);
/** What is refused is dearer than anything. */
const cost = (...given: Parameters<typeof priceOf>): number => priceOf(...given).price ?? Number.POSITIVE_INFINITY;

it('is never below nothing', () => {
  fc.assert(fc.property(chosen, rule, terms, (...given) => cost(...given) >= 0));
});

it('is never less for more', () => {
  fc.assert(
    fc.property(
      chosen,
      chosen,
      rule,
      terms,
      (few, more, ...given) => cost([...few, ...more], ...given) >= cost(few, ...given),
    ),
  );
});

it.each([
  ['dearer', 6000, 4000, 2000],
  ['as dear', 4000, 4000, 0],
  ['cheaper', 2500, 4000, 0],
  ['not paid at all so far', 4000, 0, 4000],
])('of a change that is %s, the difference to all that was paid so far is asked for', (_, price, paid, asked) => {
  expect(toPay(price, paid)).toBe(asked);
});

it('of a change never pays back, and never asks for more than the price', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.nat(1_000_000), (price, paid) => {
      const asked = toPay(price, paid);
      return asked >= 0 && asked <= price;
    }),
  );
});
