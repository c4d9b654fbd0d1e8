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
  /** In order; `undefined` where no version is live. */
  uprns(council: string, place: Place): Promise<string[] | undefined>;
  /** A page of properties, from 1; likewise. */
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
  const liveAt = async (council: string) => {
    const { live } = await versions.pointer(council);
    return live === undefined ? undefined : keys.prefix(council, live);
  };
  const uprnsIn = async (prefix: string, { usrn, postcode }: Place): Promise<string[]> => {
    const asked = [
      ...(usrn === undefined ? [] : [placePartition(prefix, 'usrn', usrn)]),
      ...(postcode === undefined ? [] : [placePartition(prefix, 'postcode', postcode)]),
    ];
    const [first = new Set<string>(), ...more] = await Promise.all(asked.map(noted));
    return [...first].filter((uprn) => more.every((one) => one.has(uprn))).sort((a, b) => Number(a) - Number(b));
  };
  return {
    uprns: async (council, place) => {
      const prefix = await liveAt(council);
      return prefix === undefined ? undefined : uprnsIn(prefix, place);
    },
    properties: async (council, place, page) => {
      const prefix = await liveAt(council);
      if (prefix === undefined) return undefined;
      const wanted = (await uprnsIn(prefix, place)).slice((page - 1) * perPage, page * perPage);
      const items = await table.getMany(wanted.map((uprn) => propertyKey(prefix, uprn)));
      return items.map(({ data }) => propertyPack.unpack(data)).sort(byUprn);
    },
  };
};
