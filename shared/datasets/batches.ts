/** Batches of a load: what came, in which version, and the items made of it. */
import * as z from 'zod/mini';
import type { Expression, Item, Key } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Remark } from './collection.ts';
import type { DatasetKeys } from './keys.ts';
import { isOpen } from './versions.ts';
import { WholeStore } from './whole.ts';

const BatchItem = z.object({
  batch: z.int(),
  hash: z.string(),
  state: z.enum(['writing', 'written']),
  counts: z._default(z.record(z.string(), z.number()), {}),
});
export type BatchItem = z.infer<typeof BatchItem>;

const records = packer<unknown>('');
const remarks = packer<readonly Remark[]>('"outcome":"rejected","reason":"","detail":"","reference":"');

export interface BatchContent {
  /** The records as `packRecords` made them. */
  readonly records: Uint8Array;
  /** As `packRemarks` made them, if there are any. */
  readonly remarks: Uint8Array | undefined;
  readonly items: readonly Item[];
}

export const packRecords = records.pack;
export const packRemarks = remarks.pack;

/** The batch, to be written or as it was written before; or why it cannot be. */
export type Claim = BatchItem | 'differs' | 'not open';

/** In one page, unless a single batch has more: Lambda answers at most 6 MB. */
const mostRemarks = 5000;

export interface RemarksPage {
  readonly remarks: readonly Remark[];
  /** Last batch seen, if there are more. */
  readonly last: number | undefined;
}

const same = (hash: string): Expression => ({
  text: '#hash = :hash',
  names: { '#hash': 'hash' },
  values: { ':hash': hash },
});
/** Never one that is written: its note would be lost until it is written again. */
const newOrUnfinished = (hash: string): Expression => ({
  text: 'attribute_not_exists(pk) OR (#hash = :hash AND #state = :writing)',
  names: { '#hash': 'hash', '#state': 'state' },
  values: { ':hash': hash, ':writing': 'writing' },
});

export class BatchStore {
  readonly #table: Table;
  readonly #keys: DatasetKeys;
  /** What is made of all batches of a version together. */
  readonly whole: WholeStore;

  constructor(table: Table, keys: DatasetKeys) {
    this.#table = table;
    this.#keys = keys;
    this.whole = new WholeStore(table, keys);
  }

  /** What every key of a version's records starts with. */
  prefix(council: string, version: number): string {
    return this.#keys.prefix(council, version);
  }

  /** Takes a batch number for content with this hash, if the version is open and no other content has it. */
  async claim(council: string, version: number, batch: number, hash: string): Promise<Claim> {
    const known = await this.find(council, version, batch);
    if (known?.hash === hash && known.state === 'written') return known;
    const claimed = { batch, hash, state: 'writing', counts: {} } as const;
    const key = this.#keys.batch(council, version, 'BATCH', batch);
    try {
      await this.#table.transact([
        { check: this.#keys.dataset(council, version), condition: isOpen },
        { put: { ...key, type: 'batch', ...claimed }, condition: newOrUnfinished(hash) },
      ]);
      return claimed;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      if (error.index === 0) return 'not open';
      const there = error.item && BatchItem.parse(error.item);
      return there?.hash === hash ? there : 'differs';
    }
  }

  /**
   * Writes a claimed batch: its records first, so that whatever follows can be removed again, and the note that it is complete
   * last, so that a broken write is never counted. `false` when the version was removed meanwhile.
   */
  async write(council: string, version: number, batch: BatchItem, content: BatchContent): Promise<boolean> {
    const at = (kind: 'BATCH' | 'RECORDS' | 'REMARKS') => this.#keys.batch(council, version, kind, batch.batch);
    const noted = content.remarks ? [{ ...at('REMARKS'), data: content.remarks }] : [];
    await this.#table.writeMany({ puts: [{ ...at('RECORDS'), data: content.records }, ...noted] });
    await this.#table.writeMany({ puts: content.items });
    try {
      await this.#table.put({ ...at('BATCH'), type: 'batch', ...batch }, same(batch.hash));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      await this.remove(council, version, batch.batch, content.items);
      return false;
    }
  }

  /** How many of these are there. */
  async count(keys: readonly Key[]): Promise<number> {
    return (await this.#table.getMany(keys)).length;
  }

  async list(council: string, version: number): Promise<BatchItem[]> {
    const items = await this.#table.queryAll({ pk: this.prefix(council, version), prefix: 'BATCH#', consistent: true });
    return items.map((item) => BatchItem.parse(item));
  }

  async find(council: string, version: number, batch: number): Promise<BatchItem | undefined> {
    const item = await this.#table.get(this.#keys.batch(council, version, 'BATCH', batch), { consistent: true });
    return item && BatchItem.parse(item);
  }

  async records(council: string, version: number, batch: number): Promise<unknown> {
    // A batch that is not seen yet would be taken for one that is not there: the rest would be left out, or left behind.
    const item = await this.#table.get(this.#keys.batch(council, version, 'RECORDS', batch), { consistent: true });
    return item && records.unpack(item.data);
  }

  /** The remarks of the next few batches that have any; `after` is the last batch seen. */
  async remarks(council: string, version: number, after?: number): Promise<RemarksPage> {
    const { items, next } = await this.#table.query({
      pk: this.prefix(council, version),
      prefix: 'REMARKS#',
      limit: 10,
      after: after === undefined ? undefined : { ...this.#keys.batch(council, version, 'REMARKS', after) },
    });
    const numberOf = (key: Item) => Number(String(key.sk).split('#')[1]);
    const taken: Remark[] = [];
    let last: Item | undefined;
    for (const item of items) {
      const found = remarks.unpack(item.data);
      if (last && taken.length + found.length > mostRemarks) return { remarks: taken, last: numberOf(last) };
      taken.push(...found);
      last = item;
    }
    return { remarks: taken, last: next && numberOf(next) };
  }

  /** Removes one batch: its items and records first, the note of it last, so that a broken removal is gone on with. */
  async remove(council: string, version: number, batch: number, items: readonly Item[]): Promise<void> {
    const at = (kind: 'BATCH' | 'RECORDS' | 'REMARKS') => this.#keys.batch(council, version, kind, batch);
    const keys = items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
    await this.#table.writeMany({ removes: [...keys, at('REMARKS')] });
    await this.#table.remove(at('RECORDS'));
    await this.#table.remove(at('BATCH'));
  }
}
