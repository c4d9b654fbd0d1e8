/** Loads invented gazetteers into a table, as the API does. */
import type { GazetteerAddress } from '#functions/addresses/contract/gazetteer.ts';
import { gazetteer } from '#functions/addresses/records.ts';
import { gazetteerStore } from '#functions/addresses/store.ts';
import type { Request } from '#shared/contract/capability.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { datasetHandlers } from '#shared/datasets/handlers.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { aTrail } from './table.ts';

const keys = new DatasetKeys(gazetteer.name);
export const council = 'marlbeck';
export const asked = (rest: object) => ({ council, ...rest }) as Request as never;

/** A warm function's view of a table; a new one has read nothing yet. */
export const aFunction = (table: Table, clock: () => number = Date.now) => {
  const versions = new VersionStore(table, keys, aTrail(table));
  const store = gazetteerStore(table, keys, versions, Date.now);
  const loads = { versions, batches: new BatchStore(table, keys), collection: gazetteer, clock };
  return { store, loading: datasetHandlers({ ...loads, published: store.forget }) };
};

type Loading = ReturnType<typeof aFunction>['loading'];

/** Opens a version and puts all batches; how to finish it is the caller's. */
export const sent = async (loading: Loading, addresses: readonly GazetteerAddress[], perBatch = 500) => {
  const body = { fingerprint: crypto.randomUUID(), format: 'test' };
  const { version } = await loading.openDataset(asked({ body }));
  const batches = Math.ceil(addresses.length / perBatch);
  for (let batch = 0; batch < batches; batch += 1) {
    const records = { addresses: addresses.slice(batch * perBatch, (batch + 1) * perBatch), remarks: [], counts: {} };
    await loading.putBatch(asked({ params: { version, batch }, body: records }));
  }
  return { version, finishing: asked({ params: { version }, body: { batches } }) };
};

export const published = async (table: Table, addresses: readonly GazetteerAddress[]): Promise<number> => {
  const { loading } = aFunction(table);
  const { version, finishing } = await sent(loading, addresses);
  await loading.finishDataset(finishing);
  await loading.publishDataset(asked({ params: { version }, body: { because: 'a test' } }));
  return version;
};
