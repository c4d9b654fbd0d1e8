/** An application: what somebody asks for, until the council has decided and everything is paid. */
import * as z from 'zod/mini';
import { described, Instant, named, PostcodeInput } from '#shared/contract/index.ts';
import { ApplicationReference, line, PermitReference, text } from './fields.ts';
import { Money } from './permits.ts';
import { Quote, Reason } from './quotes.ts';
import { Proof } from './schemeRules.ts';

export const applicationStatuses = [
  'submitted',
  'evidence_needed',
  'second_check',
  'waiting',
  'offered',
  'payment_needed',
  'approved',
  'refused',
  'withdrawn',
  'lapsed',
] as const;
export type ApplicationStatus = (typeof applicationStatuses)[number];
/** Somebody has still to do something. */
export const openStatuses = [
  'submitted',
  'evidence_needed',
  'second_check',
  'waiting',
  'offered',
  'payment_needed',
] as const satisfies readonly ApplicationStatus[];

const email = z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address'));
const telephone = z
  .string()
  .check(z.trim(), z.regex(/^\+?[\d ()-]{6,20}$/, 'must be a telephone number, like 01632 960001'));

const Person = {
  name: described(line(120), 'Full name.', 'Jo Example'),
  email: z.optional(described(email, 'Email address.', 'jo@resident.example')),
  telephone: z.optional(described(telephone, 'Telephone number.', '01632 960001')),
};

export const Applicant = named(
  z.strictObject({
    ...Person,
    address: z.optional(
      described(
        z.strictObject({
          lines: described(z.array(line(100)).check(z.minLength(1), z.maxLength(5)), 'Lines of the address.', [
            '1 Mill Lane',
            'Marlbeck',
          ]),
          postcode: PostcodeInput,
        }),
        'For letters, where there is no email address.',
      ),
    ),
    language: z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'en'), 'en'),
    reminders: z._default(described(z.boolean(), 'Whether to remind them when it runs out.'), true),
    onBehalf: z.optional(
      described(
        z.strictObject({ ...Person, relationship: described(line(60), 'Who they are to them.', 'daughter') }),
        'Who applies for them. Messages go to both.',
      ),
    ),
  }),
  { id: 'PermitApplicant', description: 'Whose permit it is. Kept apart, for staff only, and can be forgotten.' },
);
export type Applicant = z.infer<typeof Applicant>;

export const EvidenceItem = z.object({
  evidence: described(z.string(), 'Id of the evidence.', 'E01'),
  proof: Proof,
  of: described(z.string(), 'What it proves.', 'residence'),
  how: described(z.enum(['upload', 'post', 'seen']), 'Uploaded, to come by post, or seen by staff.', 'upload'),
  mediaType: z.optional(described(z.string(), 'Of an upload.', 'image/jpeg')),
  bytes: z.optional(described(z.int(), 'Of an upload.', 240_000)),
  issued: z.optional(described(z.string(), 'The day on it.', '2026-10-01')),
  status: described(z.enum(['given', 'accepted', 'rejected']), 'What staff made of it.', 'given'),
  note: z.optional(described(text(300), 'Why it was rejected, for the applicant.')),
  at: described(Instant, 'When it came.'),
  deletedAt: z.optional(described(Instant, 'When its file was deleted.')),
});
export type EvidenceItem = z.infer<typeof EvidenceItem>;

export const Application = named(
  z.object({
    application: ApplicationReference,
    status: described(
      z.enum(applicationStatuses),
      'How far it is. `second_check` waits for another of the staff; `offered` may take a place that came free.',
      'submitted',
    ),
    quote: Quote,
    permit: z.optional(PermitReference),
    renews: z.optional(PermitReference),
    changes: z.optional(
      described(
        z.object({
          permit: PermitReference,
          what: described(z.enum(['vehicle', 'address']), 'What of it.', 'vehicle'),
        }),
        'The permit that it changes, and what of it. The change is made when the application is approved and paid.',
      ),
    ),
    evidence: described(z.array(EvidenceItem), 'What was sent to prove it.'),
    missing: described(z.array(z.string()), 'What has still to be proved.', ['residence']),
    reasons: described(z.array(Reason), 'Why it was refused, or what is missing.'),
    money: described(Money, 'What is due, was paid and paid back.'),
    assignedTo: z.optional(described(z.string(), 'The team or desk that works on it.', 'Parking desk')),
    evidenceBy: z.optional(described(Instant, 'Until when what is missing has to come.')),
    decideBy: z.optional(described(Instant, 'Service target of the decision.')),
    offerEndsAt: z.optional(described(Instant, 'Until when the place is kept.')),
    place: z.optional(described(z.int(), 'Place in the waiting list.', 3)),
    createdAt: described(Instant, 'When it was made.'),
    changedAt: described(Instant, 'When it changed last.'),
    version: described(z.int(), 'How often it was written.', 1),
  }),
  { id: 'PermitApplication', description: 'An application, its quote and its evidence. It names nobody.' },
);
export type Application = z.infer<typeof Application>;
