import { auditRecords } from '#shared/audit/contract.ts';
import { capability, eventRecords } from '#shared/contract/index.ts';
import { datasetOperations, named } from '#shared/datasets/contract.ts';
import { collectionOperations } from './contract/collections.ts';
import { WasteProperty } from './contract/rounds.ts';
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
    tables: { says: 'Moved dates, and the words that residents read', personal: 'none' },
    audit: auditRecords,
    events: eventRecords,
  },
  events: tableEvents,
  operations: {
    ...collectionOperations,
    ...tableOperations,
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
