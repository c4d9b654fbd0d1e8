/** The only file that knows how entries are kept. */

import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { Entry } from './contract.ts';

export interface EntryStore {
  find(council: string, id: string): Promise<Entry | undefined>;
  /** In order of id; `after` is the last id of the page before. */
  list(council: string, limit: number, after?: string): Promise<{ entries: Entry[]; more: boolean }>;
  /** Writes it if the version before it is what is there; otherwise answers what is there. */
  write(council: string, entry: Entry): Promise<{ written: boolean; current: Entry | undefined }>;
}

const partition = (council: string): string => `${council}#ENTRIES`;
const at = (council: string, id: string) => ({ pk: partition(council), sk: id });

const ifVersion = (version: number) =>
  version === 0
    ? ifAbsent
    : { text: '#version = :version', names: { '#version': 'version' }, values: { ':version': version } };

export const entryStore = (table: Table): EntryStore => ({
  find: async (council, id) => {
    const item = await table.get(at(council, id));
    return item && Entry.parse(item);
  },

  list: async (council, limit, after) => {
    const { items, next } = await table.query({
      pk: partition(council),
      limit,
      after: after === undefined ? undefined : at(council, after),
    });
    return { entries: items.map((item) => Entry.parse(item)), more: next !== undefined };
  },

  write: async (council, entry) => {
    try {
      await table.put({ ...at(council, entry.id), type: 'entry', ...entry }, ifVersion(entry.version - 1));
      return { written: true, current: entry };
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      return { written: false, current: error.item && Entry.parse(error.item) };
    }
  },
});
