/** What a resident asks for that has no form of its own: staff read it and see to it. */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';
import { caseOf, line, text } from './caseFields.ts';

/** Models of cases in the Local Waste Service Standards; `Case` is the one that the others extend. */
export const caseTypes = [
  'Case',
  'AdditionalBinRequest',
  'AssistedCollectionRequest',
  'BulkyCollectionRequest',
  'ChargeableBulkyCollectionRequest',
  'ClinicalCollection',
  'ClinicalOneTimeCollection',
  'DeadAnimal',
  'EmergencyCollection',
  'FreezerCollection',
  'NewCollection',
  'ReportDamage',
  'ReportMissedBin',
] as const;
export type CaseType = (typeof caseTypes)[number];

export const Subject = described(line(120), 'What it is about, in a line.', 'Dead fox on the verge');
export const Description = described(text(1000), 'More about it.', 'By the bus stop, since this morning.');

export const OtherCase = caseOf({
  kind: 'other',
  id: 'OtherWasteCase',
  says: 'Something that has no form of its own.',
  stages: ['received'],
  details: z.object({
    type: described(z.enum(caseTypes), 'Its model in the Local Waste Service Standards.', 'DeadAnimal'),
    subject: described(z.string(), 'What it is about, in a line.', 'Dead fox on the verge'),
    description: z.optional(described(z.string(), 'More about it.', 'By the bus stop, since this morning.')),
  }),
});
