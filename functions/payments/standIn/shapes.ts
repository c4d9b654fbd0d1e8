/** What the stand-in answers, in the shapes of Pay's OpenAPI description. */
import {
  amountAvailable,
  amountRefunded,
  capturedAt,
  feeOf,
  newToken,
  refundSettledAt,
  type StandInPayment,
  type StandInRefund,
  settledAt,
} from './account.ts';

const instant = (at: number): string => new Date(at).toISOString();
const day = (at: number): string => instant(at).slice(0, 10);
const link = (href: string, method = 'GET') => ({ href, method });

const refundSummary = (payment: StandInPayment) => {
  const [available, submitted] = [amountAvailable(payment), amountRefunded(payment)];
  const { state } = payment;
  const paid = available > 0 ? 'available' : 'full';
  const status = state.status === 'success' ? paid : state.finished ? 'unavailable' : 'pending';
  return { status, amount_available: available, amount_submitted: submitted };
};

const settlementSummary = (payment: StandInPayment, now: number) => {
  const [captured, settled] = [capturedAt(payment), settledAt(payment)];
  return {
    ...(payment.succeededAt && { capture_submit_time: instant(payment.succeededAt) }),
    ...(captured && now >= captured && { captured_date: day(captured) }),
    ...(settled && now >= settled && { settled_date: day(settled) }),
  };
};

const cardDetails = {
  ...{ last_digits_card_number: '4242', first_digits_card_number: '424242', cardholder_name: 'Jo Example' },
  ...{ expiry_date: '11/30', card_brand: 'Visa', card_type: 'debit' },
  billing_address: { line1: '1 Example Street', postcode: 'ZZ1 1AA', city: 'Marlbeck', country: 'GB' },
};

/** Without links that let a payer in, as search and webhooks have it. */
export const shownInLists = (payment: StandInPayment, base: string, now: number) => {
  const { id, amount, description, reference, language = 'en', state } = payment;
  const self = `${base}/v1/payments/${id}`;
  const isPaid = state.status === 'success';
  return {
    ...{ amount, description, reference, language, state, payment_id: id, payment_provider: 'stripe' },
    ...{ created_date: instant(payment.createdAt), delayed_capture: payment.delayed_capture ?? false, moto: false },
    ...{ return_url: payment.return_url, authorisation_mode: 'web' },
    ...(payment.metadata && { metadata: payment.metadata }),
    ...(payment.email && { email: payment.email }),
    ...(state.status !== 'created' && state.status !== 'started' && { card_details: cardDetails }),
    ...(isPaid && { total_amount: amount, fee: feeOf(payment), net_amount: amount - feeOf(payment) }),
    refund_summary: refundSummary(payment),
    settlement_summary: settlementSummary(payment, now),
    _links: {
      ...{ self: link(self), events: link(`${self}/events`), refunds: link(`${self}/refunds`) },
      ...(!state.finished && { cancel: { ...link(`${self}/cancel`, 'POST'), params: {}, type: 'application/json' } }),
      ...(state.status === 'capturable' && {
        capture: { ...link(`${self}/capture`, 'POST'), params: {}, type: 'application/json' },
      }),
    },
  };
};

/** With a fresh address for the payer while there is something to do. */
export const shownPayment = (payment: StandInPayment, base: string, now: number) => {
  const shown = shownInLists(payment, base, now);
  if (payment.state.finished || payment.state.status === 'capturable') return shown;
  const token = newToken(payment);
  const post = { type: 'application/x-www-form-urlencoded', params: { chargeTokenId: token } };
  return {
    ...shown,
    _links: {
      ...shown._links,
      next_url: link(`${base}/secure/${token}`),
      next_url_post: { ...link(`${base}/secure`, 'POST'), ...post },
    },
  };
};

export const shownRefund = (payment: StandInPayment, refund: StandInRefund, base: string, now: number) => {
  const settled = refundSettledAt(refund);
  const parent = `${base}/v1/payments/${payment.id}`;
  return {
    ...{ refund_id: refund.id, payment_id: payment.id, amount: refund.amount, status: refund.status },
    created_date: instant(refund.createdAt),
    settlement_summary: now >= settled ? { settled_date: day(settled) } : {},
    _links: { self: link(`${parent}/refunds/${refund.id}`), payment: link(parent) },
  };
};

export const shownEvents = (payment: StandInPayment, base: string) => ({
  payment_id: payment.id,
  events: payment.events.map(({ state, at }) => ({ payment_id: payment.id, state, updated: instant(at) })),
  _links: { self: link(`${base}/v1/payments/${payment.id}/events`) },
});
