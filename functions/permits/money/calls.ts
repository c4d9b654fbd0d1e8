/** Payments, as the `payments` capability of this deployment makes them. */
import type { payments } from '#functions/payments/contract.ts';
import { type Calls, Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';
import type { Begun, CardPayment, Payments } from './ports.ts';

/** The operations of `payments` that are asked. */
type PaymentCalls = Pick<Calls<typeof payments>, 'createPayment' | 'resumePayment' | 'getPayment' | 'refundPayment'>;

/** What came of a question: its answer, or which problem. What says that nothing can be told now is `Down`. */
const asked = async <T, R>(
  ask: Promise<T>,
  refusals: Readonly<Record<string, (refused: Refused) => R>>,
): Promise<T | R> => {
  try {
    return await ask;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refusal = refusals[error.slug];
    if (refusal) return refusal(error);
    if (error.status === 429 || error.slug === 'idempotency-in-progress') throw new Down('It is busy.', 2);
    throw error;
  }
};

const before = ({ extensions }: Refused) => ({ before: String(extensions.payment) });
const unsuccessful = new Set(['failed', 'cancelled', 'expired', 'error']);
const statusOf = (status: string): CardPayment['status'] =>
  status === 'success' ? 'success' : unsuccessful.has(status) ? 'failed' : 'under_way';

export const paymentsBy = (calls: PaymentCalls): Payments => ({
  begin: (council, { key, ...body }) =>
    asked<Begun, Begun>(calls.createPayment(council, { body, idempotencyKey: key }), {
      'payments-not-connected': () => 'not_connected' as const,
      'capability-not-enabled': () => 'not_connected' as const,
      'payment-in-progress': before,
      'already-paid': before,
    }),
  resume: async (council, payment) =>
    (
      await asked(calls.resumePayment(council, { params: { payment } }), {
        'payment-not-resumable': () => undefined,
        'payment-not-found': () => undefined,
      })
    )?.nextUrl,
  find: async (council, payment) => {
    const there = await asked(calls.getPayment(council, { params: { payment } }), {
      'payment-not-found': () => undefined,
    });
    return there && { payment, amount: there.amount, status: statusOf(there.status) };
  },
  refund: async (council, payment, { key, ...body }) =>
    (
      await asked(calls.refundPayment(council, { params: { payment }, body, idempotencyKey: key }), {
        'payment-not-refundable': () => undefined,
        'payments-not-connected': () => undefined,
        'payment-not-found': () => undefined,
      })
    )?.refund,
});
