/** How long each kind of record is kept: the contract's days, or the council's own (`retention` in the configuration). */
import type { Capability, Council } from '#shared/contract/capability.ts';
import type { Item } from '#shared/dynamodb/expression.ts';

export interface Keeping {
  /** Seconds since 1970, for `expiresAt`, of a record that is about the moment `from` (milliseconds). */
  until(council: string, from: number): number;
  /** Whether a record's time is over, although the database has not removed it yet: that can take it two days. */
  isOver(item: Item | undefined): boolean;
}

export interface Surroundings {
  readonly clock: () => number;
  readonly councils: ReadonlyMap<string, Council>;
  /** The deployment's days by `<capability>.<record>`: those of the host's own records. */
  readonly retention: Readonly<Record<string, number>>;
}

const aDay = 86_400;

type Timed<C extends Capability> = {
  [K in keyof C['records'] & string]: NonNullable<C['records']>[K] extends { readonly days: number } ? K : never;
}[keyof C['records'] & string];

export const keeping = <C extends Capability>(
  { name, records }: C,
  record: Timed<C>,
  { clock, councils, retention }: Surroundings,
): Keeping => {
  const usual = records?.[record]?.days ?? 0;
  return {
    until: (council, from) => {
      const days = (councils.get(council)?.retention ?? retention)[`${name}.${record}`] ?? usual;
      return Math.ceil(from / 1000) + days * aDay;
    },
    isOver: (item) => Number(item?.expiresAt) * 1000 <= clock(),
  };
};
