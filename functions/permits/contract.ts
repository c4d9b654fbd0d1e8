import { auditRecords } from '#shared/audit/contract.ts';
import { capability, eventRecords, post } from '#shared/contract/index.ts';
import { findPerson, forgetPerson } from '#shared/people/contract.ts';
import { apdsOperations } from './contract/apdsOperations.ts';
import { applicationOperations } from './contract/applicationOperations.ts';
import { changeOperations } from './contract/changeOperations.ts';
import { enforcementOperations } from './contract/enforcementOperations.ts';
import { passEvents, passRecords } from './contract/passEvents.ts';
import { passOperations } from './contract/passOperations.ts';
import { permitEvents, permitOperations } from './contract/permitOperations.ts';
import { quoteOperations } from './contract/quoteOperations.ts';
import { schemeOperations } from './contract/schemeOperations.ts';
import { staffOperations } from './contract/staffOperations.ts';
import { visitEvents, visitorOperations } from './contract/visitorOperations.ts';
import { waitingOperations } from './contract/waitingOperations.ts';
import { zoneOperations } from './contract/zoneOperations.ts';

export const permits = capability({
  name: 'permits',
  title: 'Permits',
  summary:
    'Parking permits, visitors’ vouchers and concessionary travel: who gets one, at what price, and what counts now, by each council’s own rules.',
  records: {
    settings: { says: 'Schemes, zones and tariffs', personal: 'none' },
    quotes: { says: 'Quotes, by property and registration, naming nobody', personal: 'reference', days: 30 },
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
    visitors: {
      says: 'What households bought for visitors, and visits, by property and registration; after it can be used no more',
      personal: 'reference',
      days: 400,
    },
    checks: {
      says: 'What wardens checked: of a vehicle without a permit its registration, else the permit',
      personal: 'reference',
      days: 90,
    },
    ...passRecords,
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
  events: { ...permitEvents, ...visitEvents, ...passEvents },
  operations: {
    ...schemeOperations,
    ...zoneOperations,
    ...quoteOperations,
    ...applicationOperations,
    ...permitOperations,
    ...staffOperations,
    ...changeOperations,
    ...waitingOperations,
    ...visitorOperations,
    ...enforcementOperations,
    ...apdsOperations,
    ...passOperations,
    findPersonInPermits: post('/{council}/permits/people/find', findPerson('permits:people')),
    forgetPersonInPermits: post('/{council}/permits/people/forget', forgetPerson('permits:people')),
  },
});
