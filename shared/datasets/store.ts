/**
 * Dataset versions in a capability's table.
 *
 *   <council>#<collection>            POINTER            which version is live, which was before, the last number given
 *   <council>#<collection>            DATASET#0000007    one version: state, counts, checks
 *   <council>#<collection>            OPEN#<fingerprint> the version that a file is being loaded into
 *   <council>#<collection>@7          BATCH#000012       a batch that came: its hash and counts
 *   <council>#<collection>@7          RECORDS#000012     its records, packed
 *   <council>#<collection>@7          REMARKS#000012     its rejects and warnings, packed
 *   <council>#<collection>@7#…        …                  the capability's own items, made from the records
 */
import * as z from 'zod/mini';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { type Expression, type Item, ifAbsent, type Key, type Table } from '#shared/dynamodb/table.ts';
import type { Remark } from './collection.ts';
import type { Check } from './gate.ts';

const DatasetItem = z.object({
  version: z.int(),
  status: z.enum(['open', 'ready', 'held', 'removing', 'removed']),
  format: z.string(),
  fingerprint: z.string(),
  createdAt: z.string(),
  createdBy: z.string(),
  finishedAt: z.optional(z.string()),
  publishedAt: z.optional(z.string()),
  publishedBy: z.optional(z.string()),
  because: z.optional(z.string()),
  counts: z.optional(z.record(z.string(), z.number())),
  checks: z.optional(z.array(z.custom<Check>())),
});
export type DatasetItem = z.infer<typeof DatasetItem>;

const Pointer = z.object({ last: z.int(), live: z.optional(z.int()), previous: z.optional(z.int()) });
export type Pointer = z.infer<typeof Pointer>;

const BatchItem = z.object({
  batch: z.int(),
  hash: z.string(),
  state: z.enum(['writing', 'written']),
  counts: z._default(z.record(z.string(), z.number()), {}),
});
export type BatchItem = z.infer<typeof BatchItem>;

const padded = (number: number): string => String(number).padStart(7, '0');

/** What every key of a version's records starts with. */
export const prefixOf = (council: string, collection: string, version: number): string =>
  `${council}#${collection}@${version}`;

const records = packer<unknown>('');
const remarks = packer<readonly Remark[]>('"outcome":"rejected","reason":"","detail":"","reference":"');

const pointerIs = (pointer: Pointer): Expression =>
  pointer.live === undefined
    ? { text: 'attribute_not_exists(live)' }
    : { text: 'live = :live', values: { ':live': pointer.live } };

export interface BatchContent {
  /** The records as `packRecords` made them. */
  readonly packed: Uint8Array;
  readonly remarks: readonly Remark[];
  readonly items: readonly Item[];
}

export const packRecords = records.pack;

export type Claim = 'claimed' | 'written' | 'differs' | 'not open';

export class DatasetStore {
  readonly #table: Table;
  readonly #collection: string;

  constructor(table: Table, collection: string) {
    this.#table = table;
    this.#collection = collection;
  }

  prefix(council: string, version: number): string {
    return prefixOf(council, this.#collection, version);
  }

  #home(council: string): string {
    return `${council}#${this.#collection}`;
  }

  #datasetKey(council: string, version: number): Key {
    return { pk: this.#home(council), sk: `DATASET#${padded(version)}` };
  }

  async pointer(council: string): Promise<Pointer> {
    const item = await this.#table.get({ pk: this.#home(council), sk: 'POINTER' }, { consistent: true });
    return item ? Pointer.parse(item) : { last: 0 };
  }

  async find(council: string, version: number): Promise<DatasetItem | undefined> {
    const item = await this.#table.get(this.#datasetKey(council, version), { consistent: true });
    return item && DatasetItem.parse(item);
  }

  /** Newest first. */
  async list(council: string, limit: number, before?: number): Promise<{ datasets: DatasetItem[]; more: boolean }> {
    const { items, next } = await this.#table.query({
      pk: this.#home(council),
      prefix: 'DATASET#',
      limit,
      descending: true,
      consistent: true,
      after: before === undefined ? undefined : { ...this.#datasetKey(council, before) },
    });
    return { datasets: items.map((item) => DatasetItem.parse(item)), more: next !== undefined };
  }

  /** Opens the next version for a file, or says in which version the file is being loaded already. */
  async open(
    council: string,
    dataset: Omit<DatasetItem, 'version' | 'status'>,
  ): Promise<{ opened: DatasetItem } | { open: number }> {
    const pk = this.#home(council);
    for (;;) {
      const { last } = await this.pointer(council);
      const opened: DatasetItem = { ...dataset, version: last + 1, status: 'open' };
      try {
        await this.#table.transact([
          { put: { pk, sk: `OPEN#${dataset.fingerprint}`, version: opened.version }, condition: ifAbsent },
          {
            update: { pk, sk: 'POINTER' },
            set: { text: 'SET #last = :next', names: { '#last': 'last' }, values: { ':next': opened.version } },
            condition: { text: 'attribute_not_exists(#last) OR #last = :last', values: { ':last': last } },
          },
          { put: { ...this.#datasetKey(council, opened.version), type: 'dataset', ...opened }, condition: ifAbsent },
        ]);
        return { opened };
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        if (error.index === 0) return { open: Number(error.item?.version) };
        // Somebody else took the number: try the next.
      }
    }
  }

  /** Takes a batch number for content with this hash, if the version is open and no other content has it. */
  async claim(council: string, version: number, batch: number, hash: string): Promise<Claim> {
    const key = { pk: this.prefix(council, version), sk: `BATCH#${padded(batch)}` };
    const known = await this.#table.get(key, { consistent: true });
    if (known?.hash === hash && known.state === 'written') return 'written';
    try {
      await this.#table.transact([
        {
          check: this.#datasetKey(council, version),
          condition: { text: '#status = :open', names: { '#status': 'status' }, values: { ':open': 'open' } },
        },
        {
          put: { ...key, type: 'batch', batch, hash, state: 'writing' },
          condition: {
            text: 'attribute_not_exists(pk) OR #hash = :hash',
            names: { '#hash': 'hash' },
            values: { ':hash': hash },
          },
        },
      ]);
      return 'claimed';
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      return error.index === 0 ? 'not open' : 'differs';
    }
  }

  /**
   * Writes a claimed batch: its records first, so that whatever follows can be removed again, and the note that it is complete
   * last, so that a broken write is never counted. `false` when the version was removed meanwhile.
   */
  async write(council: string, version: number, batch: BatchItem, content: BatchContent): Promise<boolean> {
    const pk = this.prefix(council, version);
    const number = padded(batch.batch);
    const noted =
      content.remarks.length > 0 ? [{ pk, sk: `REMARKS#${number}`, data: remarks.pack(content.remarks) }] : [];
    await this.#table.writeMany({ puts: [{ pk, sk: `RECORDS#${number}`, data: content.packed }, ...noted] });
    await this.#table.writeMany({ puts: content.items });
    try {
      await this.#table.put(
        { pk, sk: `BATCH#${number}`, type: 'batch', ...batch },
        { text: '#hash = :hash', names: { '#hash': 'hash' }, values: { ':hash': batch.hash } },
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      await this.removeBatch(council, version, batch.batch, content.items);
      return false;
    }
  }

  async batches(council: string, version: number): Promise<BatchItem[]> {
    const items = await this.#table.queryAll({ pk: this.prefix(council, version), prefix: 'BATCH#', consistent: true });
    return items.map((item) => BatchItem.parse(item));
  }

  async batch(council: string, version: number, batch: number): Promise<BatchItem | undefined> {
    const item = await this.#table.get(
      { pk: this.prefix(council, version), sk: `BATCH#${padded(batch)}` },
      { consistent: true },
    );
    return item && BatchItem.parse(item);
  }

  async records(council: string, version: number, batch: number): Promise<unknown> {
    const item = await this.#table.get({ pk: this.prefix(council, version), sk: `RECORDS#${padded(batch)}` });
    return item && records.unpack(item.data);
  }

  /** The remarks of the next few batches that have any; `after` is the last batch seen. */
  async remarks(
    council: string,
    version: number,
    after?: number,
  ): Promise<{ remarks: Remark[]; last: number | undefined }> {
    const pk = this.prefix(council, version);
    const start = after === undefined ? undefined : { pk, sk: `REMARKS#${padded(after)}` };
    const { items, next } = await this.#table.query({ pk, prefix: 'REMARKS#', limit: 10, after: start });
    const last = next && Number(String(next.sk).split('#')[1]);
    return { remarks: items.flatMap((item) => remarks.unpack(item.data)), last };
  }

  /** Closes a load. `false` when it was not open any more. */
  async finish(
    council: string,
    dataset: DatasetItem,
    result: Required<Pick<DatasetItem, 'finishedAt' | 'counts' | 'checks'>> & { status: 'ready' | 'held' },
  ): Promise<boolean> {
    return this.#won([
      {
        update: this.#datasetKey(council, dataset.version),
        set: {
          text: 'SET #status = :status, finishedAt = :at, counts = :counts, checks = :checks',
          names: { '#status': 'status' },
          values: {
            ':status': result.status,
            ':at': result.finishedAt,
            ':counts': result.counts,
            ':checks': result.checks,
          },
        },
        condition: { text: '#status = :open', values: { ':open': 'open' } },
      },
      { remove: { pk: this.#home(council), sk: `OPEN#${dataset.fingerprint}` } },
    ]);
  }

  /** Flips the pointer from what it was read as to `version`. `false` when somebody else flipped it, or the version went. */
  async publish(
    council: string,
    version: number,
    from: Pointer,
    note: { at: string; by: string; because: string | undefined },
  ): Promise<boolean> {
    return this.#won([
      {
        update: { pk: this.#home(council), sk: 'POINTER' },
        set:
          from.live === undefined
            ? { text: 'SET live = :version', values: { ':version': version } }
            : { text: 'SET live = :version, previous = :live', values: { ':version': version } },
        condition: pointerIs(from),
      },
      {
        update: this.#datasetKey(council, version),
        set: {
          text: `SET publishedAt = :at, publishedBy = :by${note.because === undefined ? '' : ', because = :because'}`,
          values: { ':at': note.at, ':by': note.by, ':because': note.because },
        },
        condition: {
          text: '#status IN (:ready, :held)',
          names: { '#status': 'status' },
          values: { ':ready': 'ready', ':held': 'held' },
        },
      },
    ]);
  }

  /** Makes the previous version live again; the one that was live is then only kept until it is removed. */
  async rollBack(council: string, from: { readonly live: number; readonly previous: number }): Promise<boolean> {
    return this.#won([
      {
        update: { pk: this.#home(council), sk: 'POINTER' },
        set: { text: 'SET live = :previous REMOVE previous', values: { ':previous': from.previous } },
        condition: { text: 'live = :live AND previous = :previous', values: { ':live': from.live } },
      },
      {
        check: this.#datasetKey(council, from.previous),
        condition: {
          text: '#status IN (:ready, :held)',
          names: { '#status': 'status' },
          values: { ':ready': 'ready', ':held': 'held' },
        },
      },
    ]);
  }

  /** Marks a version for removal, unless it is live or kept. */
  async startRemoval(council: string, { version, fingerprint, status }: DatasetItem): Promise<boolean> {
    return this.#won([
      {
        check: { pk: this.#home(council), sk: 'POINTER' },
        condition: {
          text: '(attribute_not_exists(live) OR live <> :version) AND (attribute_not_exists(previous) OR previous <> :version)',
          values: { ':version': version },
        },
      },
      {
        update: this.#datasetKey(council, version),
        set: { text: 'SET #status = :removing', names: { '#status': 'status' }, values: { ':removing': 'removing' } },
      },
      ...(status === 'open' ? [{ remove: { pk: this.#home(council), sk: `OPEN#${fingerprint}` } }] : []),
    ]);
  }

  /** Removes one batch: its items and records first, the note of it last, so that a broken removal is gone on with. */
  async removeBatch(council: string, version: number, batch: number, items: readonly Item[]): Promise<void> {
    const pk = this.prefix(council, version);
    const number = padded(batch);
    const removes = items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    await this.#table.writeMany({ removes: [...removes, { pk, sk: `REMARKS#${number}` }] });
    await this.#table.remove({ pk, sk: `RECORDS#${number}` });
    await this.#table.remove({ pk, sk: `BATCH#${number}` });
  }

  async endRemoval(council: string, version: number): Promise<void> {
    await this.#table.update(this.#datasetKey(council, version), {
      text: 'SET #status = :removed',
      names: { '#status': 'status' },
      values: { ':removed': 'removed' },
    });
  }

  async #won(writes: Parameters<Table['transact']>[0]): Promise<boolean> {
    try {
      await this.#table.transact(writes);
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  }
}
