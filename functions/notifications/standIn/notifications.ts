/** What was sent, and how far it is at a moment. */
import type { MessageType, StandInTemplate } from './keys.ts';

export interface Sent {
  readonly id: string;
  readonly council: string;
  readonly type: MessageType;
  readonly reference: string | null;
  /** Email address, number, or lines of the address. */
  readonly to: string | readonly string[];
  readonly template: StandInTemplate;
  readonly subject?: string;
  readonly body: string;
  readonly createdAt: number;
  readonly unsubscribeUrl?: string;
  readonly postage?: string;
  /** How it ends. */
  fate: string;
}

export const sevenDays = 7 * 86_400_000;
const anHour = 3_600_000;

const fates: Readonly<Record<string, string>> = {
  '+447700900003': 'temporary-failure',
  'temp-fail@simulator.notify': 'temporary-failure',
  '+447700900002': 'permanent-failure',
  'perm-fail@simulator.notify': 'permanent-failure',
};
export const fateOf = (type: MessageType, to: string): string =>
  type === 'letter' ? 'received' : (fates[to] ?? (/^\+(?!44)/.test(to) ? 'sent' : 'delivered'));

const smoke = /^(\+447700900(000|111|222)|simulate-delivered(-[23])?@notifications\.service\.gov\.uk)$/;
/** Validated, answered, and forgotten at once. */
export const isSmokeTest = (to: string): boolean => smoke.test(to);

/** Statuses on the way, each from so many milliseconds on; after the last it ends. */
const stages: Readonly<Record<MessageType, readonly (readonly [number, string])[]>> = {
  email: [
    [0, 'created'],
    [1000, 'sending'],
  ],
  sms: [
    [0, 'created'],
    [1000, 'sending'],
    [2000, 'pending'],
  ],
  letter: [[0, 'accepted']],
};
const lasts: Readonly<Record<MessageType, number>> = { email: 3000, sms: 3000, letter: 24 * anHour };

export const endsAt = ({ type, createdAt }: Sent): number => createdAt + lasts[type];
export const statusAt = (sent: Sent, now: number): string =>
  now >= endsAt(sent)
    ? sent.fate
    : (stages[sent.type].findLast(([after]) => now >= sent.createdAt + after)?.[1] ?? 'created');

/** As Notify writes times in answers: a space, and no zone. */
const spaced = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '000');
export const zoned = (at: number): string => new Date(at).toISOString().replace('Z', '000Z');

const none = { email_address: null, phone_number: null, subject: null, postage: null };
const noLines = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`line_${i + 1}`, null]));

const recipient = ({ type, to }: Sent) => {
  if (typeof to !== 'string') return Object.fromEntries(to.map((line, i) => [`line_${i + 1}`, line]));
  return type === 'email' ? { email_address: to } : { phone_number: to };
};

export const templateRef = ({ id, version }: StandInTemplate, url: string) => ({
  id,
  version,
  uri: `${url}/v2/template/${id}/version/${version}`,
});

export const shownSent = (sent: Sent, now: number, url: string) => {
  const { id, reference, type, body, subject, createdAt, unsubscribeUrl, postage = 'second' } = sent;
  const isOver = now >= endsAt(sent);
  return {
    ...{ id, reference, type, ...none, ...noLines, postcode: null, ...recipient(sent) },
    ...{ status: statusAt(sent, now), template: templateRef(sent.template, url), body, subject: subject ?? null },
    ...{ created_at: spaced(createdAt), created_by_name: null, scheduled_for: null },
    ...(now > createdAt && { sent_at: spaced(createdAt + 1000) }),
    ...(isOver && { completed_at: spaced(endsAt(sent)) }),
    ...(type === 'letter' && { postage }),
    one_click_unsubscribe_url: unsubscribeUrl ?? null,
    ...{ is_cost_data_ready: isOver, cost_in_pounds: 0, cost_details: {} },
  };
};
