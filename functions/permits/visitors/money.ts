/** Money of visitors' orders, by the payments that applications have, too. */
import { createHash } from 'node:crypto';
import { Unavailable } from '#shared/contract/problems.ts';
import { CannotPayOnline } from '../contract/applicationOperations.ts';
import type { Payments } from '../money/ports.ts';
import type { VisitorMoney } from './facts.ts';

const outcomes = { success: 'paid', failed: 'failed', under_way: 'open' } as const;

export const visitorMoneyBy = ({ begin, resume, find, refund }: Payments): VisitorMoney => ({
  pay: async (council, { pence, key, ...wanted }) => {
    // Asked with another address to come back to, it is another question: its answer names the payment that is under way.
    const asked = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
    const begun = await begin(council, { ...wanted, amount: pence, key: `permits.${key}.${asked}` });
    if (begun === 'not_connected') throw new CannotPayOnline('The council takes no payments online.');
    const payment = 'before' in begun ? begun.before : begun.payment;
    const nextUrl = ('nextUrl' in begun && begun.nextUrl) || (await resume(council, payment));
    if (nextUrl) return { payment, nextUrl };
    throw new Unavailable('The payment before this one is being settled.', { headers: { 'retry-after': '5' } });
  },
  outcome: async (council, payment) => {
    const there = await find(council, payment);
    return there ? outcomes[there.status] : 'failed';
  },
  refund: async (council, { payment, pence, reason, key }) => {
    const made = await refund(council, payment, { amount: pence, reason, key: `permits.${key}` });
    // Stays due, and rings the alarm: somebody has to pay it back, or say at GOV.UK Pay why not.
    if (made === undefined) throw new Error(`The payment ${payment} cannot be paid back by card.`);
  },
});
