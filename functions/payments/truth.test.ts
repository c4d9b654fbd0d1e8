import type { PayPayment } from './pay/client.ts';
import { dueOf, holds, movementsOf, type Row } from './record.ts';
import { asNotFound, asSeen } from './truth.ts';

const at = Date.parse('2026-11-23T10:00:00.000Z');
const row: Row = {
  ...{ payment: 'PY-7K2M9QXA4RTZ', subject: 'permits:PA-1', service: 'parking', amount: 4500, total: 4500 },
  ...{ status: 'created', delayedCapture: false, refundable: 0, refunds: [], request: 'r', version: 1 },
  ...{ createdAt: '2026-11-23T09:30:00.000Z', updatedAt: '2026-11-23T09:30:00.000Z', providerId: 'p' },
};
const pay = (status: string, finished: boolean, code?: string, more: Partial<PayPayment> = {}): PayPayment => ({
  ...{ payment_id: 'p', amount: 4500, state: { status, finished, code } },
  ...more,
});
const see = (before: Row, seen: PayPayment, refunds?: Parameters<typeof asSeen>[1]['refunds']) =>
  asSeen(before, { pay: seen, refunds, at, newId: () => 'RF-000000000000' });

it.each([
  ['created', false, undefined, 'created', undefined],
  ['started', false, undefined, 'started', undefined],
  ['submitted', false, undefined, 'submitted', undefined],
  ['capturable', false, undefined, 'capturable', undefined],
  ['success', true, undefined, 'success', undefined],
  ['failed', true, 'P0010', 'failed', 'declined'],
  ['failed', true, 'P0020', 'expired', 'expired'],
  ['failed', true, 'P0030', 'cancelled', 'cancelled_by_payer'],
  ['failed', true, 'P9999', 'failed', 'declined'],
  ['cancelled', true, 'P0040', 'cancelled', 'cancelled'],
  ['error', true, 'P0050', 'error', 'error'],
  ['a new word', false, undefined, 'created', undefined],
  ['a new word', true, undefined, 'error', 'error'],
])('%s (%s, %s) is %s', (status, finished, code, wanted, failure) => {
  const after = see(row, pay(status, finished, code));
  expect([after.status, after.failure]).toEqual([wanted, failure]);
});
it('never goes back from an end to the way there', () => {
  const ended = see(row, pay('failed', true, 'P0010'));
  expect(see(ended, pay('started', false))).toEqual(ended);
});
it('says the same of the same, whenever it is looked at', () => {
  const after = see(row, pay('success', true));
  expect(asSeen(after, { pay: pay('success', true), refunds: undefined, at: at + 1000, newId: () => '' })).toEqual(
    after,
  );
});
it('lets the subject go when the money could not be taken after all, and takes the line out of the ledger', () => {
  const taken = see(row, pay('success', true));
  const lost = see(taken, pay('error', true, 'P0050'));
  expect([holds(taken), holds(lost)]).toEqual([true, false]);
  expect([movementsOf(taken).length, movementsOf(lost).length]).toEqual([1, 0]);
});
it('counts a surcharge as paid, and a fee of a payment that failed as lost', () => {
  const more = { total_amount: 4600, fee: 70 };
  expect(movementsOf(see(row, pay('success', true, undefined, more)))).toMatchObject([
    { kind: 'payment', amount: 4600, fee: 70, net: 4530 },
  ]);
  expect(movementsOf(see(row, pay('failed', true, 'P0010', { fee: 5 })))).toMatchObject([
    { kind: 'fee', amount: 0, fee: 5, net: -5 },
  ]);
});
it('gives up what it has not found only after two looks and a minute', () => {
  const creating: Row = { ...row, status: 'creating' };
  const after = (...seconds: number[]) =>
    seconds.reduce((found, second) => asNotFound(found, Date.parse(row.createdAt) + second * 1000), creating).status;
  expect([after(70), after(5, 30, 59), after(70, 72), after(5, 60), after(70, 76)]).toEqual([
    ...['creating', 'creating', 'creating', 'error', 'error'],
  ]);
});
it('takes a refund of ours for the one at Pay that nobody knows, and another’s for another’s', () => {
  const mine = { refund: 'RF-1', amount: 500, status: 'creating', createdAt: row.createdAt } as const;
  const paid: Row = { ...see(row, pay('success', true)), refunds: [mine] };
  const theirs = (id: string, amount: number) =>
    ({ refund_id: id, amount, created_date: row.createdAt, status: 'success' }) as const;
  const submitted = (amount_submitted: number) =>
    pay('success', true, undefined, { refund_summary: { status: 'available', amount_available: 0, amount_submitted } });
  const adopted = see(paid, submitted(1200), [theirs('a', 700), theirs('b', 500)]).refunds;
  expect(adopted).toMatchObject([
    { refund: 'RF-1', providerId: 'b', status: 'success' },
    { refund: 'RF-000000000000', providerId: 'a', amount: 700 },
  ]);
  // As long as the list lags behind the sum, ours may be what is missing.
  expect(see(paid, submitted(1200), [theirs('a', 700)]).refunds).toMatchObject([{ status: 'creating' }]);
  expect(see(paid, submitted(700), [theirs('a', 700)]).refunds).toMatchObject([{ status: 'error' }, { amount: 700 }]);
});
const refunded = { refund: 'RF-1', amount: 500, status: 'success', createdAt: row.createdAt } as const;
it.each([
  [{ status: 'creating' }, '2026-11-23T10:01:00.000Z'],
  [{ status: 'started' }, '2026-11-23T11:05:00.000Z'],
  [{ status: 'capturable' }, '2026-11-28T09:40:00.000Z'],
  [{ status: 'success', takenAt: row.createdAt }, '2026-11-24T10:00:00.000Z'],
  [{ status: 'success', takenAt: row.createdAt, settledOn: '2026-11-25' }, undefined],
  [{ status: 'success', settledOn: '2026-11-25', refunds: [refunded] }, '2026-11-24T10:00:00.000Z'],
  [{ status: 'success', settledOn: '2026-11-25', refunds: [{ ...refunded, settledOn: '2026-11-26' }] }, undefined],
  [{ status: 'success', takenAt: '2026-10-23T09:30:00.000Z' }, undefined],
  [{ status: 'failed', providerId: undefined }, undefined],
  [{ status: 'failed', finishedAt: '2026-11-23T09:40:00.000Z' }, '2026-11-24T09:40:00.000Z'],
  [{ status: 'failed', finishedAt: '2026-11-22T10:00:00.000Z' }, undefined],
  [{ status: 'failed', fee: 20, finishedAt: '2026-11-23T09:40:00.000Z' }, undefined],
] as const)('%p is to be looked at again: %s', (state, due) => {
  expect(dueOf({ ...row, ...state }, at)).toBe(due);
});
