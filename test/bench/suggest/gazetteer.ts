/** A gazetteer on the embedded engine, loaded as `npx commons import` loads it but without HTTP between. */

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { GazetteerAddress } from '#functions/addresses/contract/gazetteer.ts';
import type { Suggestion } from '#functions/addresses/contract/suggest.ts';
import { gazetteer } from '#functions/addresses/records.ts';
import { type GazetteerStore, gazetteerStore } from '#functions/addresses/store.ts';
import { suggestHandlers } from '#functions/addresses/suggest/handlers.ts';
import type { Request } from '#shared/contract/capability.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { datasetHandlers } from '#shared/datasets/handlers.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { aTrail } from '#test/support/table.ts';
import { progress } from '../../../infra/cli/progress.ts';
import { clientOf, createTables, startEngine } from '../../../infra/local/engine.ts';

export const council = 'marlbeck';
const addressesPerBatch = 500;
const batchesAtOnce = 4;
const keys = new DatasetKeys(gazetteer.name);
export const asked = (rest: object) => ({ council, ...rest }) as Request as never;

export interface Loaded {
  readonly table: Table;
  readonly client: DynamoDBClient;
  readonly seconds: { readonly batches: number; readonly finish: number };
  /** Seconds of each call that it took until the index was whole. */
  readonly finishes: readonly number[];
  /** A function that has read nothing yet. */
  readonly fresh: () => GazetteerStore;
  readonly stop: () => Promise<void>;
}

function* inBatches(addresses: Iterable<GazetteerAddress>): Generator<GazetteerAddress[]> {
  let batch: GazetteerAddress[] = [];
  for (const address of addresses) {
    batch.push(address);
    if (batch.length < addressesPerBatch) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** As the importer cuts them: by postcode, then UPRN. */
export const inOrder = (addresses: readonly GazetteerAddress[]): GazetteerAddress[] =>
  addresses.toSorted((a, b) => ((a.postcode ?? '') + a.uprn < (b.postcode ?? '') + b.uprn ? -1 : 1));

const region = 'eu-west-2';

const emptyTable = async (endpoint: string, client: DynamoDBClient): Promise<Table> => {
  const definition = {
    AttributeDefinitions: ['pk', 'sk'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
  };
  await createTables([{ name: 'addresses', definition }], endpoint, region);
  return new Table('addresses', client);
};

/** By UPRN, parent, outward code and square, and the whole addresses of a street. */
const isForOthers = ({ pk, sk }: Item): boolean =>
  /^[^#]+#[^#]+#[UCOG]#/.test(String(pk)) || (/^[^#]+#[^#]+#S#/.test(String(pk)) && String(sk).startsWith('B'));

/** Seconds of each call. */
const untilWhole = async (finish: () => Promise<{ readonly state: string }>): Promise<number[]> => {
  const seconds: number[] = [];
  for (let open = true; open; ) {
    const began = performance.now();
    open = (await finish()).state === 'open';
    seconds.push((performance.now() - began) / 1000);
  }
  return seconds;
};

/**
 * Loads and publishes. `searchOnly` leaves out what only other operations read (by UPRN, street, parent, outward code, square),
 * so that a million addresses are loaded in minutes; what a search reads is the same.
 */
export const load = async (
  addresses: Iterable<GazetteerAddress>,
  count: number,
  { dataFile, searchOnly = false }: { readonly dataFile?: string; readonly searchOnly?: boolean } = {},
): Promise<Loaded> => {
  const engine = await startEngine(dataFile);
  const client = clientOf(engine.endpoint, region);
  const table = await emptyTable(engine.endpoint, client);
  const versions = new VersionStore(table, keys, aTrail(table));
  const collection: typeof gazetteer = searchOnly
    ? {
        ...gazetteer,
        index: (...given) => gazetteer.index(...given).filter((item) => !isForOthers(item)),
      }
    : gazetteer;
  const loading = datasetHandlers({ versions, batches: new BatchStore(table, keys), collection, clock: Date.now });
  const { version } = await loading.openDataset(asked({ body: { fingerprint: 'a'.repeat(64), format: 'bench' } }));
  const shown = progress('Loading', 'addresses', count);
  const started = performance.now();
  let [batches, sent] = [0, 0];
  const queue = inBatches(addresses);
  const worker = async () => {
    for (const batch of queue) {
      const params = { version, batch: batches };
      batches += 1;
      await loading.putBatch(asked({ params, body: { addresses: batch, streets: [], remarks: [], counts: {} } }));
      sent += batch.length;
      shown.update(sent);
    }
  };
  // One queue for all: what one worker has taken, no other gets.
  await Promise.all(Array.from({ length: batchesAtOnce }, worker));
  shown.stop();
  const loaded = performance.now();
  const finishes = await untilWhole(async () =>
    loading.finishDataset(asked({ params: { version }, body: { batches } })),
  );
  const finished = performance.now();
  await loading.publishDataset(asked({ params: { version }, body: { because: 'measured' } }));
  return {
    table,
    client,
    finishes,
    seconds: { batches: (loaded - started) / 1000, finish: (finished - loaded) / 1000 },
    fresh: () => gazetteerStore(table, keys, new VersionStore(table, keys, aTrail(table)), Date.now),
    stop: engine.stop,
  };
};

export const suggesting =
  (store: GazetteerStore) =>
  async (q: string): Promise<readonly Suggestion[]> => {
    const answer = await suggestHandlers(store).suggestAddresses(asked({ query: { q, limit: 10 } }));
    return answer.suggestions;
  };
