/** What the importer of a capability and the command line say to each other. */
import type { Counts, Remark } from './collection.ts';

/** A row of a file: its cells, and the line of the file that it ends on. */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that is not even CSV. */
export interface BrokenRow {
  readonly line: number;
  readonly broken: string;
}

/** A file, or one file of an archive. Can be read several times. */
export interface Source {
  readonly name: string;
  readonly rows: () => AsyncIterable<Row | BrokenRow>;
  /** Its text in pieces, for what is no table. */
  readonly text: () => AsyncIterable<string>;
}

/** What a batch carries, as the contract's `putBatch` takes it. */
export interface Batch {
  readonly records: Readonly<Record<string, readonly unknown[]>>;
  readonly remarks: readonly Remark[];
  readonly counts: Counts;
}

/** A file that was read whole, sorted and joined, ready to be sent. */
export interface Staged {
  /** What kind of file it is, for people and for the record. */
  readonly format: string;
  /** SHA-256 of all that is to be sent, in hex: a broken load is gone on with only if nothing changed since. */
  readonly fingerprint: string;
  /** Whether it holds changes to what is live, rather than everything. */
  readonly changes: boolean;
  readonly batches: number;
  /** The same for the same file, whenever it is asked. */
  batch(number: number): Batch;
  /** Of the whole file: rows read, left out and rejected. */
  readonly counts: Counts;
  readonly remarks: Iterable<Remark>;
  /** Removes the working files. */
  close(): void;
}

export interface LiveVersion {
  readonly format: string;
  /** Its records, batch by batch. */
  readonly records: AsyncIterable<Batch['records']>;
}

export interface StagingTools {
  /** Where to keep working files. */
  readonly workFolder: string;
  /** London's calendar day. */
  readonly today: string;
  /** What is live, if anything is. Asked for only by files of changes. */
  readonly live: () => Promise<LiveVersion | undefined>;
  /** Called for every row read. */
  readonly onRow: () => void;
  /** What the importer's own options were given as, by name. */
  readonly options?: Readonly<Record<string, string | true>>;
  /** Asks the deployment: last part of `/{council}/…`. */
  readonly ask?: <T>(path: string) => Promise<T>;
}

/** An option of one importer's own, such as `--set wards-2026`. */
export interface ImportOption {
  /** As it is typed, without the hyphens: `welsh-name`. */
  readonly name: string;
  /** What stands for its value where it is explained; absent for one that has none. */
  readonly value?: string;
  readonly says: string;
  /** Given, it needs no file. */
  readonly instead?: true;
}

/** What a file says of a small table that is written whole, such as the days that are moved. */
export interface TableImporter {
  /** As the command names it: `waste-moved-dates`. */
  readonly name: string;
  /** Where the table is: last part of `/{council}/…`. */
  readonly path: string;
  /** What its rows are, for people. */
  readonly noun: string;
  /** The body to write, but for its version; with remarks on rows that cannot be read, of which none may be left out. */
  readonly read: (sources: readonly Source[]) => Promise<{
    readonly body: Readonly<Record<string, unknown>>;
    readonly rows: number;
    readonly remarks: readonly Remark[];
  }>;
}

export interface Importer {
  /** As the command names it: `addresses`. */
  readonly name: string;
  /** Last part of `/{council}/…/datasets`. */
  readonly path: string;
  /** What is loaded, as it is counted: `addresses`. */
  readonly noun: string;
  /** Formats that may be asked for by name instead of being told apart by content. */
  readonly formats: readonly string[];
  readonly options?: readonly ImportOption[];
  /** Counts that are told at the end of a load beside those of every load, by name, in words. */
  readonly tells?: Readonly<Record<string, string>>;
  /** Throws `Unreadable` for what it does not know. */
  readonly stage: (sources: readonly Source[], format: string | undefined, tools: StagingTools) => Promise<Staged>;
}

/** A file that cannot be loaded, told before anything is sent. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
