import { DatasetStore } from '#shared/datasets/store.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { addresses } from './contract.ts';
import { handlers } from './handlers.ts';
import { gazetteer } from './records.ts';
import { gazetteerStore } from './store.ts';

const table = new Table(environment('TABLE_NAME'));
const datasets = new DatasetStore(table, gazetteer.name);
const store = gazetteerStore(table, datasets, Date.now);
const loads = { datasets, collection: gazetteer, clock: Date.now, published: store.forget };

export const handler = serve(addresses, handlers({ store, loads }), platform());
