/** Dataset versions: which there are, what state they are in, which one is live. */
import * as z from 'zod/mini';
import type { AuditTrail, Deed } from '#shared/audit/trail.ts';
import { type Expression, ifAbsent } from '#shared/dynamodb/expression.ts';
import { ConditionFailed } from '#shared/dynamodb/failures.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import type { Check } from './gate.ts';
import type { DatasetKeys } from './keys.ts';

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

const Pointer = z.object({
  last: z.int(),
  live: z.optional(z.int()),
  previous: z.optional(z.int()),
  /** When the live version went live, by publishing or by rolling back. */
  liveSince: z.optional(z.string()),
});
export type Pointer = z.infer<typeof Pointer>;

const pointerIs = (pointer: Pointer): Expression =>
  pointer.live === undefined
    ? { text: 'attribute_not_exists(live)' }
    : { text: 'live = :live', values: { ':live': pointer.live } };

const hasStatus = (...statuses: DatasetItem['status'][]): Expression => ({
  text: `#status IN (${statuses.map((_, i) => `:status${i}`).join(', ')})`,
  names: { '#status': 'status' },
  values: Object.fromEntries(statuses.map((status, i) => [`:status${i}`, status])),
});

/** For a condition on a version that takes batches. */
export const isOpen = hasStatus('open');
const isFinished = hasStatus('ready', 'held');

export class VersionStore {
  readonly #table: Table;
  readonly #keys: DatasetKeys;
  readonly audit: AuditTrail;

  constructor(table: Table, keys: DatasetKeys, audit: AuditTrail) {
    this.#table = table;
    this.#keys = keys;
    this.audit = audit;
  }

  async pointer(council: string): Promise<Pointer> {
    const item = await this.#table.get(this.#keys.pointer(council), { consistent: true });
    return item ? Pointer.parse(item) : { last: 0 };
  }

  async find(council: string, version: number): Promise<DatasetItem | undefined> {
    const item = await this.#table.get(this.#keys.dataset(council, version), { consistent: true });
    return item && DatasetItem.parse(item);
  }

  /** Newest first. */
  async list(council: string, limit: number, before?: number): Promise<{ datasets: DatasetItem[]; more: boolean }> {
    const { items, next } = await this.#table.query({
      pk: this.#keys.home(council),
      prefix: 'DATASET#',
      limit,
      descending: true,
      consistent: true,
      after: before === undefined ? undefined : { ...this.#keys.dataset(council, before) },
    });
    return { datasets: items.map((item) => DatasetItem.parse(item)), more: next !== undefined };
  }

  /** Opens the next version for a file, or says in which version the file is being loaded already. */
  async open(
    council: string,
    dataset: Omit<DatasetItem, 'version' | 'status'>,
  ): Promise<{ opened: DatasetItem } | { open: number }> {
    for (;;) {
      const { last } = await this.pointer(council);
      const opened: DatasetItem = { ...dataset, version: last + 1, status: 'open' };
      try {
        await this.#table.transact([
          { put: { ...this.#keys.open(council, dataset.fingerprint), version: opened.version }, condition: ifAbsent },
          {
            update: this.#keys.pointer(council),
            set: { text: 'SET #last = :next', names: { '#last': 'last' }, values: { ':next': opened.version } },
            condition: { text: 'attribute_not_exists(#last) OR #last = :last', values: { ':last': last } },
          },
          { put: { ...this.#keys.dataset(council, opened.version), type: 'dataset', ...opened }, condition: ifAbsent },
        ]);
        return { opened };
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error;
        if (error.index === 0) return { open: Number(error.item?.version) };
        // Somebody else took the number: try the next.
      }
    }
  }

  /** Closes a load. `false` when it was not open any more. */
  async finish(
    council: string,
    dataset: DatasetItem,
    result: Required<Pick<DatasetItem, 'finishedAt' | 'counts' | 'checks'>> & { status: 'ready' | 'held' },
  ): Promise<boolean> {
    return this.#won([
      {
        update: this.#keys.dataset(council, dataset.version),
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
        condition: isOpen,
      },
      { remove: this.#keys.open(council, dataset.fingerprint) },
    ]);
  }

  /** Flips the pointer from what it was read as to `version`. `false` when somebody else flipped it, or the version went. */
  async publish(
    council: string,
    version: number,
    from: Pointer,
    note: Deed & { because: string | undefined },
  ): Promise<boolean> {
    return this.#won([
      {
        update: this.#keys.pointer(council),
        set:
          from.live === undefined
            ? { text: 'SET live = :version, liveSince = :at', values: { ':version': version, ':at': note.at } }
            : {
                text: 'SET live = :version, previous = :live, liveSince = :at',
                values: { ':version': version, ':at': note.at },
              },
        condition: pointerIs(from),
      },
      {
        update: this.#keys.dataset(council, version),
        set: {
          text: `SET publishedAt = :at, publishedBy = :by${note.because === undefined ? '' : ', because = :because'}`,
          values: { ':at': note.at, ':by': note.by, ':because': note.because },
        },
        condition: isFinished,
      },
      this.#flipped(council, version, note, from.live, version),
    ]);
  }

  /** Makes the previous version live again; the one that was live is then only kept until it is removed. */
  async rollBack(
    council: string,
    from: { readonly live: number; readonly previous: number },
    deed: Deed,
  ): Promise<boolean> {
    return this.#won([
      {
        update: this.#keys.pointer(council),
        set: {
          text: 'SET live = :previous, liveSince = :at REMOVE previous',
          values: { ':previous': from.previous, ':at': deed.at },
        },
        condition: { text: 'live = :live AND previous = :previous', values: { ':live': from.live } },
      },
      {
        check: this.#keys.dataset(council, from.previous),
        condition: isFinished,
      },
      this.#flipped(council, from.live, deed, from.live, from.previous),
    ]);
  }

  #flipped(council: string, version: number, { at, by, operation }: Deed, before: number | undefined, live: number) {
    const state = { ...(before !== undefined && { before: { live: before } }), after: { live } };
    return this.audit.write(council, { at, by, operation, on: this.#keys.id(version), fields: ['live'], ...state });
  }

  /** Marks a version for removal, unless it is live or kept. */
  async startRemoval(council: string, { version, fingerprint, status }: DatasetItem, deed: Deed): Promise<boolean> {
    if (status === 'removing') return true;
    const on = this.#keys.id(version);
    return this.#won([
      {
        check: this.#keys.pointer(council),
        condition: {
          text: '(attribute_not_exists(live) OR live <> :version) AND (attribute_not_exists(previous) OR previous <> :version)',
          values: { ':version': version },
        },
      },
      {
        update: this.#keys.dataset(council, version),
        set: { text: 'SET #status = :removing', names: { '#status': 'status' }, values: { ':removing': 'removing' } },
        condition: hasStatus(status),
      },
      this.audit.write(council, { ...deed, on, fields: ['status'], before: { status }, after: { status: 'removing' } }),
      ...(status === 'open' ? [{ remove: this.#keys.open(council, fingerprint) }] : []),
    ]);
  }

  async endRemoval(council: string, version: number): Promise<void> {
    await this.#table.update(this.#keys.dataset(council, version), {
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
