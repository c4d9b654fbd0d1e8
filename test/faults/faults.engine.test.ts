/** What callers are told is so, while the database breaks in every way it can. `FAULT_SEED` and `FAULT_SHARE` try others. */

import { aliasStore } from '#functions/addresses/aliases/store.ts';
import { versionRecords } from '#functions/addresses/changes/store.ts';
import { addresses } from '#functions/addresses/contract.ts';
import { handlers as addressHandlers } from '#functions/addresses/handlers.ts';
import { gazetteer } from '#functions/addresses/records.ts';
import { gazetteerStore } from '#functions/addresses/store.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { inParallel } from '#shared/dynamodb/retry.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { serve } from '#shared/http/serve.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { type Ask, caller, insist } from '#test/support/faultyCaller.ts';
import { type FaultyEngine, faultyEngine } from '#test/support/faultyEngine.ts';

import { aTrail, freshTable } from '#test/support/table.ts';

const seed = Number(process.env.FAULT_SEED ?? 20261123);
const share = Number(process.env.FAULT_SHARE ?? 0.4);

let engine: FaultyEngine;
const statuses: Record<number, number> = {};
beforeEach(async () => {
  engine = await faultyEngine(share, seed);
});
afterEach(async () => {
  await engine.stop();
});
afterAll(() => {
  console.log(`Seed ${seed}: answers by status ${JSON.stringify(statuses)}`);
});

const addressesOn = (table: Table) => {
  const keys = new DatasetKeys(gazetteer.name);
  const versions = new VersionStore(table, keys, aTrail(table));
  const store = gazetteerStore(table, keys, versions, Date.now);
  const batches = new BatchStore(table, keys);
  const changes = { versions, recordsOf: versionRecords(table, batches) };
  const loads = { versions, batches, collection: gazetteer, clock: Date.now, published: store.forget };
  const aliases = aliasStore(table, aTrail(table));
  const all = { store, aliases, changes, loads };
  return caller(statuses, (platform) => serve(addresses, addressHandlers(all), platform));
};

const council = 'marlbeck';
const [batches, perBatch] = [12, 25];
const uprnOf = (batch: number, i: number) => String(999_000_000 + batch * perBatch + i);
const batchOf = (batch: number) =>
  Array.from({ length: perBatch }, (_, i) =>
    anAddress({
      uprn: uprnOf(batch, i),
      postcode: `ZZ${batch} 1AA`,
      easting: 520_000 + batch * 400 + i,
      lpis: [anLpi({ pao: { startNumber: i + 1 } })],
    }),
  );

it('loads a gazetteer whole: nothing acknowledged is lost, nothing is there twice', async () => {
  const clean = await freshTable();
  const ask = addressesOn(new Table(clean.name, engine.client));
  const route = (text: string) => text.replace('…', '/{council}/addresses/datasets');
  const opened = await insist(ask, {
    route: route('POST …'),
    params: { council },
    body: JSON.stringify({ fingerprint: 'a'.repeat(64), format: 'test' }),
  });
  // The first answer may have been lost: then the load is there already, and the refusal says which it is.
  expect([201, 409]).toContain(opened.status);
  const version = String(opened.json.version);

  await inParallel([...Array(batches).keys()], 6, async (batch) => {
    const { status, json } = await insist(ask, {
      route: route('PUT …/{version}/batches/{batch}'),
      params: { council, version, batch: String(batch) },
      body: JSON.stringify({ addresses: batchOf(batch), counts: { rows: perBatch } }),
    });
    expect([status, json.counts]).toEqual([200, expect.objectContaining({ rows: perBatch, addresses: perBatch })]);
  });
  const at = { params: { council, version } };
  await insist(ask, { route: route('POST …/{version}/finish'), ...at, body: JSON.stringify({ batches }) });
  await insist(ask, { route: route('POST …/{version}/publish'), ...at, body: '{}' });
  console.log(`Load: ${engine.requests} requests, faults ${JSON.stringify(engine.injected)}`);

  const afterwards = addressesOn(clean);
  const dataset = await afterwards({ route: route('GET …/{version}'), ...at });
  expect(dataset.json).toMatchObject({
    state: 'live',
    received: `0-${batches - 1}`,
    counts: { addresses: batches * perBatch },
  });
  for (let batch = 0; batch < batches; batch += 1) {
    const query = `postcode=ZZ${batch}%201AA`;
    const { json } = await afterwards({ route: 'GET /{council}/addresses', params: { council }, query });
    const uprns = json.addresses.map(({ uprn }: { uprn: string }) => uprn);
    expect(uprns).toEqual(Array.from({ length: perBatch }, (_, i) => uprnOf(batch, i)));
  }
});

/** One batch, without faults. */
const load = async (ask: Ask): Promise<void> => {
  const at = (route: string, params: object, body: object) =>
    ask({ route: `${route}`, params: { council, ...params }, body: JSON.stringify(body) });
  const path = '/{council}/addresses/datasets';
  await at(`POST ${path}`, {}, { fingerprint: 'b'.repeat(64), format: 'test' });
  await at(`PUT ${path}/{version}/batches/{batch}`, { version: '1', batch: '0' }, { addresses: batchOf(1) });
  await at(`POST ${path}/{version}/finish`, { version: '1' }, { batches: 1 });
  await at(`POST ${path}/{version}/publish`, { version: '1' }, {});
};

it('answers look-ups right, or says when to come again', async () => {
  const clean = await freshTable();
  const direct = addressesOn(clean);
  await load(direct);

  const uprns = Array.from({ length: perBatch }, (_, i) => uprnOf(1, i));
  await inParallel([...Array(80).keys()], 8, async () => {
    // A function that remembers nothing.
    const ask = addressesOn(new Table(clean.name, engine.client));
    const { status, json } = await ask({
      route: 'POST /{council}/addresses/lookup',
      params: { council },
      body: JSON.stringify({ uprns }),
    });
    if (status === 200) expect([json.addresses.length, json.notFound]).toEqual([perBatch, []]);
    else expect(status).toBe(503);
  });
  console.log(`Look-ups: ${engine.requests} requests, faults ${JSON.stringify(engine.injected)}`);
});
