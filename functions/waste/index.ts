import { auditTrail } from '#shared/audit/trail.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { keeping } from '#shared/retention.ts';
import { scheduled } from '#shared/schedule.ts';
import { assistedRules } from './assisted/rules.ts';
import { bulkyRules } from './bulky/rules.ts';
import { bulkyStore } from './bulky/store.ts';
import { caseLists } from './cases/lists.ts';
import { peopleStore } from './cases/people.ts';
import { caseStore } from './cases/store.ts';
import { sweep } from './cases/sweep.ts';
import { containerRules } from './containers/rules.ts';
import { containerStore } from './containers/store.ts';
import { waste } from './contract.ts';
import { gardenRules } from './garden/rules.ts';
import { handlers } from './handlers.ts';
import { newReference } from './references.ts';
import { rounds } from './rounds.ts';
import { siteStore } from './standard/store.ts';
import { wasteStore } from './store.ts';

const table = new Table(environment('TABLE_NAME'));
const keys = new DatasetKeys(rounds.name);
const surroundings = platform();
const versions = new VersionStore(table, keys, auditTrail(table, keeping(waste, 'audit', surroundings)));
const loads = { versions, batches: new BatchStore(table, keys), collection: rounds, clock: Date.now };
const announce = outbox(waste, keeping(waste, 'events', surroundings));
const crew = keeping(waste, 'crew', surroundings);
const store = wasteStore({ table, keys, versions, announce, crew });
const kept = keeping(waste, 'cases', surroundings);
const bulky = bulkyStore({ table, places: keeping(waste, 'bulky', surroundings) });
const aside = { store, bulky, clock: Date.now, random: Math.random };
const dependencies = {
  ...{ ...aside, loads, newReference, newId: eventId },
  cases: caseStore({ table, announce, cases: kept }),
  lists: caseLists({ table, cases: kept }),
  sites: siteStore({ table, keys, versions }),
  people: peopleStore({ table, notes: keeping(waste, 'notes', surroundings) }),
  containers: containerStore(table, Date.now),
  rules: {
    ...{ missed_collection: {}, missed_escalation: {}, missed_bulky: {}, other: {} },
    bulky_collection: bulkyRules(aside),
    ...{ container: containerRules, garden: gardenRules(store), assisted_collection: assistedRules },
  },
};

const answer = serve(waste, handlers(dependencies), surroundings, new AnswerStore(table, Date.now));

export const handler = scheduled(sweep(dependencies), answer, surroundings);
