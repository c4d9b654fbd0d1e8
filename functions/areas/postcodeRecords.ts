/** What a batch of postcodes becomes in the table. */
import { type Collection, type Counts, sum } from '#shared/datasets/collection.ts';
import { sortedRecords } from '#shared/datasets/sorted.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { toColumns } from './columns.ts';
import { PostcodeRecord } from './contract/records.ts';
import {
  blockOf,
  blockPartition,
  cellOf,
  halves,
  outwardPartition,
  outwardsPartition,
  part,
  placeInBlock,
  summary,
} from './keys.ts';
import { columnsPack, countsPack, nearPack, type OutwardPart, outwardPack, summarised } from './packs.ts';

export interface PostcodeRecords {
  readonly postcodes: readonly PostcodeRecord[];
}

const letters = (postcode: string): string => /^[A-Z]+/.exec(postcode)?.[0] ?? '';
const outwardOf = ({ postcode }: PostcodeRecord): string => halves(postcode)[0];
const sectorOf = ({ postcode }: PostcodeRecord): string => halves(postcode)[1].charAt(0);

type Located = PostcodeRecord & { readonly latitude: number; readonly longitude: number };
const isLocated = (record: PostcodeRecord): record is Located =>
  record.latitude !== undefined && record.longitude !== undefined;

const needed = ['district', 'ward', 'parish'] as const;

const measureOne = (record: PostcodeRecord): Counts => ({
  postcodes: 1,
  [`postcodes.${letters(record.postcode)}`]: 1,
  ...(!isLocated(record) && { 'without-location': 1 }),
  ...Object.fromEntries(needed.flatMap((kind) => (record.codes[kind] ? [] : [[`without-${kind}`, 1]]))),
});

const measure = ({ postcodes }: PostcodeRecords): Counts =>
  sum(postcodes.map((record) => (record.terminated ? { terminated: 1 } : measureOne(record))));

const total = (records: readonly PostcodeRecord[], field: 'latitude' | 'longitude' | 'easting' | 'northing'): number =>
  records.reduce((all, record) => all + (record[field] ?? 0), 0);

const summaryOf = (records: readonly PostcodeRecord[]): OutwardPart => ({
  postcodes: records.length,
  placed: records.filter(isLocated).length,
  latitude: total(records.filter(isLocated), 'latitude'),
  longitude: total(records.filter(isLocated), 'longitude'),
  gridded: records.filter(({ easting }) => easting !== undefined).length,
  easting: total(records, 'easting'),
  northing: total(records, 'northing'),
  codes: Object.fromEntries(
    summarised.map((kind) => [kind, [...new Set(records.flatMap(({ codes }) => codes[kind] ?? []))]]),
  ),
});

const outwardItems = (prefix: string, sk: string, outward: string, live: readonly PostcodeRecord[]): Item[] => {
  const known = summaryOf(live);
  const { placed, latitude, longitude } = known;
  const sectors = Object.fromEntries([...Map.groupBy(live, sectorOf)].map(([digit, all]) => [digit, all.length]));
  return [
    { pk: outwardPartition(prefix, outward), sk: `${summary}${sk}`, data: outwardPack.pack(known) },
    {
      pk: outwardsPartition(prefix),
      sk: `${outward}${sk}`,
      data: countsPack.pack({ placed, latitude, longitude, sectors }),
    },
  ];
};

const nearItem = (prefix: string, sk: string, [first, ...others]: readonly Located[]): Item[] => {
  if (!first) return [];
  const { row, column } = cellOf(first);
  return [
    {
      pk: blockPartition(prefix, blockOf(row), blockOf(column)),
      sk: `${placeInBlock(row)}${placeInBlock(column)}${sk}`,
      data: nearPack.pack(
        [first, ...others].map(({ postcode, latitude, longitude }) => [postcode, latitude, longitude]),
      ),
    },
  ];
};

const index = (prefix: string, batch: number, { postcodes }: PostcodeRecords): Item[] => {
  const sk = part(batch);
  const live = postcodes.filter(({ terminated }) => !terminated);
  const sectors = Map.groupBy(postcodes, (record) => `${outwardOf(record)} ${sectorOf(record)}`);
  const cells = Map.groupBy(live.filter(isLocated), (record) => {
    const { row, column } = cellOf(record);
    return `${row} ${column}`;
  });
  return [
    ...[...sectors].map(([sector, records]) => {
      const [outward, digit] = halves(sector);
      return { pk: outwardPartition(prefix, outward), sk: `${digit}${sk}`, data: columnsPack.pack(toColumns(records)) };
    }),
    ...[...Map.groupBy(live, outwardOf)].flatMap(([outward, records]) => outwardItems(prefix, sk, outward, records)),
    ...[...cells.values()].flatMap((records) => nearItem(prefix, sk, records)),
  ];
};

export const postcodes: Collection<PostcodeRecords> = {
  name: 'postcodes',
  counted: 'postcodes',
  check: ({ postcodes: given }) => {
    const { fit, remarks } = sortedRecords(PostcodeRecord, given, { referenceOf: ({ postcode }) => postcode });
    return { records: { postcodes: fit }, remarks };
  },
  measure,
  weighed: { shares: ['without-district', 'without-ward', 'without-parish', 'without-location'], parts: 'postcodes.' },
  index,
};
