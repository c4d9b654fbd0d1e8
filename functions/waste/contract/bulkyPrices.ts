/** What a council asks for a bulky collection: one of the ways that councils price them. Money is in pence. */
import * as z from 'zod/mini';
import { described, named } from '#shared/contract/index.ts';
import { Pence } from './caseFields.ts';

export const Points = (description: string, example: number) =>
  described(z.int().check(z.minimum(1), z.maximum(1000)), description, example);
const Most = (description: string, example: number) =>
  described(z.int().check(z.minimum(1), z.maximum(100)), description, example);

const Level = z.union(
  [
    z.strictObject({ min: Points('From so many points.', 9), price: Pence('What it costs.', 6000) }),
    z.strictObject({
      min: Points('From so many points.', 25),
      refuse: described(z.literal(true), 'It is too much for one collection.'),
    }),
  ],
  { error: 'must have “min”, and either “price” or “refuse”: true' },
);
export type Level = z.infer<typeof Level>;

const Levels = (description: string) =>
  described(z.array(Level).check(z.minLength(1), z.maxLength(20)), description, [
    { min: 1, price: 4000 },
    { min: 9, price: 6000 },
    { min: 25, refuse: true },
  ]);

const Tables = z.strictObject({
  plain: Levels('On any day, for anybody, where there is no table of its own.'),
  saturday: z.optional(Levels('On Saturdays.')),
  concession: z.optional(Levels('With a concession.')),
  saturdayConcession: z.optional(
    Levels('On Saturdays with a concession; that of Saturdays unless told, else that of concessions.'),
  ),
});
export type Tables = z.infer<typeof Tables>;

const price = Pence('What a collection costs.', 4000);
const popsPrice = Pence(
  'What it costs if any item is marked “pops”: upholstered seats, which hold persistent organic pollutants.',
  6000,
);
const band1Max = Most('Up to so many items it costs the price of the first band.', 3);

export const PriceRule = named(
  z.discriminatedUnion(
    'strategy',
    [
      z.strictObject({ strategy: described(z.literal('single'), 'One price for a collection.'), price }),
      z.strictObject({
        strategy: described(z.literal('perItem'), 'The prices of the items, added up.'),
        each: Pence('What an item costs that has no price of its own.', 1000),
        tradeEach: z.optional(Pence('The same at a business; as at a home unless told.', 2000)),
        minimum: z._default(Pence('What a collection costs at least.', 2000), 0),
      }),
      z.strictObject({
        strategy: described(z.literal('banded'), 'A lower price up to a number of items.'),
        band1Price: Pence('What few items cost.', 3000),
        band1Max,
        price,
      }),
      z.strictObject({
        strategy: described(
          z.literal('bandedPops'),
          'As banded, with higher prices for persistent organic pollutants.',
        ),
        band1Price: Pence('What few items cost.', 3000),
        band1PopsPrice: Pence('What few items cost if any of them is marked “pops”.', 4500),
        band1Max,
        price,
        popsPrice,
      }),
      z.strictObject({
        strategy: described(z.literal('popsOnly'), 'One price, and a higher one for persistent organic pollutants.'),
        price,
        popsPrice,
      }),
      z.strictObject({
        strategy: described(z.literal('points'), 'By the points of the items, added up.'),
        each: z._default(Points('Points of an item that has none of its own.', 1), 1),
        levels: described(Tables, 'The price of the highest level that is reached counts.'),
      }),
    ],
    { error: 'must have a “strategy”: single, perItem, banded, bandedPops, popsOnly or points' },
  ),
  { id: 'BulkyPriceRule', description: 'How a collection is priced.' },
);
export type PriceRule = z.infer<typeof PriceRule>;
