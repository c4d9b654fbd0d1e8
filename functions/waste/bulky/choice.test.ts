import fc from 'fast-check';
import { type BulkySettings, usualBulky } from '../contract/bulkySettings.ts';
import { standardItems } from './catalogue.ts';
import { judge } from './choice.ts';

const terms = { saturday: false, concession: false, trade: false };
const settings = (given: Partial<BulkySettings>): BulkySettings => ({ ...usualBulky, ...given });
const sofa = (quantity: number) => ({ item: 'sofa', quantity });
const points = (most: number): Partial<BulkySettings> => ({
  price: {
    strategy: 'points',
    each: 2,
    levels: {
      plain: [
        { min: 1, price: 4000 },
        { min: most, refuse: true },
      ],
    },
  },
});

it.each<[string, Partial<BulkySettings>, ReturnType<typeof sofa>[], [string, string][]]>([
  ['an item that nobody knows', {}, [sofa(1), { item: 'elephant', quantity: 1 }], [['unknown_item', '#/items/1/item']]],
  ['an item that every object has', {}, [{ item: 'constructor', quantity: 1 }], [['unknown_item', '#/items/0/item']]],
  [
    'an item that the council does not take',
    { items: { sofa: { offered: false } } },
    [sofa(1)],
    [['unknown_item', '#/items/0/item']],
  ],
  ['too many of an item', { items: { sofa: { max: 2 } } }, [sofa(3)], [['too_many_of_item', '#/items/0/quantity']]],
  [
    'too many of an item in two lines',
    { items: { sofa: { max: 2 } } },
    [sofa(2), sofa(1)],
    [
      ['too_many_of_item', '#/items/0/quantity'],
      ['too_many_of_item', '#/items/1/quantity'],
    ],
  ],
  ['Peterborough, more than five', {}, [sofa(6)], [['too_many_items', '#/items']]],
  ['too many points', points(10), [sofa(5)], [['too_many_points', '#/items']]],
  [
    'several things',
    { items: { sofa: { max: 2 } } },
    [sofa(6), { item: 'x', quantity: 1 }],
    [
      ['too_many_of_item', '#/items/0/quantity'],
      ['unknown_item', '#/items/1/item'],
      ['too_many_items', '#/items'],
    ],
  ],
])('says of %s what is wrong, and no price', (_, given, wanted, wrong) => {
  const judged = judge(wanted, settings(given), terms);
  expect([judged.wrong.map(({ code, pointer }) => [code, pointer]), judged.price]).toEqual([wrong, undefined]);
});

it.each([
  ['en', 'At most 2 of “sofa” are collected at a time.'],
  ['cy', 'Cesglir hyd at 2 o “soffa” ar y tro.'],
] as const)('says it in %s', (language, message) => {
  const judged = judge([sofa(3)], settings({ items: { sofa: { max: 2, nameWelsh: 'soffa' } } }), terms, language);
  expect(judged.wrong[0]?.message).toBe(message);
});

it('tells the price of each line where items have prices, and its points where they have those', () => {
  const perItem = settings({
    items: { sofa: { price: 1500 } },
    price: { strategy: 'perItem', each: 1000, minimum: 0 },
  });
  expect(judge([sofa(2), { item: 'armchair', quantity: 1 }], perItem, terms)).toEqual({
    wrong: [],
    price: 4000,
    lines: [
      { ...sofa(2), price: 3000 },
      { item: 'armchair', quantity: 1, price: 1000 },
    ],
  });
  expect(judge([sofa(2)], settings(points(10)), terms)).toEqual({
    wrong: [],
    price: 4000,
    points: 4,
    lines: [{ ...sofa(2), points: 4 }],
  });
  expect(judge([sofa(2)], settings({}), terms).lines).toEqual([sofa(2)]);
});

it('has either a price or something that is wrong', () => {
  const wanted = fc.array(
    fc.record({ item: fc.constantFrom('elephant', ...standardItems.keys()), quantity: fc.integer({ min: 1, max: 9 }) }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(wanted, fc.constantFrom({}, points(10), { items: { sofa: { max: 1 } } }), (chosen, given) => {
      const { wrong, price } = judge(chosen, settings(given), terms);
      return (price === undefined) === wrong.length > 0;
    }),
  );
});
