/** Container requests on the real engine: limits and names hold whoever asks at the same moment, and what did not come is given back. */

import { outcomeOf, wasteCouncil } from '#test/support/wasteCouncil.ts';
import type { WasteProperty } from '../contract/rounds.ts';

const uprn = '9901';
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const service = (name: string, containers: readonly string[] = [], more: object = {}) => ({
  ...{ service: name, round: 'R1', schedule: everyDay, containers: [...containers] },
  ...more,
});
const home: WasteProperty = { uprn, services: [service('refuse', ['bin_240']), service('recycling', ['box'])] };
const containers = {
  bin_240: { service: 'refuse', actions: { replace: { reasons: { damaged: 0, lost: 3000 } }, remove: {} } },
  bin_360: { service: 'refuse', actions: { request: { reasons: { too_small: 0 } } }, blocks: ['bin_240'] },
  box: {
    ...{
      service: 'recycling',
      actions: { request: {}, remove: {} },
      maxPerRequest: 2,
      maxPerHousehold: 3,
      maxPerYear: 4,
    },
    togetherWith: ['caddy'],
  },
  caddy: { service: 'food', requestOnly: true, actions: { request: { price: 500 } } },
  lid: { service: 'food', actions: { request: {} } },
  all: { service: 'refuse', actions: { request: { reasons: { new_property: 0 } } }, includes: ['bin_240', 'box'] },
};

type Council = Awaited<ReturnType<typeof wasteCouncil>>;
const start = async (properties: readonly WasteProperty[] = [home]): Promise<Council> => {
  const council = await wasteCouncil(properties);
  council.at('2026-11-23T09:30:00Z');
  await council.ask('putContainerSettings', { body: { containers } });
  return council;
};
const request = ({ ask }: Council, container: string, more: object = {}) =>
  outcomeOf(ask('requestContainer', { body: { uprn, container, action: 'request', ...more } }));
const offered = async ({ ask }: Council) => {
  const { containers: all } = await ask('getContainers', { query: { uprn } });
  return Object.fromEntries(
    all.flatMap(({ container, actions }: { container: string; actions: Record<string, unknown>[] }) =>
      actions.map(({ action, max, reasonCode }) => [`${container} ${action}`, reasonCode ?? max]),
    ),
  );
};
const close = ({ ask }: Council, reference: string, outcome: string) =>
  ask('closeCase', { reference, body: { outcome } });

it('says of each container what can be asked, how many, or why not', async () => {
  expect(await offered(await start())).toEqual({
    ...{ 'bin_240 replace': 1, 'bin_240 remove': 1, 'bin_360 request': 1, 'box request': 2, 'box remove': 2 },
    ...{ 'caddy request': 1, 'lid request': 'not_offered', 'all request': 1 },
  });
});

it('keeps what stands for others, and what is larger, from being asked for twice', async () => {
  const council = await start();
  const { reference } = await request(council, 'bin_360', { reason: 'too_small' });
  expect(await offered(council)).toMatchObject({
    ...{
      'bin_360 request': 'already_requested',
      'bin_240 replace': 'larger_requested',
      'all request': 'larger_requested',
    },
    'box request': 2,
  });
  await close(council, reference, 'done');
  await request(council, 'bin_240', { action: 'replace', reason: 'damaged' });
  // A smaller one keeps nobody from a larger.
  expect(await offered(council)).toMatchObject({ 'bin_360 request': 1, 'all request': 'already_requested' });
});

it.each([
  ['an open one of all', 'all', { reason: 'new_property' }, 'box'],
  ['an open single one', 'box', {}, 'all'],
])('lets of %s and its parts only one be open', async (_, first, more, second) => {
  const council = await start();
  await request(council, first, more);
  const wanted = second === 'all' ? { reason: 'new_property' } : {};
  expect(await request(council, second, wanted)).toMatchObject({ reasonCode: 'already_requested' });
});

it('of fifty at once makes one, and tells the others', async () => {
  const council = await start();
  const answers = await Promise.all(Array.from({ length: 50 }, () => request(council, 'box')));
  expect(answers.filter(({ reference }) => reference)).toHaveLength(1);
  const refused = answers.filter(({ reference }) => !reference).map(({ problem }) => problem);
  expect(new Set(refused)).toEqual(new Set(['container-not-available']));
});

it('never lets a household have more than the limit, however many ask whenever one is done', async () => {
  const council = await start();
  const made: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => request(council, 'box')));
    for (const { reference } of answers.filter((one) => one.reference)) {
      made.push(reference);
      await close(council, reference, 'done');
    }
  }
  // One is there: two more make three.
  expect(made).toHaveLength(2);
  expect(await offered(council)).toMatchObject({ 'box request': 'household_limit' });
});

it('counts those that a load of the rounds brought once', async () => {
  const council = await start();
  await close(council, (await request(council, 'box')).reference, 'done');
  await council.live([{ uprn, services: [service('recycling', ['box', 'box'])] }]);
  expect(await offered(council)).toMatchObject({ 'box request': 1 });
});

it('gives back what did not come, and takes off what was taken away', async () => {
  const council = await start();
  const two = await request(council, 'box', { quantity: 2 });
  expect(await offered(council)).toMatchObject({ 'box request': 'already_requested' });
  await close(council, two.reference, 'refused');
  expect(await offered(council)).toMatchObject({ 'box request': 2 });
  await close(council, (await request(council, 'box', { quantity: 2 })).reference, 'done');
  expect(await offered(council)).toMatchObject({ 'box request': 'household_limit' });
  await close(council, (await request(council, 'box', { action: 'remove' })).reference, 'done');
  expect(await offered(council)).toMatchObject({ 'box request': 1 });
  await close(council, (await request(council, 'box')).reference, 'done');
  await close(council, (await request(council, 'box', { action: 'remove' })).reference, 'done');
  await close(council, (await request(council, 'box')).reference, 'done');
  // Four of the year have come by now.
  expect(await offered(council)).toMatchObject({ 'box request': 'year_limit', 'box remove': 2 });
  council.at('2027-01-01T00:00:00Z');
  expect(await offered(council)).toMatchObject({ 'box request': 2 });
});

it('waits for the payment of what costs, and gives it back when nobody pays', async () => {
  const council = await start();
  const unpaid = await request(council, 'caddy', { price: 500 });
  expect(unpaid).toMatchObject({
    stage: 'unpaid',
    payment: { price: 500, paid: 0, payBy: '2026-11-23T10:30:00.000Z' },
  });
  council.at('2026-11-23T10:30:01Z');
  expect(await council.sweep()).toEqual({ due: 1, lapsed: 1 });
  expect(await council.ask('getCase', { reference: unpaid.reference })).toMatchObject({ outcome: 'unpaid' });
  const { reference } = await request(council, 'caddy', { price: 500 });
  const paid = { amount: 500, paymentReference: 'pay-1' };
  expect(await council.ask('payCase', { reference, body: paid })).toMatchObject({ stage: 'requested' });
  expect(await close(council, reference, 'not_done')).toMatchObject({ payment: { refundDue: 500 } });
});

it('makes one request of what may be asked for together', async () => {
  const council = await start();
  const both = await request(council, 'box', { together: ['caddy'], price: 500 });
  expect(both).toMatchObject({ details: { container: 'box', together: ['caddy'], units: ['box', 'caddy'] } });
  expect(await offered(council)).toMatchObject({
    'box request': 'already_requested',
    'caddy request': 'already_requested',
  });
});

it.each<[string, object, object]>([
  ['a container that there is not', { container: 'tub' }, { problem: 'no-such-container', fields: ['#/container'] }],
  ['one called like a part of every object', { container: '__proto__' }, { problem: 'no-such-container' }],
  ['one with it that there is not', { together: ['tub'] }, { problem: 'no-such-container', fields: ['#/together/0'] }],
  ['one with it that goes alone', { together: ['lid'] }, { fields: ['#/together/0'] }],
  ['more than can be had at once', { quantity: 3 }, { problem: 'invalid-request', fields: ['#/quantity'] }],
  ['what cannot be done with it', { action: 'replace' }, { fields: ['#/action'] }],
  ['a reason where none is asked', { reason: 'lost' }, { fields: ['#/reason'] }],
  ['no reason where one is asked', { container: 'bin_240', action: 'replace' }, { fields: ['#/reason'] }],
  ['another reason', { container: 'bin_240', action: 'replace', reason: 'extra' }, { fields: ['#/reason'] }],
  [
    'another price',
    { container: 'bin_240', action: 'replace', reason: 'lost' },
    { problem: 'container-price-changed', price: 3000, fields: ['#/price'] },
  ],
  ['what is not collected there', { container: 'lid' }, { reasonCode: 'not_offered' }],
  ['a property that there is not', { uprn: '5' }, { problem: 'no-collections-here' }],
])('refuses %s', async (_, more, problem) => {
  expect(await request(await start(), 'box', more)).toMatchObject(problem);
});

it('offers a flat none of the containers that its building shares', async () => {
  const council = await start([
    { uprn, parentUprn: '9900', services: [service('recycling', ['box'], { communal: true })] },
  ]);
  expect(await offered(council)).toMatchObject({ 'box request': 'shared', 'caddy request': 1 });
});

it('offers nothing of a garden service to who has no subscription', async () => {
  const council = await start([{ uprn, services: [service('recycling', ['box'])] }]);
  const garden = { services: ['recycling'], prices: { bin: [{ startDate: '2026-01-01', cost: 6000 }] } };
  await council.ask('putGardenSettings', { body: garden });
  expect(await offered(council)).toMatchObject({ 'box request': 'not_offered' });
});

it('is told again once, when it did not come in time', async () => {
  const council = await start();
  const { reference } = await request(council, 'box');
  const escalate = () => outcomeOf(council.ask('escalateContainerRequest', { reference }));
  expect(await escalate()).toEqual({
    ...{ problem: 'container-request-not-escalatable', reasonCode: 'too_soon' },
    ...{ windowOpensAt: '2026-12-22T00:00:00.000Z', windowClosesAt: '2027-01-05T00:00:00.000Z' },
  });
  council.at('2026-12-22T00:00:00Z');
  const answers = await Promise.all(Array.from({ length: 10 }, escalate));
  expect(answers.filter(({ details }) => details?.escalatedAt === '2026-12-22T00:00:00.000Z')).toHaveLength(1);
  expect(answers.filter(({ reasonCode }) => reasonCode === 'already_escalated')).toHaveLength(9);
});
