/** What a batch of the gazetteer becomes in the table. */
import * as z from 'zod/mini';
import type { Council } from '#shared/contract/capability.ts';
import { type Collection, type Counts, type Remark, sum } from '#shared/datasets/collection.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { packer } from '#shared/dynamodb/pack.ts';
import { fieldErrors, sentence } from '#shared/http/fieldErrors.ts';
import { custodian } from './codes/custodians.ts';
import { GazetteerAddress, GazetteerStreet } from './contract/gazetteer.ts';
import {
  aKilometre,
  childrenPartition,
  outwardPartition,
  part,
  postcodePartition,
  rowHeight,
  rowPart,
  squarePartition,
  streetKey,
  streetPartition,
  uprnKey,
} from './keys.ts';
import { hasPlace, type ReferenceRow, toRow } from './reference.ts';
import { searchIndex, searchItems } from './search/index.ts';
import { lpiLine } from './text/lines.ts';

export interface GazetteerRecords {
  readonly addresses: readonly GazetteerAddress[];
  readonly streets: readonly GazetteerStreet[];
}

export type ChildRow = readonly [uprn: string, line: string, classification: string, status: 1 | 6 | 8];

/** Part of the stored format: what is packed with it can only be read with it. */
const addressDictionary =
  '"gae""cym""department":"","poBox":"","doubleDependentLocality":"","dependentThoroughfare":"","welsh":{"postTown":"CAERDYDD"}"toid":"osgb1000","organisation":" LTD","areaName":"","level":"GROUND FLOOR","end":"2019-","sao":{"startNumber":1,"startSuffix":"A","endNumber":"endSuffix":"B"},"parentUprn":"1000"GROUND FLOOR FLAT UNIT COTTAGE HOUSE COURT FARM STREET RECORD","streetType":1,"locality":"","administrativeArea":"","official":"Y","usrnMatch":"1","key":"L00000","start":"20","updated":"2026-","entered":"200"ST SAINT PARK GREEN HILL GARDENS PLACE TERRACE CRESCENT DRIVE WAY GROVE CLOSE AVENUE LANE STREET ROAD","country":"E","ward":"E0500","parish":"E0400","custodianCode":,"state":2,"stateDate":"200,"deliveryPoint":{"udprn":"","subBuilding":"FLAT ","buildingName":"","buildingNumber":"1","thoroughfare":" ROAD","dependentLocality":"","postTown":"","postcode":"","postcodeType":"S","suffix":"1A","postal":"D","postcodeLocator":"[{"uprn":"1000","status":1,"classification":"RD0","postal":"L","postcode":"","easting":5,"northing":1,"latitude":5,"longitude":-0.,"rpc":1,"updated":"202-0","gssCode":"E0","lpis":[{"language":"eng","status":1,"sao":{"text":"FLAT "},"pao":{"startNumber":1},"usrn":"","street":" ROAD","town":"';

export const addressPack = packer<readonly GazetteerAddress[]>(addressDictionary);
export const referencePack = packer<readonly ReferenceRow[]>('"RD","D",1,"","E",1,"1e"],["1000');
export const childPack = packer<readonly ChildRow[]>('","RD06",1],["1000');
export const streetPack = packer<GazetteerStreet>(
  '{"usrn":"","type":1,"state":2,"descriptors":[{"language":"eng","name":" ROAD","town":"',
);

/** The council of the property: as the file says, else by its custodian. A postcode would not do: it can lie in two councils. */
const withCouncil = (address: GazetteerAddress, council: Council | undefined): GazetteerAddress => {
  if (address.gssCode || address.custodianCode === undefined) return address;
  const own = address.custodianCode === council?.custodianCode ? council.gssCode : undefined;
  const gssCode = own ?? custodian(address.custodianCode)?.gssCode;
  return gssCode ? { ...address, gssCode } : address;
};

const Lined = z.looseObject({ line: z._default(z.catch(z.int(), 0), 0) });

/**
 * Sorts records into those that fit the schema and remarks on those that do not. Of records with the same reference the first
 * one stays: they would be the same item.
 */
const sorted = <S extends z.core.$ZodType>(schema: S, given: unknown, reference: 'uprn' | 'usrn') => {
  const fit: z.core.output<S>[] = [];
  const seen = new Set<unknown>();
  const remarks: Remark[] = [];
  for (const one of Array.isArray(given) ? given : []) {
    const { data: { line, ...fields } = { line: 0 } } = z.safeParse(Lined, one);
    const named = (fields as Readonly<Record<string, unknown>>)[reference];
    const reject = (reason: string, detail: string) =>
      remarks.push({
        line,
        outcome: 'rejected',
        reason,
        detail,
        ...(typeof named === 'string' && { reference: named.slice(0, 40) }),
      });
    const result = z.safeParse(schema, fields);
    if (!result.success) {
      reject('not-valid', sentence(fieldErrors(result.error.issues, 'body', schema)[0]));
    } else if (seen.has(named)) {
      reject(`duplicate-${reference}`, `the ${reference.toUpperCase()} came before in the same batch`);
    } else {
      seen.add(named);
      fit.push(result.data);
    }
  }
  return { fit, remarks };
};

const check = ({ addresses, streets }: Readonly<Record<string, unknown>>, council: Council | undefined) => {
  const checkedAddresses = sorted(GazetteerAddress, addresses, 'uprn');
  const checkedStreets = sorted(GazetteerStreet, streets, 'usrn');
  return {
    records: {
      addresses: checkedAddresses.fit.map((address) => withCouncil(address, council)),
      streets: checkedStreets.fit,
    },
    remarks: [...checkedAddresses.remarks, ...checkedStreets.remarks],
  };
};

const measure = ({ addresses, streets }: GazetteerRecords): Counts =>
  sum([
    { streets: streets.length },
    ...addresses.map((address) => ({
      addresses: 1,
      [`addresses.${address.classification.charAt(0)}`]: 1,
      ...(address.postcode && { 'addresses.with-postcode': 1 }),
      ...(hasPlace(address) && { 'addresses.with-location': 1 }),
    })),
  ]);

/** One item for each value of `key` among the addresses, holding what `pack` makes of them. */
const grouped = (
  addresses: readonly GazetteerAddress[],
  key: (address: GazetteerAddress) => { pk: string; sk: string } | undefined,
  pack: (addresses: readonly GazetteerAddress[]) => Uint8Array,
): Item[] => {
  const groups = new Map<string, { key: { pk: string; sk: string }; members: GazetteerAddress[] }>();
  for (const address of addresses) {
    const at = key(address);
    if (!at) continue;
    const name = `${at.pk} ${at.sk}`;
    const group = groups.get(name);
    if (group) group.members.push(address);
    else groups.set(name, { key: at, members: [address] });
  }
  return [...groups.values()].map((group) => ({ ...group.key, data: pack(group.members) }));
};

const references = (addresses: readonly GazetteerAddress[]): Uint8Array => referencePack.pack(addresses.map(toRow));

const children = (addresses: readonly GazetteerAddress[]): Uint8Array =>
  childPack.pack(
    addresses.map((address): ChildRow => {
      const [lpi] = address.lpis;
      return [address.uprn, lpi ? lpiLine(address, lpi) : '', address.classification, address.status];
    }),
  );

const index = (prefix: string, batch: number, { addresses, streets }: GazetteerRecords): Item[] => {
  const sk = part(batch);
  return [
    ...addresses.map((address) => ({ ...uprnKey(prefix, address.uprn), data: addressPack.pack([address]) })),
    ...grouped(
      addresses,
      ({ postcode }) => (postcode ? { pk: postcodePartition(prefix, postcode), sk } : undefined),
      addressPack.pack,
    ),
    ...grouped(
      addresses,
      ({ lpis: [lpi] }) => (lpi?.usrn ? { pk: streetPartition(prefix, lpi.usrn), sk } : undefined),
      addressPack.pack,
    ),
    ...grouped(
      addresses,
      ({ parentUprn }) => (parentUprn ? { pk: childrenPartition(prefix, parentUprn), sk } : undefined),
      children,
    ),
    ...grouped(
      addresses,
      ({ postcode }) => (postcode ? { pk: outwardPartition(prefix, postcode), sk } : undefined),
      references,
    ),
    ...grouped(
      addresses,
      ({ easting, northing }) => {
        if (easting === undefined || northing === undefined) return undefined;
        const [column, square] = [Math.floor(easting / aKilometre), Math.floor(northing / aKilometre)];
        const row = Math.floor((northing - square * aKilometre) / rowHeight);
        return { pk: squarePartition(prefix, column, square), sk: rowPart(row, batch) };
      },
      references,
    ),
    ...searchItems(prefix, batch, addresses),
    ...streets.map((street) => ({ ...streetKey(prefix, street.usrn), data: streetPack.pack(street) })),
  ];
};

export const gazetteer: Collection<GazetteerRecords> = {
  name: 'addresses',
  counted: 'addresses',
  check,
  measure,
  index,
  whole: searchIndex,
};
