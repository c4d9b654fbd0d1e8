import type { Handlers } from '#shared/contract/capability.ts';
import { named } from '#shared/datasets/contract.ts';
import { type DatasetDependencies, datasetHandlers } from '#shared/datasets/handlers.ts';
import type { AreaRecords } from './areaRecords.ts';
import type { AreasStore } from './areas.ts';
import type { areas } from './contract.ts';
import type { PostcodeRecords } from './postcodeRecords.ts';
import type { PropertyRecords } from './propertyRecords.ts';

export interface Dependencies {
  readonly store: AreasStore;
  readonly loads: {
    readonly postcodes: DatasetDependencies<PostcodeRecords>;
    readonly properties: DatasetDependencies<PropertyRecords>;
    readonly areas: DatasetDependencies<AreaRecords>;
  };
  readonly clock: () => number;
}

export const handlers = ({ loads }: Dependencies): Handlers<typeof areas> => ({
  ...named('Postcodes', datasetHandlers(loads.postcodes)),
  ...named('Properties', datasetHandlers(loads.properties)),
  ...named('Boundaries', datasetHandlers(loads.areas)),
});
