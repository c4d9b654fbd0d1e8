/** Where things are in the table. README.md has the access patterns. */
import type { Key } from '#shared/dynamodb/expression.ts';

const compact = (postcode: string): string => postcode.replace(' ', '');
const outwardOf = (postcode: string): string => postcode.split(' ')[0] ?? postcode;

export const aKilometre = 1000;
/** Rows of a square kilometre, from the south: 250 m each. */
export const rowHeight = 250;

export const uprnKey = (prefix: string, uprn: string): Key => ({ pk: `${prefix}#U#${uprn}`, sk: 'A' });
export const postcodePartition = (prefix: string, postcode: string): string => `${prefix}#P#${compact(postcode)}`;
export const outwardPartition = (prefix: string, postcode: string): string => `${prefix}#O#${outwardOf(postcode)}`;
export const streetPartition = (prefix: string, usrn: string): string => `${prefix}#S#${usrn}`;
export const streetKey = (prefix: string, usrn: string): Key => ({ pk: streetPartition(prefix, usrn), sk: 'STREET' });
export const childrenPartition = (prefix: string, parentUprn: string): string => `${prefix}#C#${parentUprn}`;
export const squarePartition = (prefix: string, column: number, row: number): string => `${prefix}#G#${column}.${row}`;

/** `street`: its USRN, or its names where it has none. */
export const premisesKey = (prefix: string, street: string, batch: number): { pk: string; sk: string } => ({
  pk: streetPartition(prefix, street),
  sk: `M${part(batch)}`,
});

/** Each batch writes its own part of a partition, so batches can come in any order and again. */
export const part = (batch: number): string => `B${String(batch).padStart(7, '0')}`;
export const rowPart = (row: number, batch: number): string => `${row}${part(batch)}`;
