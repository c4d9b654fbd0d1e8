/**
 * Dataset versions in a capability's table.
 *
 *   <council>#<collection>            POINTER            which version is live, which was before, the last number given
 *   <council>#<collection>            DATASET#0000007    one version: state, counts, checks
 *   <council>#<collection>            OPEN#<fingerprint> the version that a file is being loaded into
 *   <council>#AUDIT                   …                  who published, rolled back and removed (shared/audit)
 *   <council>#<collection>@7          BATCH#000012       a batch that came: its hash and counts
 *   <council>#<collection>@7          RECORDS#000012     its records, packed
 *   <council>#<collection>@7          REMARKS#000012     its rejects and warnings, packed
 *   <council>#<collection>@7          STEP#000012        a step of what is made of all batches: the keys that it wrote, packed
 *   <council>#<collection>@7#…        …                  the capability's own items, made from the records
 */
import type { Key } from '#shared/dynamodb/expression.ts';

const padded = (number: number): string => String(number).padStart(7, '0');

/** Where a collection's items are; every partition key starts with the council. */
export class DatasetKeys {
  readonly #collection: string;

  constructor(collection: string) {
    this.#collection = collection;
  }

  /** What every key of a version's records starts with. */
  prefix(council: string, version: number): string {
    return `${council}#${this.#collection}@${version}`;
  }

  /** What a version is called in the audit trail. */
  id(version: number): string {
    return `${this.#collection}@${version}`;
  }

  home(council: string): string {
    return `${council}#${this.#collection}`;
  }

  pointer(council: string): Key {
    return { pk: this.home(council), sk: 'POINTER' };
  }

  dataset(council: string, version: number): Key {
    return { pk: this.home(council), sk: `DATASET#${padded(version)}` };
  }

  open(council: string, fingerprint: string): Key {
    return { pk: this.home(council), sk: `OPEN#${fingerprint}` };
  }

  step(council: string, version: number, step: number): Key {
    return { pk: this.prefix(council, version), sk: `STEP#${padded(step)}` };
  }

  batch(council: string, version: number, kind: 'BATCH' | 'RECORDS' | 'REMARKS', batch: number): Key {
    return { pk: this.prefix(council, version), sk: `${kind}#${padded(batch)}` };
  }
}
