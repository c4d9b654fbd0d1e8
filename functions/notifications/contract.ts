import * as z from 'zod/mini';
import { capability, described, eventRecords, post } from '#shared/contract/index.ts';
import { findPerson, forgetPerson } from '#shared/people/contract.ts';
import { callbackOperations } from './contract/callbacks.ts';
import { contactOperations } from './contract/contacts.ts';
import { messageEvents, messageOperations } from './contract/messages.ts';
import { templateOperations } from './contract/templates.ts';
import { unsubscribeOperations } from './contract/unsubscribe.ts';

const most = (says: string) => z.optional(described(z.int().check(z.minimum(1), z.maximum(10_000_000)), says, 20_000));

export const notifications = capability({
  name: 'notifications',
  title: 'Notifications',
  summary: 'Messages to residents by email, text and letter, through GOV.UK Notify.',
  provider: {
    title: 'GOV.UK Notify',
    url: 'https://api.notifications.service.gov.uk',
    settings: z.strictObject({
      emailReplyToId: z.optional(described(z.guid('must be a UUID'), 'Id of the reply-to address in GOV.UK Notify.')),
      smsSenderId: z.optional(described(z.guid('must be a UUID'), 'Id of the sender of texts in GOV.UK Notify.')),
      dailyBudget: z.optional(
        described(
          z.strictObject({
            email: most('Most emails a day.'),
            sms: most('Most texts a day.'),
            letter: most('Most letters a day.'),
          }),
          'Most messages a day, counted from midnight UTC. Left out: as many as GOV.UK Notify takes.',
        ),
      ),
      perMinute: z._default(
        described(
          z.int().check(z.minimum(1), z.maximum(100_000)),
          'Most messages a minute: below the limit of the service, which its other keys use too.',
          2500,
        ),
        2500,
      ),
      publicUrl: z.optional(
        described(
          z
            .string()
            .check(z.regex(/^https?:\/\/[\w.:-]+$/, 'must be a scheme and a host, like https://api.example.gov.uk')),
          'Scheme and host of this deployment as residents reach it, for unsubscribe links.',
          'https://api.marlbeck.example',
        ),
      ),
    }),
    secrets: {
      'api-key': 'API key of the council’s service, made in GOV.UK Notify under “API integration”',
      'callback-token':
        'What GOV.UK Notify is told to send as bearer token with its callbacks; several, separated by spaces, while it is changed',
    },
  },
  records: {
    messages: {
      says: 'That a message was sent, for what, about what and how it went; the contacts by keyed hashes only',
      personal: 'reference',
      days: 400,
    },
    contents: {
      says: 'Contacts and words of a message, until GOV.UK Notify needs them no more',
      personal: 'personal',
      days: 8,
    },
    preferences: { says: 'What a person wants to be sent, by keyed hash of the contact', personal: 'reference' },
    suppressions: { says: 'Contacts that nothing is sent to, by keyed hash', personal: 'reference' },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    events: eventRecords,
  },
  events: messageEvents,
  operations: {
    ...messageOperations,
    ...templateOperations,
    ...contactOperations,
    ...unsubscribeOperations,
    ...callbackOperations,
    findPersonInNotifications: post('/{council}/notifications/people/find', findPerson('notifications:people')),
    forgetPersonInNotifications: post('/{council}/notifications/people/forget', forgetPerson('notifications:people')),
  },
});
