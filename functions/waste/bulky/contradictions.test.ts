import * as z from 'zod/mini';
import { BulkySettings, usualBulky } from '../contract/bulkySettings.ts';
import { contradictions } from './contradictions.ts';

const settings = (given: object): BulkySettings => z.parse(BulkySettings, { version: 1, ...given });
const levels = (...plain: object[]) => ({ price: { strategy: 'points', levels: { plain } } });
const banded = { strategy: 'banded', band1Price: 3000, band1Max: 3, price: 4000 };
const bandedPops = { ...banded, strategy: 'bandedPops', band1PopsPrice: 3500, popsPrice: 5000 };
const popsOnly = { strategy: 'popsOnly', price: 3000, popsPrice: 4000 };
const sofas = { sofa: { pops: true } };
const cutoff = (daysBefore: number, workingDays = false) => ({ time: '14:00', daysBefore, workingDays });

it.each([
  ['what holds before anybody wrote any', {}],
  ['all that can be paid', { itemsMax: 10, price: { strategy: 'perItem', each: 100_000 } }],
  ['bands', { price: banded }],
  ['bands with upholstery', { price: bandedPops, items: sofas }],
  ['upholstery', { price: popsOnly, items: sofas }],
  ['points', levels({ min: 1, price: 10 }, { min: 5, price: 10 }, { min: 6, refuse: true })],
  [
    'an item of the council’s own',
    { extraItems: [{ item: 'canoe', name: 'canoe', category: 'Sport' }], items: { canoe: { max: 1 } } },
  ],
  ['today’s bookings', { window: { days: 0, start: cutoff(0) }, amend: cutoff(1), cancel: { cutoff: cutoff(1) } }],
  [
    'a service’s days on which few can be booked',
    { days: { by: 'service', service: 'refuse' }, capacity: { daily: 0, weekdays: { monday: 1 } } },
  ],
])('has nothing against %s', (_, given) => {
  expect(contradictions(settings(given))).toEqual([]);
});

it.each([
  ['an item that there is not', { items: { elephant: {} } }, '#/items/elephant'],
  ['an item that is only what every object has', { items: { constructor: {} } }, '#/items/constructor'],
  [
    'an item of its own that the standard has',
    { extraItems: [{ item: 'sofa', name: 'sofa', category: 'x' }] },
    '#/extraItems/0/item',
  ],
  [
    'an item of its own twice',
    { extraItems: ['a', 'b'].map((name) => ({ item: 'canoe', name, category: 'x' })) },
    '#/extraItems/1/item',
  ],
  ['a first band that is all', { price: { ...banded, band1Max: 5 } }, '#/price/band1Max'],
  ['a first band that is dearer', { price: { ...banded, band1Price: 4001 } }, '#/price/price'],
  [
    'a first band with upholstery that is cheaper',
    { price: { ...bandedPops, band1PopsPrice: 2999 }, items: sofas },
    '#/price/band1PopsPrice',
  ],
  [
    'a first band with upholstery that is dearer than all',
    { price: { ...bandedPops, band1PopsPrice: 5001 }, items: sofas },
    '#/price/popsPrice',
  ],
  [
    'upholstery that is cheaper in bands',
    { price: { ...bandedPops, popsPrice: 3999 }, items: sofas },
    '#/price/popsPrice',
  ],
  ['upholstery that is cheaper', { price: { ...popsOnly, popsPrice: 2999 }, items: sofas }, '#/price/popsPrice'],
  ['a price for upholstery without any', { price: popsOnly }, '#/items'],
  [
    'a price for upholstery that is not taken',
    { price: popsOnly, items: { sofa: { pops: true, offered: false } } },
    '#/items',
  ],
  ['levels that begin too high', levels({ min: 2, price: 10 }), '#/price/levels/plain/0/min'],
  ['levels that refuse everything', levels({ min: 1, refuse: true }), '#/price/levels/plain/0'],
  ['levels that do not rise', levels({ min: 1, price: 10 }, { min: 1, price: 20 }), '#/price/levels/plain/1/min'],
  ['levels that get cheaper', levels({ min: 1, price: 10 }, { min: 2, price: 9 }), '#/price/levels/plain/1/price'],
  [
    'a level behind one that refuses',
    levels({ min: 1, price: 9 }, { min: 2, refuse: true }, { min: 3, price: 9 }),
    '#/price/levels/plain/2',
  ],
  [
    'levels of Saturdays that do not rise',
    {
      price: {
        strategy: 'points',
        levels: {
          plain: [{ min: 1, price: 1 }],
          saturday: [
            { min: 1, price: 2 },
            { min: 1, price: 3 },
          ],
        },
      },
    },
    '#/price/levels/saturday/1/min',
  ],
  ['more than can be paid', { itemsMax: 11, price: { strategy: 'perItem', each: 100_000 } }, '#/itemsMax'],
  [
    'more than can be paid for one item',
    { price: { strategy: 'perItem', each: 1 }, items: { piano: { tradePrice: 200_001 } } },
    '#/itemsMax',
  ],
  ['a start beyond the window', { window: { days: 7, start: cutoff(9) } }, '#/window/start/daysBefore'],
  ['a start beyond it by weekends', { window: { days: 11, start: cutoff(10, true) } }, '#/window/start/daysBefore'],
  ['a change beyond it', { window: { days: 7 }, amend: cutoff(9) }, '#/amend/daysBefore'],
  ['a cancellation beyond it', { window: { days: 7 }, cancel: { cutoff: cutoff(9) } }, '#/cancel/cutoff/daysBefore'],
  ['room for nobody', { capacity: { daily: 0 } }, '#/capacity'],
  [
    'room on other days only',
    { days: { by: 'weekdays', weekdays: ['monday'] }, capacity: { weekdays: { monday: 0 } } },
    '#/capacity',
  ],
])('refuses %s', (_, given, pointer) => {
  expect(contradictions(settings(given)).map(([where]) => where)).toEqual([pointer]);
});

it.each([
  ['no day of the week', { days: { by: 'weekdays', weekdays: [] } }],
  ['no way of pricing', { price: { price: 4000 } }],
  ['a level with a price that refuses', levels({ min: 1, price: 10, refuse: true })],
  ['points without the plain table', { price: { strategy: 'points', levels: { saturday: [{ min: 1, price: 1 }] } } }],
  ['a reservation of more than two hours', { reservationMinutes: 121 }],
  ['a negative price', { price: { strategy: 'single', price: -1 } }],
  ['a time that there is not', { amend: { time: '24:00' } }],
  ['a day that there is not', { closures: ['2026-02-30'] }],
])('cannot read %s', (_, given) => {
  expect(z.safeParse(BulkySettings, { version: 1, ...given }).success).toBe(false);
});

it('can be read again as it is written', () => {
  expect(z.parse(BulkySettings, usualBulky)).toEqual(usualBulky);
});
