import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { providersHere } from '#shared/provider.ts';
import { assembled } from './assembly.ts';
import { vehicles } from './contract.ts';
import { handlers } from './handlers.ts';

const surroundings = platform();
const table = new Table(environment('TABLE_NAME'));
const dependencies = assembled(table, surroundings, providersHere(vehicles, surroundings));

export const handler = serve(vehicles, handlers(dependencies), surroundings);
