/** Permits themselves, and what is announced of them. */
import * as z from 'zod/mini';
import { described, get, ok, post, UprnInput } from '#shared/contract/index.ts';
import { applicationStatuses } from './applications.ts';
import { ApplicationReference, PermitNotFound, PermitReference, ZoneCode } from './fields.ts';
import { Permit, permitStatuses } from './permits.ts';

const told = z.strictObject({
  permit: PermitReference,
  application: ApplicationReference,
  zone: ZoneCode,
  status: described(z.enum(permitStatuses), 'How it stands.', 'active'),
});

export const permitEvents = {
  'permits.permit.issued': { says: 'A permit counts from now on, or from its first day.', data: told },
  'permits.permit.changed': { says: 'A permit changed: its vehicle, its days or how it stands.', data: told },
  'permits.permit.ended': { says: 'A permit counts no more.', data: told },
  'permits.application.changed': {
    says: 'An application was made, or got further. For this capability itself, too.',
    data: z.strictObject({
      application: ApplicationReference,
      status: described(z.enum(applicationStatuses), 'How far it is.', 'submitted'),
    }),
  },
} as const;

export const permitOperations = {
  getPermit: get('/{council}/permits/permits/{permit}', {
    summary: 'One permit',
    description: 'For whoever has its reference. It is `expired` after its last day.',
    access: { scope: 'permits:apply' },
    params: z.strictObject({ permit: PermitReference }),
    returns: ok(Permit),
    problems: [PermitNotFound],
  }),
  findPermits: post('/{council}/permits/permits/find', {
    summary: 'Permits of an applicant or a property',
    description:
      'Of one `email` or one `uprn`, in the body, so that nobody’s address stands in a log. Of a property those that hold a place there.',
    access: { scope: 'permits:decide' },
    body: z
      .strictObject({
        email: z.optional(
          described(
            z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email('must be an email address')),
            'Email address of the applicant.',
            'jo@resident.example',
          ),
        ),
        uprn: z.optional(UprnInput),
      })
      .check(
        z.refine(({ email, uprn }) => (email === undefined) !== (uprn === undefined), {
          error: 'must be there, or “uprn”, but not both',
          path: ['email'],
        }),
      ),
    returns: ok(z.object({ permits: described(z.array(Permit), 'At most 100, the newest first.') })),
  }),
};
