/** Steps for messages: what is sent, what GOV.UK Notify tells, what people want. */
import { randomUUID } from 'node:crypto';
import { callbackTokenOf, templateOf } from '#functions/notifications/standIn/keys.ts';
import type { References, Step, Wanted } from './walk.ts';

const unknown = '01a20946-fb34-7a52-9c2a-5d1201c02109';
const once = (idempotencyKey: string = randomUUID()) => ({ headers: { 'idempotency-key': idempotencyKey } });
const sending = randomUUID();
const purposes = {
  'permits.issued': { fields: ['first_name', 'reference'], email: { en: templateOf('email') } },
};
const message = (purpose = 'permits.issued') => ({
  ...{ purpose, to: { email: 'jo@resident.example' }, about: 'permits:PM-7K2M9QXA', subscription: true },
  personalisation: { first_name: 'Jo', reference: 'PM-7K2M9QXA' },
});
const someone = { contact: { email: 'someone@resident.example' } };

/** Unsubscribe link of the last email in a stand-in’s answer to the control `list`; its end is the token. */
export const unsubscribeTokenIn = (sent: readonly { readonly unsubscribeUrl?: string }[]): string =>
  sent
    .findLast(({ unsubscribeUrl }) => unsubscribeUrl)
    ?.unsubscribeUrl?.split('/')
    .at(-1) ?? '';

type Asking = (wanted: Wanted) => () => Wanted;

const callbackSteps = (council: string, here: Asking): Step[] => {
  const told = (body: object, token: string) => here({ key: '', headers: { authorization: `Bearer ${token}` }, body });
  const both = (id: string, body: object): Step[] => [
    [id, 204, told(body, callbackTokenOf(council))],
    [id, 401, told(body, 'forged')],
  ];
  return [
    ...both('tellReceipt', { reference: `${unknown}.email.1`, status: 'delivered' }),
    ...both('tellReturnedLetter', { reference: `${unknown}.letter.1` }),
    ...both('tellComplaint', { to: 'nobody@resident.example' }),
    ...both('tellReceivedText', { source_number: '447700900123', message: 'Hello' }),
  ];
};

const contactSteps = (here: Asking): Step[] => [
  ['addSuppression', 200, here({ body: someone })],
  ['listSuppressions', 200, here({})],
  ['listSuppressions', 400, here({ query: 'cursor=none' })],
  ['removeSuppression', 204, here({ body: someone })],
  ['putPreferences', 200, here({ body: { ...someone, reminders: false } })],
  ['putPreferences', 409, here({ body: { ...someone, reminders: true } })],
  ['findPreferences', 200, here({ body: someone })],
];

const messageSteps = (here: Asking, off: Asking, one: (message?: string) => () => Wanted): Step[] => [
  ['putTemplates', 200, here({ body: { purposes } })],
  ['putTemplates', 409, here({ body: { purposes: {} } })],
  ['getTemplates', 200, here({})],
  ['checkTemplates', 200, here({})],
  ['checkTemplates', 409, off({})],
  ['sendMessage', 201, here({ body: message(), ...once(sending) })],
  ['sendMessage', 422, here({ body: { ...message(), language: 'cy' }, ...once(sending) })],
  ['sendMessage', 409, here({ body: message('permits.unheard_of'), ...once() })],
  ['sendMessage', 409, off({ body: message(), ...once() })],
  ['getMessage', 200, one()],
  ['getMessage', 404, one(unknown)],
  ['listMessages', 200, here({ query: 'about=permits:PM-7K2M9QXA&status=queued&limit=1' })],
  ['listMessages', 400, here({ query: 'cursor=none' })],
];

/** `council` is connected to the stand-in and `unconnected` to nothing. Wants the id of the message in `references` as `sendMessage`. */
export const notificationSteps = (council: string, unconnected: string, references: References): Step[] => {
  const here: Asking = (wanted) => () => ({ path: { council }, ...wanted });
  const off: Asking = (wanted) => () => ({ path: { council: unconnected }, ...wanted });
  const one = (id?: string) => () => ({ path: { council, message: id ?? references.sendMessage ?? '' } });
  return [...messageSteps(here, off, one), ...contactSteps(here), ...callbackSteps(council, here)];
};

/** Of the pages, by the token of an email that was sent. */
export const unsubscribeSteps = (council: string, token: string): Step[] =>
  (
    [
      [404, `none.${'x'.repeat(22)}`],
      [200, token],
    ] as const
  ).flatMap(([status, token]) =>
    ['showUnsubscribe', 'unsubscribe'].map((id): Step => [id, status, () => ({ key: '', path: { council, token } })]),
  );
