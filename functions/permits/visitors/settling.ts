/**
 * What follows by itself: orders that are paid, or were not in time; visits that are over; money that goes back. Each can be done
 * twice, and is done once.
 */
import type { Announcement } from '#shared/contract/event.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { answered, busy, type VisitorDependencies } from './facts.ts';
import type { KeptOrder, KeptVisit, VisitorDue, What } from './items.ts';
import { lotOf } from './orders.ts';

export interface SettlingDependencies extends VisitorDependencies {
  /** That a visit is over, as a write of its event. */
  readonly visitEnded: (council: string, visit: KeptVisit, at: number) => Write;
}

const subjects = /^permits:(VO-[0-9A-Z]{8})$/;

const withoutPayBy = ({ payBy: _, ...order }: KeptOrder): KeptOrder => order;

/** The household has what it paid for; of an order that had lapsed the money goes back. */
const settleOrder = async (
  dependencies: SettlingDependencies,
  council: string,
  reference: string,
  payment: string,
): Promise<void> => {
  const { visitors, visitorMoney, clock } = dependencies;
  const before = await visitors.order(council, reference);
  if (!before || (before.status === 'done' && before.payment === payment)) return;
  if ((await answered(visitorMoney.outcome(council, payment))) !== 'paid') return;
  if (before.status !== 'payment_needed') {
    const { pence } = before;
    const reason = before.status === 'done' ? 'paid_twice' : 'paid_too_late';
    return visitorMoney.refund(council, { payment, pence, reason, key: `${reference}.${payment}` });
  }
  const lot = lotOf(before, clock(), payment);
  const paid = { payment, status: 'done' as const, validUntil: lot.validUntil, version: before.version + 1 };
  const after = { ...withoutPayBy(before), ...paid };
  if (!(await visitors.changeOrder(council, before, after, lot))) throw busy();
};

/** For `payments.payment.finished`. `false` where the payment is for something else. Throws, to be told again. */
export const paymentHeard = async (
  dependencies: SettlingDependencies,
  { type, council, data }: Pick<Announcement, 'type' | 'council' | 'data'>,
): Promise<boolean> => {
  const { subject, payment } = data as { readonly subject?: unknown; readonly payment?: unknown };
  const reference = subjects.exec(String(subject))?.[1];
  if (type !== 'payments.payment.finished' || reference === undefined) return false;
  await settleOrder(dependencies, council, reference, String(payment));
  return true;
};

type Job = (dependencies: SettlingDependencies, due: VisitorDue) => Promise<void>;

const lapseOrder: Job = async (dependencies, due) => {
  const { visitors, visitorMoney } = dependencies;
  const { council, id } = due;
  const before = await visitors.order(council, id);
  if (before?.status !== 'payment_needed') return visitors.settle(due);
  const stands = before.payment && (await answered(visitorMoney.outcome(council, before.payment)));
  if (before.payment && stands === 'paid') return settleOrder(dependencies, council, id, before.payment);
  // What is paid after all goes back when it is heard of.
  const after = { ...withoutPayBy(before), status: 'lapsed' as const, version: before.version + 1 };
  if (!(await visitors.changeOrder(council, before, after))) throw busy();
};

const announceEnd: Job = async ({ visitors, visitEnded, clock }, due) => {
  const visit = await visitors.visit(due.council, due.id);
  const isOver = visit?.status === 'counts' && visit.ends === due.at;
  await visitors.settle(due, isOver ? visitEnded(due.council, visit, clock()) : undefined);
};

const payBack: Job = async ({ visitors, visitorMoney }, due) => {
  const refund = await visitors.refund(due.council, due.id);
  for (const [i, { payment, pence }] of (refund?.backs ?? []).entries())
    await visitorMoney.refund(due.council, { payment, pence, reason: 'moved_away', key: `${due.id}.${i}` });
  await visitors.settle(due);
};

/** For the sweep, by what is due. */
export const visitorJobs: { readonly [W in What]: Job } = {
  'visitor-order': lapseOrder,
  visit: announceEnd,
  'visitor-refund': payBack,
};
