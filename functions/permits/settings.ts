/**
 * One version of all that a council set: schemes and zones together. Every change of either writes it, over the version that the
 * change was checked against; a warm function knows by it whether what it has is still so.
 *
 *   <council>#SETTINGS   VERSION   how often schemes and zones were changed
 */
import { Unavailable } from '#shared/contract/problems.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { backOff } from '#shared/dynamodb/retry.ts';
import type { Table } from '#shared/dynamodb/table.ts';

export interface Decided<T> {
  readonly result: T;
  /** None: nothing is to change. */
  readonly writes: readonly Write[];
}

export interface SettingsVersion {
  read(council: string): Promise<number>;
  /** Decides anew where somebody else's change came first. */
  change<T>(council: string, decide: () => Promise<Decided<T>>): Promise<T>;
}

const attempts = 8;
const keyOf = (council: string) => ({ pk: `${council}#SETTINGS`, sk: 'VERSION' });

const over = (before: number) =>
  before === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': before } };

export const settingsVersion = (table: Table): SettingsVersion => {
  const read = async (council: string) => Number((await table.get(keyOf(council), { consistent: true }))?.version ?? 0);
  return {
    read,
    change: async (council, decide) => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        if (attempt > 0) await backOff(attempt - 1, { attempts, base: 20 });
        const before = await read(council);
        const { result, writes } = await decide();
        if (writes.length === 0) return result;
        const item = { ...keyOf(council), type: 'permit-settings', version: before + 1 };
        try {
          await table.transact([{ put: item, condition: over(before) }, ...writes]);
          return result;
        } catch (error) {
          if (!(error instanceof ConditionFailed)) throw error;
        }
      }
      throw new Unavailable('Many change the settings at once.', { headers: { 'retry-after': '1' } });
    },
  };
};
