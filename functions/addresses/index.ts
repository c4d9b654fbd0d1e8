import { auditTrail } from '#shared/audit/trail.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { keeping } from '#shared/retention.ts';
import { aliasStore } from './aliases/store.ts';
import { versionRecords } from './changes/store.ts';
import { addresses } from './contract.ts';
import { handlers } from './handlers.ts';
import { gazetteer } from './records.ts';
import { gazetteerStore } from './store.ts';

const table = new Table(environment('TABLE_NAME'));
const keys = new DatasetKeys(gazetteer.name);
const surroundings = platform();
const trail = auditTrail(table, keeping(addresses, 'audit', surroundings));
const versions = new VersionStore(table, keys, trail);
const store = gazetteerStore(table, keys, versions, Date.now);
const batches = new BatchStore(table, keys);
const changes = { versions, recordsOf: versionRecords(table, batches) };
const loads = {
  versions,
  batches,
  collection: gazetteer,
  clock: Date.now,
  published: store.forget,
};

const aliases = aliasStore(table, trail);

export const handler = serve(addresses, handlers({ store, aliases, changes, loads }), surroundings);
