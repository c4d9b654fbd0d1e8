import type { Handlers } from '#shared/contract/capability.ts';
import { type DatasetDependencies, datasetHandlers } from '#shared/datasets/handlers.ts';
import { type ChangeDependencies, changeHandlers } from './changes/handlers.ts';
import type { addresses } from './contract.ts';
import { locateHandlers } from './locate/handlers.ts';
import { lookupHandlers } from './lookup/handlers.ts';
import { placesHandlers } from './places/handlers.ts';
import type { GazetteerRecords } from './records.ts';
import type { GazetteerStore } from './store.ts';

export interface Dependencies {
  readonly store: GazetteerStore;
  readonly changes: ChangeDependencies;
  readonly loads: DatasetDependencies<GazetteerRecords>;
}

export const handlers = ({ store, changes, loads }: Dependencies): Handlers<typeof addresses> => ({
  ...lookupHandlers(store),
  ...changeHandlers(changes),
  ...locateHandlers(store),
  ...placesHandlers(store),
  ...datasetHandlers(loads),
});
