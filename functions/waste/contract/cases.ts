/** Cases of every kind, and what is announced of them. */
import * as z from 'zod/mini';
import { described, named } from '#shared/contract/index.ts';
import { AssistedCase } from './assisted.ts';
import { BulkyCase, BulkyMissedCase } from './bulkyCase.ts';
import { Outcome, Reference } from './caseFields.ts';
import { ContainerCase } from './containers.ts';
import { GardenCase } from './gardenShapes.ts';
import { MissedCase, MissedEscalation } from './missed.ts';
import { OtherCase } from './otherCases.ts';

/** Every kind, by what it is called in `kind`. */
export const Case = named(
  z.discriminatedUnion('kind', [
    MissedCase,
    MissedEscalation,
    ContainerCase,
    GardenCase,
    AssistedCase,
    OtherCase,
    BulkyCase,
    BulkyMissedCase,
  ]),
  {
    id: 'WasteCase',
    description: 'Something that was asked for or reported, until it is dealt with. It names nobody.',
  },
);
export type Case = z.infer<typeof Case>;
export type Kind = Case['kind'];
export const kinds = [
  'missed_collection',
  'missed_escalation',
  'container',
  'garden',
  'assisted_collection',
  'other',
  'bulky_collection',
  'missed_bulky',
] as const satisfies readonly Kind[];

const ofCase = { reference: Reference, kind: described(z.enum(kinds), 'What kind of case it is.') };
const progress = { ...ofCase, stage: described(z.string(), 'How far it is.', 'reported') };
const opened = z.strictObject({ reference: Reference });

export const caseEvents = {
  'waste.collection.missed': { says: 'A missed collection was reported.', data: opened },
  'waste.collection.escalated': {
    says: 'A missed collection that was reported and not put right was reported again.',
    data: opened,
  },
  'waste.container.requested': {
    says: 'A household asked for a container, or for one to be taken away.',
    data: opened,
  },
  'waste.garden.subscribed': { says: 'A garden waste subscription was ordered.', data: opened },
  'waste.assistance.requested': { says: 'A household asked for assisted collection.', data: opened },
  'waste.other.requested': { says: 'Something was asked for that has no form of its own.', data: opened },
  'waste.bulky.booked': {
    says: 'A bulky collection was booked. Its `stage` tells whether it waits to be paid.',
    data: opened,
  },
  'waste.bulky.missed': { says: 'A bulky collection was reported as missed.', data: opened },
  'waste.case.changed': {
    says: 'A case got further, was paid, assigned or changed.',
    data: z.strictObject({ ...progress }),
  },
  'waste.case.closed': { says: 'A case was closed.', data: z.strictObject({ ...progress, outcome: Outcome }) },
} as const;

/** What is announced when a case of a kind is opened. */
export const openedAs = {
  missed_collection: 'waste.collection.missed',
  missed_escalation: 'waste.collection.escalated',
  container: 'waste.container.requested',
  garden: 'waste.garden.subscribed',
  assisted_collection: 'waste.assistance.requested',
  other: 'waste.other.requested',
  bulky_collection: 'waste.bulky.booked',
  missed_bulky: 'waste.bulky.missed',
} as const satisfies Record<Kind, keyof typeof caseEvents>;
