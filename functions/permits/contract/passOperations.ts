/** What residents ask of concessionary travel. What staff, the card bureau and bus operators ask is in files of its own. */
import * as z from 'zod/mini';
import { created, described, get, named, ok, PlainDate, post } from '#shared/contract/index.ts';
import { FileContent, flag, PassReference } from './fields.ts';
import { passCardOperations } from './passCardOperations.ts';
import {
  NotTheTravelAuthority,
  PassAlreadyHeld,
  PassFull,
  PassKind,
  PassNeed,
  PassNotFound,
  PassNotReady,
  PassOutsideArea,
  PassTooEarly,
  SchemeOfEngland,
} from './passFields.ts';
import { passFollowingOperations } from './passFollowingOperations.ts';
import { passSettingsOperations } from './passSettings.ts';
import { DateOfBirth, Disability, Pass, PassApplicant, Travel } from './passShapes.ts';
import { passStaffOperations } from './passStaffOperations.ts';

const apply = { scope: 'permits:apply' } as const;
const params = z.strictObject({ pass: PassReference });
const notHere = [NotTheTravelAuthority, SchemeOfEngland] as const;
const Words = {
  says: described(z.string(), 'In words for the resident.', 'The award is accepted without a further assessment.'),
  saysWelsh: described(z.string(), 'The same in Welsh.'),
};

const Verdict = {
  qualifies: described(z.boolean(), 'Whether a pass would count today.', true),
  needs: described(z.array(PassNeed), 'What has to be shown.', ['photo', 'identity', 'residence']),
};
const Eligibility = named(
  z.object({
    older: z.optional(
      described(
        z.object({
          ...Verdict,
          from: described(PlainDate, 'From which day.', '2026-07-20'),
          applyFrom: described(PlainDate, 'From which day they may apply.', '2026-07-06'),
          rule: described(z.string(), 'Why then.', '66 years and 2 months'),
          tableVersion: described(z.string(), 'Version of the table of State Pension dates.', '2026-08-21'),
        }),
        'As an older person.',
      ),
    ),
    disabled: z.optional(
      described(
        z.object({
          ...Verdict,
          automatic: described(z.boolean(), 'Whether the award is accepted without a further assessment.', true),
          ...Words,
        }),
        'As a disabled person. Without an accepted award staff assess it.',
      ),
    ),
    travel: Travel,
  }),
  { id: 'PassEligibility', description: 'Whether and when somebody gets a pass, and why.' },
);

const Arrival = z.strictObject({
  of: PassNeed,
  how: described(
    z.enum(['post', 'council_record']),
    'By post, or from the council’s own records, to which they consent; only the residence can be shown by those.',
    'council_record',
  ),
});

const Upload = z.strictObject({
  of: PassNeed,
  issued: z.optional(described(PlainDate, 'The day on it. Letters of awards need it.', '2026-10-01')),
  mediaType: described(
    z.enum(['image/jpeg', 'image/png', 'image/heic', 'application/pdf']),
    'What it is. A photo is an image.',
    'image/jpeg',
  ),
  content: described(z.clone(FileContent), 'The file in Base64, at most 4 MB of it.', '/9j/4AAQ'),
});

const residentOperations = {
  checkPassEligibility: post('/{council}/permits/pass-eligibility', {
    summary: 'Whether and from when somebody gets a pass',
    description:
      'With `dateOfBirth`, `disability` or both. Nothing of it is kept. The age is that of the State Pension of women, for everybody.',
    access: apply,
    body: z.strictObject({ dateOfBirth: z.optional(DateOfBirth), disability: z.optional(Disability) }).check(
      z.refine(({ dateOfBirth, disability }) => dateOfBirth !== undefined || disability !== undefined, {
        error: 'must have “dateOfBirth” or “disability”',
      }),
    ),
    returns: ok(Eligibility),
    problems: notHere,
  }),
  applyForPass: post('/{council}/permits/pass-applications', {
    summary: 'Apply for a pass',
    description:
      'It costs nothing. `disability` goes with the `kind` disabled, and only with that; of `evidence` only the residence comes from the council’s records. `missing` says what has still to be sent; files are sent one by one. One person has one pass, whoever asks at the same moment.',
    access: apply,
    idempotent: true,
    body: z
      .strictObject({
        kind: PassKind,
        applicant: PassApplicant,
        disability: z.optional(Disability),
        evidence: z._default(
          described(z.array(Arrival).check(z.maxLength(4)), 'What comes otherwise than by upload.'),
          [],
        ),
        consents: flag('Whether they agree that their data is used to decide and to make the card.', true).check(
          z.refine((given) => given, { error: 'must be true: without consent there is no pass' }),
        ),
        namesake: z._default(
          flag('Staff only: somebody else has the same name and date of birth, and it is not the same person.', false),
          false,
        ),
      })
      .check(
        z.refine(({ kind, disability }) => (kind === 'disabled') === (disability !== undefined), {
          error: 'must be there for a disabled person’s pass, and only there',
          path: ['disability'],
        }),
        z.refine(({ evidence }) => evidence.every(({ of, how }) => how === 'post' || of === 'residence'), {
          error: 'can only be residence where it comes from the council’s records',
          path: ['evidence'],
        }),
      ),
    returns: created(Pass, '/{council}/permits/passes/{pass}'),
    problems: [...notHere, PassTooEarly, PassOutsideArea, PassAlreadyHeld],
  }),
  getPass: get('/{council}/permits/passes/{pass}', {
    summary: 'One pass',
    description: 'How far it is, and when it can be used. For whoever has its reference; it names nobody.',
    access: apply,
    params,
    returns: ok(z.extend(Pass, { travel: Travel })),
    problems: [PassNotFound],
  }),
  addPassEvidence: post('/{council}/permits/passes/{pass}/evidence', {
    summary: 'Send a photo or a paper',
    description: 'One file. When nothing is missing any more staff decide.',
    access: apply,
    idempotent: 'optional',
    maxBody: 5_800_000,
    params,
    body: Upload,
    returns: ok(Pass),
    problems: [...notHere, PassNotFound, PassNotReady, PassFull],
  }),
  withdrawPass: post('/{council}/permits/passes/{pass}/withdraw', {
    summary: 'Withdraw an application',
    description: 'Until it is approved. Doing it again changes nothing.',
    access: apply,
    params,
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
  surrenderPass: post('/{council}/permits/passes/{pass}/surrender', {
    summary: 'Give a pass up',
    description: 'Its card works no more. Doing it again changes nothing.',
    access: apply,
    params,
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
};

export const passOperations = {
  ...passSettingsOperations,
  ...residentOperations,
  ...passFollowingOperations,
  ...passStaffOperations,
  ...passCardOperations,
};
