import type { Handlers } from '#shared/contract/capability.ts';
import { type DatasetDependencies, datasetHandlers } from '#shared/datasets/handlers.ts';
import { aliasHandlers } from './aliases/handlers.ts';
import type { AliasStore } from './aliases/store.ts';
import { type ChangeDependencies, changeHandlers } from './changes/handlers.ts';
import type { addresses } from './contract.ts';
import { locateHandlers } from './locate/handlers.ts';
import { lookupHandlers } from './lookup/handlers.ts';
import { matchHandlers } from './match/handlers.ts';
import { placesHandlers } from './places/handlers.ts';
import type { GazetteerRecords } from './records.ts';
import type { GazetteerStore } from './store.ts';
import { suggestHandlers } from './suggest/handlers.ts';

export interface Dependencies {
  readonly store: GazetteerStore;
  readonly aliases: AliasStore;
  readonly changes: ChangeDependencies;
  readonly loads: DatasetDependencies<GazetteerRecords>;
}

export const handlers = ({ store, aliases, changes, loads }: Dependencies): Handlers<typeof addresses> => ({
  ...lookupHandlers(store),
  ...changeHandlers(changes),
  ...locateHandlers(store),
  ...placesHandlers(store),
  ...matchHandlers(store, aliases),
  ...aliasHandlers(aliases, loads.clock),
  ...suggestHandlers(store),
  ...datasetHandlers(loads),
});
