/** Paying by card: one payment at a time for an application, the same one however often it is asked for. */
import { createHash } from 'node:crypto';
import type { Request } from '#shared/contract/capability.ts';
import { Unavailable } from '#shared/contract/problems.ts';
import { changing, found } from '../applications/changing.ts';
import type { KeptApplication } from '../applications/journey.ts';
import type { PeopleStore } from '../applications/people.ts';
import { booked } from '../applications/steps.ts';
import { CannotPayOnline, NothingToPay } from '../contract/applicationOperations.ts';
import type { permits } from '../contract.ts';
import { kept, underWay } from './ledger.ts';
import { type SettleDependencies, settle, subjectOf } from './settling.ts';
import { told } from './told.ts';

type Paying = Request<(typeof permits)['operations']['payForPermit']>;

export interface PayDependencies extends SettleDependencies {
  readonly people: PeopleStore;
}

const mustWait = ({ status, money }: KeptApplication, at: number): void => {
  if (status !== 'payment_needed' || (money.payBy && Date.parse(money.payBy) <= at))
    throw new NothingToPay('The application does not wait for a payment.', {
      extensions: { applicationStatus: status },
    });
};

/** Remembers which payment is under way, before the applicant is sent there. */
const noted = (dependencies: PayDependencies, council: string, application: string, payment: string) =>
  changing(dependencies, council, application, (before, at) => {
    const { ledger, status } = before.application;
    if (ledger.underWay === payment || status !== 'payment_needed') return before;
    return booked(before, at, underWay(ledger, payment, at));
  });

const begin = async (dependencies: PayDependencies, request: Paying, application: KeptApplication) => {
  const { council, body } = request;
  const { ledger, quote } = application;
  const { email } = (await dependencies.people.contact(council, application.application)) ?? {};
  const wanted = {
    ...{ subject: subjectOf(application.application), amount: ledger.due - kept(ledger) },
    ...{ description: `Permit ${application.permit ?? ''}, ${quote.months} months`, ...body },
    ...(email && { email }),
  };
  // The same question again is the same payment; another, with another address to come back to, is told which one is in the way.
  const asked = createHash('sha256').update(JSON.stringify(wanted)).digest('hex').slice(0, 16);
  const key = `permits.${application.application}.${ledger.attempt}.${asked}`;
  const begun = await dependencies.payments.begin(council, { ...wanted, key });
  if (begun === 'not_connected') throw new CannotPayOnline('The council takes no payments online.');
  return 'before' in begun ? { payment: begun.before } : begun;
};

const mostAttempts = 4;

/** Goes round where the payment that was under way turns out to have ended. */
const payOnce = async (dependencies: PayDependencies, request: Paying) => {
  const { council, params } = request;
  const { journeys: _, payments, clock } = dependencies;
  const { application } = await found(dependencies, council, params.application);
  mustWait(application, clock());
  const begun: { payment: string; nextUrl?: string | undefined } = application.ledger.underWay
    ? { payment: application.ledger.underWay }
    : await begin(dependencies, request, application);
  const { application: now } = await noted(dependencies, council, params.application, begun.payment);
  if (now.ledger.underWay !== begun.payment) return undefined;
  const nextUrl = begun.nextUrl ?? (await payments.resume(council, begun.payment));
  if (nextUrl) return { payment: begun.payment, nextUrl };
  await settle(dependencies, council, params.application, begun.payment);
  return undefined;
};

/** Throws `NothingToPay` and `CannotPayOnline`. */
export const payForPermit = async (dependencies: PayDependencies, request: Paying) => {
  try {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const paying = await payOnce(dependencies, request);
      if (paying) return paying;
    }
  } catch (error) {
    throw told(error);
  }
  throw new Unavailable('The payment is being looked at.', { headers: { 'retry-after': '2' } });
};
