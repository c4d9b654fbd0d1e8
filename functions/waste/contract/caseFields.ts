/** What every case has: something that a resident asked for or reported, until it is dealt with. */
import * as z from 'zod/mini';
import { described, Instant, named, problem, Uprn } from '#shared/contract/index.ts';
import { ServiceCode } from './rounds.ts';

export class CaseNotFound extends problem({
  slug: 'waste-case-not-found',
  status: 404,
  title: 'The council has no such case',
  advice: 'Check the reference.',
}) {}

export class CaseClosed extends problem({
  slug: 'waste-case-closed',
  status: 409,
  title: 'The case was closed before',
  advice: 'Read it to see how it ended. If there is more to do, open a new one.',
}) {}

export const Reference = described(
  z.string().check(z.regex(/^[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{8}$/, 'must be the reference of a case, like MC-7K2M9QXA')),
  'Reference of a case.',
  'MC-7K2M9QXA',
);

export const outcomes = ['done', 'not_done', 'withdrawn', 'refused', 'unpaid'] as const;
export type Outcome = (typeof outcomes)[number];
export const Outcome = described(
  z.enum(outcomes),
  'How it ended: done, not done, taken back by the resident, refused by the council, or not paid in time.',
  'done',
);

/** The form of one line that people write. */
export const line = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^\P{Cc}*$/u, 'must be one line'));
/** The form of text that people write, in paragraphs. */
export const text = (most: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(most), z.regex(/^(?:\P{Cc}|[\n\r\t])*$/u, 'must be text'));

export const Pence = (description: string, example: number) =>
  described(z.int().check(z.minimum(0), z.maximum(1_000_000)), description, example);

/** What several prices come to. */
export const Sum = (description: string, example: number) =>
  described(z.int().check(z.minimum(0), z.maximum(1_000_000_000)), description, example);

const Payment = named(
  z.object({
    price: Sum('What it costs, in pence.', 4500),
    paid: Sum('What was paid so far, in pence.', 0),
    payBy: z.optional(described(Instant, 'Until when the rest has to be paid. Absent where nothing is owed.')),
    refundDue: Sum('What has to be paid back, in pence.', 0),
    payments: described(
      z.array(
        z.object({
          paymentReference: described(z.string(), 'Of the payment service.', 'pay-0001'),
          amount: Pence('In pence.', 4500),
          at: described(Instant, 'When it was told.'),
        }),
      ),
      'Each payment that was told.',
    ),
  }),
  { id: 'WastePayment', description: 'What a case costs, and what was paid of it. Money is in pence.' },
);
export type Payment = z.infer<typeof Payment>;

interface CaseSpec<K extends string, D extends z.core.$ZodType, S extends readonly [string, ...string[]]> {
  readonly kind: K;
  /** Name of the schema. */
  readonly id: string;
  readonly says: string;
  readonly details: D;
  /** How far an open one can be. */
  readonly stages: S;
}

/** The schema of a kind of case. */
export const caseOf = <
  const K extends string,
  D extends z.core.$ZodType,
  const S extends readonly [string, ...string[]],
>({
  kind,
  id,
  says,
  details,
  stages,
}: CaseSpec<K, D, S>) =>
  named(
    z.object({
      reference: Reference,
      kind: described(z.literal(kind), 'What kind of case it is.'),
      uprn: described(Uprn, 'The property that it is about.'),
      service: z.optional(ServiceCode),
      status: described(z.enum(['open', 'closed']), 'Whether somebody still works on it.', 'open'),
      stage: described(z.enum(stages), 'How far it is, or was when it was closed.', stages[0]),
      outcome: z.optional(Outcome),
      createdAt: described(Instant, 'When it was opened.'),
      updatedAt: described(Instant, 'When it changed last.'),
      closedAt: z.optional(described(Instant, 'When it was closed.')),
      assignedTo: z.optional(described(z.string(), 'The team or desk that works on it.', 'Depot north')),
      payment: z.optional(Payment),
      details: described(details, 'What it is about.'),
    }),
    { id, description: says },
  );

/** Sent with whatever a resident asks for; kept apart from the case, for staff only. */
export const Contact = named(
  z
    .strictObject({
      name: z.optional(described(line(120), 'How to address the resident.', 'Jo Example')),
      email: z.optional(
        described(
          z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address')),
          'Email address.',
          'jo@resident.example',
        ),
      ),
      telephone: z.optional(
        described(
          z.string().check(z.trim(), z.regex(/^\+?[\d ()-]{6,20}$/, 'must be a telephone number, like 01632 960001')),
          'Telephone number.',
          '01632 960001',
        ),
      ),
    })
    .check(
      z.refine((given) => Object.values(given).some((one) => one !== undefined), {
        error: 'must have a name, an email address or a telephone number; or leave it out',
      }),
    ),
  { id: 'WasteContact', description: 'Whom to ask about a case. Only staff are told, and it can be forgotten.' },
);
export type Contact = z.infer<typeof Contact>;

/** Of every body that opens a case. */
export const withContact = { contact: z.optional(Contact) };
