import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { sampleThings } from './contract.ts';
import { handlers } from './handlers.ts';
import { entryStore } from './store.ts';

const store = entryStore(new Table(environment('TABLE_NAME')));

export const handler = serve(sampleThings, handlers({ store, clock: Date.now }), platform());
