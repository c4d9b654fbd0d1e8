/**
 * Giving money back, once. GOV.UK Pay takes a refund only while as much can be refunded as we say there is, so asking again in the same
 * words after an answer that was lost cannot refund twice.
 */
import type { Request, Result } from '#shared/contract/capability.ts';
import type { Answered, Idempotency } from '#shared/contract/idempotency.ts';
import { PaymentNotRefundable } from './contract/problems.ts';
import type { payments } from './contract.ts';
import { clientOf, type Dependencies, found, lookAt, tooMany } from './look.ts';
import { type PayRefund, PayRefused } from './pay/client.ts';
import { explained, isCertain, later } from './pay/refusals.ts';
import { type RefundRow, type Row, shownRefund } from './record.ts';
import { asAtPay } from './truth.ts';

type Asking = Request<(typeof payments)['operations']['refundPayment']>;
type Refunded = Answered<Result<(typeof payments)['operations']['refundPayment']>>;

const attempts = 8;
/** More would be a mistake, and a record has to end somewhere. */
const mostRefunds = 50;

const unknownOutcome = (cause?: unknown) =>
  later('The council’s payment service did not say whether the refund was made.', 5, cause);

/** Throws `PaymentNotRefundable`. */
const judge = ({ payment, status, refundable, refunds }: Row, amount: number): void => {
  if (status === 'success' && amount <= refundable && refunds.length < mostRefunds) return;
  throw new PaymentNotRefundable(`Of ${payment} ${refundable} pence can be refunded, not ${amount}.`, {
    extensions: { paymentStatus: status, refundable },
  });
};

const replaced = (row: Row, refund: string, by: RefundRow | undefined): RefundRow[] =>
  row.refunds.flatMap((one) => (one.refund === refund ? (by ? [by] : []) : [one]));

/** Takes back what GOV.UK Pay has certainly not done. */
const dropped = async (dependencies: Dependencies, council: string, payment: string, refund: string): Promise<void> => {
  const { store, clock } = dependencies;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const row = await found(dependencies, council, payment);
    const refunds = replaced(row, refund, undefined);
    if ((await store.change(council, row, { ...row, refunds }, { at: clock() })) !== 'stale') return;
  }
  throw tooMany();
};

/** Answers with the refund as it is, together with what was seen of it. */
const settled = async (
  dependencies: Dependencies,
  council: string,
  given: Row,
  refund: string,
  seen: PayRefund,
  idempotency: Idempotency,
): Promise<Refunded> => {
  const { store, clock } = dependencies;
  class Again extends Error {}
  let row = given;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const at = clock();
    const there = row.refunds.find((one) => one.refund === refund);
    if (!there) throw unknownOutcome();
    const now = asAtPay(there, seen, at);
    const refundable = there.providerId ? row.refundable : row.refundable - there.amount;
    const after = { ...row, refundable, refunds: replaced(row, refund, now), updatedAt: new Date(at).toISOString() };
    try {
      return await idempotency.answer(shownRefund(row, now), async (note) => {
        if ((await store.change(council, row, after, { at, note })) === 'stale') throw new Again();
      });
    } catch (error) {
      if (!(error instanceof Again)) throw error;
      row = await found(dependencies, council, row.payment);
    }
  }
  throw tooMany();
};

/** What follows where GOV.UK Pay did not take it. Returns to decide anew. */
const notTaken = async (
  dependencies: Dependencies,
  council: string,
  row: Row,
  { refund, isNew }: { readonly refund: string; readonly isNew: boolean },
  error: unknown,
): Promise<void> => {
  // Asked before, it may have been done then.
  if (!isCertain(error) || !isNew) throw unknownOutcome(error);
  await dropped(dependencies, council, row.payment, refund);
  if (!(error instanceof PayRefused)) throw error;
  // Somebody else refunded meanwhile.
  if (error.status === 412) return;
  const isOurs = error.status === 400 || error.status === 422;
  const { status, refundable } = row;
  const options = { extensions: { paymentStatus: status, refundable }, cause: error };
  throw isOurs ? new PaymentNotRefundable(`${row.payment} cannot be refunded now.`, options) : explained(error);
};

const sent = async (
  dependencies: Dependencies,
  { council, idempotency }: Asking,
  row: Row,
  { refund, amount, available = 0 }: RefundRow,
  isNew: boolean,
): Promise<Refunded | undefined> => {
  const client = await clientOf(dependencies, council, row.service);
  let seen: PayRefund;
  try {
    seen = await client.refund(row.providerId ?? '', { amount, refund_amount_available: available });
  } catch (error) {
    await notTaken(dependencies, council, row, { refund, isNew }, error);
    return undefined;
  }
  return settled(dependencies, council, row, refund, seen, idempotency);
};

/** Its own record first, so that there is something to find it by. */
const begun = async (dependencies: Dependencies, request: Asking, row: Row): Promise<Refunded | undefined> => {
  const { store, clock, newId } = dependencies;
  const { council, body, idempotency } = request;
  if (row.refunds.some(({ status }) => status === 'creating'))
    throw later('Another refund of the payment is being made.', 5);
  judge(row, body.amount);
  const at = clock();
  const entry: RefundRow = {
    ...{ refund: newId('RF'), ...body, status: 'creating', createdAt: new Date(at).toISOString() },
    ...{ request: idempotency.request, available: row.refundable },
  };
  const written = await store.change(council, row, { ...row, refunds: [...row.refunds, entry] }, { at });
  return written === 'stale' ? undefined : sent(dependencies, request, written, entry, true);
};

export const refund = async (dependencies: Dependencies, request: Asking): Promise<Refunded> => {
  const { council, params, idempotency } = request;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { row } = await lookAt(dependencies, council, params.payment);
    const mine = row.refunds.find((one) => one.request === idempotency.request);
    if (mine && mine.status !== 'creating')
      return idempotency.answer(shownRefund(row, mine), (note) => dependencies.store.keep(note));
    const answer = await (mine ? sent(dependencies, request, row, mine, false) : begun(dependencies, request, row));
    if (answer) return answer;
  }
  throw tooMany();
};
