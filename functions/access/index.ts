import { lastUses } from '#shared/access/quota.ts';
import { auditTrail } from '#shared/audit/trail.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { AnswerStore } from '#shared/idempotency/answers.ts';
import { keeping } from '#shared/retention.ts';
import { access } from './contract.ts';
import { handlers } from './handlers.ts';
import { keyStore } from './store.ts';

const table = new Table(environment('KEYS_TABLE'));
const quotas = new Table(environment('QUOTAS_TABLE'));

const surroundings = platform();
const trail = auditTrail(table, keeping(access, 'audit', surroundings));

export const handler = serve(
  access,
  handlers({ store: keyStore(table, trail), clock: Date.now, lastUses: (keys) => lastUses(quotas, keys) }),
  surroundings,
  new AnswerStore(table, Date.now),
);
