/** What the handlers of vehicles work with, around one table: the function's own, or a test's. */
import type { Table } from '#shared/dynamodb/table.ts';
import { type Outbound, outbound as reaching } from '#shared/outbound.ts';
import type { Providers } from '#shared/provider.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { vehicles } from './contract.ts';
import type { Dependencies } from './handlers.ts';
import { vehicleStore } from './store.ts';
import { vesClient } from './ves.ts';

/** Whoever asks is filling in a form: DVLA has not long to answer, and is left alone when it fails. */
export const patience = { patience: 2500, breakAfter: 6, restFor: 15_000 };

export const assembled = (
  table: Table,
  surroundings: Surroundings,
  providerOf: Providers<typeof vehicles>,
  outbound: Outbound = reaching(patience),
): Dependencies => {
  const { clock } = surroundings;
  const store = vehicleStore({ table, clock, facts: keeping(vehicles, 'facts', surroundings) });
  return { store, ves: vesClient({ outbound, spend: store.spend }), providerOf, clock };
};
