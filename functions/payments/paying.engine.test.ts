/** A payment from its beginning to its end, and everything that comes between. */

import { aPayment, type PayingCouncil, payingCouncil } from '#test/support/payingCouncil.ts';
import { storedIn } from '#test/support/table.ts';

let here: PayingCouncil;
beforeEach(async () => {
  here = await payingCouncil();
});
afterEach(() => here.stop());

const aMinute = 60_000;
const slug = ({ json }: { json: { type: string } }) => json.type.split('/').at(-1);
const begin = async (more: object = {}) => (await here.ask('createPayment', { body: aPayment(more) })).json;
const read = async (payment: string, query = '') => (await here.ask('getPayment', { payment, query })).json;
const paid = async (more: object = {}) => {
  const { payment } = await begin(more);
  here.pay.pay(payment, 'success');
  return (await read(payment)).payment;
};

describe('the way of a payer', () => {
  it('goes by the address at GOV.UK Pay, and back by a token that finds the payment', async () => {
    const { payment, nextUrl, ...begun } = await begin({
      email: 'jo@resident.example',
      service: 'waste',
      glCode: 'X 1',
    });
    expect([payment, begun]).toEqual([
      expect.stringMatching(/^PY-[0-9A-Z]{12}$/),
      expect.objectContaining({ status: 'created', finished: false, service: 'waste', glCode: 'X 1', refundable: 0 }),
    ]);
    const page = await (await fetch(nextUrl)).text();
    expect(page).toContain('£45.00');
    expect((await fetch(nextUrl)).status).toBe(410);
    const [, action] = /action="([^"]+)"/.exec(page) ?? [];
    const form = { method: 'POST', body: new URLSearchParams({ outcome: 'success' }), redirect: 'manual' } as const;
    const back = await fetch(`${here.pay.url}${action}`, form);
    const token = new URL(back.headers.get('location') ?? '').searchParams.get('t');
    const { json } = await here.ask('returnedFromPayment', { body: { token } });
    expect(json).toMatchObject({ payment, status: 'success', finished: true, refundable: 4500, fee: 74 });
    expect(await here.events()).toEqual([
      { type: 'payments.payment.finished', payment, subject: 'permits:PA-7K2M9QXA', status: 'success', amount: 4500 },
    ]);
    expect((await here.ask('returnedFromPayment', { council: 'pellwick', body: { token } })).status).toBe(404);
  });
  it('is resumed by a fresh address each time, until it is over', async () => {
    const { payment, nextUrl } = await begin();
    const urls = [nextUrl];
    for (const _ of [1, 2]) urls.push((await here.ask('resumePayment', { payment })).json.nextUrl);
    expect(new Set(urls).size).toBe(3);
    here.pay.pay(payment, 'declined');
    const answer = await here.ask('resumePayment', { payment });
    expect([slug(answer), answer.json.paymentStatus]).toEqual(['payment-not-resumable', 'failed']);
  });
  it.each([
    ['declined', 'failed', 'declined'],
    ['cancelled', 'cancelled', 'cancelled_by_payer'],
    ['error', 'error', 'error'],
  ] as const)('that ends as %s is told as %s, and another can be begun at once', async (outcome, status, failure) => {
    const { payment } = await begin();
    here.pay.pay(payment, outcome);
    const next = await begin();
    expect(next).toMatchObject({ status: 'created' });
    expect(await read(payment)).toMatchObject({ status, failure, finished: true, refundable: 0 });
  });
  it('keeps nothing of the payer, the card, the address to go to or what is told to Pay', async () => {
    const cardholder = { name: 'Quillfeather', line1: '1 Secret Street', postcode: 'ZZ9 7QX' };
    const { payment, nextUrl } = await begin({ email: 'quillfeather@resident.example', cardholder });
    here.pay.pay(payment, 'success');
    await read(payment);
    const all = await storedIn(here.table);
    for (const secret of [
      'uillfeather',
      'Secret Street',
      'ZZ9',
      '4242',
      'Resident parking',
      'marlbeck.example',
      nextUrl,
    ])
      expect(all).not.toContain(secret);
  });
});

describe('a payment for each subject', () => {
  it('is one under fifty requests with the same key, and a repeat has no address for the payer', async () => {
    const key = 'the-same-key-again';
    const all = await Promise.all(
      Array.from({ length: 50 }, () => here.ask('createPayment', { key, body: aPayment() })),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect(here.pay.payments).toHaveLength(1);
    const { status, json } = await here.ask('createPayment', { key, body: aPayment() });
    expect([status, json.nextUrl, json.payment]).toEqual([201, undefined, here.pay.payments[0]?.reference]);
  });
  it('is one under fifty requests with different keys, which are told of it', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => here.ask('createPayment', { body: aPayment() })));
    const made = all.filter(({ status }) => status === 201);
    expect([made.length, here.pay.payments.length]).toEqual([1, 1]);
    const refused = all.filter(({ status }) => status !== 201);
    expect(new Set(refused.map((one) => `${slug(one)} ${one.json.payment}`))).toEqual(
      new Set([`payment-in-progress ${made[0]?.json.payment}`]),
    );
  });
  it('is not taken again once it was paid, until all of it was given back', async () => {
    const payment = await paid();
    const again = await here.ask('createPayment', { body: aPayment() });
    expect([again.status, slug(again), again.json.payment]).toEqual([409, 'already-paid', payment]);
    await here.ask('refundPayment', { payment, body: { amount: 4000, reason: 'x' } });
    expect((await here.ask('createPayment', { body: aPayment() })).status).toBe(409);
    await here.ask('refundPayment', { payment, body: { amount: 500, reason: 'x' } });
    expect((await here.ask('createPayment', { body: aPayment() })).status).toBe(201);
  });
});

describe('what Pay says against what it said before', () => {
  const insist = (reference: string, status: 'success' | 'error') => {
    const there = here.pay.payments.find((one) => one.reference === reference);
    if (there) Object.assign(there, { state: { status, finished: true }, succeededAt: here.time.at });
  };
  it('is believed: money that came after all is told, though another has the subject by now', async () => {
    const first = await begin();
    here.pay.pay(first.payment, 'error');
    const second = await begin();
    insist(first.payment, 'success');
    expect(await read(first.payment, 'fresh=true')).toMatchObject({ status: 'success' });
    expect((await here.events()).map(({ status }) => status)).toEqual(expect.arrayContaining(['error', 'success']));
    expect((await here.ask('createPayment', { body: aPayment() })).json.payment).toBe(second.payment);
  });
  it('is believed: money that could not be taken after all frees the subject', async () => {
    const payment = await paid();
    insist(payment, 'error');
    expect(await read(payment, 'fresh=true')).toMatchObject({ status: 'error', refundable: 0 });
    expect((await here.ask('createPayment', { body: aPayment() })).status).toBe(201);
  });
});

describe('refusals', () => {
  it.each([
    ['amount', 0],
    ['amount', 10_000_001],
    ['amount', 1.5],
    ['subject', 'permits'],
    ['description', 'See https://elsewhere.example'],
    ['returnUrl', 'http://marlbeck.example'],
    ['returnUrl', 'https://marlbeck.example/|'],
    ['returnUrl', 'https://marlbeck.example/\u0001'],
    ['service', 'library'],
    ['email', 'jo'],
    ['cardholder', { iban: 'x' }],
  ])('name the field %s that is %p', async (field, value) => {
    const { status, json } = await here.ask('createPayment', { body: aPayment({ [field]: value }) });
    expect([status, json.errors[0].pointer]).toEqual([400, expect.stringMatching(`^#/${field}`)]);
    expect(here.pay.payments).toHaveLength(0);
  });
  it('of GOV.UK Pay are told in our words, and leave nothing behind', async () => {
    const small = await here.ask('createPayment', { body: aPayment({ amount: 29 }) });
    expect([small.status, slug(small), small.json.errors[0].pointer]).toEqual([422, 'payment-refused', '#/amount']);
    expect((await here.ask('createPayment', { body: aPayment() })).status).toBe(201);
  });
  it('of a council without a service, a key or a key that is right say which', async () => {
    const ask = (council: string) => here.ask('createPayment', { council, body: aPayment() });
    const [none, keyless] = [await ask('thornmoor'), await ask('keyless')];
    expect([none, keyless].map((one) => [one.status, slug(one)])).toEqual(
      Array(2).fill([409, 'payments-not-connected']),
    );
    expect(none.json.detail).not.toBe(keyless.json.detail);
    here.setSecret('keyless/api-keys', 'waste=api_test_keyless\n??');
    expect((await ask('keyless')).json.detail).toContain('line 2');
    here.setSecret('keyless/api-keys', 'waste=api_test_keyless');
    expect((await ask('keyless')).json.detail).toContain('parking');
    here.setSecret('keyless/api-keys', 'sk_live_wrong_key');
    const wrong = await ask('keyless');
    expect([wrong.status, slug(wrong), wrong.headers['retry-after']]).toEqual([503, 'payment-service-refused', '60']);
  });
  it('of a council without a key are not kept: the same request is taken when the key is there', async () => {
    const asked = { council: 'keyless', body: aPayment(), key: 'the-same-key-0000001' };
    expect((await here.ask('createPayment', asked)).status).toBe(409);
    here.setSecret('keyless/api-keys', 'api_test_keyless');
    expect((await here.ask('createPayment', asked)).status).toBe(201);
  });
  it('of a council that has left Pay leave what was taken to be read', async () => {
    const { payment } = await begin();
    here.setSecret('marlbeck/api-keys', ' ');
    expect((await here.ask('getPayment', { payment })).json).toMatchObject({ payment, status: 'created' });
    expect(slug(await here.ask('cancelPayment', { payment }))).toBe('payments-not-connected');
  });
  it('by the firewall are forestalled', async () => {
    const description = '<b>"Permit"</b> | C:\\';
    expect((await here.ask('createPayment', { body: aPayment({ description }) })).status).toBe(201);
    expect(here.pay.payments[0]?.description).toBe('(b)’Permit’(/b) / C:/');
  });
  it('for now say when to come again, and keep no place', async () => {
    here.pay.fail({ fault: 'rate-limit', on: 'create' });
    const busy = await here.ask('createPayment', { body: aPayment() });
    expect([busy.status, busy.headers['retry-after']]).toEqual([503, '1']);
    expect((await here.ask('createPayment', { body: aPayment() })).status).toBe(201);
  });
});

describe('cancelling', () => {
  it('is done once and can be asked for again', async () => {
    const { payment } = await begin();
    for (const _ of [1, 2])
      expect((await here.ask('cancelPayment', { payment })).json).toMatchObject({
        status: 'cancelled',
        failure: 'cancelled',
      });
    expect(await here.events()).toHaveLength(1);
  });
  it('comes too late for a payment that succeeded meanwhile, which is told as such', async () => {
    const { payment } = await begin();
    here.pay.pay(payment, 'success');
    const answer = await here.ask('cancelPayment', { payment });
    expect([slug(answer), answer.json.paymentStatus]).toEqual(['payment-not-cancellable', 'success']);
    expect(await here.events()).toMatchObject([{ status: 'success' }]);
  });
  it.each(['lost', 'reset-after', 'hang', 'down', 'reset'] as const)(
    'is what Pay says it is after %s',
    async (fault) => {
      const { payment } = await begin();
      here.pay.fail({ fault, on: 'cancel' });
      expect((await here.ask('cancelPayment', { payment })).status).toBe(503);
      expect((await here.ask('cancelPayment', { payment })).json.status).toBe('cancelled');
    },
  );
});

describe('delayed capture', () => {
  const allowed = async () => {
    const { payment } = await begin({ delayedCapture: true });
    here.pay.pay(payment, 'success');
    return payment;
  };
  it('takes the money when asked, once', async () => {
    const payment = await allowed();
    expect(await read(payment)).toMatchObject({ status: 'capturable', captureBy: '2026-11-28T09:30:00.000Z' });
    here.time.at += 1000;
    for (const _ of [1, 2]) expect((await here.ask('capturePayment', { payment })).json.status).toBe('success');
    expect((await here.events()).map(({ type }) => type)).toEqual([
      'payments.payment.authorised',
      'payments.payment.finished',
    ]);
  });
  it('is refused before the payer allowed it, and after 120 hours', async () => {
    const { payment } = await begin({ delayedCapture: true });
    expect(slug(await here.ask('capturePayment', { payment }))).toBe('payment-not-capturable');
    here.pay.pay(payment, 'success');
    here.time.at += 120 * 60 * aMinute;
    expect(slug(await here.ask('capturePayment', { payment }))).toBe('payment-not-capturable');
    expect(await read(payment)).toMatchObject({ status: 'expired', failure: 'expired' });
  });
  it.each(['lost', 'reset-after', 'hang', 'down', 'rate-limit'] as const)('is done once after %s', async (fault) => {
    const payment = await allowed();
    here.pay.fail({ fault, on: 'capture' });
    expect((await here.ask('capturePayment', { payment })).status).toBe(503);
    expect((await here.ask('capturePayment', { payment })).json.status).toBe('success');
    expect(here.pay.payments[0]?.events.filter(({ state }) => state.status === 'success')).toHaveLength(1);
  });
});

describe('what nobody asks about', () => {
  it('is settled by the sweep: what expired, and what was paid though nothing was told', async () => {
    const [lost, won] = [await begin(), await begin({ subject: 'permits:other' })];
    here.pay.pay(won.payment, 'success');
    here.time.at += 94 * aMinute;
    expect(await here.sweep()).toMatchObject({ due: 0 });
    here.time.at += aMinute;
    expect(await here.sweep()).toEqual({ due: 2, looked: 0, finished: 2, failed: 0 });
    expect((await here.events()).map((one) => [one.type, (one as { status?: string }).status]).toSorted()).toEqual([
      ['payments.payment.finished', 'expired'],
      ['payments.payment.finished', 'success'],
    ]);
    const due = async () => (await here.dependencies.store.find('marlbeck', lost.payment))?.due;
    expect(await due()).toBe('2026-11-24T11:05:00.000Z');
    here.time.at += 1440 * aMinute;
    await here.sweep();
    expect(await due()).toBeUndefined();
  });
  it('is looked at every day until it was paid out', async () => {
    const payment = await paid();
    for (let day = 1; day <= 3; day += 1) {
      here.time.at += 1440 * aMinute;
      await here.sweep();
    }
    expect(await read(payment)).toMatchObject({ capturedOn: '2026-11-23', settledOn: '2026-11-25' });
    expect((await here.dependencies.store.find('marlbeck', payment))?.due).toBeUndefined();
  });
  it('waits its turn again where Pay is down, without keeping others waiting', async () => {
    await begin();
    here.time.at += 95 * aMinute;
    here.pay.fail({ fault: 'down', on: 'get' });
    expect(await here.sweep()).toMatchObject({ failed: 1 });
    expect(await here.sweep()).toMatchObject({ due: 0 });
    here.time.at += 15 * aMinute;
    expect(await here.sweep()).toMatchObject({ finished: 1 });
    here.time.at += 1440 * aMinute;
    here.pay.fail({ fault: 'down', on: 'get' });
    expect(await here.sweep()).toMatchObject({ failed: 1 });
    here.time.at += 15 * aMinute;
    expect(await here.sweep()).toMatchObject({ due: 0 });
  });
});
