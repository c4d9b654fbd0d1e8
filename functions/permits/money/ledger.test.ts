import fc from 'fast-check';
import {
  givingBack,
  isPaid,
  kept,
  type Ledger,
  owing,
  paying,
  refundFailed,
  refundMade,
  refundsDue,
  surplusBack,
} from './ledger.ts';

const at = '2026-03-03T09:00:00.000Z';
const card = (payment: string, amount: number) => ({ payment, how: 'card' as const, amount, at });

it('takes a payment once, and gives back what is more than is due', () => {
  const once = paying(owing(5100), card('PY-1', 5100));
  expect(isPaid(once)).toBe(true);
  expect(paying(once, card('PY-1', 5100))).toEqual(once);
  const twice = surplusBack(paying(once, card('PY-2', 5100)), 'PA-1', at);
  expect(refundsDue(twice)).toMatchObject([{ payment: 'PY-2', amount: 5100, key: 'PA-1.1', reason: 'paid_twice' }]);
  expect(surplusBack(twice, 'PA-1', at)).toEqual(twice);
});

it('leaves what was paid offline to be paid back by hand', () => {
  const paid = paying(owing(5100), { ...card('offline:R-1', 5100), how: 'offline' });
  expect(givingBack(paid, 5100, 'PA-1', 'refused', at).refunds).toMatchObject([{ status: 'by_hand', amount: 5100 }]);
});

it('makes a refund that failed again, under another key', () => {
  const due = givingBack(paying(owing(100), card('PY-1', 100)), 100, 'PA-1', 'refused', at);
  const made = refundMade(due, 'PA-1.1', 'RF-1');
  expect(refundsDue(made)).toEqual([]);
  expect(refundsDue(refundFailed(made, 'RF-1'))).toMatchObject([{ key: 'PA-1.1r', amount: 100 }]);
  expect(refundFailed(made, 'RF-2')).toBe(made);
});

it('never gives back more than was paid, of any payment', () => {
  const Amounts = fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 4 });
  fc.assert(
    fc.property(Amounts, Amounts, (paid, back) => {
      const all = paid.reduce((ledger: Ledger, amount, n) => paying(ledger, card(`PY-${n}`, amount)), owing(0));
      const after = back.reduce((ledger, amount) => givingBack(ledger, amount, 'PA-1', 'unused', at), all);
      expect(kept(after)).toBe(Math.max(0, kept(all) - back.reduce((a, b) => a + b, 0)));
      for (const { payment, amount } of after.payments) {
        const gone = after.refunds.filter((one) => one.payment === payment).reduce((sum, one) => sum + one.amount, 0);
        expect(gone).toBeLessThanOrEqual(amount);
      }
      expect(new Set(after.refunds.map(({ key }) => key)).size).toBe(after.refunds.length);
    }),
  );
});
