/** What a council's staff, and the system that takes payments, do with cases of every kind. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import {
  described,
  get,
  Instant,
  named,
  ok,
  PlainDate,
  page,
  post,
  problem,
  UprnInput,
} from '#shared/contract/index.ts';
import { CaseClosed, CaseNotFound, Contact, line, outcomes, Pence, Reference, text } from './caseFields.ts';
import { Case, kinds } from './cases.ts';
import { ServiceCode } from './rounds.ts';

export class PaymentRefused extends problem({
  slug: 'waste-payment-refused',
  status: 409,
  title: 'The payment is not one that the case waits for',
  advice: 'Read the case: its “payment” says what is owed. Money that was taken all the same has to be paid back.',
}) {}

export class CaseFull extends problem({
  slug: 'waste-case-full',
  status: 409,
  title: 'The case has as many notes as it can have',
  advice: 'Close it and open another.',
}) {}

const Note = z.object({
  id: described(z.string(), 'Id of the note.'),
  at: described(Instant, 'When it was written.'),
  by: described(z.string(), 'Id of the key that wrote it, or of the person who signed in.', 'k3Yid00042'),
  text: described(z.string(), 'What it says.', 'The crew goes back on Thursday.'),
});
export type Note = z.infer<typeof Note>;

const Cases = z.object({
  cases: described(z.array(Case), 'The newest first, at most `limit` of them.'),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});

const Notes = named(
  z.object({
    reference: Reference,
    contact: z.optional(Contact),
    notes: described(z.array(Note), 'The oldest first.'),
  }),
  { id: 'WasteCaseNotes', description: 'What only staff see of a case.' },
);

const casesCsv = csv(({ cases }: z.infer<typeof Cases>) => cases, {
  reference: (one) => one.reference,
  kind: (one) => one.kind,
  uprn: (one) => one.uprn,
  service: (one) => one.service,
  status: (one) => one.status,
  stage: (one) => one.stage,
  outcome: (one) => one.outcome,
  assignedTo: (one) => one.assignedTo,
  createdAt: (one) => one.createdAt,
  updatedAt: (one) => one.updatedAt,
  closedAt: (one) => one.closedAt,
  price: (one) => one.payment?.price,
  paid: (one) => one.payment?.paid,
  refundDue: (one) => one.payment?.refundDue,
  details: (one) => JSON.stringify(one.details),
});

const params = z.strictObject({ reference: Reference });
const staff = { scope: 'waste:cases' } as const;
const AssignedTo = described(line(80), 'The team or desk that works on it.', 'Depot north');
/** Of those that staff choose: what nobody paid closes by itself. */
const byStaff = outcomes.filter((one) => one !== 'unpaid');

export const caseOperations = {
  listCases: get('/{council}/waste/cases', {
    summary: 'Cases, the newest first',
    description:
      'Open ones unless told. Answered page by page; a page can hold fewer than `limit`, or none, while there are more. With `uprn` those of that property, closed ones too unless told.',
    access: staff,
    query: z
      .strictObject({
        status: z.optional(
          described(
            z.enum(['open', 'closed']),
            'Those that are open, or those that are closed. Left out: open ones of the council, all of a property.',
            'open',
          ),
        ),
        uprn: z.optional(described(UprnInput, 'Only of this property.', '990100000002')),
        kind: z.optional(described(z.enum(kinds), 'Only of this kind.', 'missed_collection')),
        service: z.optional(described(ServiceCode, 'Only of this service.')),
        stage: z.optional(described(z.string().check(z.maxLength(40)), 'Only those that are this far.', 'reported')),
        assignedTo: z.optional(described(AssignedTo, 'Only those assigned to this team or desk.')),
        from: z.optional(described(PlainDate, 'Opened on this day in London, or later.', '2026-11-01')),
        to: z.optional(described(PlainDate, 'Opened on this day in London, or before.', '2026-11-23')),
        limit: z._default(described(z.int().check(z.minimum(1), z.maximum(500)), 'Most cases in one answer.'), 100),
        cursor: z.optional(
          described(z.string().check(z.maxLength(1000)), 'From the page before; left out for the first page.'),
        ),
        format: csvFormat,
      })
      .check(
        z.refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
          error: 'must not be before “from”',
          path: ['to'],
        }),
      ),
    returns: page(Cases, { forms: { csv: casesCsv } }),
  }),
  getCase: get('/{council}/waste/cases/{reference}', {
    summary: 'One case',
    description: 'How far it is, and how it ended. For whoever has its reference.',
    access: { scope: 'waste:report' },
    params,
    returns: ok(Case),
    problems: [CaseNotFound],
  }),
  getCaseNotes: get('/{council}/waste/cases/{reference}/notes', {
    summary: 'Contact and notes of a case',
    description: 'What only staff see.',
    access: staff,
    params,
    returns: ok(Notes),
    problems: [CaseNotFound],
  }),
  addCaseNote: post('/{council}/waste/cases/{reference}/notes', {
    summary: 'Add a note to a case',
    description: 'At most 200 a case. Email addresses in it are found when their owner is to be forgotten.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({ text: described(text(2000), 'What it says.', 'The crew goes back on Thursday.') }),
    returns: ok(Note),
    problems: [CaseNotFound, CaseFull],
  }),
  assignCase: post('/{council}/waste/cases/{reference}/assign', {
    summary: 'Say who works on a case',
    description: 'A team or a desk rather than a person. Doing it again changes nothing.',
    access: staff,
    params,
    body: z.strictObject({
      assignedTo: z.optional(described(AssignedTo, 'Who; left out for nobody.', 'Depot north')),
    }),
    returns: ok(Case),
    problems: [CaseNotFound, CaseClosed],
  }),
  closeCase: post('/{council}/waste/cases/{reference}/close', {
    summary: 'Close a case',
    description:
      'What it kept from being asked for again can be asked for from then on. Closing it again in the same way changes nothing.',
    access: staff,
    params,
    body: z.strictObject({ outcome: described(z.enum(byStaff), 'How it ended.', 'done') }),
    returns: ok(Case),
    problems: [CaseNotFound, CaseClosed],
  }),
  payCase: post('/{council}/waste/cases/{reference}/paid', {
    summary: 'Tell that a case was paid',
    description:
      'For the system that takes payments. The same `paymentReference` again changes nothing. What comes too late for a case that has lapsed is kept as due for refund.',
    access: { scope: 'waste:pay' },
    params,
    body: z.strictObject({
      paymentReference: described(
        z
          .string()
          .check(z.regex(/^[\w.:-]{1,60}$/, 'must be 1 to 60 letters, digits, dots, colons, hyphens and underscores')),
        'Of the payment service.',
        'pay-0001',
      ),
      amount: described(Pence('What was paid, in pence.', 4500).check(z.minimum(1)), 'What was paid, in pence.', 4500),
    }),
    returns: ok(Case),
    problems: [CaseNotFound, PaymentRefused],
  }),
};
