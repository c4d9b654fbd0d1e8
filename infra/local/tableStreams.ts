/** Stands in for Lambda's event source mappings: hands what a table's stream tells to the function that asked for it, in order. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CannotDo } from '../problem.ts';
import type { Json } from './intrinsics.ts';
import type { StreamMapping } from './resources.ts';
import type { ReadStream, StreamRecord } from './streamReader.ts';

type Fits = (value: unknown) => boolean;

/** Of Lambda's filter language, as much as our templates use: objects of lists of words, any of which a field may be. */
const filter = (pattern: Json): Fits => {
  if (Array.isArray(pattern) && pattern.every((one) => typeof one === 'string'))
    return (value) => pattern.includes(String(value));
  if (typeof pattern !== 'object' || pattern === null || Array.isArray(pattern))
    throw new CannotDo(`The filter ${JSON.stringify(pattern)} of a stream cannot be carried on this machine.`);
  const fields = Object.entries(pattern).map(([name, inside]) => [name, filter(inside)] as const);
  return (value) =>
    fields.every(([name, fits]) => fits((value as Readonly<Record<string, unknown>> | undefined)?.[name]));
};

export interface TableStreamsOptions {
  readonly streams: readonly StreamMapping[];
  readonly read: ReadStream;
  readonly invoke: (functionName: string, event: unknown) => Promise<unknown>;
  readonly print: (line: string) => void;
  /** Keeps how far each was read: what was written just before the end is told after the next start. */
  readonly file: string;
}

interface Report {
  readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[];
}

/** By function, then by shard: the sequence number of the last record that is done. */
type Positions = Record<string, Record<string, string>>;

const every = 250;
const afterFailure = 2000;

const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;

export class TableStreams {
  readonly #options: TableStreamsOptions;
  readonly #filters: ReadonlyMap<StreamMapping, readonly Fits[]>;
  readonly #done: Positions;
  #told = '';
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  /** Throws `CannotDo` for a filter that cannot be carried. */
  constructor(options: TableStreamsOptions) {
    this.#options = options;
    this.#filters = new Map(options.streams.map((one) => [one, one.filters.map((text) => filter(JSON.parse(text)))]));
    this.#done = existsSync(options.file) ? JSON.parse(readFileSync(options.file, 'utf8')) : {};
    this.#running = options.streams.length > 0 ? this.#run() : Promise.resolve();
  }

  /** Resolves when what was written before has been handed over, or was refused once more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#pass();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const wait = (await this.#pass()) ? every : afterFailure;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Whether all went well. A failure is told once, however often it comes again. */
  async #pass(): Promise<boolean> {
    let complaint = '';
    for (const stream of this.#options.streams) {
      try {
        await this.#carry(stream);
      } catch (error) {
        const message = `${stream.functionName} is given it again: ${String(error)}`;
        complaint = JSON.stringify({ type: 'failure', level: 'ERROR', error: { name: 'StreamFailed', message } });
      }
    }
    if (complaint && complaint !== this.#told) this.#options.print(complaint);
    this.#told = complaint;
    return complaint === '';
  }

  async #carry(stream: StreamMapping): Promise<void> {
    const { functionName, table, batchSize } = stream;
    const positions = this.#done[functionName] ?? {};
    this.#done[functionName] = positions;
    for (const [shard, records] of Object.entries(await this.#options.read(table, positions))) {
      for (let next = 0; next < records.length; next += batchSize) {
        const batch = records.slice(next, next + batchSize);
        const failed = await this.#handOver(stream, batch);
        const last = batch[failed < 0 ? batch.length - 1 : failed - 1];
        if (last) this.#keep(positions, shard, sequenceOf(last));
        if (failed >= 0) break;
      }
    }
  }

  /** Where to begin again: the index of the first record that the function reports, or -1. */
  async #handOver(stream: StreamMapping, batch: readonly StreamRecord[]): Promise<number> {
    const filters = this.#filters.get(stream) ?? [];
    const Records = batch.filter((one) => filters.length === 0 || filters.some((fits) => fits(one)));
    if (Records.length === 0) return -1;
    const report = (await this.#options.invoke(stream.functionName, { Records })) as Report | undefined;
    const failed = new Set(report?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
    return batch.findIndex((one) => failed.has(sequenceOf(one)));
  }

  #keep(positions: Record<string, string>, shard: string, sequence: string): void {
    positions[shard] = sequence;
    const { file } = this.#options;
    writeFileSync(`${file}.part`, JSON.stringify(this.#done));
    renameSync(`${file}.part`, file);
  }
}
