/** What messages, templates and preferences have in common. */
import * as z from 'zod/mini';
import { described, named, problem } from '#shared/contract/index.ts';
import { faultsOfAddress } from './address.ts';
import { parsePhone } from './phone.ts';

export class NotConnected extends problem({
  slug: 'notifications-not-connected',
  status: 409,
  title: 'The council is not connected to GOV.UK Notify',
  advice: 'The council has to name its GOV.UK Notify service in commons.config.json, under “services”.',
  passes: true,
}) {}

export class KeyRefused extends problem({
  slug: 'notifications-key-refused',
  status: 409,
  title: 'GOV.UK Notify refuses the council’s API key',
  advice:
    'Make a key in GOV.UK Notify and put it into the council’s secret “api-key”. It is read anew within a minute.',
}) {}

export const channels = ['email', 'sms', 'letter'] as const;
export type Channel = (typeof channels)[number];
export const Channel = described(z.enum(channels), 'How it is sent.', 'email');

export const languages = ['en', 'cy'] as const;
export type Language = (typeof languages)[number];
export const Language = described(z.enum(languages), 'English or Welsh.', 'en');

export const Purpose = described(
  z
    .string()
    .check(
      z.maxLength(80),
      z.regex(/^[a-z]+(\.[a-z_]+)+$/, 'must be words in small letters joined by dots, like permits.issued'),
    ),
  'What messages of this kind are for: the capability that sends them, then what happened.',
  'permits.issued',
);

export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const MessageId = described(
  z.string().check(z.regex(uuid, 'must be the id of a message')),
  'Id of the message.',
  '01a20946-fb34-7a52-9c2a-5d1201c02109',
);

export const About = described(
  z
    .string()
    .check(
      z.regex(
        /^[a-z]+:[\w.-]{1,60}$/,
        'must be a capability and a reference, like permits:PM-7K2M9QXA, and nothing of a person',
      ),
    ),
  'What it is about: a capability and a reference of its own. Nothing of a person.',
  'permits:PM-7K2M9QXA',
);

/** The form of text that people write, in paragraphs. */
export const text = (most: number) =>
  z.string().check(z.maxLength(most), z.regex(/^(?:\P{Cc}|[\n\r\t])*$/u, 'must be text'));

export const Email = described(
  z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address')),
  'Email address.',
  'jo@resident.example',
);

/** Read by checks alone: a transformation would cost the document the examples of all that has a contact. */
export const Phone = described(
  z.string().check(
    z.maxLength(40, { abort: true }),
    z.overwrite((given) => parsePhone(given) ?? given),
    z.refine(
      (given) => parsePhone(given) !== undefined,
      'must be a UK mobile number, like 07700 900123, or a number with + and the code of its country',
    ),
  ),
  'Number of a mobile telephone: of the UK, or with + and the country’s code.',
  '07700 900123',
);

export const Address = described(
  z
    .array(z.string().check(z.trim(), z.maxLength(120), z.regex(/^\P{Cc}*$/u, 'must be one line')))
    .check(z.minLength(3, 'must have 3 to 7 lines'), z.maxLength(7, 'must have 3 to 7 lines'), ({ value, issues }) => {
      for (const { line, message } of faultsOfAddress(value))
        issues.push({ code: 'custom', message, path: [line], input: value });
    }),
  'Postal address, line by line; the last is a UK postcode or a country outside the UK.',
  ['Jo Example', '1 Example Street', 'ZZ1 1AA'],
);

const contacts = {
  email: z.optional(Email),
  phone: z.optional(Phone),
  address: z.optional(Address),
};
const isGiven = (given: object): boolean => Object.values(given).some((one) => one !== undefined);

export const Recipient = named(
  z
    .strictObject(contacts)
    .check(z.refine(isGiven, { error: 'must have an email address, a telephone number or a postal address' })),
  {
    id: 'Recipient',
    description: 'Whom to send it to. Kept only as long as it takes to send.',
    examples: [{ email: 'jo@resident.example', phone: '07700 900123' }],
  },
);
export type Recipient = z.infer<typeof Recipient>;

export const Contact = named(
  z.strictObject(contacts).check(
    z.refine((given) => Object.values(given).filter((one) => one !== undefined).length === 1, {
      error: 'must be one: an email address, a telephone number or a postal address',
    }),
  ),
  {
    id: 'NotificationContact',
    description: 'Where messages are sent to. Only a keyed hash of it is kept.',
    examples: [{ email: 'jo@resident.example' }],
  },
);
export type Contact = z.infer<typeof Contact>;

export const paging = {
  limit: z._default(described(z.int().check(z.minimum(1), z.maximum(200)), 'Most in one answer.'), 100),
  cursor: z.optional(
    described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
  ),
};
export const nextCursor = z.optional(described(z.string(), 'For the next page. Absent on the last.'));
