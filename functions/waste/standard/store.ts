/** Properties by street and postcode, from what each batch of rounds noted (rounds.ts). */
import type { DatasetKeys } from '#shared/datasets/keys.ts';
import type { VersionStore } from '#shared/datasets/versions.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { perPage } from '../contract/standardForm.ts';
import { placePartition, propertyKey, propertyPack, uprnPack } from '../rounds.ts';

/** What is on a street, of a postcode, or both. */
export interface Place {
  readonly usrn?: string | undefined;
  readonly postcode?: string | undefined;
}

export interface SiteStore {
  /** A page of properties, from 1, in order of UPRN; `undefined` where no version is live. */
  properties(council: string, place: Place, page: number): Promise<WasteProperty[] | undefined>;
}

const byUprn = ({ uprn: a }: WasteProperty, { uprn: b }: WasteProperty): number => Number(a) - Number(b);

interface Parts {
  readonly table: Table;
  readonly keys: DatasetKeys;
  readonly versions: VersionStore;
}

export const siteStore = ({ table, keys, versions }: Parts): SiteStore => {
  const noted = async (pk: string): Promise<Set<string>> =>
    new Set((await table.queryAll({ pk })).flatMap(({ data }) => uprnPack.unpack(data)));
  return {
    properties: async (council, { usrn, postcode }, page) => {
      const { live } = await versions.pointer(council);
      if (live === undefined) return undefined;
      const prefix = keys.prefix(council, live);
      const asked = [
        ...(usrn === undefined ? [] : [placePartition(prefix, 'usrn', usrn)]),
        ...(postcode === undefined ? [] : [placePartition(prefix, 'postcode', postcode)]),
      ];
      const [first = new Set<string>(), ...more] = await Promise.all(asked.map(noted));
      const uprns = [...first]
        .filter((uprn) => more.every((one) => one.has(uprn)))
        .sort((a, b) => Number(a) - Number(b));
      const wanted = uprns.slice((page - 1) * perPage, page * perPage);
      const items = await table.getMany(wanted.map((uprn) => propertyKey(prefix, uprn)));
      return items.map(({ data }) => propertyPack.unpack(data)).sort(byUprn);
    },
  };
};
