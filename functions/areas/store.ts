/** Reads what is live of a council's postcodes, properties and areas. */
import { Kept } from '#shared/cache.ts';
import { DatasetKeys } from '#shared/datasets/keys.ts';
import type { DatasetItem, Pointer, VersionStore } from '#shared/datasets/versions.ts';
import type { Table } from '#shared/dynamodb/table.ts';
import { areas } from './areaRecords.ts';
import type { Areas, AreasStore, Edition, Editions } from './areas.ts';
import { postcodes } from './postcodeRecords.ts';
import { properties } from './propertyRecords.ts';
import { areaReads } from './reading/areas.ts';
import { postcodeReads } from './reading/postcodes.ts';
import { propertyReads } from './reading/properties.ts';
import { nothing, readers } from './reading/reader.ts';

export const datasetKeys = {
  postcodes: new DatasetKeys(postcodes.name),
  properties: new DatasetKeys(properties.name),
  areas: new DatasetKeys(areas.name),
} as const;
export type DatasetName = keyof typeof datasetKeys;
const datasetNames = Object.keys(datasetKeys) as readonly DatasetName[];

/** The two small tables, as they are now. */
export interface Tables {
  authorities(council: string): ReturnType<Areas['authorities']>;
  reorganisations(council: string): ReturnType<Areas['reorganisations']>;
}

export interface StoreParts {
  readonly table: Table;
  readonly versions: Readonly<Record<DatasetName, VersionStore>>;
  readonly tables: Tables;
  readonly clock: () => number;
}

/** How long a warm function may go on reading a version that has just been replaced. */
const pointersFor = 5000;

const editionOf = ({ live, liveSince }: Pointer, dataset: DatasetItem | undefined): Edition | undefined =>
  live === undefined || !dataset
    ? undefined
    : { version: live, format: dataset.format, ...(liveSince && { publishedAt: liveSince }) };

export interface LiveStore extends AreasStore {
  /** Forgets which versions are live: the next read sees a publication at once. */
  forget(council: string): void;
}

export const areasStore = ({ table, versions, tables, clock }: StoreParts): LiveStore => {
  const known = new Kept<{ readonly until: number; readonly editions: Editions }>(1000);
  const readerFor = readers(table);

  const find = async (council: string, name: DatasetName) => {
    const pointer = await versions[name].pointer(council);
    const dataset = pointer.live === undefined ? undefined : await versions[name].find(council, pointer.live);
    return [name, editionOf(pointer, dataset)] as const;
  };
  const editionsOf = async (council: string): Promise<Editions> => {
    const kept = known.get(council);
    if (kept && kept.until > clock()) return kept.editions;
    const found = await Promise.all(datasetNames.map((name) => find(council, name)));
    const editions: Editions = Object.fromEntries(found.filter(([, edition]) => edition));
    known.set(council, { until: clock() + pointersFor, editions });
    return editions;
  };

  return {
    open: async (council) => {
      const editions = await editionsOf(council);
      const reader = (name: DatasetName) => {
        const { version } = editions[name] ?? {};
        return version === undefined ? nothing : readerFor(datasetKeys[name].prefix(council, version));
      };
      return {
        editions,
        ...postcodeReads(reader('postcodes')),
        ...propertyReads(reader('properties')),
        ...areaReads(reader('areas')),
        authorities: () => tables.authorities(council),
        reorganisations: () => tables.reorganisations(council),
      };
    },
    forget: (council) => known.delete(council),
  };
};
