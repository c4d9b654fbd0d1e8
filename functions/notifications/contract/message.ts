/** A message, without the person and the words: how far it is in each channel. */
import * as z from 'zod/mini';
import { described, Instant, named } from '#shared/contract/index.ts';
import { About, Language, languages, MessageId, Purpose } from './fields.ts';

export const statuses = ['queued', 'sending', 'accepted', 'delivered', 'failed', 'suppressed', 'cancelled'] as const;
export type Status = (typeof statuses)[number];

/** Why it is as it is, where the status does not say all. */
export const reasons = {
  no_template: 'the council has no template for the channel',
  refused: 'Notify refused it: see “detail”',
  permanent_failure: 'the address or number does not exist, or takes no messages',
  temporary_failure: 'it could not be delivered, again and again',
  technical_failure: 'Notify or the provider behind it failed',
  returned: 'the letter came back',
  no_news: 'GOV.UK Notify says nothing more of it',
  suppressed: 'the contact is on the council’s list of those that nothing is sent to',
  preferences: 'the person does not want messages of this kind',
  forgotten: 'the person was forgotten before it was settled',
  cancelled_in_notify: 'it was cancelled in GOV.UK Notify',
  too_late: 'it could not be sent for too long',
} as const;
export type Reason = keyof typeof reasons;
const reasonWords = Object.keys(reasons) as [Reason, ...Reason[]];

const Progress = named(
  z.object({
    status: described(
      z.enum(statuses),
      'Waiting, being handed to GOV.UK Notify, taken by it, delivered, failed, kept back, or cancelled.',
      'accepted',
    ),
    reason: z.optional(
      described(
        z.enum(reasonWords),
        `Why. ${Object.entries(reasons)
          .map(([word, says]) => `\`${word}\`: ${says}`)
          .join('; ')}.`,
        'permanent_failure',
      ),
    ),
    detail: z.optional(
      described(z.string(), 'What GOV.UK Notify refused, by the name of its error.', 'BadRequestError'),
    ),
    language: described(
      z.enum(languages),
      'Of the template: English where the council has no Welsh one, whatever was asked for.',
      'en',
    ),
    queuedAt: described(Instant, 'When it was taken here.'),
    acceptedAt: z.optional(described(Instant, 'When GOV.UK Notify took it.')),
    finishedAt: z.optional(
      described(Instant, 'When it was settled. Nothing more will happen but that a letter comes back.'),
    ),
  }),
  { id: 'MessageProgress', description: 'How far a message is in one channel.' },
);

const progresses = {
  email: z.optional(Progress),
  sms: z.optional(Progress),
  letter: z.optional(Progress),
};

export const Message = named(
  z.object({
    message: MessageId,
    purpose: Purpose,
    about: z.optional(About),
    language: Language,
    createdAt: described(Instant, 'When it was taken here.'),
    channels: described(z.object(progresses), 'How far it is, by channel.'),
  }),
  { id: 'Message', description: 'A message to somebody, without the person and the words.' },
);
export type Message = z.infer<typeof Message>;
