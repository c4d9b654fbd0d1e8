/** What a batch of properties becomes in the table. */
import { type Collection, type Counts, sum } from '#shared/datasets/collection.ts';
import { sortedRecords } from '#shared/datasets/sorted.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { toColumns } from './columns.ts';
import { PropertyRecord } from './contract/records.ts';
import { part, talliesPartition, uprnPartition } from './keys.ts';
import { columnsPack, tallyPack } from './packs.ts';

export interface PropertyRecords {
  readonly properties: readonly PropertyRecord[];
}

const measureOne = ({ postcode, latitude, longitude, codes, within }: PropertyRecord): Counts => ({
  properties: 1,
  ...(postcode === undefined && { 'without-postcode': 1 }),
  ...((latitude === undefined || longitude === undefined) && { 'without-location': 1 }),
  ...(!codes.district && within.length === 0 && { 'without-areas': 1 }),
});

/** How many properties of a postcode are of each set of areas. */
const talliesOf = (properties: readonly PropertyRecord[]) => {
  const alike = [...Map.groupBy(properties, ({ codes, within }) => JSON.stringify([codes, within])).values()];
  const areas = alike.flatMap(([first]) => (first ? { codes: first.codes, within: first.within } : []));
  return tallyPack.pack({ columns: toColumns(areas), properties: alike.map(({ length }) => length) });
};

const index = (prefix: string, batch: number, { properties }: PropertyRecords): Item[] => {
  const sk = part(batch);
  const inPostcodes = Map.groupBy(properties, ({ postcode }) => postcode);
  return [
    ...[...Map.groupBy(properties, ({ uprn }) => uprnPartition(prefix, uprn))].map(([pk, records]) => ({
      ...{ pk, sk },
      data: columnsPack.pack(toColumns(records)),
    })),
    ...[...inPostcodes].flatMap(([postcode, records]) =>
      postcode === undefined ? [] : { pk: talliesPartition(prefix, postcode), sk, data: talliesOf(records) },
    ),
  ];
};

export const properties: Collection<PropertyRecords> = {
  name: 'properties',
  counted: 'properties',
  check: ({ properties: given }) => {
    const { fit, remarks } = sortedRecords(PropertyRecord, given, { referenceOf: ({ uprn }) => uprn });
    return { records: { properties: fit }, remarks };
  },
  measure: ({ properties: all }) => sum(all.map(measureOne)),
  weighed: { shares: ['without-postcode', 'without-location', 'without-areas'] },
  index,
};
