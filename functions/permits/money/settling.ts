/** Taking account of a payment that may have been made. Safe to run twice and in any order: it reads what is true and moves forwards only. */
import { type Changing, changing } from '../applications/changing.ts';
import type { Journey } from '../applications/journey.ts';
import { booked } from '../applications/steps.ts';
import { hasPayment, paying, refundFailed, tryingAgain, underWay } from './ledger.ts';
import type { Payments } from './ports.ts';

export interface SettleDependencies extends Changing {
  readonly payments: Payments;
}

export const subjectOf = (application: string): string => `permits:${application}`;
export const applicationIn = (subject: string): string | undefined => /^permits:(PA-[0-9A-Z]{8})$/.exec(subject)?.[1];

/** Money that comes too late, or twice, is on its way back afterwards (`balanced` in steps.ts). Throws `Down`. */
export const settle = async (
  dependencies: SettleDependencies,
  council: string,
  application: string,
  payment: string,
): Promise<Journey> => {
  const { payments } = dependencies;
  const paid = await payments.find(council, payment);
  return changing(dependencies, council, application, (before, at) => {
    const { ledger } = before.application;
    if (paid?.status === 'success' && !hasPayment(ledger, payment)) {
      const told = { payment, how: 'card' as const, amount: paid.amount, at: new Date(at).toISOString() };
      return booked(before, at, paying(ledger, told));
    }
    if (ledger.underWay !== payment) return before;
    if (paid?.status !== 'under_way') return booked(before, at, tryingAgain(ledger));
    const isLate = ledger.lookAt !== undefined && Date.parse(ledger.lookAt) <= at;
    return isLate ? booked(before, at, underWay(ledger, payment, at)) : before;
  });
};

/** A refund that failed after all is due again, as another one. */
export const refundHeard = (dependencies: Changing, council: string, application: string, refund: string) =>
  changing(dependencies, council, application, (before, at) => {
    const ledger = refundFailed(before.application.ledger, refund);
    return ledger === before.application.ledger ? before : booked(before, at, ledger);
  });
