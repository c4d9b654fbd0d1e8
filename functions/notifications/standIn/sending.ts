/** Taking messages, as Notify does it. */
import { randomUUID } from 'node:crypto';
import { parsePhone } from '../contract/phone.ts';
import { type MessageType, precompiled, type StandInTemplate } from './keys.ts';
import { endsAt, fateOf, isSmokeTest, type Sent, templateRef, zoned } from './notifications.ts';
import { badRequest } from './refusals.ts';
import { type Asker, type State, templatesOf } from './state.ts';
import { render, sanitised } from './templates.ts';
import { addressIn, type Body, isPrecompiled, validate } from './validate.ts';

const recipientOf = (type: MessageType, body: Body): string | string[] => {
  if (type === 'letter') return addressIn(body.personalisation);
  return type === 'sms' ? (parsePhone(String(body.phone_number)) ?? '') : String(body.email_address).toLowerCase();
};

const from = 'council@notifications.service.gov.uk';
const contentOf = ({ type, subject, body, unsubscribeUrl }: Sent) =>
  ({
    email: { subject, body, from_email: from, one_click_unsubscribe_url: unsubscribeUrl ?? null },
    sms: { body, from_number: 'COUNCIL' },
    letter: { subject, body },
  })[type];

const receiptOf = (one: Sent) => ({
  ...{ id: one.id, reference: one.reference, to: one.to, status: one.fate, notification_type: one.type },
  ...{ created_at: zoned(one.createdAt), sent_at: zoned(one.createdAt + 1000), completed_at: zoned(endsAt(one)) },
  ...{ template_id: one.template.id, template_version: one.template.version },
});

const keep = ({ sent, queue }: State, one: Sent): void => {
  sent.push(one);
  // Letters have no receipts, nor has what goes abroad.
  if (one.type === 'letter' || one.fate === 'sent') return;
  queue.add({ council: one.council, kind: 'receipts', body: () => receiptOf(one) }, endsAt(one));
};

/** Throws `Refusal`. */
const templateFor = (state: State, council: string, type: MessageType, body: Body): StandInTemplate => {
  const chosen = templatesOf(state, council).find(({ id }) => id === body.template_id);
  if (!chosen) throw badRequest('Template not found');
  if (chosen.type === type) return chosen;
  throw badRequest(`${chosen.type} template is not suitable for ${type} notification`);
};

const sendPrecompiled = (state: State, { council, type: key }: Asker, { reference: given, postage: wanted }: Body) => {
  const { clock, count } = state;
  count(council, key, 'letter', clock());
  const [id, reference, postage] = [randomUUID(), String(given), String(wanted ?? 'second')];
  const letter = { type: 'letter', to: ['Provided as PDF'], template: precompiled, fate: 'received' } as const;
  keep(state, { ...letter, ...{ id, council, reference, postage, body: '', createdAt: clock() } });
  return { id, reference, postage };
};

/** Throws `Refusal`. */
export const send = (state: State, asker: Asker, type: MessageType, body: Body) => {
  const { clock, url, count } = state;
  const { council, type: key } = asker;
  validate(type, body, key);
  if (isPrecompiled(type, body)) return sendPrecompiled(state, asker, body);
  const template = templateFor(state, council, type, body);
  const values = (body.personalisation ?? {}) as Body;
  const cleaned = sanitised(values, (body.sanitise_content_for ?? []) as string[]);
  const clean = Object.fromEntries(Object.entries(cleaned).map(([name, { sanitised: text }]) => [name, text]));
  const to = recipientOf(type, body);
  const one: Sent = {
    ...{ id: randomUUID(), council, type, to, template, createdAt: clock(), fate: fateOf(type, String(to)) },
    ...render(template, { ...values, ...clean }),
    reference: body.reference === undefined ? null : String(body.reference),
    ...(body.one_click_unsubscribe_url ? { unsubscribeUrl: String(body.one_click_unsubscribe_url) } : {}),
  };
  count(council, key, type, clock());
  if (!isSmokeTest(String(to))) keep(state, one);
  return {
    ...{ id: one.id, reference: one.reference, content: contentOf(one), scheduled_for: null },
    ...{ uri: `${url()}/v2/notifications/${one.id}`, template: templateRef(template, url()) },
    ...(Object.keys(cleaned).length > 0 && { sanitised_content: cleaned }),
  };
};
