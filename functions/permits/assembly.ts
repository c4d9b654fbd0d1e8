/** What the handlers of permits work with, around one table: the function's own, or a test's. */
import { auditTrail } from '#shared/audit/trail.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId, outbox } from '#shared/events/outbox.ts';
import { newReference } from '#shared/references.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { applicationLists } from './applications/lists.ts';
import { peopleStore } from './applications/people.ts';
import type { Quotes, Schemes } from './applications/ports.ts';
import { journeyStore } from './applications/store.ts';
import type { SweepDependencies } from './applications/sweep.ts';
import { type MessageCalls, tellBy } from './applications/telling.ts';
import { permits } from './contract.ts';
import { fileStore } from './evidence/files.ts';
import type { Dependencies } from './handlers.ts';
import type { Payments } from './money/ports.ts';
import { placesIn } from './places/places.ts';

/** What is not in the table. */
export interface Neighbours {
  readonly quotes: Quotes;
  readonly schemes: Schemes;
  readonly payments: Payments;
  readonly notifications: MessageCalls;
}

export const assembled = (
  table: Table,
  surroundings: Surroundings,
  { quotes, schemes, payments, notifications }: Neighbours,
): Dependencies & SweepDependencies => {
  const { clock } = surroundings;
  const keep = (record: 'applications' | 'permits' | 'marks' | 'contacts' | 'evidence' | 'audit' | 'events') =>
    keeping(permits, record, surroundings);
  const [applications, contacts] = [keep('applications'), keep('contacts')];
  const places = placesIn(table);
  const people = peopleStore({ table, contacts });
  const announce = outbox(permits, keep('events'));
  const kept = { applications, permits: keep('permits'), marks: keep('marks'), evidence: keep('evidence') };
  return {
    ...{ table, clock, quotes, schemes, payments, places, people, contacts, newReference, newId: eventId },
    journeys: journeyStore({ table, announce, places, keep: kept }),
    lists: applicationLists(table, applications),
    files: fileStore(table),
    trail: auditTrail(table, keep('audit')),
    tell: tellBy(notifications, people),
    held: [people],
  };
};
