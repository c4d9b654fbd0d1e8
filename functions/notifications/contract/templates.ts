/** Which of the council's templates in GOV.UK Notify a message is sent with. */
import * as z from 'zod/mini';
import { described, get, named, ok, post, problem, put } from '#shared/contract/index.ts';
import { Channel, KeyRefused, Language, NotConnected, Purpose, uuid } from './fields.ts';

export class TemplatesChanged extends problem({
  slug: 'notifications-templates-changed',
  status: 409,
  title: 'Somebody else changed the template settings',
  advice: 'Read them again, make your change to what they are now, and send them with their “version”.',
}) {}

const Version = z.int().check(z.minimum(0), z.maximum(1_000_000_000));

const TemplateId = described(
  z.string().check(z.regex(uuid, 'must be the id of a template in GOV.UK Notify: a UUID')),
  'Id of the template in GOV.UK Notify.',
  '9d751e0e-f929-4891-82a1-a3e1c3c18ee3',
);
const ByLanguage = z.strictObject({
  en: described(TemplateId, 'Of the English template.'),
  cy: z.optional(described(TemplateId, 'Of the Welsh template. Without it, Welsh speakers get the English one.')),
});
const field = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,59}$/, 'must be the name of a field, like first_name'));

const OfPurpose = named(
  z.strictObject({
    fields: z._default(
      described(
        z.array(field).check(z.maxLength(100)),
        'What those who send the message are known to fill: templates are checked against it.',
        ['first_name', 'reference'],
      ),
      [],
    ),
    email: z.optional(described(ByLanguage, 'For emails.')),
    sms: z.optional(described(ByLanguage, 'For texts.')),
    letter: z.optional(described(ByLanguage, 'For letters.')),
  }),
  { id: 'PurposeTemplates', description: 'The templates for one kind of message.' },
);

const purposes = described(
  z
    .record(Purpose, OfPurpose)
    .check(z.refine((given) => Object.keys(given).length <= 300, { error: 'must have at most 300 purposes' })),
  'By purpose.',
  { 'permits.issued': { fields: ['first_name'], email: { en: '9d751e0e-f929-4891-82a1-a3e1c3c18ee3' } } },
);

export const Templates = named(z.object({ version: described(Version, 'How often they were written.', 1), purposes }), {
  id: 'NotificationTemplates',
  description: 'Ids of templates by purpose, channel and language.',
});
export type Templates = z.output<typeof Templates>;
export type PurposeTemplates = Templates['purposes'][string];

export const faults = ['unknown', 'wrong_type', 'fields_not_filled'] as const;

const Check = z.object({
  purpose: Purpose,
  channel: Channel,
  language: Language,
  template: TemplateId,
  fault: z.optional(
    described(
      z.enum(faults),
      'What is wrong: the service has no such template, it is of another channel, or nobody fills some of its placeholders. Absent where all is well.',
      'fields_not_filled',
    ),
  ),
  fields: z.optional(described(z.array(z.string()), 'Placeholders that nobody fills.', ['permit number'])),
});

const manage = { scope: 'notifications:manage' } as const;

export const templateOperations = {
  getTemplates: get('/{council}/notifications/templates', {
    summary: 'Which templates messages are sent with',
    description: 'By purpose, channel and language. None where the council has written none.',
    access: { scope: 'notifications:read' },
    returns: ok(Templates, { etag: true }),
  }),
  putTemplates: put('/{council}/notifications/templates', {
    summary: 'Say which templates messages are sent with',
    description: 'All of them at once. Sending the same again changes nothing. Check them afterwards.',
    access: manage,
    body: z.strictObject({
      purposes,
      version: z._default(described(Version, 'The version that you are changing; 0 the first time.'), 0),
    }),
    returns: ok(Templates),
    problems: [TemplatesChanged],
  }),
  checkTemplates: post('/{council}/notifications/templates/check', {
    summary: 'Ask GOV.UK Notify about each template',
    description:
      'Whether it is there, is of the right channel, and has only placeholders that are filled. Sends nothing.',
    access: manage,
    returns: ok(
      z.object({
        ok: described(z.boolean(), 'All is well.'),
        checks: described(z.array(Check), 'Each template, purpose by purpose.'),
      }),
    ),
    problems: [NotConnected, KeyRefused],
  }),
};
