/** The worked examples of the councils whose rules these are, and what has to hold for any prices. */
import fc from 'fast-check';
import { londonDay } from '#shared/london.ts';
import { GardenSettings } from '../contract/gardenSettings.ts';
import { costOn, type Order, quoted } from './price.ts';

const from = (startDate: string, cost: number) => ({ startDate, cost });
const always = (cost: number) => [from('2020-01-01', cost)];
const settings = (given: object = {}): GardenSettings =>
  GardenSettings.parse({ version: 1, services: ['garden_waste'], ...given });
const today = '2026-11-23';
const order = (given: Partial<Order> & { runsTo?: string } = {}): Parameters<typeof quoted>[0] => ({
  ...{ action: 'new', bins: 1, toDeliver: 0, startsOn: today, endsOn: '2027-11-22' },
  ...given,
});
const priceOf = (given: Parameters<typeof order>[0], of: GardenSettings, on = today) =>
  quoted(order(given), of, on)?.total;

const two = { firstBin: always(6000), bin: always(4500) };
const discounts = { benefits: { label: 'Who has a benefit', percent: 10 } };

it('of three bins, the first 6000 and further ones 4500, is 15000', () => {
  expect(quoted(order({ bins: 3 }), settings({ prices: two }), today)).toEqual({
    total: 15_000,
    lines: [
      { code: 'first_bin', quantity: 1, amount: 6000 },
      { code: 'further_bins', quantity: 2, amount: 9000 },
    ],
  });
});

it('of the same with 10% off is 13500', () => {
  expect(quoted(order({ bins: 3, discount: 'benefits' }), settings({ prices: two, discounts }), today)).toMatchObject({
    total: 13_500,
    lines: [{}, {}, { code: 'discount', amount: -1500 }],
  });
});

const bromley = { prices: two, addition: { by: 'weekly', base: 1000, weekly: 80 } };
it.each([
  ['8 whole weeks', 56, 1, 1560],
  ['8 whole weeks and 6 days', 62, 1, 1560],
  ['9 whole weeks', 63, 1, 1640],
  ['1 whole week', 7, 1, 1000],
  ['6 days', 6, 1, 1000],
  ['its last day', 0, 1, 1000],
  ['8 whole weeks, two bins', 56, 2, 3120],
])('of a bin added with %s (%d days) left, base 1000 and weekly 80, %d of them, is %d', (_, days, bins, total) => {
  const endsOn = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
  expect(priceOf({ action: 'addition', bins, endsOn }, settings(bromley))).toBe(total);
});

it('rounds what a week costs to a penny when all weeks are together', () => {
  const odd = settings({ prices: two, addition: { by: 'weekly', base: 1000, weekly: 83.35 } });
  expect(priceOf({ action: 'addition', endsOn: '2027-01-18' }, odd)).toBe(1583);
});

it('of a bin added elsewhere is the full price of a further one, with neither first price nor its discount', () => {
  const full = settings({ prices: { ...two, firstBinDiscount: always(1000) }, discounts });
  expect(priceOf({ action: 'addition' }, full)).toBe(4500);
  expect(priceOf({ action: 'addition', bins: 2, discount: 'benefits' }, full)).toBe(8100);
});

it.each<[string, object, Parameters<typeof order>[0], number | undefined]>([
  ['the normal price, where the first has none of its own', { bin: always(4500) }, { bins: 3 }, 13_500],
  ['none, where none is set', {}, {}, undefined],
  ['none, where the only one has not begun', { bin: [from('2026-11-24', 4500)] }, {}, undefined],
  ['less the discount on the first', { ...two, firstBinDiscount: always(1000) }, { bins: 2 }, 9500],
  ['never below nothing by that discount', { ...two, firstBinDiscount: always(9000) }, { bins: 2 }, 4500],
  ['that discount on a renewal too', { ...two, firstBinDiscount: always(1000) }, { action: 'renewal' }, 5000],
  ['as normal of a renewal, where it has no price of its own', two, { action: 'renewal', bins: 2 }, 10_500],
  ['its own of a renewal', { ...two, renewalBin: always(4000) }, { action: 'renewal', bins: 2 }, 8000],
  [
    'its own of a renewal, first and further',
    { ...two, renewalBin: always(4000), renewalFirstBin: always(5000) },
    { action: 'renewal', bins: 3 },
    13_000,
  ],
  [
    'its own of the first renewed only',
    { ...two, renewalFirstBin: always(5000) },
    { action: 'renewal', bins: 2 },
    9500,
  ],
  ['the normal one of a new one, whatever renewals cost', { ...two, renewalBin: always(4000) }, {}, 6000],
  ['no fee for new containers, where none is set', two, { bins: 2, toDeliver: 2 }, 10_500],
  [
    'a fee for the first new container and another for further ones',
    { ...two, adminFeeFirst: always(2000), adminFeeFurther: always(750) },
    { bins: 4, toDeliver: 3 },
    23_000,
  ],
  ['no fee for those that are there', { ...two, adminFeeFirst: always(2000) }, { bins: 2, toDeliver: 0 }, 10_500],
  [
    'the fee with a bin that is added',
    { ...two, adminFeeFirst: always(2000) },
    { action: 'addition', toDeliver: 1 },
    6500,
  ],
])('is %s: %j, %j → %s', (_, prices, given, total) => {
  expect(priceOf(given, settings({ prices }))).toBe(total);
});

it('takes a percentage off the whole charge, fees included, to the nearest penny', () => {
  const of = settings({
    prices: { bin: always(4545), adminFeeFirst: always(1000) },
    discounts: { half: { label: 'Half', percent: 50 }, all: { label: 'Free', percent: 100 } },
  });
  expect(priceOf({ toDeliver: 1, discount: 'half' }, of)).toBe(2773);
  expect(priceOf({ toDeliver: 1, discount: 'all' }, of)).toBe(0);
});

it('has a price of their own for sacks; without one that of a further bin, with neither fee nor first price', () => {
  const products = { sacks: { label: 'Sacks', price: always(3000) }, bags: { label: 'Bags' } };
  const of = settings({ prices: { ...two, adminFeeFirst: always(2000), firstBinDiscount: always(500) }, products });
  expect(priceOf({ product: 'sacks', bins: 2, toDeliver: 2 }, of)).toBe(6000);
  expect(priceOf({ product: 'bags', bins: 2, toDeliver: 2 }, of)).toBe(9000);
});

describe('prices by date', () => {
  const rising = [from('2027-04-01', 6600), from('2020-01-01', 6000), from('2026-04-01', 6300)];

  it.each([
    ['2019-12-31', undefined],
    ['2026-03-31', 6000],
    ['2026-04-01', 6300],
    ['2027-03-31', 6300],
    ['2027-04-01', 6600],
    ['2099-12-31', 6600],
  ])('on %s it is the latest that has begun, in whatever order they are: %s', (day, cost) => {
    expect(costOn(rising, day)).toBe(cost);
  });

  it.each([
    ['2027-03-31T22:59:59Z', 6300],
    // Half past midnight in London, where clocks went forward four days before.
    ['2027-03-31T23:00:00Z', 6600],
  ])('begins at midnight in London: at %s it is %d', (instant, cost) => {
    expect(costOn(rising, londonDay(Date.parse(instant)))).toBe(cost);
  });

  it('begins at New Year, and on 29 February', () => {
    const list = [from('2027-01-01', 2), from('2020-01-01', 1), from('2028-02-29', 3)];
    expect(['2026-12-31', '2027-01-01', '2028-02-28', '2028-02-29'].map((day) => costOn(list, day))).toEqual([
      1, 2, 2, 3,
    ]);
  });

  const of = (renewalPricedBy: string) => settings({ prices: { bin: rising }, renewalPricedBy });
  it.each([
    ['today’s price', 'today', '2027-03-10', '2027-04-05', 6300],
    ['that of the end (Kingston, Bromley)', 'endDate', '2027-03-10', '2027-04-05', 6600],
    ['that of the end, before the change', 'endDate', '2027-03-10', '2027-03-31', 6300],
    ['today’s, where the end is past', 'endDate', '2027-04-02', '2027-03-31', 6600],
  ])('of a renewal it is %s (%s): on %s of one that ends on %s %d', (_, by, on, runsTo, total) => {
    expect(priceOf({ action: 'renewal', runsTo }, of(by), on)).toBe(total);
  });

  it.each([
    ['more than a month ahead', {}, '2027-02-28', undefined],
    ['a month ahead', {}, '2027-03-01', { from: '2027-04-01', price: 6600 }],
    ['tomorrow', {}, '2027-03-31', { from: '2027-04-01', price: 6600 }],
    ['today', {}, '2027-04-01', undefined],
    [
      'for a renewal by today',
      { action: 'renewal', runsTo: '2027-04-20' },
      '2027-03-20',
      { from: '2027-04-01', price: 6600 },
    ],
  ] as const)('announces a change %s', (_, given, on, change) => {
    expect(quoted(order(given), of('today'), on)?.change).toEqual(change);
  });

  it('announces no change to who pays by the end of the running year', () => {
    expect(quoted(order({ action: 'renewal', runsTo: '2027-04-20' }), of('endDate'), '2027-03-20')).toEqual({
      total: 6600,
      lines: [{ code: 'first_bin', quantity: 1, amount: 6600 }],
    });
  });

  it('announces no change of a price that has no part in it', () => {
    const fee = settings({ prices: { bin: always(6000), adminFeeFirst: [from('2026-12-01', 2000)] } });
    expect(quoted(order({ toDeliver: 0 }), fee, today)?.change).toBeUndefined();
    expect(quoted(order({ toDeliver: 1 }), fee, today)?.change).toEqual({ from: '2026-12-01', price: 8000 });
  });
});

it.each([
  ['months', 'from 23 November to the end of March', 2500],
  ['weeks', 'the same', 2192],
  ['none', 'the same', 6000],
])('by %s %s is %d of 6000, fees on top', (proRata, _, total) => {
  const of = settings({
    prices: { bin: always(6000), adminFeeFirst: always(100) },
    year: { from: 'fixedDate', begins: '04-01', proRata },
  });
  const given = { endsOn: '2027-03-31', toDeliver: 1 };
  expect(priceOf(given, of)).toBe(total + 100);
  expect(priceOf({ ...given, action: 'addition' }, of)).toBe(6100);
});

it('is never below nothing, never less for more bins, and always the sum of its lines', () => {
  const cost = fc.option(fc.integer({ min: 0, max: 1_000_000 }).map(always), { nil: undefined });
  const prices = fc.record({
    bin: fc.integer({ min: 0, max: 1_000_000 }).map(always),
    ...{ firstBin: cost, renewalBin: cost, renewalFirstBin: cost, firstBinDiscount: cost, adminFeeFirst: cost },
    adminFeeFurther: cost,
  });
  const year = fc.constantFrom({ from: 'start' }, { from: 'fixedDate', begins: '04-01', proRata: 'weeks' });
  const percent = fc.integer({ min: 1, max: 100 });
  const given = fc.record({
    action: fc.constantFrom('new' as const, 'renewal' as const, 'addition' as const),
    bins: fc.integer({ min: 1, max: 19 }),
    endsOn: fc.constantFrom('2026-11-23', '2027-03-31', '2027-11-22'),
    discount: fc.constantFrom(undefined, 'some'),
  });
  fc.assert(
    fc.property(prices, year, percent, given, (list, yearly, off, wanted) => {
      const some = { some: { label: 'Some', percent: off } };
      const of = settings({ prices: JSON.parse(JSON.stringify(list)), year: yearly, discounts: some });
      const price = quoted(order(wanted), of, today);
      const more = priceOf({ ...wanted, bins: wanted.bins + 1 }, of) ?? -1;
      expect(price?.total).toBe(price?.lines.reduce((sum, { amount }) => sum + amount, 0));
      expect(price?.total).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(price?.total)).toBe(true);
      expect(more).toBeGreaterThanOrEqual(price?.total ?? Number.POSITIVE_INFINITY);
    }),
  );
});
