import { auditRecords } from '#shared/audit/contract.ts';
import { capability, eventRecords, post } from '#shared/contract/index.ts';
import { findPerson, forgetPerson } from '#shared/people/contract.ts';
import { applicationOperations } from './contract/applicationOperations.ts';
import { permitEvents, permitOperations } from './contract/permitOperations.ts';
import { staffOperations } from './contract/staffOperations.ts';

export const permits = capability({
  name: 'permits',
  title: 'Permits',
  summary: 'Parking permits: quotes, applications, evidence, payment and issue, by each council’s own rules.',
  records: {
    applications: {
      says: 'What was applied for, by property and registration, naming nobody; after it changed last',
      personal: 'reference',
      days: 2557,
    },
    permits: {
      says: 'Permits by property and registration; after they ended',
      personal: 'reference',
      days: 2557,
    },
    marks: {
      says: 'Which registration counts in which zone and from when to when; after that',
      personal: 'reference',
      days: 400,
    },
    contacts: {
      says: 'Who applied and what staff noted; after the application changed last',
      personal: 'personal',
      days: 400,
    },
    evidence: {
      says: 'Files that prove who lives where and owns what; after the decision. What staff made of them stays',
      personal: 'personal',
      days: 28,
    },
    places: {
      says: 'Which permit holds which place of a household, a person (by hash), a property and a zone',
      personal: 'reference',
    },
    answers: {
      says: 'Answers to requests with an Idempotency-Key, sealed with the key of the caller, for a day',
      personal: 'reference',
    },
    audit: auditRecords,
    events: eventRecords,
  },
  events: permitEvents,
  operations: {
    ...applicationOperations,
    ...permitOperations,
    ...staffOperations,
    findPersonInPermits: post('/{council}/permits/people/find', findPerson('permits:people')),
    forgetPersonInPermits: post('/{council}/permits/people/forget', forgetPerson('permits:people')),
  },
});
