/** What the handlers of permits work with, around one table: the function's own, or a test's. */
import { auditTrail } from '#shared/audit/trail.ts';
import { workingDays } from '#shared/dates/workingDays.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import { newReference } from '#shared/references.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { applicationLists } from './applications/lists.ts';
import { peopleStore } from './applications/people.ts';
import { journeyStore } from './applications/store.ts';
import type { SweepDependencies } from './applications/sweep.ts';
import { tellBy, tellHolderBy } from './applications/telling.ts';
import { permits } from './contract.ts';
import { enforcementStore } from './enforcement/store.ts';
import { fileStore } from './evidence/files.ts';
import type { Dependencies } from './handlers.ts';
import type { Neighbours } from './neighbours.ts';
import { passDependencies } from './passes/assembly.ts';
import { passesHeld } from './passes/handlers.ts';
import type { PassDependencies } from './passes/ports.ts';
import { placesIn } from './places/places.ts';
import { standingBy } from './places/standing.ts';
import { quoteStore } from './quotes/store.ts';
import { schemeStore } from './schemes/store.ts';
import { settingsVersion } from './settings.ts';
import { zonesBy } from './visitors/facts.ts';
import { visitorMoneyBy } from './visitors/money.ts';
import type { SettlingDependencies } from './visitors/settling.ts';
import { visitorStore } from './visitors/store.ts';
import { visitNews } from './visitors/writing.ts';
import { lineIn } from './waiting/line.ts';
import { zoneStore } from './zones/store.ts';

export type Assembled = Dependencies & SweepDependencies & SettlingDependencies & PassDependencies;

export const assembled = (table: Table, surroundings: Surroundings, neighbours: Neighbours): Assembled => {
  const { clock } = surroundings;
  const { payments, notifications, addresses } = neighbours;
  type Record = Parameters<typeof keeping<typeof permits>>[1];
  const keep = (record: Record) => keeping(permits, record, surroundings);
  const [marks, contacts, applications] = [keep('marks'), keep('contacts'), keep('applications')];
  const announce = outbox(permits, keep('events'));
  const trail = auditTrail(table, keep('audit'));
  const settings = settingsVersion(table);
  const [schemes, zones] = [schemeStore({ table, trail, settings }), zoneStore({ table, trail, settings })];
  const places = placesIn(table);
  const people = peopleStore({ table, contacts });
  const kept = { applications, permits: keep('permits'), marks, evidence: keep('evidence') };
  const journeys = journeyStore({ table, announce, places, keep: kept });
  const visitorParts = { table, visitors: keep('visitors'), marks, announce, newId: eventId };
  const passes = passDependencies(table, {
    ...{ announce, addresses, passPayments: payments, tellHolder: tellHolderBy(notifications), clock, newReference },
    keep: { passes: keep('passes'), passContacts: keep('passContacts'), passEvidence: keep('passEvidence') },
    workingDaysAfter: workingDays({ division: 'england-and-wales' }).add,
  });
  return {
    ...passes,
    ...{ ...neighbours, table, schemes, zones, places, people, contacts, journeys, trail },
    quotes: quoteStore({ table, quotes: keep('quotes') }),
    standing: standingBy(places, journeys),
    line: lineIn(table),
    lists: applicationLists(table, applications),
    ...{ files: fileStore(table), filesKept: kept.evidence },
    tell: tellBy(notifications, people),
    enforcement: enforcementStore({ table, checks: keep('checks') }),
    visitors: visitorStore(visitorParts),
    visitorMoney: visitorMoneyBy(payments),
    zonesOfProperty: zonesBy(addresses, zones),
    visitEnded: (council, visit, at) => visitNews(visitorParts, council, 'permits.visit.ended', visit, at),
    held: [people, passesHeld(passes)],
  };
};
