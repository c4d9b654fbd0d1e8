/** Reads parts of one dataset version. They never change, so a warm function keeps what it read, unpacked. */
import { Kept } from '#shared/cache.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import type { QueryOptions, Table } from '#shared/dynamodb/table.ts';

interface Rows {
  readonly rows: readonly unknown[];
  readonly weight: number;
}

export interface Reader {
  /** What every key of the version starts with. */
  readonly prefix: string;
  /** What the items of a key condition hold; in one round trip, and asked for only once at a time. `weigh`: kilobytes of a row. */
  readonly read: <T>(
    options: QueryOptions,
    unpack: (item: Item) => readonly T[],
    weigh?: (row: T) => number,
  ) => Promise<readonly T[]>;
}

/** Some 100 MB. */
const mostKept = 100_000;

export const readers = (table: Table): ((prefix: string) => Reader) => {
  const kept = new Kept<Rows>(mostKept, ({ weight }) => weight);
  const underWay = new Map<string, Promise<readonly unknown[]>>();
  return (prefix) => ({
    prefix,
    read: async <T>(
      options: QueryOptions,
      unpack: (item: Item) => readonly T[],
      weigh: (row: T) => number = () => 1,
    ): Promise<readonly T[]> => {
      const name = [options.pk, options.prefix, ...(options.between ?? [])].join('\n');
      const known = kept.get(name)?.rows ?? underWay.get(name);
      if (known) return (await known) as readonly T[];
      const reading = table.queryAll(options).then((items) => items.flatMap(unpack));
      underWay.set(name, reading);
      try {
        const rows = await reading;
        kept.set(name, { rows, weight: rows.reduce((sum, row) => sum + weigh(row), 1) });
        return rows;
      } finally {
        underWay.delete(name);
      }
    },
  });
};

/** Of a collection that has no live version. */
export const nothing: Reader = { prefix: '', read: async () => [] };
