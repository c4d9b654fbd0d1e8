/** What GOV.UK Notify tells us of, as its documentation has it. Read loosely: a refusal would be for good, and lose the news. */
import * as z from 'zod/mini';
import { described, noContent, post, problem } from '#shared/contract/index.ts';

export class CallbackRefused extends problem({
  slug: 'notifications-callback-refused',
  status: 401,
  title: 'The bearer token is not the one that was agreed',
  advice:
    'Put the same token into the callback settings of GOV.UK Notify and into the council’s secret “callback-token”.',
}) {}

const headers = z.object({
  authorization: z.optional(described(z.string(), 'The token that the council agreed with GOV.UK Notify.', 'Bearer …')),
});
const said = (says: string, example: string) =>
  described(z.catch(z.optional(z.nullable(z.string())), undefined), says, example);

const told = {
  access: 'public',
  headers,
  returns: noContent(),
  problems: [CallbackRefused],
} as const;

const id = '740e5834-3a29-46b4-9a6f-16142fde533a';
const reference = said('Our reference.', '01a20946-fb34-7a52-9c2a-5d1201c02109.email.1');

export const callbackOperations = {
  tellReceipt: post('/{council}/notifications/govuk-notify/receipts', {
    ...told,
    summary: 'What became of an email or a text',
    description: 'For GOV.UK Notify: its delivery receipts.',
    body: z.looseObject({
      id: said('Id of the notification.', id),
      reference,
      status: said('What became of it.', 'delivered'),
    }),
  }),
  tellReturnedLetter: post('/{council}/notifications/govuk-notify/returned-letters', {
    ...told,
    summary: 'A letter came back',
    description: 'For GOV.UK Notify. It may come weeks later.',
    body: z.looseObject({ notification_id: said('Id of the notification.', id), reference }),
  }),
  tellComplaint: post('/{council}/notifications/govuk-notify/complaints', {
    ...told,
    summary: 'Somebody marked an email as spam',
    description: 'For GOV.UK Notify. Nothing more is sent to that address.',
    body: z.looseObject({
      notification_id: said('Id of the notification.', id),
      reference,
      to: said('Email address.', 'jo@resident.example'),
    }),
  }),
  tellReceivedText: post('/{council}/notifications/govuk-notify/received-texts', {
    ...told,
    summary: 'Somebody sent the council a text',
    description: 'For GOV.UK Notify. After STOP nothing more is sent to that number; the text is not kept.',
    body: z.looseObject({
      source_number: said('Whose it is.', '447700900123'),
      message: said('The text.', 'STOP'),
    }),
  }),
};
