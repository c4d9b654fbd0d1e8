/** Sending a message, and how far it is. */
import * as z from 'zod/mini';
import { created, described, get, ok, page, post, problem } from '#shared/contract/index.ts';
import {
  About,
  Channel,
  Language,
  MessageId,
  NotConnected,
  nextCursor,
  Purpose,
  paging,
  Recipient,
  text,
} from './fields.ts';
import { Message, statuses } from './message.ts';

export class NoTemplate extends problem({
  slug: 'notifications-no-template',
  status: 409,
  title: 'The council has no template for this message',
  advice: 'The council has to make a template in GOV.UK Notify and to put its id into the template settings.',
  passes: true,
}) {}

export class NoPublicAddress extends problem({
  slug: 'notifications-no-public-address',
  status: 409,
  title: 'No page where residents can unsubscribe is known',
  advice: 'The council has to put “publicUrl” into its settings of GOV.UK Notify in commons.config.json.',
  passes: true,
}) {}

export class MessageNotFound extends problem({
  slug: 'notifications-message-not-found',
  status: 404,
  title: 'The council has no such message',
  advice: 'Check the id. Messages are kept for a time only.',
}) {}

const key = z
  .string()
  .check(z.regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be the name of a field: small letters, digits and underscores'));
export const Personalisation = described(
  z
    .record(
      key,
      z.union([text(5000), z.array(text(1000)).check(z.maxLength(100))], 'must be a text, or a list of texts'),
    )
    .check(z.refine((given) => Object.keys(given).length <= 100, { error: 'must have at most 100 fields' })),
  'What the templates’ placeholders are filled with; a list becomes bullet points. Links are taken out of it.',
  { first_name: 'Jo', reference: 'PM-7K2M9QXA' },
);
export type Personalisation = z.infer<typeof Personalisation>;

/** What a message says is one item, of which the database takes 400 KB. */
const mostBytes = 262_144;

const contactOf = { email: 'email', sms: 'phone', letter: 'address' } as const;

const NewMessage = z
  .strictObject({
    purpose: Purpose,
    language: z._default(Language, 'en'),
    to: Recipient,
    channels: z.optional(
      described(
        z.array(Channel).check(
          z.minLength(1),
          z.refine((given) => new Set(given).size === given.length, { error: 'must name each once' }),
        ),
        'How to send it. Left out: each way for which there are a contact and a template; by letter only where there is no other.',
        ['email', 'sms'],
      ),
    ),
    personalisation: z._default(Personalisation, {}),
    about: z.optional(About),
    subscription: z._default(
      described(
        z.boolean(),
        'A reminder or the like, that the person can unsubscribe from with one click. The templates of emails can show `unsubscribe_link`.',
        false,
      ),
      false,
    ),
  })
  .check(({ value: { channels, to }, issues }) => {
    for (const [i, channel] of (channels ?? []).entries()) {
      if (to[contactOf[channel]] !== undefined) continue;
      const message = `needs “${contactOf[channel]}” in “to”`;
      issues.push({ code: 'custom', message, path: ['channels', i], input: channel });
    }
  });

const params = z.strictObject({ message: MessageId });
const read = { scope: 'notifications:read' } as const;

export const messageOperations = {
  sendMessage: post('/{council}/notifications/messages', {
    summary: 'Send a message to somebody',
    description:
      'By email, text or letter, with the council’s templates in GOV.UK Notify; `to` must have a contact for each of `channels`. It is taken at once and sent from a queue, once; read it again to see what became of it, or subscribe to `notifications.message.finished`.',
    access: { scope: 'notifications:send' },
    idempotent: true,
    maxBody: mostBytes,
    body: NewMessage,
    returns: created(Message, '/{council}/notifications/messages/{message}'),
    problems: [NotConnected, NoTemplate, NoPublicAddress],
  }),
  listMessages: get('/{council}/notifications/messages', {
    summary: 'Messages, the newest first',
    description:
      'Of the council, or about one thing. Answered page by page; a page can hold fewer than `limit`, or none, while there are more.',
    access: read,
    query: z.strictObject({
      about: z.optional(described(About, 'Only those about this.', 'permits:PM-7K2M9QXA')),
      status: z.optional(described(z.enum(statuses), 'Only those with this status in some channel.', 'failed')),
      ...paging,
    }),
    returns: page(
      z.object({
        messages: described(z.array(Message), 'The newest first, at most `limit` of them.'),
        cursor: nextCursor,
      }),
    ),
  }),
  getMessage: get('/{council}/notifications/messages/{message}', {
    summary: 'One message',
    description: 'How far it is in each channel. Kept here after GOV.UK Notify has forgotten it, which takes 7 days.',
    access: read,
    params,
    returns: ok(Message),
    problems: [MessageNotFound],
  }),
};

const event = {
  message: MessageId,
  purpose: Purpose,
  about: z.optional(About),
};

export const messageEvents = {
  'notifications.message.queued': {
    says: 'A message was taken, to be sent.',
    data: z.strictObject({ ...event, channels: described(z.array(Channel), 'How it is to be sent.') }),
  },
  'notifications.message.finished': {
    says: 'What became of a message in one channel is known.',
    data: z.strictObject({
      ...event,
      channel: Channel,
      status: described(z.enum(statuses), 'What became of it.', 'delivered'),
    }),
  },
} as const;
