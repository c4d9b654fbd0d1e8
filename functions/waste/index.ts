import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { scheduled } from '#shared/schedule.ts';
import { assembled } from './assembly.ts';
import { sweep } from './cases/sweep.ts';
import { waste } from './contract.ts';
import { handlers } from './handlers.ts';

const table = new Table(environment('TABLE_NAME'));
const surroundings = platform();
const dependencies = assembled(table, surroundings);
const answer = serve(waste, handlers(dependencies), surroundings, new AnswerStore(table, Date.now));

export const handler = scheduled(sweep(dependencies), answer, surroundings);
