/**
 * Which templates a council uses.
 *
 *   <council>#SETTINGS   TEMPLATES   all of them
 */
import { ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Templates } from '../contract/templates.ts';

export interface TemplateStore {
  read(council: string): Promise<Templates>;
  /** Writes over the version before; what is there instead, if that is another. */
  write(council: string, templates: Templates): Promise<Templates | undefined>;
}

const none: Templates = { version: 0, purposes: {} };
const keyOf = (council: string) => ({ pk: `${council}#SETTINGS`, sk: 'TEMPLATES' });

export const templateStore = (table: Table): TemplateStore => ({
  read: async (council) => {
    const item = await table.get(keyOf(council), { consistent: true });
    return item ? ({ version: item.version, purposes: item.purposes } as Templates) : none;
  },
  write: async (council, templates) => {
    const { version } = templates;
    const condition =
      version === 1
        ? ifAbsent
        : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version - 1 } };
    try {
      await table.put({ ...keyOf(council), type: 'templates', ...templates }, condition);
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      const { item } = error;
      return item ? ({ version: item.version, purposes: item.purposes } as Templates) : none;
    }
  },
});
