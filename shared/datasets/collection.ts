/** What a capability says about the reference data it loads; the life of a load (versions, batches, gate) is the same for all. */
import type { Council } from '#shared/contract/capability.ts';
import type { Item, Key } from '#shared/dynamodb/expression.ts';

/** One row or record that was not taken as it came. */
export interface Remark {
  /** Line of the source file, from 1. */
  readonly line: number;
  readonly outcome: 'rejected' | 'warning';
  /** One word per reason, for counting: `street-not-found`. */
  readonly reason: string;
  readonly detail: string;
  /** Reference of the record, where it has one. */
  readonly reference?: string | undefined;
}

export type Counts = Readonly<Record<string, number>>;

/** Items made of all batches together, in steps, so that a load of any size is finished in calls of bounded length. */
export interface Steps {
  readonly steps: number;
  /** Pure: a step done again overwrites itself. */
  items(step: number): readonly Item[];
}

export interface Whole {
  /** An item of each batch that says what is needed of it; one of those that `index` makes. */
  readonly part: (prefix: string, batch: number) => Key;
  readonly gather: (prefix: string) => {
    add(part: Item): void;
    /** Once every part was added. */
    build(): Steps;
  };
}

/** A load that is worse in one of these by more than 2 percentage points waits for a person. */
export interface Weighed {
  /** Names of counts whose share of all must not grow: `without-ward`. */
  readonly shares: readonly string[];
  /** What the names of counts start with of which none may shrink: `postcodes.` for `postcodes.ZZ` and the like. */
  readonly parts?: string;
}

export interface Collection<Records> {
  /** Part of every partition key: `addresses`. */
  readonly name: string;
  /** The count that the gate compares with the live version. */
  readonly counted: string;
  /** Sorts what came into what can be stored and what must be rejected. */
  readonly check: (
    given: Readonly<Record<string, unknown>>,
    council: Council | undefined,
  ) => {
    readonly records: Records;
    readonly remarks: readonly Remark[];
  };
  /** Adds what other data of the council tells of the records, before they are counted and stored; with counts of its own. */
  readonly enrich?: (
    council: string,
    records: Records,
  ) => Promise<{ readonly records: Records; readonly counts: Counts }>;
  /** What to count in a batch of records. */
  readonly measure: (records: Records) => Counts;
  /** What else the gate compares with the live version. */
  readonly weighed?: Weighed;
  /**
   * The items that make the records findable, each with its key. Pure: the same batch always gives the same items, so a retried
   * batch overwrites itself and a version can be removed from its batches alone.
   */
  readonly index: (prefix: string, batch: number, records: Records) => readonly Item[];
  /** What is made once all batches are in, before the load is finished. */
  readonly whole?: Whole;
  /** Keys that the same things have in another version, to tell a council's own data from another's; a key for each that is `counted`. */
  readonly lasting?: (prefix: string, records: Records) => readonly Key[];
}

/** Far more than anybody counts; the sum of a load has to fit into one item. */
const mostNames = 1000;

/** A count may have any name, `constructor` too. Names beyond the first thousand are left out. */
export const sum = (all: readonly Counts[]): Counts => {
  const total = new Map<string, number>();
  for (const counts of all)
    for (const [name, value] of Object.entries(counts))
      if (total.has(name) || total.size < mostNames) total.set(name, (total.get(name) ?? 0) + value);
  return Object.fromEntries(total);
};
