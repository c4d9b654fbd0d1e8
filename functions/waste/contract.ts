import { auditRecords } from '#shared/audit/contract.ts';
import { capability, eventRecords, post } from '#shared/contract/index.ts';
import { datasetOperations, named } from '#shared/datasets/contract.ts';
import { findPerson, forgetPerson } from '#shared/people/contract.ts';
import { assistedOperations } from './contract/assisted.ts';
import { bulkyOperations } from './contract/bulky.ts';
import { bulkyBookingOperations } from './contract/bulkyBookings.ts';
import { caseOperations } from './contract/caseOperations.ts';
import { caseEvents } from './contract/cases.ts';
import { collectionOperations } from './contract/collections.ts';
import { containerOperations } from './contract/containers.ts';
import { crewOperations } from './contract/crew.ts';
import { gardenOperations } from './contract/garden.ts';
import { missedOperations } from './contract/missed.ts';
import { WasteProperty } from './contract/rounds.ts';
import { standardOperations } from './contract/standard.ts';
import { standardCaseOperations } from './contract/standardCases.ts';
import { eventOperations } from './contract/standardEvents.ts';
import { placeOperations } from './contract/standardPlaces.ts';
import { supplierOperations } from './contract/suppliers.ts';
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
    tables: {
      says: 'Moved dates, the words that residents read, rules of missed and of bulky collections',
      personal: 'none',
    },
    progress: { says: 'How far each round was on each of the last 40 days', personal: 'none' },
    crew: { says: 'What crews noted of properties, streets and rounds', personal: 'reference', days: 40 },
    cases: {
      says: 'What was asked for or reported, by UPRN, naming nobody; after it changed last',
      personal: 'reference',
      days: 400,
    },
    households: {
      says: 'Of a property: how many containers were asked for this year, its garden waste subscription, where crews fetch its containers',
      personal: 'reference',
    },
    bulky: {
      says: 'Which property has a place on which day of bulky collections, and its free ones of a year; after that',
      personal: 'reference',
      days: 400,
    },
    notes: { says: 'Whom to ask about a case, and what staff noted', personal: 'personal', days: 400 },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    audit: auditRecords,
    events: eventRecords,
  },
  events: { ...tableEvents, ...caseEvents },
  operations: {
    ...collectionOperations,
    ...tableOperations,
    ...crewOperations,
    ...supplierOperations,
    ...missedOperations,
    ...containerOperations,
    ...gardenOperations,
    ...assistedOperations,
    ...bulkyOperations,
    ...bulkyBookingOperations,
    ...caseOperations,
    findPersonInWaste: post('/{council}/waste/people/find', findPerson('waste:people')),
    forgetPersonInWaste: post('/{council}/waste/people/forget', forgetPerson('waste:people')),
    ...standardOperations,
    ...placeOperations,
    ...eventOperations,
    ...standardCaseOperations,
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
