/** What concessionary travel announces, and what it keeps. */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';
import { PassReference } from './fields.ts';
import { PassKind } from './passFields.ts';

const pass = { pass: PassReference, kind: PassKind };

export const passEvents = {
  'permits.pass.approved': { says: 'A pass was approved, and waits for its card.', data: z.strictObject(pass) },
  'permits.pass.produced': { says: 'There is a card for a pass.', data: z.strictObject(pass) },
  'permits.pass.hotlisted': {
    says: 'The card of a pass counts no more, or counts again: read the hotlist.',
    data: z.strictObject({ ...pass, state: described(z.enum(['hotlisted', 'cleared']), 'Which.', 'hotlisted') }),
  },
  'permits.pass.ended': {
    says: 'A pass, or the application for one, came to its end.',
    data: z.strictObject({
      ...pass,
      status: described(z.string(), 'How.', 'expired'),
    }),
  },
} as const;

/** Records of the capability `permits`. Passes are kept from their last day on. */
export const passRecords = {
  passSettings: { says: 'How the council runs concessionary travel', personal: 'none' },
  passes: {
    says: 'Passes for concessionary travel, by UPRN, naming nobody; the hotlist; after their last day',
    personal: 'reference',
    days: 400,
  },
  passContacts: {
    says: 'Whose pass it is, where it is sent, and what staff noted; after the last day of the pass, or the end of the application',
    personal: 'personal',
    days: 365,
  },
  passEvidence: {
    says: 'Photos and papers of passes, unless they are deleted before: medical ones with the decision',
    personal: 'personal',
    days: 180,
  },
} as const;
