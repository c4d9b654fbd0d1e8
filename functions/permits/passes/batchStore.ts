/**
 * Batches for the card bureau. One is open while passes are put into it; each pass changes in the transaction that counts it, so that it
 * is in one batch once. A batch whose maker broke off is gone on with by the next.
 */
import { type Item, ifAbsent, type Key, type Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';

export interface Batch {
  readonly batch: number;
  readonly passes: number;
  readonly isOpen: boolean;
  readonly at: string;
}

export interface PassBatches {
  /** The batch that is open, or a new one. */
  open(council: string, at: number): Promise<Batch>;
  find(council: string, batch: number): Promise<Batch | undefined>;
  /** That so many passes are in it, in the transaction that changes them. */
  counting(council: string, batch: number, passes: number): Write;
  member(council: string, batch: number, pass: string, at: number): Write;
  /** `false` where more came into it meanwhile, or another closed it. */
  close(council: string, batch: Batch, note: { readonly writes: readonly Write[] }): Promise<boolean>;
  members(council: string, batch: number): Promise<string[]>;
}

const pk = (council: string): string => `${council}#PASSBATCHES`;
const key = (council: string, batch: number): Key => ({ pk: pk(council), sk: String(batch).padStart(6, '0') });
const membersPk = (council: string, batch: number): string => `${council}#PASSBATCH#${batch}`;

const batchIn = ({ batch, passes, isOpen, at }: Item): Batch => ({
  ...{ batch: Number(batch), passes: Number(passes), isOpen: isOpen === true, at: String(at) },
});
const names = { '#passes': 'passes', '#open': 'isOpen' };

export const passBatches = ({ table, keep }: { readonly table: Table; readonly keep: Keeping }): PassBatches => {
  const open: PassBatches['open'] = async (council, at) => {
    const { items } = await table.query({ pk: pk(council), descending: true, limit: 1, consistent: true });
    const last = items[0] && batchIn(items[0]);
    if (last?.isOpen) return last;
    const batch = { batch: (last?.batch ?? 0) + 1, passes: 0, isOpen: true, at: new Date(at).toISOString() };
    try {
      await table.put({ ...key(council, batch.batch), type: 'permits-pass-batch', ...batch }, ifAbsent);
      return batch;
    } catch (error) {
      if (error instanceof ConditionFailed) return open(council, at);
      throw error;
    }
  };
  return {
    open,
    find: async (council, batch) => {
      const item = await table.get(key(council, batch), { consistent: true });
      return item && batchIn(item);
    },
    counting: (council, batch, passes) => ({
      update: key(council, batch),
      set: { text: 'SET #passes = #passes + :n', names: { '#passes': 'passes' }, values: { ':n': passes } },
      condition: { text: '#open = :yes', names: { '#open': 'isOpen' }, values: { ':yes': true } },
    }),
    member: (council, batch, pass, at) => ({
      put: {
        pk: membersPk(council, batch),
        sk: pass,
        type: 'permits-pass-ordered',
        expiresAt: keep.until(council, at),
      },
      condition: ifAbsent,
    }),
    close: async (council, { batch, passes }, note) => {
      const update: Write = {
        update: key(council, batch),
        set: { text: 'SET #open = :no', names: { '#open': 'isOpen' }, values: { ':no': false } },
        condition: { text: '#open = :yes AND #passes = :n', names, values: { ':yes': true, ':n': passes } },
      };
      try {
        await table.transact([update, ...note.writes]);
        return true;
      } catch (error) {
        if (error instanceof ConditionFailed && error.index === 0) return false;
        throw error;
      }
    },
    members: async (council, batch) =>
      (await table.queryAll({ pk: membersPk(council, batch), consistent: true })).map(({ sk }) => String(sk)),
  };
};
