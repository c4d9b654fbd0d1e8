/** What GOV.UK Pay's failures mean to our callers. Its own words are for developers and stay here. */
import { Unavailable } from '#shared/contract/problems.ts';
import { Down } from '#shared/outbound.ts';
import { PaymentRefused, PaymentServiceRefused } from '../contract/problems.ts';
import { PayRefused } from './client.ts';

/** The council's account is not set up for it, or the key is not one of it. */
const ofAccount = new Set(['P0195', 'P0196', 'P0199', 'P0200', 'P0930', 'P0940', 'P0941', 'P0942']);

/** Certain that nothing was done. */
export const isCertain = (error: unknown): boolean =>
  error instanceof PayRefused || (error instanceof Down && error.unsent);

export const later = (detail: string, seconds: number, cause?: unknown) =>
  new Unavailable(detail, { headers: { 'retry-after': String(seconds) }, cause });

/** Our field by Pay's. */
const fields: Readonly<Record<string, string>> = {
  ...{ amount: 'amount', description: 'description', email: 'email', language: 'language', return_url: 'returnUrl' },
  ...{ delayed_capture: 'delayedCapture', prefilled_cardholder_details: 'cardholder' },
};

const refused = (error: PayRefused): Error => {
  const { status, code, field = '' } = error;
  if (status === 429) return later('The council’s payment service takes no more for the moment.', 1, error);
  if (status === 401 || status === 403 || ofAccount.has(code)) {
    const options = { headers: { 'retry-after': '60' }, cause: error };
    return new PaymentServiceRefused('The council’s payment service refused this deployment.', options);
  }
  const ours = fields[field.split('.')[0] ?? ''];
  const detail = 'is not taken by the council’s payment service';
  return new PaymentRefused('The council’s payment service does not take this payment.', {
    ...(ours && { errors: [{ detail, pointer: `#/${ours}`, in: 'body' as const }] }),
    cause: error,
  });
};

/** The problem to answer; what is none of Pay's stays as it is. */
export const explained = (error: unknown): unknown => {
  if (error instanceof PayRefused) return refused(error);
  if (!(error instanceof Down)) return error;
  return later('The council’s payment service did not answer.', error.retryAfter, error);
};
