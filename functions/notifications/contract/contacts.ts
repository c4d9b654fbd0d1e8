/** Whom nothing is sent to, and what a person wants to be sent. */
import * as z from 'zod/mini';
import { described, get, Instant, named, noContent, ok, page, post, problem, put } from '#shared/contract/index.ts';
import { Channel, Contact, nextCursor, Purpose, paging } from './fields.ts';

export class PreferencesChanged extends problem({
  slug: 'notifications-preferences-changed',
  status: 409,
  title: 'Somebody else changed the preferences',
  advice: 'Read them again, make your change to what they are now, and send them with their “version”.',
}) {}

export const suppressionReasons = ['permanent_failure', 'complaint', 'stopped', 'returned', 'asked'] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

const Suppression = named(
  z.object({
    suppression: described(z.string(), 'Stands for the contact: a keyed hash of it.', 'y3VxQZ7n0m1kS5b2c9dEfA'),
    channel: Channel,
    reason: described(
      z.enum(suppressionReasons),
      'Nothing could be delivered, the person complained, texted STOP, a letter came back, or the council was asked to.',
      'permanent_failure',
    ),
    since: described(Instant, 'Since when.'),
  }),
  { id: 'Suppression', description: 'A contact that nothing is sent to.' },
);
export type Suppression = z.infer<typeof Suppression>;

const choices = {
  channels: z.optional(
    described(
      z.array(Channel).check(z.maxLength(3)),
      'The ways in which the person wants to hear from the council. Left out: any.',
      ['email'],
    ),
  ),
  purposesOff: z._default(
    described(z.array(Purpose).check(z.maxLength(100)), 'What the person does not want to be sent.', [
      'waste.reminder',
    ]),
    [],
  ),
  reminders: z._default(
    described(z.boolean(), 'Whether reminders, and all else with an unsubscribe link, are sent.', true),
    true,
  ),
};
const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));

export const Preferences = named(
  z.object({ ...choices, version: described(Version, 'How often they were written.', 1) }),
  { id: 'NotificationPreferences', description: 'What a person wants to be sent.' },
);
export type Preferences = z.output<typeof Preferences>;

const manage = { scope: 'notifications:manage' } as const;
const preferences = { scope: 'notifications:preferences' } as const;

export const contactOperations = {
  listSuppressions: get('/{council}/notifications/suppressions', {
    summary: 'Contacts that nothing is sent to, the latest first',
    description: 'By a keyed hash: the addresses and numbers themselves are not kept.',
    access: manage,
    query: z.strictObject(paging),
    returns: page(
      z.object({ suppressions: described(z.array(Suppression), 'At most `limit` of them.'), cursor: nextCursor }),
    ),
  }),
  addSuppression: post('/{council}/notifications/suppressions', {
    summary: 'Send nothing to a contact any more',
    description: 'Doing it again changes nothing.',
    access: manage,
    body: z.strictObject({ contact: Contact }),
    returns: ok(Suppression),
  }),
  removeSuppression: post('/{council}/notifications/suppressions/remove', {
    summary: 'Send to a contact again',
    description: 'Doing it again changes nothing. The contact is in the body, so that it stands in no log.',
    access: manage,
    body: z.strictObject({ contact: Contact }),
    returns: noContent(),
  }),
  findPreferences: post('/{council}/notifications/preferences/find', {
    summary: 'What a person wants to be sent',
    description:
      'By a contact of theirs, in the body, so that it stands in no log. Who chose nothing is sent everything.',
    access: preferences,
    body: z.strictObject({ contact: Contact }),
    returns: ok(Preferences),
  }),
  putPreferences: put('/{council}/notifications/preferences', {
    summary: 'Keep what a person wants to be sent',
    description: 'All of it at once. Sending the same again changes nothing.',
    access: preferences,
    body: z.strictObject({
      contact: Contact,
      ...choices,
      version: z._default(described(Version, 'The version that you are changing; 0 the first time.'), 0),
    }),
    returns: ok(Preferences),
    problems: [PreferencesChanged],
  }),
};
