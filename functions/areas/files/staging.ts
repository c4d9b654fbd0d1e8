/** Working files of a load: records in order, on disk, because a country's postcodes do not fit in memory. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Remark } from '#shared/datasets/collection.ts';
import { type Staged, type StagingTools, Unreadable } from '#shared/datasets/importer.ts';

const schema = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  PRAGMA cache_size = -65536;
  CREATE TABLE records (key TEXT PRIMARY KEY, line INTEGER, value TEXT) WITHOUT ROWID;
  CREATE TABLE remarks (id INTEGER PRIMARY KEY, value TEXT);
`;

const mostRecords = 1000;
/** Of JSON: packed it is less, and a pack has to fit into an item of 400 KB. */
const mostCharacters = 400_000;
const mostRemarks = 2000;

export interface Kept {
  /** Records are sent in the order of their keys. */
  readonly key: string;
  readonly line: number;
  readonly value: object;
}

interface Parcel {
  /** As a batch and the counts call the records. */
  readonly noun: string;
  readonly format: string;
}

export class Staging {
  /** Of the whole load, filled in as it goes. */
  readonly counts: Record<string, number> = {};
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<'insert' | 'replace' | 'find' | 'remark', StatementSync>>;

  constructor(workFolder: string) {
    this.#folder = mkdtempSync(join(workFolder, 'commons-load-'));
    this.#database = new DatabaseSync(join(this.#folder, 'load.sqlite'));
    this.#database.exec(schema);
    this.#database.exec('BEGIN');
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      insert: prepare('INSERT OR IGNORE INTO records VALUES (?, ?, ?)'),
      replace: prepare('UPDATE records SET value = ? WHERE key = ?'),
      find: prepare('SELECT line, value FROM records WHERE key = ?'),
      remark: prepare('INSERT INTO remarks (value) VALUES (?)'),
    };
  }

  count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }

  remark(remark: Remark): void {
    this.#statements.remark.run(JSON.stringify({ ...remark, detail: remark.detail.slice(0, 500) }));
    if (remark.outcome === 'rejected' && remark.line > 0) this.count('rejected-rows');
  }

  /** Keeps a record; what was kept under its key before, if anything was, is left as it is and answered. */
  add({ key, line, value }: Kept): Omit<Kept, 'key'> | undefined {
    if (this.#statements.insert.run(key, line, JSON.stringify(value)).changes > 0) return undefined;
    const { line: before, value: there } = this.#statements.find.get(key) ?? {};
    return { line: Number(before), value: JSON.parse(String(there)) };
  }

  replace(key: string, value: object): void {
    this.#statements.replace.run(JSON.stringify(value), key);
  }

  *remarks(from = 0, to = Number.MAX_SAFE_INTEGER): Generator<Remark> {
    const query = 'SELECT value FROM remarks WHERE id > ? AND id <= ? ORDER BY id';
    for (const { value } of this.#database.prepare(query).iterate(from, to)) yield JSON.parse(String(value));
  }

  /** One pass over everything: where each batch starts, and the fingerprint of all. */
  #cut(): { starts: string[]; fingerprint: string } {
    const hash = createHash('sha256');
    const starts: string[] = [];
    let [records, characters] = [mostRecords, 0];
    for (const { key, line, value } of this.#database.prepare('SELECT * FROM records ORDER BY key').iterate()) {
      const { length } = String(value);
      if (records === mostRecords || characters + length > mostCharacters) {
        starts.push(String(key));
        [records, characters] = [0, 0];
      }
      [records, characters] = [records + 1, characters + length];
      hash.update(`${line} ${value}\n`);
    }
    for (const remark of this.remarks()) hash.update(JSON.stringify(remark));
    return { starts, fingerprint: hash.digest('hex') };
  }

  #slice(start: string | undefined, end: string | undefined): object[] {
    if (start === undefined) return [];
    const query = 'SELECT line, value FROM records WHERE key >= ? AND key < ? ORDER BY key';
    const rows = this.#database.prepare(query).all(start, end ?? '\u{10ffff}');
    return rows.map(({ line, value }) => ({ ...JSON.parse(String(value)), ...(line && { line: Number(line) }) }));
  }

  /** Throws `Unreadable` when there is nothing to load. */
  finish({ noun, format }: Parcel): Staged {
    const { starts, fingerprint } = this.#cut();
    if (starts.length === 0) throw new Unreadable(`No ${noun} could be read.`);
    const remarks = Number(this.#database.prepare('SELECT count(*) AS n FROM remarks').get()?.n ?? 0);
    const { counts } = this;
    return {
      ...{ format: format.slice(0, 60), fingerprint, changes: false, counts },
      batches: Math.max(starts.length, Math.ceil(remarks / mostRemarks)),
      remarks: { [Symbol.iterator]: () => this.remarks() },
      batch: (number) => ({
        records: { [noun]: this.#slice(starts[number], starts[number + 1]) },
        remarks: [...this.remarks(number * mostRemarks, (number + 1) * mostRemarks)],
        counts: number === 0 ? counts : {},
      }),
      close: () => this.close(),
    };
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Stages what is read; working files are gone when it fails. */
export const staged = async (
  { workFolder }: StagingTools,
  read: (staging: Staging) => Promise<Parcel>,
): Promise<Staged> => {
  const staging = new Staging(workFolder);
  try {
    return staging.finish(await read(staging));
  } catch (error) {
    staging.close();
    throw error;
  }
};

/** Files of areas are told apart by their content alone. */
export const refuseFormat = (asked: string | undefined): void => {
  if (asked !== undefined) throw new Unreadable(`There is no format “${asked}”: leave --format out.`);
};
