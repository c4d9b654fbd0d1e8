/**
 * What every capability that holds personal data offers beside its own operations: all that it holds on a person, and forgetting it
 * (UK GDPR, articles 15 and 17). `npx commons people` and `npx commons forget` find these operations by their `people`.
 */
import * as z from 'zod/mini';
import { ok } from '#shared/contract/capability.ts';
import { described, Instant, named } from '#shared/contract/fields.ts';

/** In the body, never in a path or a query: those are logged on the way. */
const person = {
  email: described(
    z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address')),
    'Email address of the person.',
    'jo.example@marlbeck.example',
  ),
};

const record = {
  record: described(z.string(), 'Kind of record.', 'keys'),
  id: described(z.string(), 'Id of the record.', 'k3Yid00042'),
};

const Held = named(
  z.object({
    ...record,
    since: z.optional(described(Instant, 'When it was made.')),
    data: described(z.record(z.string(), z.unknown()), 'What the record holds.'),
  }),
  { id: 'HeldRecord', description: 'A record that tells of the person.' },
);

const Forgotten = named(
  z.object({ ...record, fields: described(z.array(z.string()), 'What was erased.', ['label']) }),
  {
    id: 'ForgottenRecord',
    description: 'A record that does not tell of the person any more.',
  },
);

const Kept = named(z.object({ ...record, because: described(z.string(), 'Why it must stay, and until when.') }), {
  id: 'KeptRecord',
  description: 'A record that still tells of the person.',
});

export type HeldRecord = z.infer<typeof Held>;
export type ForgottenRecord = z.infer<typeof Forgotten>;
export type KeptRecord = z.infer<typeof Kept>;

/** Specification of the operation that tells all that is held on a person. */
export const findPerson = <const S extends string>(scope: `${S}:people`) =>
  ({
    summary: 'All that is held on a person',
    description: 'Every record that holds the email address.',
    access: { scope },
    people: 'find',
    body: z.strictObject(person),
    returns: ok(z.object({ held: described(z.array(Held), 'The records.') })),
  }) as const;

/** Specification of the operation that forgets a person. Asked again, it finds nothing left. */
export const forgetPerson = <const S extends string>(scope: `${S}:people`) =>
  ({
    summary: 'Forget a person',
    description:
      'Erases the email address, and what stands beside it, from every record that holds it. Asked again, it finds nothing left to erase.',
    access: { scope },
    people: 'forget',
    body: z.strictObject(person),
    returns: ok(
      z.object({
        forgotten: described(z.array(Forgotten), 'Records that do not tell of the person any more.'),
        kept: described(z.array(Kept), 'Records that must stay.'),
      }),
    ),
  }) as const;
