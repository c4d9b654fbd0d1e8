/** Reads the live gazetteer. Every read is one round trip, whatever the size of the gazetteer, because a version never changes. */
import { Kept } from '#shared/cache.ts';
import type { DatasetKeys } from '#shared/datasets/keys.ts';
import type { Pointer, VersionStore } from '#shared/datasets/versions.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { QueryOptions, Table } from '#shared/dynamodb/table.ts';
import type { GazetteerAddress, GazetteerStreet } from './contract/gazetteer.ts';
import {
  childrenPartition,
  outwardPartition,
  postcodePartition,
  squarePartition,
  streetKey,
  streetPartition,
  uprnKey,
} from './keys.ts';
import { addressPack, type ChildRow, childPack, referencePack, streetPack } from './records.ts';
import { fromRow, type Reference } from './reference.ts';
import { type KeptPages, keptPages, type SearchIndex, searchIndexOf } from './search/reader.ts';

/** One dataset version of one council, to read from. */
export interface Gazetteer {
  readonly version: number;
  address(uprn: string): Promise<GazetteerAddress | undefined>;
  /** Those of the UPRNs that there are, in the order asked for. */
  addresses(uprns: readonly string[]): Promise<GazetteerAddress[]>;
  /** In no order. */
  inPostcode(postcode: string): Promise<readonly GazetteerAddress[]>;
  /** In no order. */
  onStreet(usrn: string): Promise<readonly GazetteerAddress[]>;
  street(usrn: string): Promise<GazetteerStreet | undefined>;
  childrenOf(uprn: string): Promise<readonly ChildRow[]>;
  /** All whose postcode has this outward code. */
  inOutward(outward: string): Promise<readonly Reference[]>;
  /** All in some rows (250 m high, from the south, both inclusive) of a square kilometre. */
  inSquare(column: number, square: number, rows: readonly [number, number]): Promise<readonly Reference[]>;
  readonly search: SearchIndex;
}

export interface GazetteerStore {
  /** The live version, or an earlier one that is still kept; `undefined` when there is none. */
  open(council: string, version?: number): Promise<Gazetteer | undefined>;
  /** Forgets which version is live: the next read sees a publication at once. */
  forget(council: string): void;
}

/** How long a warm function may go on reading a version that has just been replaced. */
const pointerFor = 5000;
/** Unpacked addresses and references that a warm function keeps: some 60 MB at most, as they are and as they are shown. */
const mostKept = 20_000;

class StoredGazetteer implements Gazetteer {
  readonly version: number;
  readonly #prefix: string;
  readonly #table: Table;
  readonly #kept: Kept<readonly unknown[]>;
  readonly search: SearchIndex;

  constructor(version: number, prefix: string, table: Table, kept: Kept<readonly unknown[]>, pages: KeptPages) {
    this.version = version;
    this.#prefix = prefix;
    this.#table = table;
    this.#kept = kept;
    this.search = searchIndexOf(table, prefix, pages);
  }

  /** Unpacks every part of a partition and keeps the result: it can only have come from this version. */
  async #read<T>(options: QueryOptions, unpack: (data: unknown) => readonly T[]): Promise<readonly T[]> {
    const name = [options.pk, options.prefix, ...(options.between ?? [])].join(' ');
    const known = this.#kept.get(name);
    if (known) return known as readonly T[];
    const items = await this.#table.queryAll(options);
    const records = items.flatMap(({ data }) => unpack(data));
    this.#kept.set(name, records);
    return records;
  }

  async address(uprn: string): Promise<GazetteerAddress | undefined> {
    const item = await this.#table.get(uprnKey(this.#prefix, uprn));
    return item && addressPack.unpack(item.data)[0];
  }

  async addresses(uprns: readonly string[]): Promise<GazetteerAddress[]> {
    const items = await this.#table.getMany([...new Set(uprns)].map((uprn) => uprnKey(this.#prefix, uprn)));
    const found = new Map(
      items.flatMap(({ data }: Item) => addressPack.unpack(data)).map((address) => [address.uprn, address]),
    );
    return uprns.flatMap((uprn) => found.get(uprn) ?? []);
  }

  inPostcode(postcode: string) {
    return this.#read({ pk: postcodePartition(this.#prefix, postcode) }, addressPack.unpack);
  }

  onStreet(usrn: string) {
    return this.#read({ pk: streetPartition(this.#prefix, usrn), prefix: 'B' }, addressPack.unpack);
  }

  async street(usrn: string): Promise<GazetteerStreet | undefined> {
    const item = await this.#table.get(streetKey(this.#prefix, usrn));
    return item && streetPack.unpack(item.data);
  }

  childrenOf(uprn: string) {
    return this.#read({ pk: childrenPartition(this.#prefix, uprn) }, childPack.unpack);
  }

  inOutward(outward: string) {
    return this.#read({ pk: outwardPartition(this.#prefix, outward) }, (data) =>
      referencePack.unpack(data).map(fromRow),
    );
  }

  inSquare(column: number, square: number, [from, to]: readonly [number, number]) {
    const options = { pk: squarePartition(this.#prefix, column, square), between: [`${from}`, `${to}~`] } as const;
    return this.#read(options, (data) => referencePack.unpack(data).map(fromRow));
  }
}

export const gazetteerStore = (
  table: Table,
  keys: DatasetKeys,
  versions: VersionStore,
  clock: () => number,
): GazetteerStore => {
  const pointers = new Kept<{ readonly until: number; readonly pointer: Pointer }>(1000);
  const kept = new Kept<readonly unknown[]>(mostKept, (records) => records.length + 1);
  const pages = keptPages();

  const pointerOf = async (council: string): Promise<Pointer> => {
    const known = pointers.get(council);
    if (known && known.until > clock()) return known.pointer;
    const pointer = await versions.pointer(council);
    pointers.set(council, { until: clock() + pointerFor, pointer });
    return pointer;
  };

  return {
    open: async (council, wanted) => {
      const { live, previous } = await pointerOf(council);
      const version = wanted ?? live;
      if (version === undefined || (version !== live && version !== previous)) return undefined;
      return new StoredGazetteer(version, keys.prefix(council, version), table, kept, pages);
    },
    forget: (council) => pointers.delete(council),
  };
};
