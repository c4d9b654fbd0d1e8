/** What a council's staff do with applications: look, ask, decide. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { described, get, Instant, named, ok, page, post, problem } from '#shared/contract/index.ts';
import { ApplicationClosed, Issued, NothingToPay, Of, Proof, params } from './applicationOperations.ts';
import { Applicant, Application, applicationStatuses } from './applications.ts';
import { ApplicationNotFound, flag, line, Pence, SchemeCode, text, ZoneCode } from './fields.ts';

export class EvidenceNotFound extends problem({
  slug: 'permit-evidence-not-found',
  status: 404,
  title: 'The application has no such evidence',
  advice: 'Check the id. Files are deleted some time after the decision.',
}) {}

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

export class ApplicationFull extends problem({
  slug: 'permit-application-full',
  status: 409,
  title: 'The application has as many of these as it can have',
  advice: 'Decide it, or ask the applicant to apply again.',
}) {}

const Note = z.object({
  id: described(z.string(), 'Id of the note.'),
  at: described(Instant, 'When it was written.'),
  by: described(z.string(), 'Id of the key that wrote it, or of the person who signed in.', 'k3Yid00042'),
  text: described(z.string(), 'What it says.', 'Rang: the lease comes on Monday.'),
});
export type Note = z.infer<typeof Note>;

export const Decision = z.object({
  decision: described(z.enum(['approved', 'refused', 'evidence_asked', 'automatic']), 'What was decided.', 'approved'),
  by: described(z.string(), 'Who decided: a key or a person who signed in. Absent where nobody had to.', 'k3Yid00042'),
  at: described(Instant, 'When.'),
  reason: z.optional(described(z.string(), 'Why.')),
});
export type Decision = z.infer<typeof Decision>;

const Movement = z.object({
  how: described(z.enum(['card', 'offline']), 'By card online, or in another way.', 'card'),
  amount: described(z.int(), 'In pence.', 5100),
  at: described(Instant, 'When it was known.'),
});
export const Paid = z.extend(Movement, {
  payment: described(z.string(), 'Id in the `payments` capability; of an offline one its receipt.', 'PY-7K2M9QXA4RTZ'),
  method: z.optional(described(z.string(), 'How it was paid offline.', 'cash')),
});
export const Back = z.extend(Movement, {
  payment: described(z.string(), 'The payment that it goes back from.', 'PY-7K2M9QXA4RTZ'),
  key: described(z.string(), 'Id of the refund here.', 'PA-7K2M9QXA.1'),
  refund: z.optional(described(z.string(), 'Id in the `payments` capability.', 'RF-7K2M9QXA4RTZ')),
  reason: described(z.string(), 'Why.', 'refused'),
  status: described(
    z.enum(['due', 'made', 'by_hand']),
    'Tried until it is made; what was paid offline, or cannot go back to the card, is paid back by hand.',
    'made',
  ),
});

const File = named(
  z.object({
    application: Application,
    applicant: z.optional(Applicant),
    notes: described(z.array(Note), 'The oldest first.'),
    decisions: described(z.array(Decision), 'The oldest first.'),
    paid: described(z.array(Paid), 'What was paid.'),
    back: described(z.array(Back), 'What went back, or has to.'),
  }),
  { id: 'PermitApplicationFile', description: 'What only staff see of an application.' },
);

const Applications = z.object({
  applications: described(z.array(Application), 'Those to be decided first come first, at most `limit`.'),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});

const asCsv = csv(({ applications }: z.infer<typeof Applications>) => applications, {
  application: (one) => one.application,
  status: (one) => one.status,
  scheme: (one) => one.quote.scheme,
  zone: (one) => one.quote.zone,
  uprn: (one) => one.quote.uprn,
  decideBy: (one) => one.decideBy,
  assignedTo: (one) => one.assignedTo,
  createdAt: (one) => one.createdAt,
  changedAt: (one) => one.changedAt,
  due: (one) => one.money.due,
  paid: (one) => one.money.paid,
  refunded: (one) => one.money.refunded,
  missing: (one) => one.missing.join(' '),
});

const staff = { scope: 'permits:decide' } as const;
const AssignedTo = described(line(80), 'The team or desk that works on it.', 'Parking desk');
const reasonCode = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be small letters, digits and underscores'));

const lists = {
  listPermitApplications: get('/{council}/permits/applications', {
    summary: 'Applications by how far they are',
    description:
      'Those whose service target comes first come first. A page can hold fewer than `limit`, or none, while there are more.',
    access: staff,
    query: z.strictObject({
      status: z._default(described(z.enum(applicationStatuses), 'Those that are this far.', 'submitted'), 'submitted'),
      scheme: z.optional(SchemeCode),
      zone: z.optional(ZoneCode),
      overdue: z.optional(flag('Only those whose service target has passed.', true)),
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(200)), 'Most in one answer.'), 100),
      cursor: z.optional(described(z.string().check(z.maxLength(1000)), 'From the page before.')),
      format: csvFormat,
    }),
    returns: page(Applications, { forms: { csv: asCsv } }),
  }),
  getPermitApplicationFile: get('/{council}/permits/applications/{application}/file', {
    summary: 'Applicant, notes, decisions and money of an application',
    description: 'What only staff see.',
    access: staff,
    params,
    returns: ok(File),
    problems: [ApplicationNotFound],
  }),
  addPermitNote: post('/{council}/permits/applications/{application}/notes', {
    summary: 'Add a note to an application',
    description: 'At most 200. Email addresses in it are found when their owner is to be forgotten.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({ text: described(text(2000), 'What it says.', 'Rang: the lease comes on Monday.') }),
    returns: ok(Note),
    problems: [ApplicationNotFound, ApplicationFull],
  }),
  assignPermitApplication: post('/{council}/permits/applications/{application}/assign', {
    summary: 'Say who works on an application',
    description: 'A team or a desk rather than a person. Doing it again changes nothing.',
    access: staff,
    params,
    body: z.strictObject({ assignedTo: z.optional(AssignedTo) }),
    returns: ok(Application),
    problems: [ApplicationNotFound, ApplicationClosed],
  }),
};

const decisions = {
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

const EvidenceId = z.strictObject({
  ...params.shape,
  evidence: described(z.string().check(z.regex(/^E\d\d$/, 'must be like E01')), 'Id of the evidence.', 'E01'),
});

const evidence = {
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

export const staffOperations = { ...lists, ...decisions, ...evidence };
