/** A pass: what somebody asks for, its card, and how it ends. It names nobody; the person is kept apart. */
import * as z from 'zod/mini';
import { described, Instant, named, PlainDate, PostcodeInput, Uprn, UprnInput } from '#shared/contract/index.ts';
import { line, PassReference, text } from './fields.ts';
import { Award, PassCategory, PassKind, PassNeed, passStatuses, pipActivities } from './passFields.ts';
import { Reason } from './quotes.ts';

/** Nobody alive was born before. */
export const DateOfBirth = described(
  z.iso
    .date('must be a date, like 1960-05-20')
    .check(z.refine((given) => given >= '1890-01-01', { error: 'must not be before 1890' })),
  'Date of birth.',
  '1960-05-20',
);
const Email = described(
  z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address')),
  'Email address.',
  'jo@resident.example',
);
const Telephone = described(
  z.string().check(z.trim(), z.regex(/^\+?[\d ()-]{6,20}$/, 'must be a telephone number, like 01632 960001')),
  'Telephone number.',
  '01632 960001',
);
export const PersonName = described(line(120), 'Full name, as it stands on the card.', 'Jo Example');

export const HolderAddress = described(
  z.strictObject({
    uprn: described(UprnInput, 'The property in which they live.', '990100000018'),
    lines: described(z.array(line(100)).check(z.minLength(1), z.maxLength(5)), 'Lines of the address.', [
      '1 Mill Lane',
      'Marlbeck',
    ]),
    postcode: PostcodeInput,
  }),
  'Where they live, and where the card is sent.',
);

export const PassApplicant = named(
  z.strictObject({
    name: PersonName,
    dateOfBirth: DateOfBirth,
    address: HolderAddress,
    email: z.optional(Email),
    telephone: z.optional(Telephone),
    language: z._default(described(z.enum(['en', 'cy']), 'English or Welsh.', 'en'), 'en'),
    reminders: z._default(described(z.boolean(), 'Whether to tell them when it runs out.'), true),
    onBehalf: z.optional(
      described(
        z.strictObject({
          name: described(line(120), 'Their name.', 'Sam Example'),
          email: z.optional(Email),
          telephone: z.optional(Telephone),
          relationship: described(line(60), 'Who they are to them.', 'daughter'),
        }),
        'Who applies for them. Messages go to both.',
      ),
    ),
  }),
  {
    id: 'PassApplicant',
    description: 'Whose pass it is. Kept apart, for staff and the card only; it can be forgotten.',
  },
);
export type PassApplicant = z.output<typeof PassApplicant>;

export const Disability = named(
  z
    .strictObject({
      category: PassCategory,
      award: z.optional(Award),
      activity: z.optional(described(z.enum(pipActivities), 'Of PIP: the activity of the points.', 'moving_around')),
      points: z.optional(
        described(z.int().check(z.minimum(0), z.maximum(12)), 'Of PIP: points. They are not kept.', 10),
      ),
    })
    .check(
      z.refine(({ award, activity, points }) => award !== 'pip' || (activity !== undefined && points !== undefined), {
        error: 'needs “activity” and “points” of the award',
        path: ['award'],
      }),
    ),
  { id: 'PassDisability', description: 'What the disability is, and which award shows it.' },
);
export type Disability = z.output<typeof Disability>;

export const PassEvidence = z.object({
  evidence: described(z.string(), 'Id of the evidence.', 'E-7K2M9QXA'),
  of: PassNeed,
  how: described(z.enum(['upload', 'post', 'council_record', 'previous']), 'How it comes.', 'upload'),
  mediaType: z.optional(described(z.string(), 'Of an upload.', 'image/jpeg')),
  issued: z.optional(described(PlainDate, 'The day on it.', '2026-10-01')),
  status: described(z.enum(['given', 'accepted', 'rejected']), 'What staff made of it.', 'given'),
  at: described(Instant, 'When it came.'),
  deletedAt: z.optional(described(Instant, 'When its file was deleted.')),
});
export type PassEvidence = z.infer<typeof PassEvidence>;

export const Travel = named(
  z.object({
    statutory: described(z.array(z.string()), 'When it counts on every local bus in England.'),
    statutoryWelsh: described(z.array(z.string()), 'The same in Welsh.'),
    local: described(
      z.array(
        z.object({
          says: described(z.string(), 'In words.', 'Also before 09:30 within the county'),
          saysWelsh: z.optional(described(z.string(), 'The same in Welsh.')),
        }),
      ),
      'What the council allows beyond.',
    ),
  }),
  { id: 'PassTravel', description: 'When a pass can be used.' },
);

const day = (says: string, example: string) => z.optional(described(PlainDate, says, example));
const moment = (says: string) => z.optional(described(Instant, says));

export const Pass = named(
  z.object({
    pass: PassReference,
    kind: PassKind,
    status: described(
      z.enum(passStatuses),
      'How far it is. `evidence_needed` waits for the applicant, `requested` for staff, `approved` for the bureau; `not_produced` was sent back by it; `live` has a card.',
      'requested',
    ),
    category: z.optional(PassCategory),
    companion: z.optional(described(z.boolean(), 'Whether a companion travels free, too.')),
    uprn: described(Uprn, 'The property of its holder.'),
    evidence: described(z.array(PassEvidence), 'What was sent. Medical papers are deleted when it is decided.'),
    missing: described(z.array(PassNeed), 'What has still to be sent.', ['photo']),
    reasons: described(z.array(Reason), 'Why it was refused, or what is missing.'),
    note: z.optional(described(text(500), 'What staff told the applicant.')),
    starts: day('First day on which it counts, in London.', '2026-11-23'),
    ends: day('Last day on which it counts.', '2031-11-22'),
    endsBecause: z.optional(
      described(
        z.enum(['validity', 'award', 'blue_badge', 'pension_age']),
        'What its last day comes from. At pension age a pass of an older person follows, without an application.',
        'validity',
      ),
    ),
    shell: z.optional(described(z.string(), 'ITSO shell number of the card.', '633597000000000018')),
    batch: z.optional(described(z.int(), 'Batch in which the card was ordered.', 12)),
    fee: z.optional(
      described(
        z.object({
          due: described(z.int(), 'In pence.', 1000),
          paid: described(z.int(), 'In pence.', 0),
          payment: z.optional(described(z.string(), 'Id of the payment.', 'PY-7K2M9QXA4T')),
        }),
        'Of a lost pass.',
      ),
    ),
    replaces: z.optional(PassReference),
    replacedBy: z.optional(PassReference),
    renews: z.optional(PassReference),
    renewedBy: z.optional(PassReference),
    because: z.optional(described(z.string(), 'Why it was replaced, hotlisted or ended.', 'lost')),
    lastUsedOn: day('The last day on which it was used, as far as is known.', '2026-11-01'),
    decideBy: moment('Service target of the decision.'),
    evidenceBy: moment('When the application lapses unless the rest comes.'),
    producedAt: moment('When there was a card.'),
    endedAt: moment('When it ended before its last day.'),
    createdAt: described(Instant, 'When it was asked for.'),
    changedAt: described(Instant, 'When it changed last.'),
    version: described(z.int(), 'How often it was written.', 1),
  }),
  { id: 'Pass', description: 'A pass for concessionary travel, from application to end. It names nobody.' },
);
export type Pass = z.infer<typeof Pass>;
