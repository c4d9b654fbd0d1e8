/** What the handlers of payments work with, around one table: the function's own, or a test's. */
import type { Table } from '#shared/dynamodb/table.ts';
import { outbox } from '#shared/events/outbox.ts';
import { type Outbound, outbound } from '#shared/outbound.ts';
import type { Providers } from '#shared/provider.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { payments } from './contract.ts';
import { paymentLists } from './lists.ts';
import type { Dependencies } from './look.ts';
import { newId, newToken } from './references.ts';
import { paymentStore } from './store.ts';

/** Pay answers within a second or two; who asks through another capability waits no longer than twelve. */
const patience = 5000;

export const assembled = (
  table: Table,
  surroundings: Surroundings,
  providers: Providers<typeof payments>,
  ask: Outbound = outbound({ patience, breakAfter: 5 }),
): Dependencies => {
  const keep = {
    payments: keeping(payments, 'payments', surroundings),
    returns: keeping(payments, 'returns', surroundings),
    messages: keeping(payments, 'messages', surroundings),
  };
  const announce = outbox(payments, keeping(payments, 'events', surroundings));
  return {
    ...{ providers, ask, newId, newToken, clock: surroundings.clock },
    store: paymentStore({ table, announce, keep }),
    lists: paymentLists({ table, payments: keep.payments }),
  };
};
