import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { assembled } from './assembly.ts';
import { areas } from './contract.ts';
import { handlers } from './handlers.ts';

const surroundings = platform();

export const handler = serve(
  areas,
  handlers(assembled(new Table(environment('TABLE_NAME')), surroundings)),
  surroundings,
);
