/** What a lost pass costs: the first is free, always. */
import type { Request } from '#shared/contract/capability.ts';
import { PassPaymentUnavailable } from '../contract/passFields.ts';
import type { passOperations } from '../contract/passOperations.ts';
import { told } from '../money/told.ts';
import { changed, changing, found, notReady } from './changing.ts';
import type { PassDependencies } from './ports.ts';

type Operations = typeof passOperations;

/** Throws `Unavailable` for payments that do not answer, and `InvalidRequest` for what they do not take. */
const answered = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked;
  } catch (error) {
    throw told(error);
  }
};

export const payForPass = async (
  dependencies: PassDependencies,
  { council, params: { pass }, body: { returnUrl } }: Request<Operations['payForPass']>,
) => {
  const { passPayments, passPeople, newId, clock } = dependencies;
  const before = await found(dependencies, council, pass);
  const { status, fee } = before;
  if (status !== 'payment_needed' || !fee) throw notReady(before, 'paid for');
  const language = (await passPeople.contact(council, pass))?.language ?? 'en';
  const description = language === 'cy' ? 'Pàs bws newydd' : 'Replacement bus pass';
  const asked = { amount: fee.due, subject: `permits:${pass}`, description, returnUrl, language };
  const begun = await answered(passPayments.begin(council, { ...asked, key: newId(clock()) }));
  if (begun === 'not_connected') throw new PassPaymentUnavailable('The council is not connected to GOV.UK Pay.');
  if (!('before' in begun)) return { payment: begun.payment, nextUrl: begun.nextUrl };
  const nextUrl = await answered(passPayments.resume(council, begun.before));
  return { payment: begun.before, ...(nextUrl && { nextUrl }) };
};

/** Once it is paid, or costs nothing after all, it is approved. Told again, or of another pass, it changes nothing. */
export const passPaid = (
  dependencies: PassDependencies,
  council: string,
  pass: string,
  { pence, payment }: { readonly pence: number; readonly payment?: string | undefined },
) =>
  changing(dependencies, { council, pass }, (before, at) => {
    if (before.status !== 'payment_needed') return undefined;
    const fee = { due: before.fee?.due ?? 0, paid: pence, ...(payment && { payment }) };
    return [{ before, after: changed(before, { status: 'approved', fee }, at) }];
  });

export const recordPassPayment = async (
  dependencies: PassDependencies,
  { council, params: { pass }, body: { how } }: Request<Operations['recordPassPayment']>,
) => {
  const before = await found(dependencies, council, pass);
  if (!before.fee) throw notReady(before, 'paid for');
  return passPaid(dependencies, council, pass, { pence: how === 'waived' ? 0 : before.fee.due });
};

/** For `payments.payment.finished`. Payments for other things are let be; what is not needed any more goes back. Throws `Down`. */
export const hearPassPayment = async (
  dependencies: PassDependencies,
  council: string,
  { subject, payment }: { readonly subject: string; readonly payment: string },
): Promise<void> => {
  const { passPayments, passes } = dependencies;
  const pass = /^permits:(PB-[0-9A-Z]{8})$/.exec(subject)?.[1];
  const made = pass && (await passPayments.find(council, payment));
  if (!pass || !made || made.status !== 'success') return;
  const isThere = (await passes.find(council, pass)) !== undefined;
  const paid = isThere ? await passPaid(dependencies, council, pass, { pence: made.amount, payment }) : undefined;
  if (paid?.fee?.payment === payment) return;
  const refund = { amount: made.amount, reason: 'pass-not-needed', key: `${pass}:${payment}:refund` };
  await passPayments.refund(council, payment, refund);
};
