import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { access } from './contract.ts';
import { handlers } from './handlers.ts';
import { keyStore } from './store.ts';

const store = keyStore(new Table(environment('KEYS_TABLE')));

export const handler = serve(access, handlers({ store, clock: Date.now }), platform());
