/** Bulky collections over HTTP: from what is taken to a paid booking, and five hundred who want one of forty places. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, api, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const homes = Array.from({ length: 600 }, (_, i) => String(999_000_010_000 + i));
const [home = '', neighbour = '', third = '', fourth = ''] = homes;
const base = '/bulky/waste/bulky';
const sofa = [{ item: 'sofa', quantity: 1 }];

const ask = (method: string, path: string, body?: unknown, key?: string) =>
  api(method, path.startsWith('/') ? path : `${base}/${path}`, {
    body,
    key,
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
const decide = async (settings: object): Promise<Answer> => {
  const { version } = (await api('GET', `${base}/settings`)).json;
  return api('PUT', `${base}/settings`, { body: { ...settings, version } });
};
const datesOf = async (query = '', uprn = home): Promise<Answer['json']> =>
  (await api('GET', `${base}/dates?uprn=${uprn}${query}`, { key: '' })).json;
const slugOf = ({ status, json }: Answer) => [status, json?.type?.split('/').at(-1)];
let days: string[];

beforeAll(async () => {
  const file = join(workFolder, 'bulky.csv');
  const rows = homes.map((uprn) => `${uprn},refuse,weekly on Thursday,R1`);
  writeFileSync(file, `uprn,service,schedule,round\n${rows.join('\n')}\n`);
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'bulky']);
  if (code !== 0) throw new Error(stdout);
  days = (await datesOf('&limit=31')).dates.map(({ date }: { date: string }) => date);
});

it('works before anybody decided anything', async () => {
  const items = await api('GET', `${base}/items?search=settee`, { key: '' });
  expect(items.json).toMatchObject({ open: true, itemsMax: 5, items: [{ item: 'sofa', synonyms: ['Settee'] }] });
  expect(items.headers.get('cache-control')).toBe('public, max-age=300');
  const first = await datesOf();
  expect(first.dates).toEqual(days.slice(0, 4).map((date) => ({ date, full: false })));
  expect((await datesOf(`&limit=2&after=${first.after}`)).dates).toEqual(
    days.slice(4, 6).map((date) => ({ date, full: false })),
  );
  const quote = await api('POST', `${base}/quotes`, { body: { uprn: home, items: sofa, date: days[0] } });
  expect(quote.json).toMatchObject({ price: 4000, free: false, wrong: [] });
});

it('is reserved, booked, paid, changed and cancelled', async () => {
  const kept = await ask('POST', 'reservations', { uprn: home, date: days[3] });
  expect(kept.status).toBe(201);
  const { reservation } = kept.json;
  const contact = { name: 'Wren Applegarth', email: 'wren@resident.example' };
  const booked = await ask('POST', 'bookings', { uprn: home, reservation, items: sofa, price: 4000, contact });
  expect([booked.status, booked.json.stage, booked.json.details.date]).toEqual([201, 'unpaid', days[3]]);
  expect(booked.text).not.toContain('Wren');
  const { reference } = booked.json;
  const paid = await ask('POST', `/bulky/waste/cases/${reference}/paid`, { paymentReference: 'pay-1', amount: 4000 });
  expect([paid.status, paid.json.stage]).toEqual([200, 'booked']);
  const moved = await ask('POST', `bookings/${reference}/amend`, { date: days[5], price: 4000 });
  expect([moved.status, moved.json.details.date]).toEqual([200, days[5]]);
  expect((await ask('GET', `bookings/${reference}/missed`)).json).toMatchObject({
    allowed: false,
    reasonCode: 'too_soon',
  });
  const cancelled = await ask('POST', `bookings/${reference}/cancel`);
  expect(cancelled.json).toMatchObject({ outcome: 'withdrawn', payment: { paid: 4000, refundDue: 4000 } });
  expect(slugOf(await ask('POST', `bookings/${reference}/cancel`))).toEqual([409, 'waste-case-closed']);
});

it('is booked once, however often the same request is sent', async () => {
  const headers = { 'idempotency-key': crypto.randomUUID() };
  const body = { uprn: neighbour, date: days[6], items: sofa, price: 4000 };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api('POST', `${base}/bookings`, { body, headers })),
  );
  const last = await api('POST', `${base}/bookings`, { body, headers });
  expect(last.status).toBe(201);
  for (const { status, text } of answers.filter((one) => one.status === 201))
    expect([status, text]).toEqual([201, last.text]);
  expect(slugOf(await ask('POST', 'bookings', body))).toEqual([409, 'bulky-already-booked']);
});

it('gives forty places to forty of five hundred who book at once, and tells the others other days', async () => {
  await decide({ price: { strategy: 'single', price: 0 } });
  const date = days[10];
  const answers = await Promise.all(
    homes.slice(100).map((uprn) => ask('POST', 'bookings', { uprn, date, items: sofa, price: 0 })),
  );
  const made = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect([made.length, refused.length]).toEqual([40, 460]);
  for (const one of refused) {
    expect(slugOf(one)).toEqual([409, 'bulky-day-full']);
    expect(one.json.alternatives[0]).toBe(days[11]);
  }
  expect((await datesOf(`&limit=1&after=${days[9]}`)).dates).toEqual([{ date, full: true }]);
  await decide({});
}, 120_000);

describe('a bad request', () => {
  const good = () => ({ uprn: third, date: days[1], items: sofa, price: 4000 });
  const prototype = '{"uprn":"1","date":"2026-11-26","items":[{"item":"__proto__","quantity":1}],"price":1}';
  it.each<[string, () => unknown, number, string, string]>([
    [
      'an item that nobody knows',
      () => ({ items: [{ item: 'elephant', quantity: 1 }] }),
      422,
      'bulky-items-refused',
      '#/items/0/item',
    ],
    [
      'an item that every object has',
      () => ({ items: [{ item: 'constructor', quantity: 1 }] }),
      422,
      'bulky-items-refused',
      '#/items/0/item',
    ],
    ['an item with a forbidden name', () => prototype, 400, 'invalid-request', '#/items/0/item'],
    ['six items', () => ({ items: [{ item: 'sofa', quantity: 6 }] }), 422, 'bulky-items-refused', '#/items'],
    [
      'a quantity of none',
      () => ({ items: [{ item: 'sofa', quantity: 0 }] }),
      400,
      'invalid-request',
      '#/items/0/quantity',
    ],
    [
      'a negative quantity',
      () => ({ items: [{ item: 'sofa', quantity: -1 }] }),
      400,
      'invalid-request',
      '#/items/0/quantity',
    ],
    [
      'half an item',
      () => ({ items: [{ item: 'sofa', quantity: 0.5 }] }),
      400,
      'invalid-request',
      '#/items/0/quantity',
    ],
    [
      'more than can be counted',
      () => ({ items: [{ item: 'sofa', quantity: 1e300 }] }),
      400,
      'invalid-request',
      '#/items/0/quantity',
    ],
    ['no items', () => ({ items: [] }), 400, 'invalid-request', '#/items'],
    ['another price', () => ({ price: 3999 }), 409, 'bulky-quote-changed', '#/price'],
    ['a Sunday', () => ({ date: '2099-11-29' }), 409, 'bulky-date-not-offered', '#/date'],
    ['the last day of all', () => ({ date: '9999-12-31' }), 409, 'bulky-date-not-offered', '#/date'],
    ['a day that there is not', () => ({ date: '2026-02-30' }), 400, 'invalid-request', '#/date'],
    ['a day and a reservation', () => ({ reservation: 'BR-7K2M9QXA' }), 400, 'invalid-request', '#/date'],
    ['no day', () => ({ date: undefined }), 400, 'invalid-request', '#/date'],
    [
      'a reservation that there is not',
      () => ({ date: undefined, reservation: 'BR-7K2M9QXA' }),
      404,
      'bulky-reservation-not-found',
      '#/reservation',
    ],
    ['251 letters of where they are', () => ({ location: 'x'.repeat(251) }), 400, 'invalid-request', '#/location'],
    ['NUL where they are', () => ({ location: 'by\u0000the gate' }), 400, 'invalid-request', '#/location'],
    ['a UPRN of letters', () => ({ uprn: 'house' }), 400, 'invalid-request', '#/uprn'],
  ])('for %s names it', async (_, given, status, slug, pointer) => {
    const wrong = given();
    const body = typeof wrong === 'string' ? wrong : { ...good(), ...(wrong as object) };
    const answer = await ask('POST', 'bookings', body);
    expect([...slugOf(answer), answer.json.errors?.[0].pointer]).toEqual([status, slug, pointer]);
  });

  it('for a property of another council finds none, and a UPRN with zeros before it is the same', async () => {
    expect(slugOf(await ask('POST', 'bookings', { ...good(), uprn: '990100000018' }))).toEqual([
      404,
      'no-collections-here',
    ]);
    const padded = await ask('POST', 'bookings', { ...good(), uprn: `UPRN-000${third}` });
    expect([padded.status, padded.json.detail, padded.json.uprn]).toEqual([201, undefined, third]);
  });

  it('while the council is closed has its own words', async () => {
    await decide({ open: false, closedMessage: 'Back in January.', closedMessageWelsh: 'Yn ôl ym mis Ionawr.' });
    const refused = await ask('POST', 'bookings', { ...good(), uprn: fourth });
    expect([...slugOf(refused), refused.json.detail]).toEqual([409, 'bulky-closed', 'Back in January.']);
    expect(await datesOf('&language=cy')).toEqual({
      uprn: home,
      open: false,
      message: 'Yn ôl ym mis Ionawr.',
      dates: [],
    });
    await decide({ requires: 'garden_waste' });
    expect(slugOf(await ask('POST', 'bookings', { ...good(), uprn: fourth }))).toEqual([409, 'bulky-not-here']);
    expect(await datesOf()).toMatchObject({ dates: [], message: 'Bulky waste is not collected from this property.' });
    await decide({});
  });

  it('to write settings that contradict themselves names each', async () => {
    const { status, json } = await decide({
      items: { elephant: { max: 1 } },
      price: { strategy: 'banded', band1Price: 3000, band1Max: 5, price: 2000 },
    });
    expect([status, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      400,
      ['#/items/elephant', '#/price/band1Max', '#/price/price'],
    ]);
    expect((await decide({ days: { by: 'weekdays', weekdays: [] } })).json.errors[0].pointer).toBe('#/days/weekdays');
    expect((await decide({ price: {} })).json.errors[0].detail).toMatch(/single, perItem/);
  });
});

it('is nobody’s to book without the scope, and no staff’s to cancel without theirs', async () => {
  const { key } = await makeKey('bulky', { scopes: ['waste:read'] });
  expect((await ask('POST', 'bookings', {}, key)).status).toBe(403);
  await decide({ price: { strategy: 'single', price: 0 }, cancel: { by: 'staff' } });
  const { key: resident } = await makeKey('bulky', { scopes: ['waste:report'] });
  const booked = await ask('POST', 'bookings', { uprn: fourth, date: days[7], items: sofa, price: 0 }, resident);
  const { reference } = booked.json;
  expect(slugOf(await ask('POST', `bookings/${reference}/cancel`, undefined, resident))).toEqual([
    409,
    'bulky-not-cancellable',
  ]);
  expect((await ask('POST', `bookings/${reference}/cancel`)).json.outcome).toBe('withdrawn');
  await decide({});
});
