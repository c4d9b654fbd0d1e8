/** Whatever is lost on the way, nobody pays twice and nothing goes back twice. */
import { faultyEngine } from '#test/support/faultyEngine.ts';
import { aPayment, type PayingCouncil, payingCouncil } from '#test/support/payingCouncil.ts';

let here: PayingCouncil;
afterEach(() => here.stop());

const lostAfter = ['lost', 'reset-after', 'hang'] as const;
const lostBefore = ['down', 'reset'] as const;
const key = 'the-same-key-again';

describe('a payment whose beginning was lost', () => {
  beforeEach(async () => {
    here = await payingCouncil();
  });
  it.each(lostAfter)('is found at Pay by the same key after %s, though searches lag', async (fault) => {
    here.pay.setLag(20_000);
    here.pay.fail({ fault, on: 'create' });
    const first = await here.ask('createPayment', { key, body: aPayment() });
    expect([first.status, first.headers['retry-after']]).toEqual([503, '5']);
    expect((await here.ask('createPayment', { key, body: aPayment() })).status).toBe(503);
    here.time.at += 20_000;
    const { status, json } = await here.ask('createPayment', { key, body: aPayment() });
    expect([status, json.status, typeof json.nextUrl]).toEqual([201, 'created', 'string']);
    expect(here.pay.payments).toHaveLength(1);
  });
  it.each(lostBefore)('is begun anew by the same key after %s, once it is certain', async (fault) => {
    here.pay.fail({ fault, on: 'create' });
    const statuses: number[] = [];
    for (const wait of [0, 10_000, 40_000, 10_000]) {
      here.time.at += wait;
      statuses.push((await here.ask('createPayment', { key, body: aPayment() })).status);
    }
    expect(statuses).toEqual([503, 503, 503, 201]);
    expect(here.pay.payments).toHaveLength(1);
  });
  it('is told to others as in progress, and found by whoever goes on with it', async () => {
    here.pay.setLag(0);
    here.pay.fail({ fault: 'lost', on: 'create' });
    await here.ask('createPayment', { key, body: aPayment() });
    const { json } = await here.ask('createPayment', { body: aPayment() });
    expect(json.type).toMatch(/payment-in-progress$/);
    expect((await here.ask('resumePayment', { payment: json.payment })).status).toBe(503);
    here.time.at += 31_000;
    expect((await here.ask('resumePayment', { payment: json.payment })).json.nextUrl).toContain('/secure/');
  });
  it.each([
    ['adopted', 'lost', 'created'],
    ['given up', 'down', 'error'],
  ] as const)('is %s by the sweep', async (_, fault, status) => {
    here.pay.fail({ fault, on: 'create' });
    await here.ask('createPayment', { key, body: aPayment() });
    for (let beat = 0; beat < 3; beat += 1) {
      here.time.at += 300_000;
      await here.sweep();
    }
    const { json } = await here.ask('listPayments');
    expect(json.payments).toMatchObject([{ status }]);
  });
});

describe('a record that was written twice', () => {
  it('because the database’s answer was lost holds its subject once', async () => {
    here = await payingCouncil();
    const { payment } = (await here.ask('createPayment', { body: aPayment() })).json;
    const { store } = here.dependencies;
    const row = await store.find('marlbeck', payment);
    if (!row) throw new Error('There is no record.');
    expect(await store.begin('marlbeck', row, undefined)).toBeUndefined();
    expect(await store.begin('marlbeck', { ...row, payment: 'PY-000000000000' }, undefined)).toBe(payment);
  });
});

describe('a refund whose answer was lost', () => {
  beforeEach(async () => {
    here = await payingCouncil();
  });
  const paid = async () => {
    const { payment } = (await here.ask('createPayment', { body: aPayment() })).json;
    here.pay.pay(payment, 'success');
    return payment as string;
  };
  const body = { amount: 2000, reason: 'not-eligible' };
  const refundsThere = () => here.pay.payments[0]?.refunds.map(({ amount }) => amount);

  it.each([...lostAfter, ...lostBefore])('is made once by the same key after %s', async (fault) => {
    const payment = await paid();
    here.pay.setLag(10_000);
    here.pay.fail({ fault, on: 'refund' });
    expect((await here.ask('refundPayment', { payment, key, body })).status).toBe(503);
    expect((await here.insist('refundPayment', { payment, key, body })).json).toMatchObject({
      amount: 2000,
      status: 'success',
    });
    expect(refundsThere()).toEqual([2000]);
    expect((await here.ask('getPayment', { payment })).json).toMatchObject({ refunded: 2000, refundable: 2500 });
    expect((await here.events()).filter(({ type }) => type === 'payments.refund.finished')).toHaveLength(1);
  });
  it.each([
    ['lost', 'success', 2000],
    ['down', 'error', 0],
  ] as const)('is settled by the sweep after %s, as %s', async (fault, status, refunded) => {
    const payment = await paid();
    here.pay.fail({ fault, on: 'refund' });
    await here.ask('refundPayment', { payment, key, body });
    here.time.at += 60_000;
    await here.sweep();
    const { json } = await here.ask('getPayment', { payment });
    expect([json.refunded, json.refunds]).toEqual([refunded, [expect.objectContaining({ status })]]);
    expect((await here.ask('refundPayment', { payment, key, body })).json.status).toBe(status);
    expect(refundsThere()).toHaveLength(refunded / 2000);
  });
  it('keeps another clerk waiting, who then has what is left', async () => {
    const payment = await paid();
    here.pay.fail({ fault: 'lost', on: 'refund' });
    await here.ask('refundPayment', { payment, key, body });
    const all = { amount: 4500, reason: 'x' };
    const other = await here.insist('refundPayment', { payment, key: 'of-another-clerk', body: all });
    expect([other.status, other.json.refundable]).toEqual([409, 2500]);
    expect(refundsThere()).toEqual([2000]);
  });
  it('of two clerks at once never goes beyond what was paid', async () => {
    const payment = await paid();
    const each = { amount: 1500, reason: 'x' };
    const keys = Array.from({ length: 8 }, (_, i) => `of-clerk-number-${i}`);
    const all = await Promise.all(keys.map((one) => here.insist('refundPayment', { payment, key: one, body: each })));
    expect(all.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(refundsThere()).toEqual([1500, 1500, 1500]);
  });
  it('made at Pay itself is taken up with the next look', async () => {
    const payment = await paid();
    await here.ask('getPayment', { payment });
    const [there] = here.pay.payments;
    const now = here.time.at;
    there?.refunds.push({ id: 'made-at-pay', amount: 500, createdAt: now - 60_000, status: 'success' });
    const { json } = await here.ask('getPayment', { payment, query: 'fresh=true' });
    expect(json).toMatchObject({ refunded: 500, refundable: 4000, refunds: [{ amount: 500, status: 'success' }] });
  });
});

describe('when the database and Pay fail now and then', () => {
  it('each subject is paid once, and given back once', async () => {
    const engine = await faultyEngine(0.2, 7);
    here = await payingCouncil({ client: engine.client });
    here.pay.setLag(0);
    here.pay.failAtRandom(0.35, 11);
    const one = async (i: number) => {
      const body = aPayment({ subject: `permits:${i}` });
      const begun = await here.insist('createPayment', { key: `create-payment-${i}`, body });
      const payment = begun.json.payment as string;
      const there = here.pay.payments.find(({ reference }) => reference === payment);
      if (!there?.state.finished) here.pay.pay(payment, 'success');
      const refund = { amount: 1000, reason: 'x' };
      const given = await here.insist('refundPayment', { payment, key: `refund-payment-${i}`, body: refund });
      return [begun.status, given.status];
    };
    const all: number[][] = [];
    for (let i = 0; i < 6; i += 1) all.push(await one(i));
    await engine.stop();
    expect(all).toEqual(Array(6).fill([201, 201]));
    const paid = here.pay.payments.filter(({ state }) => state.status === 'success');
    const subjects = paid.map(({ metadata }) => metadata?.subject);
    expect([paid.length, new Set(subjects).size]).toEqual([6, 6]);
    expect(paid.every(({ refunds }) => refunds.length <= 1)).toBe(true);
    const injected = Object.values(engine.injected).reduce((sum, one) => sum + one, 0);
    expect([injected > 5, here.pay.injected() > 5]).toEqual([true, true]);
  });
});
