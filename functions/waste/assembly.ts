/** What the handlers of waste work with, around one table: the function's own, or a test's. */
import { auditTrail } from '#shared/audit/trail.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import { newReference } from '#shared/references.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { assistedRules } from './assisted/rules.ts';
import { bulkyRules } from './bulky/rules.ts';
import { bulkyStore } from './bulky/store.ts';
import { caseLists } from './cases/lists.ts';
import { peopleStore } from './cases/people.ts';
import { caseStore } from './cases/store.ts';
import { containerRules } from './containers/rules.ts';
import { containerStore } from './containers/store.ts';
import { waste } from './contract.ts';
import { gardenRules } from './garden/rules.ts';
import type { Dependencies } from './handlers.ts';
import { rounds } from './rounds.ts';
import { siteStore } from './standard/store.ts';
import { wasteStore } from './store.ts';

export const assembled = (table: Table, surroundings: Surroundings): Dependencies => {
  const { clock } = surroundings;
  const keys = new DatasetKeys(rounds.name);
  const versions = new VersionStore(table, keys, auditTrail(table, keeping(waste, 'audit', surroundings)));
  const announce = outbox(waste, keeping(waste, 'events', surroundings));
  const store = wasteStore({ table, keys, versions, announce, crew: keeping(waste, 'crew', surroundings) });
  const cases = keeping(waste, 'cases', surroundings);
  const bulky = bulkyStore({ table, places: keeping(waste, 'bulky', surroundings) });
  return {
    ...{ store, bulky, clock, random: Math.random, newReference, newId: eventId },
    loads: { versions, batches: new BatchStore(table, keys), collection: rounds, clock },
    cases: caseStore({ table, announce, cases }),
    lists: caseLists({ table, cases }),
    people: peopleStore({ table, notes: keeping(waste, 'notes', surroundings) }),
    containers: containerStore(table, clock),
    sites: siteStore({ table, keys, versions }),
    rules: {
      ...{ missed_collection: {}, missed_escalation: {}, missed_bulky: {}, other: {} },
      bulky_collection: bulkyRules({ store, bulky, clock, random: Math.random }),
      ...{ container: containerRules, garden: gardenRules(store), assisted_collection: assistedRules },
    },
  };
};
