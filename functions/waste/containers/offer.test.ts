import fc from 'fast-check';
import { type Action, ContainerSettings } from '../contract/containerSettings.ts';
import { blockersOf, type Household, judge, offers, priceOf, refusalOf, unitsOf } from './offer.ts';

const settings = ContainerSettings.parse({
  version: 1,
  containers: {
    bin: { service: 'refuse', actions: { request: { price: 100, reasons: { lost: 0, extra: 4500 } }, remove: {} } },
    large: { service: 'refuse', actions: { request: {} }, blocks: ['bin'] },
    larger: { service: 'refuse', actions: { request: {} }, blocks: ['bin', 'large'] },
    box: {
      service: 'recycling',
      actions: { request: { price: 250 }, replace: {} },
      maxPerRequest: 3,
      maxPerHousehold: 4,
      maxPerYear: 5,
      togetherWith: ['bag'],
    },
    bag: { service: 'food', requestOnly: true, actions: { request: {} }, maxPerRequest: 2, maxPerYear: 2 },
    all: { service: 'refuse', actions: { request: {} }, includes: ['bin', 'box'] },
  },
});
const household = (given: Partial<Household> = {}): Household => ({
  coming: new Set(['refuse', 'recycling']),
  shared: new Set(),
  present: new Map(),
  open: new Set(),
  counts: new Map(),
  ...given,
});
const open = (...containers: string[]) => household({ open: new Set(containers) });
const counted = (container: string, asked: number, has: number) =>
  household({ counts: new Map([[container, { asked, household: has }]]) });

it.each<[string, string, Action, Household, string | undefined]>([
  ['which nothing keeps from it', 'bin', 'request', household(), undefined],
  ['whose service does not come', 'bin', 'request', household({ coming: new Set() }), 'not_offered'],
  ['whose service need not come', 'bag', 'request', household({ coming: new Set() }), undefined],
  ['which its building shares', 'bin', 'request', household({ shared: new Set(['refuse']) }), 'shared'],
  ['which is asked for', 'bin', 'request', open('bin'), 'already_requested'],
  ['which is asked for, in another way', 'bin', 'remove', open('bin'), 'already_requested'],
  ['of which a larger one is asked for', 'bin', 'request', open('large'), 'larger_requested'],
  ['of which the largest is asked for', 'large', 'request', open('larger'), 'larger_requested'],
  ['of which a smaller one is asked for', 'larger', 'request', open('bin', 'large'), undefined],
  ['that stands for one that is asked for', 'all', 'request', open('box'), 'already_requested'],
  ['that stands for one of which a larger is asked for', 'all', 'request', open('large'), 'larger_requested'],
  ['of which the year has one left', 'box', 'request', counted('box', 4, 1), undefined],
  ['of which the year has none left', 'box', 'request', counted('box', 5, 1), 'year_limit'],
  ['of which the year has none left, to change', 'box', 'replace', counted('box', 5, 1), 'year_limit'],
  ['of which there is room for one', 'box', 'request', household({ present: new Map([['box', 3]]) }), undefined],
  [
    'of which there are as many as there can be',
    'box',
    'request',
    household({ present: new Map([['box', 4]]) }),
    'household_limit',
  ],
  ['of which that many will be there', 'box', 'request', counted('box', 1, 4), 'household_limit'],
  ['of which that many are there, to change', 'box', 'replace', counted('box', 1, 4), undefined],
  ['that stands for one of which there are that many', 'all', 'request', counted('box', 1, 4), 'household_limit'],
])('of one %s (%s, %s): %s', (_, container, action, here, refusal) => {
  expect(refusalOf([container], action, settings, here)).toBe(refusal);
});

it('knows what a request stands for, and what it is barred by', () => {
  expect(unitsOf(['all', 'bag'], settings)).toEqual(['all', 'bin', 'box', 'bag']);
  expect(blockersOf(['bin'], settings)).toEqual(['large', 'larger']);
  expect(blockersOf(['larger'], settings)).toEqual([]);
});

it.each([
  ['bin', 'extra', 1, 4500],
  ['bin', 'lost', 1, 0],
  ['box', undefined, 3, 750],
] as const)('of %s, because %s, %d cost %d', (container, reason, quantity, price) => {
  expect(priceOf({ container, together: [], action: 'request', reason, quantity }, settings)).toBe(price);
});

it('costs the sum of what is asked for together', () => {
  const wish = { container: 'box', together: ['bag'], action: 'request', quantity: 2 } as const;
  expect(judge(wish, settings, household())).toEqual({ price: 500, units: ['box', 'bag'] });
  expect(judge({ ...wish, quantity: 3 }, settings, household())).toEqual({
    field: 'quantity',
    detail: 'must be 2 at most',
  });
});

it('grants what it offers, and no more, whatever a household has', () => {
  const codes = Object.keys(settings.containers);
  const few = fc.integer({ min: 0, max: 5 });
  const some = fc.record({
    coming: fc.subarray(['refuse', 'recycling', 'food']).map((names) => new Set(names)),
    shared: fc.subarray(['refuse', 'recycling']).map((names) => new Set(names)),
    open: fc.subarray(codes).map((names) => new Set(names)),
    present: fc.uniqueArray(fc.tuple(fc.constantFrom(...codes), few)).map((rows) => new Map(rows)),
    counts: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...codes), fc.record({ asked: few, household: few })))
      .map((rows) => new Map(rows)),
  });
  fc.assert(
    fc.property(some, (here) => {
      for (const { container, actions } of offers(settings, here))
        for (const { action, max, reasons, refusal } of actions) {
          const wish = { container, together: [], action, ...(reasons[0] && { reason: reasons[0].reason }) };
          const verdict = (quantity: number) => judge({ ...wish, quantity }, settings, here);
          if (refusal) expect(verdict(1)).toEqual({ refusal });
          else {
            expect(verdict(max)).toHaveProperty('price');
            expect(verdict(max + 1)).toMatchObject({ field: 'quantity' });
          }
        }
    }),
  );
});
