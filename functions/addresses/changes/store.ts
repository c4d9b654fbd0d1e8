/** Reads two versions beside each other: the batches that they were loaded in, and single records. */
import type { BatchStore } from '#shared/datasets/batches.ts';
import type { Key } from '#shared/dynamodb/expression.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { GazetteerAddress, GazetteerStreet } from '../contract/gazetteer.ts';
import { streetKey, uprnKey } from '../keys.ts';
import { addressPack, type GazetteerRecords, streetPack } from '../records.ts';

/** An address or a street, by its number. */
export type Numbered =
  | { readonly uprn: string; readonly record: GazetteerAddress }
  | { readonly usrn: string; readonly record: GazetteerStreet };

export const nameOf = (one: Numbered): string => ('uprn' in one ? `uprn ${one.uprn}` : `usrn ${one.usrn}`);

const fromAddress = (record: GazetteerAddress): Numbered => ({ uprn: record.uprn, record });
const fromStreet = (record: GazetteerStreet): Numbered => ({ usrn: record.usrn, record });

/** One version of one council. */
export interface VersionRecords {
  /** What a batch holds, in its order; `undefined` behind the last. */
  batch(number: number): Promise<readonly Numbered[] | undefined>;
  /** What this version has under the numbers of these. */
  counterparts(of: readonly Numbered[]): Promise<Numbered[]>;
}

export const versionRecords =
  (table: Table, batches: BatchStore) =>
  (council: string, version: number): VersionRecords => {
    const prefix = batches.prefix(council, version);
    const keyOf = (one: Numbered): Key => ('uprn' in one ? uprnKey(prefix, one.uprn) : streetKey(prefix, one.usrn));
    const known = new Map<number, Promise<readonly Numbered[] | undefined>>();

    const read = async (number: number) => {
      const records = (await batches.records(council, version, number)) as GazetteerRecords | undefined;
      return records && [...records.addresses.map(fromAddress), ...records.streets.map(fromStreet)];
    };

    return {
      batch: (number) => {
        const batch = known.get(number) ?? read(number);
        known.set(number, batch);
        return batch;
      },
      counterparts: async (of) => {
        const items = await table.getMany(of.map(keyOf));
        return items.flatMap(({ sk, data }) =>
          sk === 'STREET' ? [fromStreet(streetPack.unpack(data))] : addressPack.unpack(data).map(fromAddress),
        );
      },
    };
  };
