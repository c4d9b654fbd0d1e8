/**
 * Working files of a load: a gazetteer is joined, sorted and checked on disk, because a county's does not fit in memory and its
 * records come in any order.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Remark } from '#shared/datasets/collection.ts';
import type { GazetteerAddress, GazetteerStreet } from '../contract/gazetteer.ts';

/** What a row says of a property or a street, by kind. `whole`: an address complete in one row. */
export type PartKind =
  | 'blpu'
  | 'lpi'
  | 'classification'
  | 'organisation'
  | 'deliveryPoint'
  | 'whole'
  | 'street'
  | 'descriptor';

export interface Part {
  /** UPRN, or USRN for streets. */
  readonly subject: string;
  readonly kind: PartKind;
  /** Tells parts of a kind apart: LPI key, class key, language. */
  readonly key: string;
  readonly deleted: boolean;
  readonly line: number;
  readonly value: object;
}

/** Where in the order of changes a part stands. What was live before comes first. */
export interface Ordered extends Part {
  readonly order: number;
}

export interface Placed<T> {
  readonly line: number;
  readonly value: T;
}

const schema = `
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = OFF;
  CREATE TABLE parts (subject TEXT, street INTEGER, kind TEXT, key TEXT, deleted INTEGER, line INTEGER, ord INTEGER, value TEXT);
  CREATE TABLE addresses (uprn TEXT PRIMARY KEY, parent TEXT, postcode TEXT, line INTEGER, value TEXT) WITHOUT ROWID;
  CREATE TABLE streets (usrn TEXT PRIMARY KEY, line INTEGER, value TEXT) WITHOUT ROWID;
  CREATE TABLE remarks (id INTEGER PRIMARY KEY, line INTEGER, outcome TEXT, reason TEXT, detail TEXT, reference TEXT);
`;

export const isStreet = (kind: PartKind): boolean => kind === 'street' || kind === 'descriptor';

export class Staging {
  readonly #folder: string;
  readonly #database: DatabaseSync;
  readonly #statements: Readonly<Record<'part' | 'address' | 'street' | 'remark' | 'streetOf', StatementSync>>;

  constructor(workFolder: string) {
    this.#folder = mkdtempSync(join(workFolder, 'commons-load-'));
    this.#database = new DatabaseSync(join(this.#folder, 'load.sqlite'));
    this.#database.exec(schema);
    this.#database.exec('BEGIN');
    const prepare = (sql: string) => this.#database.prepare(sql);
    this.#statements = {
      part: prepare('INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
      address: prepare('INSERT OR IGNORE INTO addresses VALUES (?, ?, ?, ?, ?)'),
      street: prepare('INSERT OR REPLACE INTO streets VALUES (?, ?, ?)'),
      remark: prepare('INSERT INTO remarks (line, outcome, reason, detail, reference) VALUES (?, ?, ?, ?, ?)'),
      streetOf: prepare('SELECT value FROM streets WHERE usrn = ?'),
    };
  }

  addPart({ subject, kind, key, deleted, line, order, value }: Ordered): void {
    this.#statements.part.run(
      subject,
      Number(isStreet(kind)),
      kind,
      key,
      Number(deleted),
      line,
      order,
      JSON.stringify(value),
    );
  }

  /** All parts, those of one street after another, or of one property after another, each in the order of changes. */
  *partsBySubject(streets: boolean): Generator<{ subject: string; parts: Part[] }> {
    const query =
      'SELECT subject, kind, key, deleted, line, value FROM parts WHERE street = ? ORDER BY subject, ord, rowid';
    let subject: string | undefined;
    let parts: Part[] = [];
    for (const row of this.#database.prepare(query).iterate(Number(streets))) {
      if (row.subject !== subject) {
        if (subject !== undefined) yield { subject, parts };
        subject = String(row.subject);
        parts = [];
      }
      const { kind, key, deleted, line, value } = row;
      parts.push({
        subject: String(subject),
        kind: kind as PartKind,
        key: String(key),
        deleted: deleted === 1,
        line: Number(line),
        value: JSON.parse(String(value)),
      });
    }
    if (subject !== undefined) yield { subject, parts };
  }

  /** `false` when there is an address with this UPRN already. */
  addAddress({ line, value }: Placed<GazetteerAddress>): boolean {
    const { uprn, parentUprn = null, postcode = '' } = value;
    return this.#statements.address.run(uprn, parentUprn, postcode, line, JSON.stringify(value)).changes > 0;
  }

  addStreet({ line, value }: Placed<GazetteerStreet>): void {
    this.#statements.street.run(value.usrn, line, JSON.stringify(value));
  }

  street(usrn: string): GazetteerStreet | undefined {
    const row = this.#statements.streetOf.get(usrn);
    return row && JSON.parse(String(row.value));
  }

  remark({ line, outcome, reason, detail, reference }: Remark): void {
    this.#statements.remark.run(line, outcome, reason, detail, reference ?? null);
  }

  /** Addresses whose parent is not in the gazetteer. */
  *orphans(): Generator<{ uprn: string; parent: string; line: number }> {
    const query = `SELECT a.uprn, a.parent, a.line FROM addresses a LEFT JOIN addresses p ON p.uprn = a.parent
      WHERE a.parent IS NOT NULL AND p.uprn IS NULL ORDER BY a.line`;
    for (const { uprn, parent, line } of this.#database.prepare(query).iterate()) {
      yield { uprn: String(uprn), parent: String(parent), line: Number(line) };
    }
  }

  count(table: 'addresses' | 'streets' | 'remarks', where = '1'): number {
    return Number(this.#database.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${where}`).get()?.n ?? 0);
  }

  /** Numbers the addresses by postcode, so that a batch holds whole postcodes and writes few items. */
  sort(): void {
    this.#database.exec(`
      CREATE TABLE sorted (id INTEGER PRIMARY KEY, line INTEGER, value TEXT);
      INSERT INTO sorted (line, value) SELECT line, value FROM addresses ORDER BY postcode, uprn;
      CREATE TABLE sorted_streets (id INTEGER PRIMARY KEY, line INTEGER, value TEXT);
      INSERT INTO sorted_streets (line, value) SELECT line, value FROM streets ORDER BY usrn;
      DROP TABLE parts; DROP TABLE addresses; DROP TABLE streets;
    `);
  }

  /** Records `from` up to, not including, `to`, in their order, each with its line. */
  slice(table: 'sorted' | 'sorted_streets', from: number, to: number): object[] {
    const rows = this.#database
      .prepare(`SELECT line, value FROM ${table} WHERE id > ? AND id <= ? ORDER BY id`)
      .all(from, to);
    return rows.map(({ line, value }) => ({ ...JSON.parse(String(value)), line: Number(line) }));
  }

  /** SHA-256 of everything, in its order. */
  digest(): string {
    const hash = createHash('sha256');
    for (const table of ['sorted', 'sorted_streets']) {
      for (const { line, value } of this.#database.prepare(`SELECT line, value FROM ${table} ORDER BY id`).iterate()) {
        hash.update(`${line} ${value}\n`);
      }
    }
    for (const remark of this.remarks()) hash.update(JSON.stringify(remark));
    return hash.digest('hex');
  }

  *remarks(from = 0, to = Number.MAX_SAFE_INTEGER): Generator<Remark> {
    const query = 'SELECT line, outcome, reason, detail, reference FROM remarks WHERE id > ? AND id <= ? ORDER BY id';
    for (const { line, outcome, reason, detail, reference } of this.#database.prepare(query).iterate(from, to)) {
      yield {
        line: Number(line),
        outcome: outcome === 'rejected' ? 'rejected' : 'warning',
        reason: String(reason),
        detail: String(detail),
        ...(reference !== null && { reference: String(reference) }),
      };
    }
  }

  close(): void {
    this.#database.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
