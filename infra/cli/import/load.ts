/** Sends a staged file to the API: opens a version, puts what is missing of its batches, finishes, publishes, tidies up. */
import type { Counts, Remark } from '#shared/datasets/collection.ts';
import type { Batch, LiveVersion, Staged } from '#shared/datasets/importer.ts';
import { readRanges } from '#shared/datasets/ranges.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { type Api, Refusal } from '../api.ts';

export interface Dataset {
  readonly version: number;
  readonly state: string;
  readonly format: string;
  readonly createdAt: string;
  readonly publishedAt?: string;
  readonly counts?: Counts;
  readonly checks?: readonly { readonly passed: boolean; readonly says: string }[];
  readonly received?: string;
}

export interface Watch {
  /** Records sent, of all. */
  readonly onSent: (batches: number) => void;
  readonly onResume: (version: number, batches: number) => void;
  /** All is sent; the server has so many steps left to do. */
  readonly onRemaining: (steps: number) => void;
}

export interface LoadOptions {
  readonly tolerance: { readonly fewer?: number; readonly rejected?: number };
  readonly publish: boolean;
}

export interface Loaded {
  readonly dataset: Dataset;
  /** Rejects that the server found, beside those of the file. */
  readonly rejected: readonly Remark[];
}

const batchesAtOnce = 4;

export class Datasets {
  readonly #api: Api;
  readonly #path: string;

  /** `path`: `/marlbeck/addresses/datasets` */
  constructor(api: Api, path: string) {
    this.#api = api;
    this.#path = path;
  }

  list(): Promise<{ datasets: Dataset[] }> {
    return this.#api.call('GET', `${this.#path}?limit=100`);
  }

  get(version: number): Promise<Dataset> {
    return this.#api.call('GET', `${this.#path}/${version}`);
  }

  publish(version: number, because?: string): Promise<Dataset> {
    return this.#api.call('POST', `${this.#path}/${version}/publish`, because ? { because } : {});
  }

  rollBack(from: number): Promise<Dataset> {
    return this.#api.call('POST', `${this.#path}/rollback`, { from });
  }

  /** Removes a version to the end, however many calls it takes. */
  async remove(version: number, onRemaining: (batches: number) => void = () => undefined): Promise<void> {
    for (;;) {
      const { remaining } = await this.#api.call<{ remaining: number }>('DELETE', `${this.#path}/${version}`);
      if (remaining === 0) return;
      onRemaining(remaining);
    }
  }

  async *remarks(version: number): AsyncGenerator<Remark> {
    let cursor: string | undefined;
    do {
      const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const page = await this.#api.call<{ rejects: Remark[]; cursor?: string }>(
        'GET',
        `${this.#path}/${version}/rejects${query}`,
      );
      yield* page.rejects;
      cursor = page.cursor;
    } while (cursor);
  }

  async live(): Promise<(LiveVersion & { readonly counts: Counts }) | undefined> {
    const { datasets } = await this.list();
    const found = datasets.find(({ state }) => state === 'live');
    return found && { format: found.format, counts: found.counts ?? {}, records: this.#recordsOf(found.version) };
  }

  async *#recordsOf(version: number): AsyncGenerator<Batch['records']> {
    const { received = '' } = await this.get(version);
    for (const batch of readRanges(received)) {
      const { records } = await this.#api.call<{ records: Batch['records'] }>(
        'GET',
        `${this.#path}/${version}/batches/${batch}`,
      );
      yield records;
    }
  }

  /** Opens a version for the file, or finds the one that it was being loaded into. */
  async #open({ fingerprint, format }: Staged): Promise<Dataset> {
    try {
      return await this.#api.call('POST', this.#path, { fingerprint, format });
    } catch (error) {
      if (error instanceof Refusal && error.status === 409 && typeof error.body.version === 'number')
        return this.get(error.body.version);
      throw error;
    }
  }

  async load(staged: Staged, options: LoadOptions, watch: Watch): Promise<Loaded> {
    const { version, received = '' } = await this.#open(staged);
    const there = readRanges(received);
    if (there.size > 0) watch.onResume(version, there.size);
    const missing = Array.from({ length: staged.batches }, (_, i) => i).filter((batch) => !there.has(batch));
    let sent = there.size;
    await inParallel(missing, batchesAtOnce, async (number) => {
      const { records, remarks, counts } = staged.batch(number);
      await this.#api.call('PUT', `${this.#path}/${version}/batches/${number}`, { ...records, remarks, counts });
      sent += 1;
      watch.onSent(sent);
    });
    const finished = await this.#finish(version, { batches: staged.batches, tolerance: options.tolerance }, watch);
    const rejected = await this.#foundByServer(version, staged, finished);
    if (finished.state !== 'ready' || !options.publish) return { dataset: finished, rejected };
    return { dataset: await this.publish(version), rejected };
  }

  /** However many calls it takes. */
  async #finish(version: number, body: object, { onRemaining }: Watch): Promise<Dataset> {
    for (;;) {
      const path = `${this.#path}/${version}/finish`;
      const { remaining, ...dataset } = await this.#api.call<Dataset & { remaining?: number }>('POST', path, body);
      if (!remaining) return dataset;
      onRemaining(remaining);
    }
  }

  /** Rejects beyond those that were sent along: read back only when there are any. */
  async #foundByServer(version: number, staged: Staged, { counts = {} }: Dataset): Promise<Remark[]> {
    const known = new Set([...staged.remarks].map((remark) => JSON.stringify(remark)));
    const told = (counts.rejected ?? 0) + (counts.warnings ?? 0);
    if (told <= known.size) return [];
    const found: Remark[] = [];
    for await (const remark of this.remarks(version)) {
      const { line, outcome, reason, detail, reference } = remark;
      const text = JSON.stringify({ line, outcome, reason, detail, ...(reference !== undefined && { reference }) });
      if (!known.has(text)) found.push(remark);
    }
    return found;
  }

  /** Removes what is neither live nor kept, nor being loaded. */
  async tidy(onRemove: (version: number) => void): Promise<void> {
    const { datasets } = await this.list();
    for (const { version, state } of datasets) {
      if (state !== 'retired') continue;
      onRemove(version);
      await this.remove(version);
    }
  }
}
