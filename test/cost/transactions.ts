/** What takes a national service: payments, messages, look-ups of vehicles. Done at the stand-ins, a few times each. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Use } from './bill.ts';

const aYear = (households: number) => ({ payments: households / 10, messages: households });

/** How often a year: one household in ten pays for something, with a vehicle looked up; each is told something. */
export const transactions = (households: number): readonly Use[] => {
  const { payments, messages } = aYear(households);
  return [
    { operation: 'lookUpVehicle', calls: payments, says: 'vehicles looked up: one household in ten' },
    { operation: 'createPayment', calls: payments, says: 'payments begun: one household in ten' },
    { operation: 'returnedFromPayment', calls: payments, says: 'payers who come back' },
    { operation: 'receivePayMessage', calls: 2 * payments, says: 'what GOV.UK Pay tells: twice a payment' },
    { operation: 'payments.payment.told', calls: 2 * payments, says: 'looking at the payment then', isInside: true },
    { operation: 'sendMessage', calls: messages, says: 'messages: one a household' },
    { operation: 'notifications.message.queued', calls: messages, says: 'handing them over', isInside: true },
    { operation: 'tellReceipt', calls: messages, says: 'what GOV.UK Notify tells: once a message' },
  ];
};

/** Answers the JSON of the answer. */
export type Post = (
  path: string,
  body: object,
  headers: Readonly<Record<string, string>>,
) => Promise<Record<string, string>>;

const times = 10;
const once = () => ({ 'idempotency-key': randomUUID() });

const pay = async (post: Post, subject: string): Promise<void> => {
  const body = { amount: 4500, subject, description: 'A permit', returnUrl: 'https://marlbeck.example/?t={token}' };
  const { nextUrl = '' } = await post('payments', body, once());
  const paid = new URLSearchParams({ outcome: 'success' });
  const { headers } = await fetch(nextUrl, { method: 'POST', body: paid, redirect: 'manual' });
  const token = new URL(headers.get('location') ?? '').searchParams.get('t');
  await post('payments/returned', { token }, {});
};

const send = (post: Post) =>
  post(
    'notifications/messages',
    { purpose: 'permits.issued', to: { email: 'jo@resident.example' }, personalisation: { name: 'Jo' } },
    once(),
  );

/** Until the last receipts have come. */
export const transact = async (post: Post, seen: (operation: string) => number): Promise<void> => {
  for (let i = 0; i < times; i += 1) {
    await post('vehicles/look-up', { registration: `ZZ1${i}ABC` }, {});
    await pay(post, `cost:${i}`);
    await send(post);
  }
  for (let wait = 0; wait < 100 && seen('tellReceipt') < times; wait += 1) await sleep(200);
};
