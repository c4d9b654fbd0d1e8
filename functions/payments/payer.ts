/** What is done with a payment on its way. Each can be done again, and each says in the end what GOV.UK Pay says. */
import type { Payment } from './contract/fields.ts';
import {
  PaymentNotCancellable,
  PaymentNotCapturable,
  PaymentNotFound,
  PaymentNotResumable,
  PaymentsNotConnected,
} from './contract/problems.ts';
import { clientOf, type Dependencies, found, look, lookAt } from './look.ts';
import { type PayClient, PayRefused } from './pay/client.ts';
import { later } from './pay/refusals.ts';
import { isFinal, isSettling, type Row, shown } from './record.ts';
import { hashOf } from './references.ts';

const notYet = () => later('The council’s payment service has not said yet whether it knows the payment.', 5);

/** Reads the payment; asks GOV.UK Pay unless all is known, or when told to. What a council took before it left Pay stays as it was. */
export const read = async (
  dependencies: Dependencies,
  council: string,
  payment: string,
  isFresh = false,
): Promise<Row> => {
  const row = await found(dependencies, council, payment);
  if (!isFresh && !isSettling(row)) return row;
  try {
    return (await look(dependencies, council, row)).row;
  } catch (error) {
    if (error instanceof PaymentsNotConnected) return row;
    throw error;
  }
};

export const returned = async (dependencies: Dependencies, council: string, token: string): Promise<Payment> => {
  const payment = await dependencies.store.called(council, 'TOKEN', hashOf(token));
  if (!payment) throw new PaymentNotFound('The council has no payment that a payer comes back from with this token.');
  return shown(await read(dependencies, council, payment));
};

export const resume = async (dependencies: Dependencies, council: string, payment: string) => {
  const { row, nextUrl } = await lookAt(dependencies, council, payment);
  const { status } = row;
  if (status === 'creating') throw notYet();
  if (nextUrl && !isFinal(row) && status !== 'capturable') return { payment, nextUrl };
  throw new PaymentNotResumable(`${payment} is “${status}”.`, { extensions: { paymentStatus: status } });
};

interface Doing {
  readonly isDone: (row: Row) => boolean;
  readonly isPossible: (row: Row) => boolean;
  readonly ask: (client: PayClient, id: string) => Promise<unknown>;
  readonly Refusal: typeof PaymentNotCancellable;
}

/** What GOV.UK Pay refuses because it has changed meanwhile is looked at again. */
const isOvertaken = (error: unknown): boolean => error instanceof PayRefused && [400, 404, 409].includes(error.status);

const doing =
  ({ isDone, isPossible, ask, Refusal }: Doing) =>
  async (dependencies: Dependencies, council: string, payment: string): Promise<Payment> => {
    const { row } = await lookAt(dependencies, council, payment);
    if (row.status === 'creating') throw notYet();
    if (!isDone(row) && isPossible(row)) {
      const client = await clientOf(dependencies, council, row.service);
      await ask(client, row.providerId ?? '').catch((error: unknown) => {
        if (!isOvertaken(error)) throw error;
      });
    }
    const { row: after } = await lookAt(dependencies, council, payment);
    if (isDone(after)) return shown(after);
    const { status } = after;
    throw new Refusal(`${payment} is “${status}”.`, { extensions: { paymentStatus: status } });
  };

export const cancel = doing({
  isDone: ({ status }) => status === 'cancelled',
  isPossible: (row) => !isFinal(row),
  ask: (client, id) => client.cancel(id),
  Refusal: PaymentNotCancellable,
});

export const capture = doing({
  isDone: ({ status, delayedCapture }) => status === 'success' && delayedCapture,
  isPossible: ({ status }) => status === 'capturable',
  ask: (client, id) => client.capture(id),
  Refusal: PaymentNotCapturable,
});
