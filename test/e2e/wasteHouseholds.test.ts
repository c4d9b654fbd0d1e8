/** What a household asks for, as the council's web site, its payment service and its staff call it: containers, garden waste, help. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { api, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const uprn = '990100000701';
const other = '990100000702';
const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const keys = { resident: '', payments: '', staff: '', none: '' };

const ask = (method: string, path: string, key: keyof typeof keys, body?: object) =>
  api(method, `/households/waste/${path}`, {
    key: keys[key],
    ...(body && { body }),
    ...(method === 'POST' && { headers: { 'idempotency-key': crypto.randomUUID() } }),
  });
const services = async (): Promise<string[]> =>
  (await ask('GET', `collections?uprn=${uprn}`, 'none')).json.services.map(
    ({ service }: { service: string }) => service,
  );

beforeAll(async () => {
  const file = join(workFolder, 'households.csv');
  const rows = [uprn, other].flatMap((one) => [
    `${one},refuse,"${everyDay}",R1,bin`,
    `${one},garden_waste,"${everyDay}",G1,`,
  ]);
  writeFileSync(file, `uprn,service,schedule,round,container\n${rows.join('\n')}\n`);
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'households']);
  if (code !== 0) throw new Error(stdout);
  const scopes = { resident: ['waste:report'], payments: ['waste:pay'], staff: ['waste:cases', 'waste:manage'] };
  for (const [name, given] of Object.entries(scopes))
    keys[name as keyof typeof scopes] = (await makeKey('households', { scopes: given })).key;
  const prices = { bin: [{ startDate: '2020-01-01', cost: 6000 }] };
  await ask('PUT', 'garden/settings', 'staff', { services: ['garden_waste'], prices });
  const bin = {
    service: 'refuse',
    actions: { request: {}, replace: { reasons: { stolen: 0, lost: 2500 } } },
    maxPerYear: 2,
  };
  await ask('PUT', 'containers/settings', 'staff', { containers: { bin } });
});

it('tells anybody what garden waste costs, and nobody without a key who has it', async () => {
  const wish = { action: 'new', uprn, bins: 2, existingBins: 0 };
  const { status, json } = await ask('POST', 'garden/quotes', 'none', wish);
  expect([status, json.price, json.toDeliver]).toEqual([200, 12_000, 2]);
  expect((await ask('GET', `garden?uprn=${uprn}`, 'none')).status).toBe(401);
  expect((await ask('GET', `garden?uprn=${uprn}`, 'staff')).status).toBe(403);
  expect((await ask('GET', `assisted-collections?uprn=${uprn}`, 'resident')).status).toBe(403);
});

it('subscribes a household, which sees its collections once it has paid', async () => {
  expect(await services()).toEqual(['refuse']);
  const wish = { uprn, bins: 1, existingBins: 0, price: 6000, contact: { email: 'jo@resident.example' } };
  const { status, json, headers } = await ask('POST', 'garden/subscriptions', 'resident', wish);
  const { reference } = json;
  expect([status, json.stage, headers.get('location')]).toEqual([
    201,
    'unpaid',
    `/households/waste/cases/${reference}`,
  ]);
  expect(await services()).toEqual(['refuse']);
  const paid = { amount: 6000, paymentReference: 'pay-1' };
  expect((await ask('POST', `cases/${reference}/paid`, 'resident', paid)).status).toBe(403);
  for (let again = 0; again < 2; again += 1) {
    const { json: told } = await ask('POST', `cases/${reference}/paid`, 'payments', paid);
    expect([told.stage, told.payment.paid]).toEqual(['pending', 6000]);
  }
  expect((await services()).sort()).toEqual(['garden_waste', 'refuse']);
  const list = await ask('GET', 'cases?kind=garden&stage=pending', 'staff');
  expect(list.json.cases.map((one: { reference: string }) => one.reference)).toEqual([reference]);
  expect((await ask('POST', `garden/subscriptions/${reference}/delivered`, 'resident')).status).toBe(403);
  expect((await ask('POST', `garden/subscriptions/${reference}/delivered`, 'staff')).json.stage).toBe('active');
  expect((await ask('GET', `garden?uprn=${uprn}`, 'resident')).json).toMatchObject({ state: 'active', bins: 1 });
  const missed = await ask('GET', `missed-collections/eligibility?uprn=${other}&service=garden_waste`, 'none');
  expect(missed.json).toMatchObject({ allowed: false, reasonCode: 'not_subscribed' });
});

it('tells anybody what can be asked for, without the request that keeps from it', async () => {
  const wish = { uprn, container: 'bin', action: 'replace', reason: 'stolen' };
  const { json } = await ask('POST', 'container-requests', 'resident', wish);
  expect(json).toMatchObject({ kind: 'container', stage: 'requested', details: { quantity: 1 } });
  const { text, json: offered } = await ask('GET', `containers?uprn=${uprn}&language=cy`, 'none');
  expect(offered.containers[0].actions).toMatchObject([
    { action: 'request', allowed: false, reasonCode: 'already_requested', message: 'Gofynnwyd am hwn eisoes.' },
    { action: 'replace', allowed: false },
  ]);
  expect(text).not.toContain(json.reference);
});

it('keeps where a household’s containers are from everybody but staff', async () => {
  const help = { uprn, reason: 'cannot_move', location: 'Behind the blue gate', declaration: true };
  const { status, json } = await ask('POST', 'assisted-collections', 'resident', help);
  expect(status).toBe(201);
  await ask('POST', `cases/${json.reference}/close`, 'staff', { outcome: 'done' });
  expect((await ask('GET', `assisted-collections?uprn=${uprn}`, 'staff')).json).toMatchObject({
    ...{ assisted: true, location: 'Behind the blue gate' },
  });
  for (const path of [`collections?uprn=${uprn}`, `containers?uprn=${uprn}`, `standard/services?uprn=${uprn}`])
    expect((await ask('GET', path, 'none')).text).not.toMatch(/gate|assist/i);
});

const container = { uprn: other, container: 'bin', action: 'replace', reason: 'stolen' };
const assisted = { uprn: other, reason: 'access', location: 'At the back', declaration: true };
const subscription = { uprn: other, bins: 1, existingBins: 0, price: 6000 };
it.each<[string, string, object, string, string]>([
  ['a quantity below one', 'container-requests', { ...container, quantity: -1 }, 'invalid-request', '#/quantity'],
  ['a huge quantity', 'container-requests', { ...container, quantity: 1e21 }, 'invalid-request', '#/quantity'],
  [
    'NUL in a container',
    'container-requests',
    { ...container, container: 'bin\u0000' },
    'invalid-request',
    '#/container',
  ],
  [
    'an unknown container',
    'container-requests',
    { ...container, container: '__proto__' },
    'no-such-container',
    '#/container',
  ],
  ['another price', 'container-requests', { ...container, reason: 'lost' }, 'container-price-changed', '#/price'],
  ['no declaration', 'assisted-collections', { ...assisted, declaration: false }, 'invalid-request', '#/declaration'],
  ['a time without an end', 'assisted-collections', { ...assisted, reason: 'temporary' }, 'invalid-request', '#/until'],
  ['a day that is past', 'assisted-collections', { ...assisted, until: '2026-01-01' }, 'invalid-request', '#/until'],
  [
    'an email address in the open',
    'assisted-collections',
    { ...assisted, location: 'a@b.example' },
    'invalid-request',
    '#/location',
  ],
  ['a long line', 'assisted-collections', { ...assisted, location: 'x'.repeat(251) }, 'invalid-request', '#/location'],
  ['no bins', 'garden/subscriptions', { ...subscription, bins: 0 }, 'invalid-request', '#/bins'],
  ['too many bins', 'garden/subscriptions', { ...subscription, bins: 5 }, 'invalid-request', '#/bins'],
  ['another price of a year', 'garden/subscriptions', { ...subscription, price: 1 }, 'garden-quote-changed', '#/price'],
  ['an unknown product', 'garden/subscriptions', { ...subscription, product: 'sand' }, 'invalid-request', '#/product'],
  ['an unknown wish', 'garden/quotes', { ...subscription, action: 'gift' }, 'invalid-request', '#/action'],
  [
    'an end in the year 9999',
    'garden/quotes',
    { action: 'addition', uprn, bins: 1, endsOn: '9999-12-31' },
    'invalid-request',
    '#/endsOn',
  ],
])('refuses %s, and says which field it is', async (_, path, body, slug, pointer) => {
  const { json } = await ask('POST', path, 'resident', body);
  expect([json.type.split('/').at(-1), json.errors?.[0]?.pointer]).toEqual([slug, pointer]);
});

it.each<[string, string, object, string]>([
  [
    'a limit below another',
    'containers',
    { containers: { bin: { service: 'refuse', actions: { request: {} }, maxPerRequest: 2, maxPerYear: 1 } } },
    '#/containers/bin/maxPerRequest',
  ],
  ['a subscription without a price', 'garden', { services: ['garden_waste'] }, '#/prices/bin'],
])('refuses settings with %s', async (_, name, body, pointer) => {
  const { status, json } = await ask('PUT', `${name}/settings`, 'staff', body);
  expect([status, json.errors[0].pointer]).toEqual([400, pointer]);
});
