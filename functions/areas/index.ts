import { invokeByLambda } from '#shared/calls.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { assembled } from './assembly.ts';
import { areas } from './contract.ts';
import { handlers } from './handlers.ts';
import { gazetteerBy } from './native/gazetteer.ts';

const surroundings = platform();

const table = new Table(environment('TABLE_NAME'));
const gazetteer = gazetteerBy(invokeByLambda());

export const handler = serve(areas, handlers(assembled(table, surroundings, gazetteer)), surroundings);
