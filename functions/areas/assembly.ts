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
import type { GazetteerAsked } from './native/gazetteer.ts';
import { postcodes } from './postcodeRecords.ts';
import { properties } from './propertyRecords.ts';
import { areasStore, type DatasetName, datasetKeys } from './store.ts';
import { areaTableStore } from './tables/store.ts';

export const assembled = (table: Table, surroundings: Surroundings, gazetteer: GazetteerAsked): Dependencies => {
  const { clock } = surroundings;
  const trail = auditTrail(table, keeping(areas, 'audit', surroundings));
  const versionsOf = (name: DatasetName) => new VersionStore(table, datasetKeys[name], trail);
  const versions = {
    postcodes: versionsOf('postcodes'),
    properties: versionsOf('properties'),
    areas: versionsOf('areas'),
  };
  const tables = areaTableStore(table);
  const store = areasStore({ table, versions, tables, clock });
  const loading = <R>(name: DatasetName, collection: Collection<R>) => {
    const batches = new BatchStore(table, datasetKeys[name]);
    return { versions: versions[name], batches, collection, clock, published: store.forget };
  };
  return {
    store,
    tables,
    loads: {
      postcodes: loading('postcodes', postcodes),
      properties: loading('properties', { ...properties, enrich: withAreas(store) }),
      areas: loading('areas', areaCollection),
    },
    ...{ gazetteer, clock, random: Math.random },
  };
};
