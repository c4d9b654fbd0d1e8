/**
 * Which templates a council uses.
 *
 *   <council>#SETTINGS   TEMPLATES   all of them, packed: as fields of an item they would come back in any order, and with another ETag
 */
import { type Item, ifAbsent } from '#shared/dynamodb/expression.ts';

import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { packedWithin } from '#shared/dynamodb/packedWithin.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Templates } from '../contract/templates.ts';

export interface TemplateStore {
  read(council: string): Promise<Templates>;
  /** Writes over the version before; what is there instead, if that is another. Throws `InvalidRequest` for what is too large. */
  write(council: string, templates: Templates): Promise<Templates | undefined>;
}

const pack = packer<Templates>(
  '"version":"purposes":{"permits.":{"fields":["name"],"email":{"en":"","cy":""},"sms":"letter":',
);
const keyOf = (council: string) => ({ pk: `${council}#SETTINGS`, sk: 'TEMPLATES' });
const templatesIn = (item: Item | undefined): Templates =>
  item ? pack.unpack(item.data) : { version: 0, purposes: {} };

export const templateStore = (table: Table): TemplateStore => ({
  read: async (council) => templatesIn(await table.get(keyOf(council), { consistent: true })),
  write: async (council, templates) => {
    const { version } = templates;
    const data = packedWithin(pack, templates);
    const condition =
      version === 1
        ? ifAbsent
        : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version - 1 } };
    try {
      await table.put({ ...keyOf(council), type: 'templates', version, data }, condition);
      return undefined;
    } catch (error) {
      if (error instanceof ConditionFailed) return templatesIn(error.item);
      throw error;
    }
  },
});
