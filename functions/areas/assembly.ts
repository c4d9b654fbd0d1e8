/** What the handlers of areas work with, around one table: the function's own, or a test's. */
import { auditTrail } from '#shared/audit/trail.ts';
import { BatchStore } from '#shared/datasets/batches.ts';
import type { Collection } from '#shared/datasets/collection.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { keeping, type Surroundings } from '#shared/retention.ts';
import { areas as areaCollection } from './areaRecords.ts';
import { areas } from './contract.ts';
import { withAreas } from './enrich.ts';
import type { Dependencies } from './handlers.ts';
import { postcodes } from './postcodeRecords.ts';
import { properties } from './propertyRecords.ts';
import { areasStore, type DatasetName, datasetKeys } from './store.ts';

export const assembled = (table: Table, surroundings: Surroundings): Dependencies => {
  const { clock } = surroundings;
  const trail = auditTrail(table, keeping(areas, 'audit', surroundings));
  const versionsOf = (name: DatasetName) => new VersionStore(table, datasetKeys[name], trail);
  const versions = {
    postcodes: versionsOf('postcodes'),
    properties: versionsOf('properties'),
    areas: versionsOf('areas'),
  };
  const tables = { authorities: async () => [], reorganisations: async () => [] };
  const store = areasStore({ table, versions, tables, clock });
  const loading = <R>(name: DatasetName, collection: Collection<R>) => {
    const batches = new BatchStore(table, datasetKeys[name]);
    return { versions: versions[name], batches, collection, clock, published: store.forget };
  };
  return {
    store,
    loads: {
      postcodes: loading('postcodes', postcodes),
      properties: loading('properties', { ...properties, enrich: withAreas(store) }),
      areas: loading('areas', areaCollection),
    },
    clock,
  };
};
