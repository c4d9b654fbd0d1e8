/** Where things are in the table. README.md has the access patterns. */
import type { Key } from '#shared/dynamodb/expression.ts';
import type { GeoPoint } from '#shared/geography/grid.ts';

/** Each batch writes its own part of a partition, so batches can come in any order and again. */
export const part = (batch: number): string => `B${String(batch).padStart(7, '0')}`;

export const halves = (postcode: string): readonly [outward: string, inward: string] => {
  const [outward = '', inward = ''] = postcode.split(' ');
  return [outward, inward];
};

export const outwardPartition = (prefix: string, outward: string): string => `${prefix}#O#${outward}`;
/** Sort keys of a sector's postcodes start with its digit, those of what is known of all of them with this. */
export const summary = '~';
export const outwardsPartition = (prefix: string): string => `${prefix}#L`;

/** Live postcodes for those nearby: cells of a hundredth of a degree by 0.016, ten by ten in a partition. */
export const cellsPerDegree = { latitude: 100, longitude: 62.5 } as const;
export const inBlock = 10;
export const blockPartition = (prefix: string, row: number, column: number): string => `${prefix}#G#${row}.${column}`;
export const blockOf = (index: number): number => Math.floor(index / inBlock);
export const placeInBlock = (index: number): number => index - blockOf(index) * inBlock;
export const cellOf = ({ latitude, longitude }: GeoPoint): { readonly row: number; readonly column: number } => ({
  row: Math.floor(latitude * cellsPerDegree.latitude),
  column: Math.floor(longitude * cellsPerDegree.longitude),
});

/** UPRNs of a thousand: those of a batch are beside each other. */
export const uprnPartition = (prefix: string, uprn: string): string =>
  `${prefix}#U#${uprn.padStart(12, '0').slice(0, 9)}`;
export const talliesPartition = (prefix: string, postcode: string): string =>
  `${prefix}#P#${postcode.replace(' ', '')}`;

/** Small letters without accents, so that `Ynys Mon` finds Ynys Môn. */
export const folded = (name: string): string => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const editionPart = (set: string, from: string | undefined): string => `${from ?? ''}#${set}`;
export const editionOf = (sk: string): { readonly set: string; readonly from: string } => {
  const [from = '', set = ''] = sk.split('#');
  return { set, from };
};

export const areaPartition = (prefix: string, code: string): string => `${prefix}#A#${code}`;
export const editionKey = (prefix: string, code: string, set: string, from: string | undefined): Key => ({
  pk: areaPartition(prefix, code),
  sk: editionPart(set, from),
});
export const shapePartition = (prefix: string, code: string): string => `${prefix}#B#${code}`;
export const shapeKey = (prefix: string, code: string, set: string, from: string | undefined): Key => ({
  pk: shapePartition(prefix, code),
  sk: editionPart(set, from),
});
/** A thousand GSS codes at most. */
export const namesPartition = (prefix: string, code: string): string => `${prefix}#N#${code.slice(0, 6)}`;
export const childrenPartition = (prefix: string, parent: string): string => `${prefix}#C#${parent}`;
export const kindPartition = (prefix: string, kind: string): string => `${prefix}#K#${kind}`;
/** Names by their first letter; sort keys start with the first three. */
export const initialPartition = (prefix: string, name: string): string => `${prefix}#W#${folded(name).slice(0, 1)}`;
export const initials = (name: string): string => folded(name).slice(0, 3);
export const cellPartition = (prefix: string, cell: string): string => `${prefix}#X#${cell}`;
