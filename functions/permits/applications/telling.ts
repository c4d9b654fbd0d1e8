/** Messages to applicants, as the `notifications` capability of this deployment sends them. */
import { Refused } from '#shared/calls.ts';
import { Down } from '#shared/outbound.ts';
import type { Applicant } from '../contract/applications.ts';
import type { PassMessage } from '../passes/ports.ts';
import type { KeptApplication } from './journey.ts';
import type { PeopleStore } from './people.ts';
import type { Tell } from './ports.ts';

/** The operation of `notifications` that is asked. */
export interface MessageCalls {
  sendMessage(council: string, question: { body: Message; idempotencyKey: string }): Promise<unknown>;
}
interface Message {
  readonly purpose: string;
  readonly language: 'en' | 'cy';
  readonly to: To;
  readonly personalisation: Readonly<Record<string, string | string[]>>;
  readonly about: string;
  readonly subscription?: boolean;
}
type To = Partial<Record<'email' | 'phone', string>> & { readonly address?: string[] };

const pounds = (pence: number): string => `£${(pence / 100).toFixed(2)}`;

/** What the council's templates can be filled with. */
const words = (application: KeptApplication, { name, language }: Applicant) => {
  const { quote, permit, changes, money, missing, reasons, evidenceBy, offerEndsAt } = application;
  return {
    ...{ name, application: application.application, permit: permit ?? changes?.permit ?? '', zone: quote.zone ?? '' },
    ...{ starts: quote.starts ?? '', ends: quote.ends ?? '', registration: quote.registration ?? '' },
    ...{ price: pounds(money.due), refunded: pounds(money.refunded) },
    ...{ pay_by: money.payBy ?? '', prove_by: evidenceBy ?? '', offer_ends: offerEndsAt ?? '', missing },
    reasons: reasons.map(({ says, saysWelsh }) => (language === 'cy' && saysWelsh) || says),
  };
};

const recipients = ({ name, email, telephone, address, onBehalf }: Applicant): readonly To[] => {
  const lines = address && { address: [name, ...address.lines, address.postcode] };
  const to = (one: { email?: string | undefined; telephone?: string | undefined }): To => ({
    ...(one.email && { email: one.email }),
    ...(one.telephone && { phone: one.telephone }),
  });
  return [{ ...to({ email, telephone }), ...lines }, ...(onBehalf ? [to(onBehalf)] : [])].filter(
    (one) => Object.keys(one).length > 0,
  );
};

const notHere = new Set([
  'notifications-not-connected',
  'notifications-no-template',
  'notifications-no-public-address',
  'capability-not-enabled',
]);

/** Without the contacts that it refused. */
const without = (to: To, { errors }: Refused): To =>
  Object.fromEntries(
    Object.entries(to).filter(([name]) => !errors.some(({ pointer }) => pointer.startsWith(`#/to/${name}`))),
  );

const send = async (calls: MessageCalls, council: string, body: Message, key: string): Promise<boolean> => {
  try {
    await calls.sendMessage(council, { body, idempotencyKey: key });
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (notHere.has(error.slug)) return false;
    if (error.status === 429 || error.slug === 'idempotency-in-progress') throw new Down('It is busy.', 5);
    const to = without(body.to, error);
    const isLess = Object.keys(to).length < Object.keys(body.to).length;
    return isLess && Object.keys(to).length > 0 ? send(calls, council, { ...body, to }, `${key}.less`) : false;
  }
};

export const tellBy =
  (calls: MessageCalls, people: Pick<PeopleStore, 'contact'>): Tell =>
  async (council, application, { purpose, key }) => {
    const applicant = await people.contact(council, application.application);
    if (!applicant) return false;
    const { language } = applicant;
    const message = {
      ...{ purpose: `permits.${purpose}`, language, about: `permits:${application.application}` },
      personalisation: words(application, applicant),
    };
    const sent: boolean[] = [];
    for (const [n, to] of recipients(applicant).entries())
      sent.push(await send(calls, council, { ...message, to }, `${key}.${n}`));
    return sent.includes(true);
  };

/** The same for holders of passes, who are told from elsewhere. */
export const tellHolderBy =
  (calls: MessageCalls) =>
  (council: string, { key, ...message }: PassMessage): Promise<boolean> =>
    send(calls, council, message, key);
