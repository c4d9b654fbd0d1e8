/** What staff do with passes: look at evidence, decide, note, end. */
import * as z from 'zod/mini';
import { csv, csvFormat } from '#shared/contract/csv.ts';
import { described, get, Instant, named, ok, PlainDate, page, post } from '#shared/contract/index.ts';
import { flag, line, PassReference, text } from './fields.ts';
import {
  cancelReasons,
  PassCategory,
  PassFileGone,
  PassFull,
  PassKind,
  PassNeed,
  PassNotFound,
  PassNotReady,
  PassSecondPerson,
  passStatuses,
} from './passFields.ts';
import { DateOfBirth, Pass, PassApplicant, PersonName } from './passShapes.ts';

const staff = { scope: 'permits:passes' } as const;
const params = z.strictObject({ pass: PassReference });

const Reasons = described(
  z.array(line(200)).check(z.minLength(1), z.maxLength(10)),
  'Why, in words for the applicant.',
  ['The photo is too dark.'],
);
const Decision = z.discriminatedUnion(
  'decision',
  [
    z.strictObject({
      decision: described(z.literal('approve'), 'They get it.'),
      category: z.optional(PassCategory),
      awardEnds: z.optional(described(PlainDate, 'Last day of the award that it rests on.', '2028-05-31')),
      blueBadgeEnds: z.optional(described(PlainDate, 'Last day of the Blue Badge that it rests on.', '2028-05-31')),
      companion: z._default(flag('Whether a companion travels free, too.', false), false),
      reason: z.optional(described(text(500), 'For the file. Nothing medical.')),
    }),
    z.strictObject({ decision: described(z.literal('refuse'), 'They do not get it.'), reasons: Reasons }),
    z.strictObject({
      decision: described(z.literal('ask'), 'Something has to be sent, or sent again.'),
      needs: described(z.array(PassNeed).check(z.minLength(1), z.maxLength(4)), 'What.', ['photo']),
      reasons: Reasons,
    }),
  ],
  { error: 'must have a “decision”: approve, refuse or ask' },
);
export type Decision = z.output<typeof Decision>;

const Note = z.object({
  id: described(z.string(), 'Id of the note.'),
  at: described(Instant, 'When it was written.'),
  by: described(z.string(), 'Id of the key or the person who wrote it.', 'k3Yid00042'),
  text: described(z.string(), 'What it says.', 'Photo came by post.'),
});
export type PassNote = z.infer<typeof Note>;

const List = z.object({
  passes: described(z.array(Pass), 'At most `limit` of them.'),
  cursor: z.optional(described(z.string(), 'For the next page. Absent on the last.')),
});
const listCsv = csv(({ passes }: z.infer<typeof List>) => passes, {
  pass: (one) => one.pass,
  kind: (one) => one.kind,
  status: (one) => one.status,
  category: (one) => one.category,
  uprn: (one) => one.uprn,
  missing: (one) => one.missing.join(' '),
  starts: (one) => one.starts,
  ends: (one) => one.ends,
  shell: (one) => one.shell,
  batch: (one) => one.batch,
  decideBy: (one) => one.decideBy,
  createdAt: (one) => one.createdAt,
  changedAt: (one) => one.changedAt,
});

export const passStaffOperations = {
  listPasses: get('/{council}/permits/passes', {
    summary: 'Passes by how far they are',
    description: 'Those that wait for staff unless told, the most urgent first. A page can hold fewer than `limit`.',
    access: staff,
    query: z.strictObject({
      status: z._default(described(z.enum(passStatuses), 'Those that are this far.', 'requested'), 'requested'),
      kind: z.optional(PassKind),
      late: z.optional(described(z.literal('true'), 'Only those past their service target.', 'true')),
      limit: z._default(described(z.int().check(z.minimum(1), z.maximum(200)), 'Most in one answer.'), 100),
      cursor: z.optional(described(z.string().check(z.maxLength(1000)), 'From the page before.')),
      format: csvFormat,
    }),
    returns: page(List, { forms: { csv: listCsv } }),
  }),
  getPassHolder: get('/{council}/permits/passes/{pass}/holder', {
    summary: 'Whose pass it is, and the notes of it',
    description: 'What only staff see.',
    access: staff,
    params,
    returns: ok(
      named(
        z.object({
          pass: PassReference,
          holder: z.optional(PassApplicant),
          notes: described(z.array(Note), 'The oldest first.'),
        }),
        { id: 'PassHolder', description: 'What only staff see of a pass.' },
      ),
    ),
    problems: [PassNotFound],
  }),
  getPassFile: get('/{council}/permits/passes/{pass}/evidence/{evidence}', {
    summary: 'A photo or a paper that was sent',
    description: 'Until it is deleted: medical papers with the decision, a photo some time after the card was made.',
    access: staff,
    params: z.strictObject({
      pass: PassReference,
      evidence: described(
        z.string().check(z.regex(/^E-[0-9A-HJKMNP-TV-Z]{8}$/, 'must be like E-7K2M9QXA')),
        'Id of the evidence.',
        'E-7K2M9QXA',
      ),
    }),
    returns: ok(
      z.object({
        mediaType: described(z.string(), 'What it is.', 'image/jpeg'),
        content: described(z.string(), 'The file in Base64.', '/9j/4AAQ'),
      }),
    ),
    problems: [PassNotFound, PassFileGone],
  }),
  notePassEvidence: post('/{council}/permits/passes/{pass}/seen', {
    summary: 'Tell that something came by post or was seen',
    description: 'It counts as given. When nothing is missing any more the application waits for a decision.',
    access: staff,
    params,
    body: z.strictObject({ of: PassNeed }),
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady, PassFull],
  }),
  addPassNote: post('/{council}/permits/passes/{pass}/notes', {
    summary: 'Add a note to a pass',
    description: 'At most 200. Email addresses in it are found when their owner is to be forgotten.',
    access: staff,
    idempotent: 'optional',
    params,
    body: z.strictObject({ text: described(text(2000), 'What it says. Nothing medical.', 'Photo came by post.') }),
    returns: ok(Note),
    problems: [PassNotFound, PassFull],
  }),
  decidePass: post('/{council}/permits/passes/{pass}/decisions', {
    summary: 'Approve or refuse a pass, or ask for more',
    description:
      'Medical papers are deleted with the decision; what is kept is the decision, the category and the last day. Where the council wants two people the second approves again.',
    access: staff,
    idempotent: 'optional',
    params,
    body: Decision,
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady, PassSecondPerson],
  }),
  cancelPass: post('/{council}/permits/passes/{pass}/cancel', {
    summary: 'Cancel a pass',
    description:
      'After a death, a move or a fraud; its card works no more, and neither does what replaces or renews it. Nothing is sent to anybody after a death. Doing it again changes nothing.',
    access: staff,
    params,
    body: z.strictObject({ because: described(z.enum(cancelReasons), 'Why.', 'deceased') }),
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
  recordPassPayment: post('/{council}/permits/passes/{pass}/paid', {
    summary: 'Record that a replacement was paid, or costs nothing',
    description: 'Its card can be made from then on. Doing it again changes nothing.',
    access: staff,
    params,
    body: z.strictObject({
      how: described(z.enum(['card', 'cash', 'cheque', 'waived']), 'How.', 'cash'),
    }),
    returns: ok(Pass),
    problems: [PassNotFound, PassNotReady],
  }),
  matchPasses: post('/{council}/permits/pass-matches', {
    summary: 'Which people of a list have a pass',
    description: 'For Tell Us Once and the National Fraud Initiative. Nothing of the list is kept.',
    access: staff,
    body: z.strictObject({
      people: described(
        z.array(z.strictObject({ name: PersonName, dateOfBirth: DateOfBirth })).check(z.minLength(1), z.maxLength(500)),
        'Names and dates of birth.',
      ),
    }),
    returns: ok(
      z.object({
        matches: described(
          z.array(z.object({ index: described(z.int(), 'Place in the list, from 0.', 0), pass: PassReference })),
          'Those who have one, or have asked for one.',
        ),
      }),
    ),
  }),
};
