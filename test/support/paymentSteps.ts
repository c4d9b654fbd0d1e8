/** Steps for payments, and what another council has of them. Their council needs `services: { payments: {} }`. */
import { randomUUID } from 'node:crypto';
import { signatureOf } from '#functions/payments/messages.ts';
import { standIn } from '#functions/payments/standIn.ts';
import { londonDay } from '#shared/london.ts';
import { type Answer, api } from './app.ts';
import type { References, Step, Wanted } from './walk.ts';

const once = (idempotencyKey: string = randomUUID()) => ({ headers: { 'idempotency-key': idempotencyKey } });
const [creation, refund] = [randomUUID(), randomUUID()];
const unknown = 'PY-000000000000';

const aPayment = (subject: string, more: object = {}) => ({
  ...{ amount: 4500, subject, description: 'A permit', returnUrl: 'https://answers.example/?token={token}', ...more },
});

/**
 * After a payment was begun: as the payer, for those whose subject says so. The token that comes back is kept among the references, with
 * the ids.
 */
export const keepPaymentOf = async (id: string, { status, json }: Answer, references: References): Promise<void> => {
  if (status !== 201 || !['createPayment', 'refundPayment'].includes(id)) return;
  references[id] = json.refund ?? json.payment;
  if (!json.subject?.endsWith(':paid')) return;
  const body = new URLSearchParams({ outcome: 'success' });
  const { headers } = await fetch(json.nextUrl, { method: 'POST', body, redirect: 'manual' });
  references.token = new URL(headers.get('location') ?? '').searchParams.get('token') ?? '';
};

/** What Pay would send of something that is let be. */
export const payMessage = (council: string): Wanted => {
  const body = JSON.stringify({
    ...{ webhook_message_id: randomUUID(), event_type: 'agreement_cancelled' },
    ...{ resource_type: 'agreement', resource_id: 'a' },
  });
  const signature = signatureOf(standIn.secretsFor(council)['webhook-secrets'], Buffer.from(body));
  return { path: { council }, key: '', body, headers: { 'pay-signature': signature } };
};

type Ask = (wanted?: Wanted) => () => Wanted;

const openSteps = (here: Ask, of: Ask, none: Ask): Step[] => [
  ['createPayment', 201, here({ body: aPayment('walk:open'), ...once() })],
  ['createPayment', 409, here({ body: aPayment('walk:open'), ...once() })],
  ['getPayment', 200, of()],
  ['getPayment', 404, none()],
  ['resumePayment', 200, of()],
  ['resumePayment', 404, none()],
  ['capturePayment', 409, of()],
  ['capturePayment', 404, none()],
  ['cancelPayment', 200, of()],
  ['cancelPayment', 404, none()],
  ['resumePayment', 409, of()],
];

/** First, and not given back whole: a request like it is refused from then on. */
const paidSteps = (here: Ask, of: Ask, none: Ask, token: () => string): Step[] => {
  const paid = aPayment('walk:paid', { delayedCapture: true });
  const back = { amount: 100, reason: 'not-eligible' };
  return [
    ['createPayment', 201, here({ body: paid, ...once(creation) })],
    ['createPayment', 422, here({ body: aPayment('walk:other'), ...once(creation) })],
    ['createPayment', 409, () => ({ path: { council: 'empty' }, body: paid, ...once() })],
    ['returnedFromPayment', 200, () => here({ body: { token: token() } })()],
    ['returnedFromPayment', 404, here({ body: { token: 'x'.repeat(43) } })],
    ['capturePayment', 200, of()],
    ['cancelPayment', 409, of()],
    ['refundPayment', 201, of({ body: back, ...once(refund) })],
    ['refundPayment', 422, of({ body: { ...back, amount: 200 }, ...once(refund) })],
    ['refundPayment', 409, of({ body: { ...back, amount: 5000 }, ...once() })],
    ['refundPayment', 404, none({ body: back, ...once() })],
    ['getRefund', 200, of()],
    ['getRefund', 404, none()],
    ['getRefund', 404, of({ path: { refund: 'RF-000000000000' } })],
  ];
};

const staffSteps = (here: Ask): Step[] => {
  const today = `day=${londonDay(Date.now())}`;
  return [
    ['listPayments', 200, here({ query: 'limit=1' })],
    ['listPayments', 400, here({ query: 'cursor=none' })],
    ['getLedger', 200, here({ query: `${today}&limit=1` })],
    ['getLedger', 200, here({ query: `${today}&format=csv` })],
    ['getLedger', 400, here()],
  ];
};

export const paymentSteps = (council: string, references: References): Step[] => {
  const here: Ask = (wanted) => () => ({ path: { council }, ...wanted });
  const of: Ask =
    ({ path, ...wanted } = {}) =>
    () => {
      const { createPayment: payment = unknown, refundPayment = '' } = references;
      return { ...wanted, path: { council, payment, refund: refundPayment, ...path } };
    };
  const none: Ask = (wanted) => of({ ...wanted, path: { payment: unknown, refund: 'RF-000000000000' } });
  return [
    ...paidSteps(here, of, none, () => references.token ?? ''),
    ...openSteps(here, of, none),
    ...staffSteps(here),
    ['receivePayMessage', 204, () => payMessage(council)],
    ['receivePayMessage', 409, () => payMessage('empty')],
    ['receivePayMessage', 401, () => ({ ...payMessage(council), headers: {} })],
  ];
};

/** A payment for something that only this council has, of which some went back: the ids, and the token that the payer came back with. */
export const paidAt = async (council: string, thing: string): Promise<References> => {
  const references: References = {};
  const post = async (id: string, path: string, body: object) =>
    keepPaymentOf(id, await api('POST', `/${council}/payments${path}`, { body, ...once() }), references);
  await post('createPayment', '', aPayment(`secret:${thing}:paid`));
  const payment = `/${references.createPayment}`;
  await api('GET', `/${council}/payments${payment}`);
  await post('refundPayment', `${payment}/refunds`, { amount: 100, reason: 'not-eligible' });
  await api('GET', `/${council}/payments${payment}/refunds/${references.refundPayment}`);
  return references;
};
