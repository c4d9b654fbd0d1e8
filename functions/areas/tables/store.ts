/**
 * The two small tables of a council, a packed item each, written over the version before.
 *
 *   <council>#TABLES   AUTHORITIES, REORGANISATIONS
 */
import { InvalidRequest } from '#shared/contract/problems.ts';
import type { Expression } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Authorities, Reorganisations } from '../contract/tableOperations.ts';
import type { Authority, Reorganisation } from '../contract/tables.ts';

export interface AreaTables {
  readonly authorities: Authorities;
  readonly reorganisations: Reorganisations;
}

export interface AreaTableStore {
  /** Of version 0 where the council has written none. */
  read<K extends keyof AreaTables>(council: string, name: K): Promise<AreaTables[K]>;
  authorities(council: string): Promise<readonly Authority[]>;
  reorganisations(council: string): Promise<readonly Reorganisation[]>;
  /** Writes a table over the version before it; what is there instead, if that is another. `at` in milliseconds. */
  write<K extends keyof AreaTables>(
    council: string,
    name: K,
    table: AreaTables[K],
    at: number,
  ): Promise<AreaTables[K] | undefined>;
}

const empty: AreaTables = {
  authorities: { version: 0, authorities: [] },
  reorganisations: { version: 0, reorganisations: [] },
};

const pack = packer<AreaTables[keyof AreaTables]>(
  '{"version":1,"reorganisations":[{"from":"","to":"","toName":"","date":"2027-04-01"},"authorities":[{"gss":"E0600","name":" Borough Council","tier":"district","parent":"E100000","snac":"00","custodianCode":,"slug":"","country":"England","homepage":"https://www..gov.uk/"},',
);

const keyOf = (council: string, name: keyof AreaTables) => ({ pk: `${council}#TABLES`, sk: name.toUpperCase() });

const over = (version: number): Expression =>
  version === 0
    ? { text: 'attribute_not_exists(pk)' }
    : { text: '#version = :before', names: { '#version': 'version' }, values: { ':before': version } };

const unpacked = <K extends keyof AreaTables>(name: K, item: { readonly data?: unknown } | undefined): AreaTables[K] =>
  item ? (pack.unpack(item.data) as AreaTables[K]) : empty[name];

/** An item has 400 KB. */
const mostBytes = 350_000;

const read = async <K extends keyof AreaTables>(table: Table, council: string, name: K): Promise<AreaTables[K]> =>
  unpacked(name, await table.get(keyOf(council, name), { consistent: true }));

export const areaTableStore = (table: Table): AreaTableStore => ({
  read: (council, name) => read(table, council, name),
  authorities: async (council) => (await read(table, council, 'authorities')).authorities,
  reorganisations: async (council) => (await read(table, council, 'reorganisations')).reorganisations,
  write: async (council, name, wanted, at) => {
    const [updatedAt, data] = [new Date(at).toISOString(), pack.pack(wanted)];
    if (data.length > mostBytes) {
      const detail = `pack to ${data.length} bytes; at most ${mostBytes} can be kept: shorten the texts`;
      throw new InvalidRequest(`The rows ${detail}.`, { errors: [{ detail, pointer: `#/${name}`, in: 'body' }] });
    }
    const item = { ...keyOf(council, name), type: 'areas-table', version: wanted.version, updatedAt, data };
    try {
      await table.transact([{ put: item, condition: over(wanted.version - 1) }]);
      return undefined;
    } catch (error) {
      if (error instanceof ConditionFailed) return unpacked(name, error.item);
      throw error;
    }
  },
});
