/** What Notify refuses of a request to send. */
import { faultsOfAddress } from '../contract/address.ts';
import { parsePhone } from '../contract/phone.ts';
import type { KeyType, MessageType } from './keys.ts';
import { badRequest, invalid, Refusal } from './refusals.ts';

export type Body = Readonly<Record<string, unknown>>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const shared = ['template_id', 'personalisation', 'reference'];
const shapes: Readonly<
  Record<MessageType | 'precompiled', { readonly required: readonly string[]; readonly known: readonly string[] }>
> = {
  email: {
    required: ['email_address', 'template_id'],
    known: [...shared, 'email_address', 'email_reply_to_id', 'one_click_unsubscribe_url', 'sanitise_content_for'],
  },
  sms: { required: ['phone_number', 'template_id'], known: [...shared, 'phone_number', 'sms_sender_id'] },
  letter: { required: ['template_id', 'personalisation'], known: [...shared, 'letter_contact_id'] },
  precompiled: { required: ['reference', 'content'], known: ['reference', 'content', 'postage'] },
};

/** A letter that comes as a PDF. */
export const isPrecompiled = (type: MessageType, body: Body): boolean => type === 'letter' && 'content' in body;
const isPdf = (content: unknown): boolean =>
  typeof content === 'string' && Buffer.from(content, 'base64').subarray(0, 5).toString('latin1') === '%PDF-';

const isUuid = (value: unknown): boolean => typeof value === 'string' && uuid.test(value);
const checks: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  template_id: (value) => (isUuid(value) ? undefined : 'template_id is not a valid UUID'),
  email_reply_to_id: (value) => (isUuid(value) ? undefined : 'email_reply_to_id is not a valid UUID'),
  sms_sender_id: (value) => (isUuid(value) ? undefined : 'sms_sender_id is not a valid UUID'),
  reference: (value) => (String(value).length <= 1000 ? undefined : `reference ${value} is too long`),
  email_address: (value) =>
    /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(String(value)) ? undefined : 'email_address Not a valid email address',
  phone_number: (value) => (parsePhone(String(value)) ? undefined : 'phone_number Not a UK mobile number'),
  sanitise_content_for: (value) =>
    Array.isArray(value) ? undefined : `sanitise_content_for ${value} is not of type array`,
  postage: (value) =>
    ['first', 'second', 'economy'].includes(String(value))
      ? undefined
      : 'postage invalid. It must be either first, second or economy',
  one_click_unsubscribe_url: (value) =>
    /^https:\/\/\S+$/.test(String(value)) ? undefined : 'one_click_unsubscribe_url is not a valid https url',
};

export const addressIn = (personalisation: unknown): string[] => {
  const given = (personalisation ?? {}) as Body;
  return Array.from({ length: 7 }, (_, i) => String(given[`address_line_${i + 1}`] ?? '').trim()).filter(Boolean);
};

const addressFault = (lines: readonly string[]): string | undefined => {
  if (lines.length < 3) return 'Address must be at least 3 lines';
  const [fault] = faultsOfAddress(lines);
  if (!fault) return undefined;
  return fault.line === lines.length - 1
    ? 'Last line of address must be a real UK postcode or another country'
    : 'Must be a real address';
};

/** Throws `Refusal`. */
export const validate = (type: MessageType, body: Body, key: KeyType): void => {
  const { required, known } = shapes[isPrecompiled(type, body) ? 'precompiled' : type];
  const faults = [
    ...required.filter((name) => body[name] === undefined).map((name) => `${name} is a required property`),
    ...Object.keys(body)
      .filter((name) => !known.includes(name))
      .map((name) => `Additional properties are not allowed (${name} was unexpected)`),
    ...Object.entries(body).flatMap(([name, value]) => checks[name]?.(value) ?? []),
  ];
  if (faults.length > 0) throw invalid(...faults);
  if (type !== 'letter') {
    if (key === 'team') throw badRequest('Can’t send to this recipient using a team-only API key');
    return;
  }
  if (key === 'team') throw new Refusal(403, 'BadRequestError', 'Cannot send letters with a team api key');
  if (isPrecompiled(type, body)) {
    if (!isPdf(body.content)) throw badRequest('Letter content is not a valid PDF');
    return;
  }
  const fault = addressFault(addressIn(body.personalisation));
  if (fault) throw invalid(fault);
};
