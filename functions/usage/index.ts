import type { Context } from 'aws-lambda';
import { Table } from '#shared/dynamodb/table.ts';
import { environment } from '#shared/environment.ts';
import type { Event } from '#shared/http/exchange.ts';
import { platform } from '#shared/http/platform.ts';
import { serve } from '#shared/http/serve.ts';
import { keeping } from '#shared/retention.ts';
import { usage } from './contract.ts';
import { type Delivery, unpacked } from './delivery.ts';
import { handlers } from './handlers.ts';
import { usageStore } from './store.ts';

const shared = platform();
const store = usageStore(new Table(environment('TABLE_NAME')), {
  clock: Date.now,
  keeping: keeping(usage, 'counts', shared),
});
const answer = serve(usage, handlers({ store, clock: Date.now }), shared);

/** What fails is delivered again; what fails for good is kept among the dead letters. */
const count = async (delivery: Delivery): Promise<void> => {
  const { lines, unread } = unpacked(delivery);
  if (unread > 0)
    shared.log({ type: 'failure', level: 'WARN', error: { name: 'UnreadLines', message: String(unread) } });
  await store.count(lines);
};

export const handler = (event: Event | Delivery, context: Context): Promise<unknown> =>
  'awslogs' in event ? count(event) : answer(event, context);
