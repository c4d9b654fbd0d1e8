import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { hearing } from '#shared/events/hearing.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { providersHere } from '#shared/provider.ts';
import { scheduled } from '#shared/schedule.ts';
import { assembled } from './assembly.ts';
import { notifications } from './contract.ts';
import { handlers } from './handlers.ts';
import { hear } from './sending/hear.ts';
import { sweep } from './sending/sweep.ts';

const table = new Table(environment('TABLE_NAME'));
const surroundings = platform();
const dependencies = assembled(table, { ...surroundings, providers: providersHere(notifications, surroundings) });
const answer = serve(notifications, handlers(dependencies), surroundings, new AnswerStore(table, Date.now));

export const handler = hearing(hear(dependencies), scheduled(sweep(dependencies), answer, surroundings), surroundings);
