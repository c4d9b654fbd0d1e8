/** What an applicant asks for, through a front end that acts for them: apply, prove, pay, take back. */
import * as z from 'zod/mini';
import { created, described, get, ok, post, problem } from '#shared/contract/index.ts';
import { Applicant, Application, EvidenceItem } from './applications.ts';
import {
  ApplicationNotFound,
  ApplicationReference,
  FileContent,
  line,
  QuoteReference,
  RegistrationInput,
} from './fields.ts';
import { QuoteNotFound } from './quoteOperations.ts';
import { proofs } from './schemeRules.ts';

export class QuoteOutdated extends problem({
  slug: 'permit-quote-outdated',
  status: 409,
  title: 'The quote does not hold any more',
  advice: 'Ask for a new quote, show it to the applicant, and apply with that.',
}) {}

export class QuoteUsed extends problem({
  slug: 'permit-quote-used',
  status: 409,
  title: 'Somebody applied with this quote before',
  advice: 'The application is the one that “application” names. For another permit ask for another quote.',
}) {}

export class NotEligible extends problem({
  slug: 'permit-not-eligible',
  status: 409,
  title: 'A permit cannot be had',
  advice: '“reasons” says why, in words for the applicant.',
}) {}

export class ApplicationClosed extends problem({
  slug: 'permit-application-closed',
  status: 409,
  title: 'The application is not open for this',
  advice: 'Read the application: its “status” says how far it is.',
}) {}

export class NothingToPay extends problem({
  slug: 'permit-nothing-to-pay',
  status: 409,
  title: 'There is nothing to pay now',
  advice: 'Read the application: “money” and “status” say what was paid, and what comes next.',
}) {}

export class CannotPayOnline extends problem({
  slug: 'permit-cannot-pay-online',
  status: 409,
  title: 'The council takes no payments online',
  advice: 'Pay the council in another way before “payBy”: its staff record what was paid.',
}) {}

export class EvidenceRefused extends problem({
  slug: 'permit-evidence-refused',
  status: 409,
  title: 'The evidence cannot be taken',
  advice:
    'Send at most 20 pieces of evidence for an application, each of a kind that “evidence” of the quote names: a JPEG, PNG, HEIC or PDF of at most 4 MB.',
}) {}

export const Proof = described(z.enum(proofs), 'A kind of proof.', 'utility_bill');
export const Of = described(
  z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be what “evidence” of the quote calls it')),
  'What it proves, as `evidence` of the quote calls it.',
  'residence',
);
export const Issued = z.optional(
  described(z.iso.date('must be a date, like 2026-11-23'), 'The day on it.', '2026-10-01'),
);

export const params = z.strictObject({ application: ApplicationReference });
const apply = { scope: 'permits:apply' } as const;

export const applicationOperations = {
  applyForPermit: post('/{council}/permits/applications', {
    summary: 'Apply for a permit',
    description:
      'At the price of a quote, which can be used once. It takes its place in the household and the zone at once, and gives it back when it is refused, withdrawn or not paid in time.',
    access: apply,
    idempotent: true,
    body: z.strictObject({
      quote: QuoteReference,
      applicant: Applicant,
      registration: z.optional(RegistrationInput),
      byPost: z._default(
        described(
          z.array(z.strictObject({ of: Of, proof: Proof })).check(z.maxLength(20)),
          'What the applicant sends by post.',
        ),
        [],
      ),
      declaration: described(z.literal(true), 'That what they say is true, and that they read the conditions.', true),
    }),
    returns: created(Application, '/{council}/permits/applications/{application}'),
    problems: [QuoteNotFound, QuoteOutdated, QuoteUsed, NotEligible],
  }),
  getPermitApplication: get('/{council}/permits/applications/{application}', {
    summary: 'One application',
    description: 'For whoever has its reference. While a payment is under way it is looked at.',
    access: apply,
    params,
    returns: ok(Application),
    problems: [ApplicationNotFound],
  }),
  withdrawPermitApplication: post('/{council}/permits/applications/{application}/withdraw', {
    summary: 'Take an application back',
    description: 'What was paid is paid back. Doing it again changes nothing.',
    access: apply,
    params,
    body: z.strictObject({
      reason: z.optional(described(line(200), 'Why, in a few words.', 'We moved away')),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed],
  }),
  payForPermit: post('/{council}/permits/applications/{application}/payment', {
    summary: 'Pay for a permit',
    description:
      'Begins a payment by card, or goes on with the one that was begun. Send the applicant to `nextUrl`, and read the application when they come back.',
    access: apply,
    params,
    body: z.strictObject({
      returnUrl: described(
        z.string().check(z.maxLength(1900), z.regex(/^https?:\/\/[^\s]+$/, 'must be an https address')),
        'Where the applicant comes back to.',
        'https://marlbeck.example/permits/paid?token={token}',
      ),
      language: z._default(described(z.enum(['en', 'cy']), 'Of the pages that they see.', 'en'), 'en'),
    }),
    returns: ok(
      z.object({
        payment: described(z.string(), 'Id of the payment.', 'PY-7K2M9QXA4RTZ'),
        nextUrl: described(z.string(), 'Where to send the applicant, who alone may see it.'),
      }),
    ),
    problems: [ApplicationNotFound, NothingToPay, CannotPayOnline],
  }),
  giveEvidence: post('/{council}/permits/applications/{application}/evidence', {
    summary: 'Send evidence',
    description:
      'A photo or a scan as `content`, or that it comes by `post`: one of the two. Its kind is told from its first bytes.',
    access: apply,
    idempotent: 'optional',
    maxBody: 5_700_000,
    params,
    body: z
      .strictObject({
        of: Of,
        proof: Proof,
        issued: Issued,
        content: z.optional(
          described(z.clone(FileContent), 'The file, in base64: JPEG, PNG, HEIC or PDF of at most 4 MB.'),
        ),
        post: z.optional(described(z.literal(true), 'It comes by post.')),
      })
      .check(
        z.refine(({ content, post }) => (content === undefined) !== (post === undefined), {
          error: 'must be there, or “post”, but not both',
          path: ['content'],
        }),
      ),
    returns: ok(EvidenceItem),
    problems: [ApplicationNotFound, ApplicationClosed, EvidenceRefused],
  }),
};
