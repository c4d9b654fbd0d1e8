/** What staff decide of an application. */
import * as z from 'zod/mini';
import { described, ok, post, problem } from '#shared/contract/index.ts';
import { ApplicationClosed, NothingToPay, Of, params } from './applicationOperations.ts';
import { Application } from './applications.ts';
import { ApplicationFull } from './evidenceOperations.ts';
import { ApplicationNotFound, Pence, text } from './fields.ts';

export class NotDecidable extends problem({
  slug: 'permit-not-decidable',
  status: 409,
  title: 'The application does not wait for a decision',
  advice: 'Read it: its “status” says what it waits for. Evidence that staff have seen can be recorded.',
}) {}

export class AnotherHasToCheck extends problem({
  slug: 'permit-another-has-to-check',
  status: 409,
  title: 'Another of the staff has to check the application',
  advice: 'The scheme asks for two people: whoever approved it first cannot be the second.',
}) {}

const staff = { scope: 'permits:decide' } as const;
const reasonCode = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and underscores'));

export const decisionOperations = {
  approvePermit: post('/{council}/permits/applications/{application}/approve', {
    summary: 'Approve an application',
    description:
      'The permit is issued at once, or when it is paid. Where the scheme asks for two people the first approval leaves it at `second_check`.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({ reason: z.optional(described(text(500), 'Why, for the record.')) }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed, NotDecidable, AnotherHasToCheck],
  }),
  refusePermit: post('/{council}/permits/applications/{application}/refuse', {
    summary: 'Refuse an application',
    description: 'What was paid is paid back in full. Refusing it again changes nothing.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({
      reasons: described(
        z
          .array(
            z.strictObject({
              code: described(reasonCode, 'Machine name of the reason.', 'not_resident'),
              says: described(text(500), 'In words for the applicant.', 'You do not live in the zone.'),
              saysWelsh: z.optional(described(text(500), 'The same in Welsh.')),
            }),
          )
          .check(z.minLength(1), z.maxLength(10)),
        'Why.',
      ),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed],
  }),
  askForEvidence: post('/{council}/permits/applications/{application}/ask-for-evidence', {
    summary: 'Ask the applicant for evidence',
    description: 'The application waits for it. The applicant is told.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({
      of: Of,
      says: described(text(300), 'What is needed, for the applicant.', 'A lease that shows your name.'),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed, ApplicationFull],
  }),
  recordPermitPayment: post('/{council}/permits/applications/{application}/paid', {
    summary: 'Record what was paid in another way',
    description: 'By cash, cheque or telephone: all that is due. The same receipt again changes nothing.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({
      amount: Pence('What was paid, in pence.', 5100),
      method: described(
        z.enum(['cash', 'cheque', 'card_machine', 'telephone', 'bank_transfer', 'other']),
        'How.',
        'cash',
      ),
      receipt: described(
        z.string().check(z.regex(/^[\w./-]{1,40}$/, 'must be 1 to 40 letters, digits, dots, slashes and hyphens')),
        'Number of the receipt.',
        'R-000123',
      ),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, NothingToPay],
  }),
};
