/** Rows of the formats that have one row for each address: AddressBase Core, Basic and Plus, and OS NGD Built Address. */
import type { AddressableObject, GazetteerAddress, Language, Lpi } from '../contract/gazetteer.ts';
import { deliveryPointFrom } from '../text/mailing.ts';
import type { FlatFormat } from './columns.ts';
import { deliveryPointOf } from './recordRows.ts';
import {
  addressable,
  day,
  type Fields,
  filled,
  optionalUprn,
  place,
  postcode,
  Refused,
  uprn,
  usrn,
  whole,
} from './values.ts';

const approved = 1;

const code = (text: string | undefined): string => {
  const found = text?.toUpperCase() ?? 'U';
  if (!/^[CLMOPRUXZ]/.test(found)) throw new Refused('classification-unknown', `${found} is not a classification code`);
  return found;
};

/** A flat or room is a number only when it is nothing but a number. */
const unit = (text: string | undefined): AddressableObject | undefined => addressable(text);

const boxed = (poBox: string | undefined): string | undefined => poBox && `PO BOX ${poBox}`;

const core = (fields: Fields): GazetteerAddress => {
  const poBox = fields('PO_BOX');
  const name = fields('BUILDING_NAME');
  const lpi: Lpi = filled({
    language: 'eng' as const,
    status: approved,
    sao: unit(fields('SUB_BUILDING')),
    pao: addressable(fields('BUILDING_NUMBER'), name ?? (fields('BUILDING_NUMBER') ? undefined : boxed(poBox))),
    usrn: usrn(fields),
    street: fields('STREET_NAME'),
    locality: fields('LOCALITY'),
    town: fields('TOWN_NAME') ?? fields('POST_TOWN'),
    areaName: fields('ISLAND'),
  });
  const found = postcode(fields('POSTCODE'));
  const organisation = fields('ORGANISATION');
  return filled({
    uprn: uprn(fields),
    parentUprn: optionalUprn(fields, 'PARENT_UPRN'),
    status: approved,
    classification: code(fields('CLASSIFICATION_CODE')),
    postcode: found,
    ...place(fields('EASTING'), fields('NORTHING'), fields('LATITUDE'), fields('LONGITUDE')),
    rpc: whole(fields, 'RPC'),
    gssCode: fields('GSS_CODE'),
    organisation,
    toid: fields('TOID'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    lpis: [lpi],
    deliveryPoint: filled({
      udprn: fields('UDPRN'),
      organisation,
      subBuilding: fields('SUB_BUILDING'),
      buildingName: name,
      buildingNumber: fields('BUILDING_NUMBER'),
      poBox,
      thoroughfare: fields('STREET_NAME'),
      dependentLocality: fields('LOCALITY'),
      postTown: fields('POST_TOWN') ?? fields('TOWN_NAME'),
      postcode: found,
      suffix: fields('DELIVERY_POINT_SUFFIX'),
    }),
  });
};

/** All that Basic has is the Royal Mail side; the geographic one is read off it. */
const basic = (fields: Fields): GazetteerAddress => {
  const deliveryPoint = deliveryPointOf(fields);
  const lpi: Lpi = filled({
    language: 'eng' as const,
    status: approved,
    sao: unit(deliveryPoint.subBuilding),
    pao: addressable(deliveryPoint.buildingNumber, deliveryPoint.buildingName ?? boxed(deliveryPoint.poBox)),
    street: deliveryPoint.dependentThoroughfare ?? deliveryPoint.thoroughfare,
    locality: deliveryPoint.doubleDependentLocality ?? deliveryPoint.dependentLocality,
    town: deliveryPoint.postTown,
  });
  return filled({
    uprn: uprn(fields),
    status: approved,
    classification: code(fields('CLASS')),
    postcode: deliveryPoint.postcode,
    ...place(fields('X_COORDINATE'), fields('Y_COORDINATE'), fields('LATITUDE'), fields('LONGITUDE')),
    rpc: whole(fields, 'RPC'),
    country: fields('COUNTRY'),
    organisation: deliveryPoint.organisation,
    toid: fields('OS_ADDRESS_TOID'),
    start: day(fields, 'LA_START_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    lpis: [lpi],
    deliveryPoint,
  });
};

const object = (fields: Fields, prefix: 'SAO' | 'PAO', text: string | undefined): AddressableObject | undefined => {
  const found = filled({
    startNumber: whole(fields, `${prefix}_START_NUMBER`),
    startSuffix: fields(`${prefix}_START_SUFFIX`),
    endNumber: whole(fields, `${prefix}_END_NUMBER`),
    endSuffix: fields(`${prefix}_END_SUFFIX`),
    text,
  });
  return Object.keys(found).length > 0 ? found : undefined;
};

const alternative: Readonly<Record<string, Language>> = { CYM: 'cym', GAE: 'gae' };

const plusLpis = (fields: Fields): Lpi[] => {
  const shared = filled({
    status: approved,
    usrn: usrn(fields),
    usrnMatch: fields('USRN_MATCH_INDICATOR'),
    areaName: fields('AREA_NAME'),
    level: fields('LEVEL'),
    official: fields('OFFICIAL_FLAG'),
    locality: fields('LOCALITY'),
    town: fields('TOWN_NAME'),
    administrativeArea: fields('ADMINISTRATIVE_AREA'),
  });
  const lpi = (language: Language, prefix: '' | 'ALT_LANGUAGE_'): Lpi =>
    filled({
      ...shared,
      status: approved,
      language,
      sao: object(fields, 'SAO', fields(`${prefix}SAO_TEXT`) ?? fields('SAO_TEXT')),
      pao: object(fields, 'PAO', fields(`${prefix}PAO_TEXT`) ?? fields('PAO_TEXT')),
      street: fields(`${prefix}STREET_DESCRIPTION`) ?? fields('STREET_DESCRIPTION'),
    });
  const other = alternative[fields('ALT_LANGUAGE') ?? ''];
  return [lpi('eng', ''), ...(other ? [lpi(other, 'ALT_LANGUAGE_')] : [])];
};

/** Only addresses that Royal Mail knows have its side filled in. */
const plus = (fields: Fields): GazetteerAddress => {
  const point = deliveryPointOf(fields);
  const locator = postcode(fields('POSTCODE_LOCATOR'));
  return filled({
    uprn: uprn(fields),
    parentUprn: optionalUprn(fields, 'PARENT_UPRN'),
    status: approved,
    state: whole(fields, 'STATE'),
    stateDate: day(fields, 'STATE_DATE'),
    classification: code(fields('CLASS')),
    postal: fields('ADDRESSBASE_POSTAL'),
    postcode: point.postcode ?? locator,
    postcodeLocator: point.postcode && locator !== point.postcode ? locator : undefined,
    ...place(fields('X_COORDINATE'), fields('Y_COORDINATE'), fields('LATITUDE'), fields('LONGITUDE')),
    rpc: whole(fields, 'RPC'),
    custodianCode: whole(fields, 'LOCAL_CUSTODIAN_CODE'),
    country: fields('COUNTRY'),
    ward: fields('WARD_CODE'),
    parish: fields('PARISH_CODE'),
    organisation: fields('LA_ORGANISATION') ?? fields('RM_ORGANISATION_NAME'),
    toid: fields('OS_ADDRESS_TOID'),
    start: day(fields, 'LA_START_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    entered: day(fields, 'ENTRY_DATE'),
    lpis: plusLpis(fields),
    deliveryPoint: point.udprn ? point : undefined,
  });
};

const statuses: Readonly<Record<string, 1 | 6 | 8>> = { approved: 1, provisional: 6, historic: 8, historical: 8 };
const buildStates: readonly [RegExp, number][] = [
  [/^under construction/i, 1],
  [/in use$/i, 2],
  [/unoccupied|vacant|derelict/i, 3],
  [/demolish|no longer/i, 4],
  [/planning/i, 6],
];
/** NGD writes out, in old words or new, what AddressBase says in a letter. */
const postals: readonly [RegExp, string][] = [
  [/not postal|not capable of receiving mail/i, 'N'],
  [/parent record which is linked/i, 'C'],
  [/local authority information|is not linked to a royal mail/i, 'L'],
  [/linked to (paf|a royal mail)/i, 'D'],
];
const accuracies: readonly [RegExp, number][] = [
  [/^central internal/i, 1],
  [/^general internal/i, 2],
  [/^transitional/i, 3],
  [/street/i, 4],
  [/postcode/i, 5],
  [/low/i, 9],
];

const coded = <T>(codes: readonly [RegExp, T][], text: string | undefined): T | undefined =>
  text === undefined ? undefined : codes.find(([words]) => words.test(text))?.[1];

const ngdLpi = (fields: Fields, language: Language, prefix: '' | 'ALTERNATELANGUAGE'): Lpi => {
  const either = (name: string) => fields(`${prefix}${name}`) ?? fields(name);
  return filled({
    language,
    status: approved,
    sao: unit(either('SUBNAME')),
    pao: addressable(either('NUMBER'), either('NAME')),
    usrn: usrn(fields),
    usrnMatch: fields('USRNMATCHINDICATOR')?.startsWith('Manual') ? '1' : fields('USRNMATCHINDICATOR') && '2',
    street: either('STREETNAME'),
    locality: either('LOCALITY'),
    town: either('TOWNNAME'),
    areaName: either('ISLANDNAME'),
    level: fields('FLOORLEVEL'),
  });
};

const ngd = (fields: Fields): GazetteerAddress => {
  const status = statuses[fields('ADDRESSSTATUS')?.toLowerCase() ?? 'approved'];
  if (!status) throw new Refused('status-unknown', `${fields('ADDRESSSTATUS')} is not an address status`);
  const lpi = ngdLpi(fields, 'eng', '');
  const welsh = /^(cym|cy|welsh)/i.test(fields('ALTERNATELANGUAGE') ?? '')
    ? [ngdLpi(fields, 'cym', 'ALTERNATELANGUAGE')]
    : [];
  const found = postcode(fields('POSTCODE'));
  const organisation = fields('ORGANISATIONNAME');
  const postal = coded(postals, fields('POSTCODESOURCE'));
  const poBox = fields('POBOXNUMBER');
  const geographic = { postcode: found, ...(organisation !== undefined && { organisation }) };
  const { buildingName, ...point } = deliveryPointFrom(lpi, filled(geographic));
  const isBoxName = poBox !== undefined && buildingName === boxed(poBox);
  return filled({
    uprn: uprn(fields),
    parentUprn: optionalUprn(fields, 'PARENTUPRN'),
    status,
    state: coded(buildStates, fields('BUILDSTATUS')),
    stateDate: day(fields, 'BUILDSTATUSDATE'),
    classification: code(fields('CLASSIFICATIONCODE')),
    postal,
    postcode: found,
    ...place(fields('EASTING'), fields('NORTHING'), fields('LATITUDE'), fields('LONGITUDE')),
    rpc: coded(accuracies, fields('POSITIONALACCURACY')),
    custodianCode: whole(fields, 'LOCALCUSTODIANCODE'),
    gssCode: fields('LOWERTIERLOCALAUTHORITYGSSCODE'),
    country: fields('COUNTRY')?.charAt(0),
    organisation,
    start: day(fields, 'EFFECTIVESTARTDATE'),
    end: day(fields, 'EFFECTIVEENDDATE'),
    updated: day(fields, 'VERSIONDATE'),
    lpis: [lpi, ...welsh],
    deliveryPoint:
      postal === 'N' ? undefined : filled({ ...point, buildingName: isBoxName ? undefined : buildingName, poBox }),
  });
};

interface FlatReader {
  readonly read: (fields: Fields) => GazetteerAddress;
  /** Column with I, U or D; NGD has none that says so. */
  readonly change: string | undefined;
}

export const flatReaders: Readonly<Record<FlatFormat, FlatReader>> = {
  'addressbase-core': { read: core, change: 'CHANGE_CODE' },
  'addressbase-basic': { read: basic, change: 'CHANGE_TYPE' },
  'addressbase-plus': { read: plus, change: 'CHANGE_TYPE' },
  'ngd-built-address': { read: ngd, change: undefined },
};
