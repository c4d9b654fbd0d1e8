/** What the handlers and the sweep of passes work with, around one table. */
import type { Table } from '#shared/dynamodb/table.ts';
import { eventId } from '#shared/events/outbox.ts';
import type { Keeping } from '#shared/retention.ts';
import { passBatches } from './batchStore.ts';
import { passFiles } from './files.ts';
import { hotlistFeed } from './hotlist.ts';
import { passLists } from './lists.ts';
import { passPeople } from './people.ts';
import type { PassDependencies } from './ports.ts';
import { passSettingsStore } from './settings.ts';
import { type AnnouncePass, passStore } from './store.ts';

type Neighbours = Pick<
  PassDependencies,
  'addresses' | 'passPayments' | 'tellHolder' | 'workingDaysAfter' | 'clock' | 'newReference'
>;

interface Parts extends Neighbours {
  readonly announce: AnnouncePass;
  /** Of the records of these names in the contract. */
  readonly keep: Readonly<Record<'passes' | 'passContacts' | 'passEvidence', Keeping>>;
}

export const passDependencies = (table: Table, { announce, keep, ...neighbours }: Parts): PassDependencies => ({
  ...neighbours,
  passes: passStore({ table, announce, keep: { passes: keep.passes, contacts: keep.passContacts } }),
  passSettings: passSettingsStore(table),
  passPeople: passPeople({ table, contacts: keep.passContacts }),
  passFiles: passFiles({ table, keep: keep.passEvidence }),
  passLists: passLists({ table, keep: keep.passes }),
  passBatches: passBatches({ table, keep: keep.passes }),
  hotlist: hotlistFeed({ table, keep: keep.passes }),
  newId: eventId,
});
