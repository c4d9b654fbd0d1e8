/** What the accounts are told of a day. */
import { parse } from 'csv-parse/sync';
import { aPayment, type PayingCouncil, payingCouncil } from '#test/support/payingCouncil.ts';

let here: PayingCouncil;
beforeAll(async () => {
  here = await payingCouncil();
});
afterAll(() => here.stop());

const payments: string[] = [];
const paid = async (amount: number, more: object = {}): Promise<string> => {
  const body = aPayment({ amount, subject: `permits:${payments.length}`, ...more });
  const { payment } = (await here.ask('createPayment', { body })).json;
  here.pay.pay(payment, 'success');
  await here.ask('getPayment', { payment });
  payments.push(payment);
  here.time.at += 1000;
  return payment;
};
const ledger = async (query: string) => (await here.ask('getLedger', { query })).json;
const fee = (amount: number) => Math.round(amount * 0.012) + 20;

beforeAll(async () => {
  for (const amount of [1000, 2000, 3000]) await paid(amount);
  await paid(4000, { service: 'waste', glCode: '5200/1' });
  const { payment } = (await here.ask('createPayment', { body: aPayment({ subject: 'permits:declined' }) })).json;
  here.pay.pay(payment, 'declined');
  await here.ask('getPayment', { payment });
  await here.ask('refundPayment', { payment: payments[0], body: { amount: 400, reason: 'x' } });
  // Ten to midnight in London, which is UTC in winter, then after it.
  here.time.at = Date.parse('2026-11-23T23:50:00.000Z');
  await paid(500);
  here.time.at = Date.parse('2026-11-24T00:00:00.000Z');
  await here.ask('refundPayment', { payment: payments[1], body: { amount: 2000, reason: 'x' } });
});

it('has every movement of the London day, with totals that are theirs', async () => {
  const { movements, totals } = await ledger('day=2026-11-23');
  expect(movements.map(({ kind, amount }: { kind: string; amount: number }) => `${kind} ${amount}`)).toEqual([
    ...['payment 1000', 'payment 2000', 'payment 3000', 'payment 4000', 'refund -400', 'payment 500'],
  ]);
  const fees = [1000, 2000, 3000, 4000, 500].reduce((sum, amount) => sum + fee(amount), 0);
  expect(totals).toEqual({ movements: 6, taken: 10_500, refunded: 400, fees, net: 10_100 - fees });
  expect(movements[3]).toMatchObject({
    service: 'waste',
    glCode: '5200/1',
    subject: 'permits:3',
    net: 4000 - fee(4000),
  });
  expect(movements[0]).toMatchObject({ service: 'parking', glCode: '4100-220', fund: 'PARK' });
  expect((await ledger('day=2026-11-24')).totals).toMatchObject({ movements: 1, taken: 0, refunded: 2000, net: -2000 });
  expect((await ledger('day=2026-11-25')).movements).toEqual([]);
});
it('is the same read whole or page by page', async () => {
  const whole = await ledger('day=2026-11-23');
  const pages: unknown[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: { movements: unknown[]; totals: object; cursor?: string } = await ledger(
      `day=2026-11-23&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    expect(page.totals).toEqual(whole.totals);
    pages.push(...page.movements);
    cursor = page.cursor;
  }
  expect(pages).toEqual(whole.movements);
});
it('is a spreadsheet, too', async () => {
  const { json: text } = await here.ask('getLedger', { query: 'day=2026-11-23&format=csv' });
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows.map(({ amount }) => Number(amount)).reduce((a, b) => a + b)).toBe(10_100);
  expect(rows[4]).toMatchObject({ kind: 'refund', payment: payments[0], glCode: '4100-220' });
});
it('has the day of payment out, and keeps the day of the movement', async () => {
  here.time.at = Date.parse('2026-11-26T12:00:00.000Z');
  await here.sweep();
  const { movements } = await ledger('day=2026-11-23');
  expect(movements).toHaveLength(6);
  expect(movements[0]).toMatchObject({ settledOn: '2026-11-25', at: '2026-11-23T09:30:00.000Z' });
  expect(movements.find(({ kind }: { kind: string }) => kind === 'refund')).toMatchObject({ settledOn: '2026-11-25' });
});
it('is not of another council', async () => {
  expect((await here.ask('getLedger', { council: 'pellwick', query: 'day=2026-11-23' })).json.movements).toEqual([]);
  const payment = payments[0];
  expect((await here.ask('getPayment', { council: 'pellwick', payment })).status).toBe(404);
});
it('stands beside the list of payments begun that day, page by page', async () => {
  const list = async (query: string) => (await here.ask('listPayments', { query })).json;
  const all = await list('day=2026-11-23');
  expect(all.payments).toHaveLength(6);
  const first = await list('day=2026-11-23&limit=4');
  const second = await list(`day=2026-11-23&limit=4&cursor=${first.cursor}`);
  expect([...first.payments, ...second.payments]).toEqual(all.payments);
  expect(second.cursor).toBeUndefined();
  expect((await list('day=2026-11-23&status=failed')).payments).toHaveLength(1);
});
