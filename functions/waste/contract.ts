import { auditRecords } from '#shared/audit/contract.ts';
import { capability, eventRecords } from '#shared/contract/index.ts';
import { datasetOperations, named } from '#shared/datasets/contract.ts';
import { collectionOperations } from './contract/collections.ts';
import { crewOperations } from './contract/crew.ts';
import { missedEvents, missedOperations } from './contract/missed.ts';
import { WasteProperty } from './contract/rounds.ts';
import { standardOperations } from './contract/standard.ts';
import { tableEvents, tableOperations } from './contract/tables.ts';

export const waste = capability({
  name: 'waste',
  title: 'Waste and recycling',
  summary: 'When each bin is emptied, moved dates and the reason included, as JSON and as a calendar.',
  records: {
    rounds: {
      says: 'Which services come to each property: the live dataset version and the one before it',
      personal: 'none',
    },
    tables: { says: 'Moved dates, the words that residents read, rules of missed collections', personal: 'none' },
    progress: { says: 'How far each round was on each of the last 40 days', personal: 'none' },
    missed: { says: 'Reports of missed collections, by UPRN, naming nobody', personal: 'reference', days: 400 },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    audit: auditRecords,
    events: eventRecords,
  },
  events: { ...tableEvents, ...missedEvents },
  operations: {
    ...collectionOperations,
    ...tableOperations,
    ...crewOperations,
    ...missedOperations,
    ...standardOperations,
    ...named(
      'Rounds',
      datasetOperations({
        path: '/{council}/waste/rounds',
        scope: 'waste:load',
        records: { properties: WasteProperty },
      }),
    ),
  },
});
