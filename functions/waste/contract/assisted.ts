/** Assisted collections: crews fetch the containers of those who cannot bring them out. Nothing of it is public. */
import * as z from 'zod/mini';
import {
  created,
  described,
  get,
  named,
  ok,
  PlainDate,
  post,
  problem,
  put,
  Uprn,
  UprnInput,
} from '#shared/contract/index.ts';
import { caseOf, line, Reference, text, withContact } from './caseFields.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './collections.ts';
import { TableChanged } from './tables.ts';

export class AssistanceRequested extends problem({
  slug: 'assistance-requested',
  status: 409,
  title: 'The property has asked for assisted collection already',
  advice: 'Wait for the council to answer it, or contact the council.',
}) {}

export class NotAssisted extends problem({
  slug: 'not-assisted',
  status: 404,
  title: 'The property has no assisted collection',
  advice: 'Check the UPRN. A temporary one ends by itself.',
}) {}

const usualDeclaration = 'Nobody in the household aged over 16 can move the containers.';
const version = described(z.int().check(z.minimum(0), z.maximum(1_000_000_000)), 'How often it was written.', 1);
const fields = {
  declaration: z._default(
    described(text(1000), 'What residents declare. No evidence is asked for.', usualDeclaration),
    usualDeclaration,
  ),
  declarationWelsh: z.optional(
    described(text(1000), 'The same in Welsh.', 'Ni all neb dros 16 oed yn y cartref symud y cynwysyddion.'),
  ),
};
export const AssistedSettings = named(z.object({ version, ...fields }), {
  id: 'AssistedSettings',
  description: 'What residents declare who ask for assisted collection.',
});
export type AssistedSettings = z.infer<typeof AssistedSettings>;
export const usualAssisted: AssistedSettings = z.parse(AssistedSettings, { version: 0 });

/** It is kept for as long as the council fetches the containers, so nobody is named in it. */
export const Location = line(250).check(z.regex(/^[^@]*$/, 'must have no email address: that is for “contact”'));

const terms = {
  location: described(Location, 'Where the containers are.', 'By the side door, behind the gate'),
  until: z.optional(described(PlainDate, 'Last day, where it is for a time only.', '2027-02-28')),
};
/** Without what ails anybody: it is nobody's business, and would be health data (UK GDPR, article 9). */
export const assistedReasons = ['cannot_move', 'access', 'temporary', 'other'] as const;
const Reason = described(
  z.enum(assistedReasons),
  'Nobody can move the containers; the way is too hard, by steps or a slope; for a time only; another reason.',
  'cannot_move',
);

export const AssistedCase = caseOf({
  kind: 'assisted_collection',
  id: 'AssistedCollectionRequest',
  says: 'A household asked that crews fetch its containers. Closed as `done`, they do.',
  stages: ['requested'],
  details: z.object({ reason: Reason, ...terms }),
});
export type AssistedCase = z.infer<typeof AssistedCase>;

const Assistance = named(
  z.object({
    uprn: Uprn,
    assisted: described(z.boolean(), 'Whether crews fetch the containers now.', true),
    since: z.optional(described(PlainDate, 'Since when.', '2026-11-23')),
    location: z.optional(terms.location),
    until: terms.until,
    reference: z.optional(Reference),
  }),
  { id: 'Assistance', description: 'Whether a property has assisted collection.' },
);

const staff = { scope: 'waste:cases' } as const;
const problems = [NoCollectionsHere, RoundsNotLoaded];

export const assistedOperations = {
  getAssistedSettings: get('/{council}/waste/assisted/settings', {
    summary: 'What residents declare who ask for assisted collection',
    description: 'The council’s wording, or the usual one.',
    access: { scope: 'waste:read' },
    returns: ok(AssistedSettings, { etag: true }),
  }),
  putAssistedSettings: put('/{council}/waste/assisted/settings', {
    summary: 'Write what residents declare who ask for assisted collection',
    description: 'Sending the same again changes nothing.',
    access: { scope: 'waste:manage' },
    body: z.strictObject({
      ...fields,
      version: z._default(described(version, 'The version that you are changing; 0 the first time.'), 0),
    }),
    returns: ok(AssistedSettings),
    problems: [TableChanged],
  }),
  requestAssistance: post('/{council}/waste/assisted-collections', {
    summary: 'Ask for assisted collection',
    description:
      'Without evidence, and without saying what ails anybody. One request of a household at a time; what it says takes the place of what was agreed before, once staff close it as `done`. Where `reason` is `temporary`, `until` must be there.',
    access: { scope: 'waste:report' },
    idempotent: true,
    body: z
      .strictObject({
        uprn: described(UprnInput, 'The property.', '990100000002'),
        reason: Reason,
        ...terms,
        declaration: described(z.literal(true), 'That the resident declared what the council’s settings say.'),
        ...withContact,
      })
      .check(
        z.refine(({ reason, until }) => reason !== 'temporary' || until !== undefined, {
          error: 'must be there: it is for a time only',
          path: ['until'],
        }),
      ),
    returns: created(AssistedCase, '/{council}/waste/cases/{reference}'),
    problems: [...problems, AssistanceRequested],
  }),
  getAssistance: get('/{council}/waste/assisted-collections', {
    summary: 'Whether a property has assisted collection',
    description: 'For staff and crews only.',
    access: staff,
    query: z.strictObject({ uprn: UprnInput }),
    returns: ok(Assistance),
  }),
  endAssistance: post('/{council}/waste/assisted-collections/end', {
    summary: 'End assisted collection of a property',
    description: 'At once.',
    access: staff,
    body: z.strictObject({ uprn: described(UprnInput, 'The property.', '990100000002') }),
    returns: ok(Assistance),
    problems: [NotAssisted],
  }),
};
