/** What the items of the table hold, and how it is packed. Dictionaries are part of the stored format. */
import { packer } from '#shared/dynamodb/pack.ts';
import type { Columns } from './columns.ts';
import type { Kind } from './contract/kinds.ts';
import type { Area, AreaRecord } from './contract/records.ts';

const codeWords =
  '"terminated":[null,"1996"],"large":[true,"nationalPark":["E65000001","enterprisePartnership2":["enterprisePartnership1":["E37000","ruralUrban21":["ruralUrban11":["middleSuperOutputArea21":["E02000","middleSuperOutputArea11":["lowerSuperOutputArea21":["E01000","lowerSuperOutputArea11":["outputArea21":["E00000","outputArea11":["builtUpArea":["E63000","travelToWork":["E30000","itl":["cancerAlliance":["E56000","icb":["E54000","subIcb":["E38000","primaryCareTrust":["E16000","nhsRegion":["E40000","healthAuthority":["E18000","europeanRegion":["E15000","policeForce":["E23000","country":["E92000001","region":["E12000","constituency":["E14000","parish":["E04000","E43000","division":["E99999999","E58000","county":["E10000","ward":["E05000","district":["E07000","codes":"postcode":["introduced":["198001","2020"],"easting":[5,"northing":[1,"latitude":[51.,"longitude":[-0.,"quality":[1,1,1,1';

/** Postcodes of a sector, and properties of a thousand UPRNs. */
export const columnsPack = packer<Columns>(codeWords);

/** The kinds that are told of a whole outward code. */
export const summarised = [
  'county',
  'district',
  'ward',
  'division',
  'parish',
  'constituency',
  'region',
  'country',
] as const;

/** A batch's part of what is known of an outward code: sums, so that parts add up. */
export interface OutwardPart {
  readonly postcodes: number;
  /** Of those that have a place: how many, and sums. */
  readonly placed: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly gridded: number;
  readonly easting: number;
  readonly northing: number;
  readonly codes: Readonly<Partial<Record<Kind, readonly string[]>>>;
}
export const outwardPack = packer<OutwardPart>(
  '{"postcodes":1,"placed":1,"latitude":51.,"longitude":-0.,"gridded":1,"easting":5,"northing":1,"codes":{"county":["E10000"],"district":["E07000"],"ward":["E05000"],"division":["E58000"],"parish":["E04000"],"constituency":["E14000"],"region":["E12000"],"country":["E92000001"]}}',
);

/** Live postcodes by sector digit, where the postcodes of an outward code are. */
export type OutwardCounts = Pick<OutwardPart, 'placed' | 'latitude' | 'longitude'> & {
  readonly sectors: Readonly<Record<string, number>>;
};
export const countsPack = packer<OutwardCounts>('{"placed":1,"latitude":51.,"longitude":-0.,"sectors":{"1":100,"2":');

export type NearRow = readonly [postcode: string, latitude: number, longitude: number];
export const nearPack = packer<readonly NearRow[]>(',52.,-1.],["');

export interface TallyRow {
  readonly columns: Columns;
  readonly properties: readonly number[];
}
export const tallyPack = packer<TallyRow>(`{"columns":{${codeWords},"within":[["E05000"],"properties":[1`);

export type NameRow = readonly [
  code: string,
  kind: Kind,
  name: string,
  nameWelsh: string | null,
  from: string,
  set: string,
];
export const namePack = packer<readonly NameRow[]>(
  '"parish","E04000","division","E58000","ward",null,"","wards"],["E05000',
);
export const areaPack = packer<readonly Area[]>(
  '{"set":"wards-2026","code":"E05000","kind":"ward","name":"","nameWelsh":"","parent":"E07000","from":"2026-05-07","to":"20","successors":["E0"],"generalised":true,"hasShape":true}',
);
export const shapePack = packer<NonNullable<AreaRecord['shape']>>('"],["');

/** An area as a cell of the map has it; lines as `encodeLine` writes them. */
export interface CellRow {
  readonly code: string;
  readonly kind: Kind;
  readonly set: string;
  readonly from?: string;
  readonly to?: string;
  readonly inside: boolean;
  readonly lines: readonly string[];
}
export const cellPack = packer<readonly CellRow[]>(
  '[{"code":"E0","kind":"district","set":"","from":"202-05-0","to":"202-0","inside":false,"lines":["","inside":true,"lines":[]},{"code":"E05000","kind":"ward","set":"wards-20',
);
