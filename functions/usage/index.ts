import type { Context } from 'aws-lambda';
import { metered } from '#shared/dynamodb/meter.ts';
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

/** What fails is delivered again; what fails for good is kept among the dead letters, whose alarm rings: lines that cannot be read, too. */
const count = (delivery: Delivery): Promise<void> =>
  metered(async (meter) => {
    const startedAt = Date.now();
    const { lines, unread } = unpacked(delivery);
    await store.count(lines);
    const { readUnits, writeUnits } = meter;
    const milliseconds = Date.now() - startedAt;
    shared.log({ type: 'delivery', lines: lines.length, unread, milliseconds, readUnits, writeUnits });
    if (unread > 0) throw new Error(`${unread} request lines cannot be read.`);
  });

export const handler = (event: Event | Delivery, context: Context): Promise<unknown> =>
  'awslogs' in event ? count(event) : answer(event, context);
