import type { Handlers } from '#shared/contract/capability.ts';
import { named } from '#shared/datasets/contract.ts';
import { type DatasetDependencies, datasetHandlers } from '#shared/datasets/handlers.ts';
import type { AreaRecords } from './areaRecords.ts';
import type { AreasStore } from './areas.ts';
import type { areas } from './contract.ts';
import { mapitHandlers } from './mapit/handlers.ts';
import type { GazetteerAsked } from './native/gazetteer.ts';
import { nativeHandlers } from './native/handlers.ts';
import type { PostcodeRecords } from './postcodeRecords.ts';
import { postcodesIoHandlers } from './postcodesIo/handlers.ts';
import type { PropertyRecords } from './propertyRecords.ts';
import { type TableDependencies, tableHandlers } from './tables/handlers.ts';

export interface Dependencies extends TableDependencies {
  readonly store: AreasStore;
  readonly loads: {
    readonly postcodes: DatasetDependencies<PostcodeRecords>;
    readonly properties: DatasetDependencies<PropertyRecords>;
    readonly areas: DatasetDependencies<AreaRecords>;
  };
  readonly gazetteer: GazetteerAsked;
  /** In [0, 1). */
  readonly random: () => number;
}

export const handlers = ({ store, tables, loads, gazetteer, clock, random }: Dependencies): Handlers<typeof areas> => ({
  ...nativeHandlers({ areas: store, gazetteer, clock }),
  ...postcodesIoHandlers({ store, random }),
  ...mapitHandlers({ areas: store, clock }),
  ...tableHandlers({ tables, clock }),
  ...named('Postcodes', datasetHandlers(loads.postcodes)),
  ...named('Properties', datasetHandlers(loads.properties)),
  ...named('Boundaries', datasetHandlers(loads.areas)),
});
