/** Garden waste subscriptions on the real engine, through their life: one a property, paid or as it was before. */
import { outcomeOf, wasteCouncil } from '#test/support/wasteCouncil.ts';

const uprn = '9901';
const garden = {
  service: 'garden_waste',
  round: 'G1',
  schedule: 'weekly on Monday from 1 March to 30 November',
  containers: [],
};
const refuse = { service: 'refuse', round: 'R1', schedule: 'weekly on Monday', containers: [] };
const settings = {
  services: ['garden_waste'],
  prices: { bin: [{ startDate: '2026-04-01', cost: 4500 }], firstBin: [{ startDate: '2026-04-01', cost: 6000 }] },
  discounts: { free: { label: 'Free', percent: 100 } },
  products: { sacks: { label: 'Sacks', price: [{ startDate: '2026-04-01', cost: 3000 }] } },
  addition: { by: 'weekly', base: 1000, weekly: 80 },
};

type Council = Awaited<ReturnType<typeof wasteCouncil>>;
const start = async (more: object = {}): Promise<Council> => {
  const council = await wasteCouncil([
    { uprn, services: [garden, refuse] },
    { uprn: '9902', services: [refuse] },
  ]);
  council.at('2026-11-23T09:30:00Z');
  await council.ask('putGardenSettings', { body: { ...settings, ...more } });
  return council;
};
const subscribe = ({ ask }: Council, more: object = {}) =>
  outcomeOf(ask('subscribeGarden', { body: { uprn, bins: 1, existingBins: 0, price: 6000, ...more } }));
const pay = ({ ask }: Council, reference: string, amount: number, paymentReference = `pay-${amount}`) =>
  ask('payCase', { reference, body: { amount, paymentReference } });
const renew = ({ ask }: Council, reference: string, more: object = {}) =>
  outcomeOf(ask('renewGarden', { reference, body: { bins: 1, existingBins: 1, price: 6000, ...more } }));
const add = ({ ask }: Council, reference: string, more: object = {}) =>
  outcomeOf(ask('addGardenBins', { reference, body: { bins: 1, price: 0, ...more } }));
const stands = ({ ask }: Council) => ask('getGarden', { query: { uprn } });
const services = async ({ ask }: Council): Promise<string[]> =>
  (await ask('getCollections', { query: { uprn } })).services.map(({ service }: { service: string }) => service);

/** One that is paid and whose bin is there. */
const running = async (more: object = {}): Promise<readonly [Council, string]> => {
  const council = await start(more);
  const { reference } = await subscribe(council);
  await pay(council, reference, 6000);
  await council.ask('deliverGarden', { reference });
  return [council, reference];
};

it('is ordered, paid, brought, and shown to its household alone', async () => {
  const council = await start();
  expect(await services(council)).toEqual(['refuse']);
  const { reference, ...order } = await subscribe(council);
  expect(order).toMatchObject({
    ...{ stage: 'unpaid', payment: { price: 6000, payBy: '2026-11-23T10:30:00.000Z' } },
    details: { startsOn: '2026-11-23', endsOn: '2027-11-22', bins: 1, toDeliver: 1 },
  });
  expect(await stands(council)).toMatchObject({ state: 'none', unpaid: { action: 'new', price: 6000 } });
  expect(await services(council)).toEqual(['refuse']);
  expect(await pay(council, reference, 6000)).toMatchObject({ stage: 'pending' });
  expect(await stands(council)).toEqual({
    ...{ uprn, state: 'pending', reference, startsOn: '2026-11-23', endsOn: '2027-11-22', bins: 1, toDeliver: 1 },
    mayRenewFrom: '2027-10-23',
  });
  expect((await services(council)).sort()).toEqual(['garden_waste', 'refuse']);
  for (let again = 0; again < 2; again += 1)
    expect(await council.ask('deliverGarden', { reference })).toMatchObject({ stage: 'active' });
  expect(await stands(council)).toMatchObject({ state: 'active', toDeliver: 0 });
});

it('says of the season’s gap until when, to who subscribed', async () => {
  const [council] = await running();
  council.at('2026-12-07T09:30:00Z');
  const { services: all } = await council.ask('getCollections', { query: { uprn } });
  expect(all).toMatchObject([
    { service: 'refuse' },
    { service: 'garden_waste', message: 'No collections until 1 March' },
  ]);
});

it('of fifty at once makes one', async () => {
  const council = await start();
  const answers = await Promise.all(Array.from({ length: 50 }, () => subscribe(council)));
  const [made] = answers.filter(({ stage }) => stage === 'unpaid');
  const others = answers.filter(({ stage }) => stage !== 'unpaid');
  expect(others).toEqual(
    Array.from({ length: 49 }, () => ({ problem: 'garden-subscribed', reference: made.reference })),
  );
});

it('lapses when nobody pays, and can be ordered again', async () => {
  const council = await start();
  const { reference } = await subscribe(council);
  council.at('2026-11-23T10:30:01Z');
  expect(await council.sweep()).toEqual({ due: 1, lapsed: 1 });
  expect(await stands(council)).toEqual({ uprn, state: 'none' });
  expect(await pay(council, reference, 6000)).toMatchObject({ status: 'closed', payment: { refundDue: 6000 } });
  expect(await subscribe(council)).toMatchObject({ stage: 'unpaid' });
});

it('gives back once what was paid too much', async () => {
  const council = await start();
  const { reference } = await subscribe(council);
  await pay(council, reference, 4000);
  expect(await pay(council, reference, 2500)).toMatchObject({ stage: 'pending', payment: { refundDue: 500 } });
  expect(await pay(council, reference, 100)).toMatchObject({ payment: { paid: 6600, refundDue: 600 } });
});

it('needs no payment of what costs nothing', async () => {
  const council = await start();
  expect(await subscribe(council, { discount: 'free', existingBins: 1, price: 0 })).toMatchObject({ stage: 'active' });
  expect(await services(council)).toContain('garden_waste');
});

it('goes on from the day after its end when it is renewed, with what was ordered', async () => {
  const [council, reference] = await running();
  expect(await renew(council, reference)).toMatchObject({ reasonCode: 'too_soon', mayRenewFrom: '2027-10-23' });
  council.at('2027-10-23T00:00:00+01:00');
  expect(await stands(council)).toMatchObject({ state: 'due' });
  const ordered = await renew(council, reference, { bins: 2, price: 10_500 });
  expect(ordered).toMatchObject({
    stage: 'active',
    details: { endsOn: '2027-11-22', bins: 1 },
    payment: { price: 16_500 },
  });
  expect(await stands(council)).toMatchObject({ bins: 1, unpaid: { action: 'renewal', price: 10_500 } });
  expect(await pay(council, reference, 10_500)).toMatchObject({
    ...{ stage: 'pending', payment: { paid: 16_500, refundDue: 0 } },
    details: { startsOn: '2026-11-23', endsOn: '2028-11-22', bins: 2, toDeliver: 1 },
  });
  expect(await stands(council)).toMatchObject({ state: 'active', bins: 2, endsOn: '2028-11-22' });
});

it('of many renewals at once makes one', async () => {
  const [council, reference] = await running({ renewal: { from: 'daysBefore', days: 366 } });
  const answers = await Promise.all(Array.from({ length: 20 }, () => renew(council, reference)));
  expect(answers.filter(({ details }) => details?.ordered)).toHaveLength(1);
  const refused = answers.filter(({ details }) => !details).map(({ problem, reasonCode }) => reasonCode ?? problem);
  expect(new Set(refused)).toEqual(new Set(['unpaid']));
  expect((await council.ask('getCase', { reference })).payment).toMatchObject({ price: 12_000, paid: 6000 });
});

it('stays as it is when its renewal is not paid, and gives back what was paid of it', async () => {
  const [council, reference] = await running({ renewal: { from: 'daysBefore', days: 366 } });
  await renew(council, reference);
  await pay(council, reference, 1000);
  council.at('2026-11-23T10:30:01Z');
  expect(await council.sweep()).toEqual({ due: 1, lapsed: 1 });
  expect(await council.ask('getCase', { reference })).toMatchObject({
    ...{ status: 'open', stage: 'active', details: { endsOn: '2027-11-22', bins: 1 } },
    payment: { price: 6000, paid: 7000, refundDue: 1000 },
  });
  expect((await stands(council)).unpaid).toBeUndefined();
  expect(await renew(council, reference)).toMatchObject({ details: { ordered: { action: 'renewal' } } });
});

it('is overdue for four weeks, still renewed from its end, and then gone: another takes its place', async () => {
  const [council, reference] = await running();
  council.at('2027-12-20T12:00:00Z');
  expect(await stands(council)).toMatchObject({ state: 'overdue' });
  expect(await services(council)).toContain('garden_waste');
  expect(await subscribe(council)).toMatchObject({ problem: 'garden-subscribed', reference });
  expect(await add(council, reference)).toMatchObject({ reasonCode: 'overdue' });
  expect(await renew(council, reference)).toMatchObject({
    details: { ordered: { startsOn: '2027-11-23', endsOn: '2028-11-22' } },
  });
  council.at('2027-12-20T13:00:01Z');
  await council.sweep();
  council.at('2027-12-21T12:00:00Z');
  expect(await stands(council)).toEqual({ uprn, state: 'none' });
  expect(await services(council)).toEqual(['refuse']);
  expect(await renew(council, reference)).toMatchObject({ reasonCode: 'ended' });
  const answers = await Promise.all(Array.from({ length: 10 }, () => subscribe(council)));
  expect(answers.filter(({ stage }) => stage === 'unpaid')).toHaveLength(1);
  expect(await council.ask('getCase', { reference })).toMatchObject({ status: 'closed', outcome: 'done' });
});

it('takes further bins to its end, by the weeks that are left', async () => {
  const [council, reference] = await running();
  council.at('2027-09-27T12:00:00+01:00');
  // 56 days before 22 November.
  expect(await add(council, reference)).toMatchObject({ problem: 'garden-quote-changed', quote: { price: 1560 } });
  expect(await add(council, reference, { price: 1560 })).toMatchObject({ details: { bins: 1 } });
  expect(await pay(council, reference, 1560)).toMatchObject({
    details: { bins: 2, toDeliver: 1, endsOn: '2027-11-22' },
  });
  expect(await add(council, reference, { bins: 3 })).toMatchObject({ problem: 'invalid-request', fields: ['#/bins'] });
});

it.each([
  ['within two weeks, all of it is due back', '2026-12-06T12:00:00Z', 6000],
  ['later, nothing is', '2026-12-07T12:00:00Z', 0],
])('ends at once when it is cancelled: %s', async (_, moment, refundDue) => {
  const [council, reference] = await running();
  council.at(moment);
  for (let again = 0; again < 2; again += 1)
    expect(await council.ask('cancelGarden', { reference })).toMatchObject({
      outcome: 'withdrawn',
      payment: { refundDue },
    });
  expect(await stands(council)).toEqual({ uprn, state: 'none' });
  expect(await services(council)).toEqual(['refuse']);
  expect(await renew(council, reference)).toMatchObject({ reasonCode: 'ended' });
  expect(await subscribe(council)).toMatchObject({ stage: 'unpaid' });
  await expect(council.ask('closeCase', { reference, body: { outcome: 'done' } })).rejects.toThrow('withdrawn');
});

it.each<[string, object, object]>([
  ['more bins than there can be', { bins: 5 }, { problem: 'invalid-request', fields: ['#/bins'] }],
  ['a product that there is not', { product: 'constructor' }, { problem: 'invalid-request', fields: ['#/product'] }],
  ['bins beside a product', { product: 'sacks', existingBins: 1 }, { fields: ['#/existingBins'] }],
  ['a discount that there is not', { discount: 'none' }, { problem: 'invalid-request', fields: ['#/discount'] }],
  ['another price', { price: 5999 }, { problem: 'garden-quote-changed', fields: ['#/price'], quote: { price: 6000 } }],
  ['a property to which it does not come', { uprn: '9902' }, { problem: 'garden-not-offered', reasonCode: 'not_here' }],
  ['a property that there is not', { uprn: '5' }, { problem: 'no-collections-here' }],
])('refuses %s', async (_, more, problem) => {
  expect(await subscribe(await start(), more)).toMatchObject(problem);
});

it('is sold where the council says, and while it does', async () => {
  const everywhere = await start({ offered: 'everywhere' });
  expect(await subscribe(everywhere, { uprn: '9902' })).toMatchObject({ stage: 'unpaid' });
  const closed = await start({ closed: [{ from: '2026-11-01', to: '2027-01-31' }] });
  expect(await subscribe(closed)).toMatchObject({ reasonCode: 'closed', opensOn: '2027-02-01' });
  const none = await start({ services: [] });
  expect(await subscribe(none)).toMatchObject({ reasonCode: 'not_sold' });
  expect(await services(none)).toContain('garden_waste');
  const later = await start({ prices: { bin: [{ startDate: '2026-11-24', cost: 1 }] } });
  expect(await subscribe(later)).toMatchObject({ reasonCode: 'no_price' });
});

it.each<[string, object, object]>([
  [
    'a renewal, from the day after the end',
    { action: 'renewal', endsOn: '2026-12-31', existingBins: 1 },
    { startsOn: '2027-01-01', endsOn: '2027-12-31', price: 6000 },
  ],
  ['an overdue renewal', { action: 'renewal', endsOn: '2026-10-26', existingBins: 1 }, { startsOn: '2026-10-27' }],
  ['one that is gone', { action: 'renewal', endsOn: '2026-10-25', existingBins: 1 }, { fields: ['#/endsOn'] }],
  ['an addition', { action: 'addition', endsOn: '2027-01-18' }, { price: 1560, toDeliver: 1, endsOn: '2027-01-18' }],
  ['an addition after the end', { action: 'addition', endsOn: '2026-11-22' }, { fields: ['#/endsOn'] }],
  [
    'an end that nobody lives to see',
    { action: 'renewal', endsOn: '9999-12-31', existingBins: 1 },
    { fields: ['#/endsOn'] },
  ],
  [
    'sacks',
    { action: 'new', product: 'sacks', existingBins: 0, bins: 2 },
    { price: 6000, product: 'sacks', toDeliver: 2 },
  ],
])('quotes %s, and writes nothing', async (_, wish, quote) => {
  const council = await start();
  expect(await outcomeOf(council.ask('quoteGarden', { body: { uprn, bins: 1, ...wish } }))).toMatchObject(quote);
  expect(await stands(council)).toEqual({ uprn, state: 'none' });
});

it.each(['lapses', 'is closed'])(
  'gives back what was paid of one that was never paid in full when it %s',
  async (how) => {
    const council = await start({ refundDays: 0 });
    const { reference } = await subscribe(council);
    await pay(council, reference, 4000);
    council.at('2026-11-23T10:31:00Z');
    if (how === 'lapses') await council.sweep();
    else await council.ask('closeCase', { reference, body: { outcome: 'refused' } });
    expect(await council.ask('getCase', { reference })).toMatchObject({
      ...{ status: 'closed', stage: 'unpaid' },
      payment: { paid: 4000, refundDue: 4000 },
    });
  },
);

it('gives back what was paid of an order that lapsed, beside what was paid too much before', async () => {
  const [council, reference] = await running();
  await pay(council, reference, 100);
  await add(council, reference, { price: 1000 + 51 * 80 });
  await pay(council, reference, 700);
  council.at('2026-11-23T10:31:00Z');
  await council.sweep();
  expect(await council.ask('getCase', { reference })).toMatchObject({ payment: { paid: 6800, refundDue: 800 } });
});

it('takes a hundred payments and no more', async () => {
  const council = await start();
  const { reference } = await subscribe(council);
  for (let i = 0; i < 100; i += 1) await pay(council, reference, 1, `pay-${i}`);
  expect(await outcomeOf(pay(council, reference, 1, 'pay-100'))).toMatchObject({ problem: 'waste-payment-refused' });
  expect(await pay(council, reference, 1, 'pay-99')).toMatchObject({ payment: { paid: 100 } });
});
