/** What staff do with evidence. */
import * as z from 'zod/mini';
import { described, get, ok, post, problem } from '#shared/contract/index.ts';
import { ApplicationClosed, Issued, Of, Proof, params } from './applicationOperations.ts';
import { Application } from './applications.ts';
import { ApplicationNotFound, flag, text } from './fields.ts';

export class EvidenceNotFound extends problem({
  slug: 'permit-evidence-not-found',
  status: 404,
  title: 'The application has no such evidence',
  advice: 'Check the id. Files are deleted some time after the decision.',
}) {}

export class ApplicationFull extends problem({
  slug: 'permit-application-full',
  status: 409,
  title: 'The application has as many of these as it can have',
  advice: 'Decide it, or ask the applicant to apply again.',
}) {}

const staff = { scope: 'permits:decide' } as const;
const EvidenceId = z.strictObject({
  ...params.shape,
  evidence: described(z.string().check(z.regex(/^E\d\d$/, 'must be like E01')), 'Id of the evidence.', 'E01'),
});

export const evidenceOperations = {
  judgeEvidence: post('/{council}/permits/applications/{application}/evidence/{evidence}', {
    summary: 'Accept or reject evidence',
    description: 'What is rejected has to be proved by something else; the applicant reads the note.',
    access: staff,
    idempotent: 'optional',
    params: EvidenceId,
    body: z.strictObject({
      accepted: flag('Whether it proves it.', true),
      note: z.optional(described(text(300), 'Why, for the applicant.', 'The date cannot be read.')),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed, EvidenceNotFound],
  }),
  seeEvidence: post('/{council}/permits/applications/{application}/evidence/seen', {
    summary: 'Record evidence that staff have seen',
    description: 'At a desk, by post or in another system. It is accepted with that.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({
      of: Of,
      proof: Proof,
      issued: Issued,
      note: z.optional(described(text(300), 'What was seen.')),
    }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed, ApplicationFull],
  }),
  getEvidenceFile: get('/{council}/permits/applications/{application}/evidence/{evidence}/file', {
    summary: 'The file of a piece of evidence',
    description: 'For staff only; who looked at it is kept in the audit trail. In base64.',
    access: staff,
    params: EvidenceId,
    returns: ok(
      z.object({
        mediaType: described(z.string(), 'What it is, by its first bytes.', 'image/jpeg'),
        content: described(z.string(), 'The file, in base64.'),
      }),
      { cacheControl: 'no-store' },
    ),
    problems: [ApplicationNotFound, EvidenceNotFound],
  }),
};
