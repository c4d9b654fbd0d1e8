/** What a council's staff do with applications: look, ask, decide. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { described, get, Instant, named, ok, page, post } from '#shared/contract/index.ts';
import { ApplicationClosed, params } from './applicationOperations.ts';
import { Applicant, Application, applicationStatuses } from './applications.ts';
import { decisionOperations } from './decisionOperations.ts';
import { ApplicationFull, evidenceOperations } from './evidenceOperations.ts';
import { ApplicationNotFound, flag, line, SchemeCode, text, ZoneCode } from './fields.ts';

const Note = z.object({
  id: described(z.string(), 'Id of the note.'),
  at: described(Instant, 'When it was written.'),
  by: described(z.string(), 'Id of the key that wrote it, or of the person who signed in.', 'k3Yid00042'),
  text: described(z.string(), 'What it says.', 'Rang: the lease comes on Monday.'),
});
export type Note = z.infer<typeof Note>;

export const Decision = z.object({
  decision: described(
    z.enum(['approved', 'refused', 'evidence_asked', 'automatic', 'revoked', 'suspended', 'resumed']),
    'What was decided.',
    'approved',
  ),
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

export const staffOperations = { ...lists, ...decisionOperations, ...evidenceOperations };
