/** Rows of AddressBase Premium and LLPG DTF files as parts of a property or of a street. */
import type { Language } from '../contract/gazetteer.ts';
import { indexed, type RecordFormat, recordColumns, titles, unusedRecords } from './columns.ts';
import type { Part, PartKind } from './staging.ts';
import {
  day,
  type Fields,
  fieldsOf,
  filled,
  optionalUprn,
  place,
  postcode,
  Refused,
  uprn,
  usrn,
  whole,
} from './values.ts';

const languages: Readonly<Record<string, Language>> = { ENG: 'eng', CYM: 'cym', GAE: 'gae' };
const language = (fields: Fields): Language => languages[fields('LANGUAGE')?.toUpperCase() ?? 'ENG'] ?? 'eng';

const needed = <T>(value: T | undefined, name: string): T => {
  if (value === undefined)
    throw new Refused(`${name.toLowerCase().replaceAll('_', '-')}-missing`, `${name} is empty or not valid`);
  return value;
};

const neededUsrn = (fields: Fields): string => needed(usrn(fields), 'USRN');

/** Both products call it something else in older files. */
const postalFlag = (fields: Fields): string | undefined => fields('POSTAL_ADDRESS')?.toUpperCase();

const blpu = (fields: Fields) =>
  filled({
    logicalStatus: needed(whole(fields, 'LOGICAL_STATUS'), 'LOGICAL_STATUS'),
    state: whole(fields, 'BLPU_STATE'),
    stateDate: day(fields, 'BLPU_STATE_DATE'),
    parentUprn: optionalUprn(fields, 'PARENT_UPRN'),
    ...place(fields('X_COORDINATE'), fields('Y_COORDINATE'), fields('LATITUDE'), fields('LONGITUDE')),
    rpc: whole(fields, 'RPC'),
    custodianCode: whole(fields, 'LOCAL_CUSTODIAN_CODE'),
    country: fields('COUNTRY')?.toUpperCase(),
    start: day(fields, 'START_DATE'),
    end: day(fields, 'END_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    entered: day(fields, 'ENTRY_DATE'),
    postal: postalFlag(fields),
    postcodeLocator: postcode(fields('POSTCODE_LOCATOR')),
    // DTF has these on the BLPU; AddressBase has records for them.
    classification: fields('BLPU_CLASS')?.toUpperCase(),
    organisation: fields('ORGANISATION'),
    ward: fields('WARD_CODE'),
    parish: fields('PARISH_CODE'),
  });
export type BlpuPart = ReturnType<typeof blpu>;

const object = (fields: Fields, prefix: 'SAO' | 'PAO') => {
  const found = filled({
    startNumber: whole(fields, `${prefix}_START_NUMBER`),
    startSuffix: fields(`${prefix}_START_SUFFIX`),
    endNumber: whole(fields, `${prefix}_END_NUMBER`),
    endSuffix: fields(`${prefix}_END_SUFFIX`),
    text: fields(`${prefix}_TEXT`),
  });
  return Object.keys(found).length > 0 ? found : undefined;
};

const lpi = (fields: Fields) => {
  const pao = object(fields, 'PAO');
  if (pao?.text === undefined && pao?.startNumber === undefined) {
    throw new Refused('lpi-without-building', 'the LPI has neither PAO_TEXT nor PAO_START_NUMBER');
  }
  return filled({
    key: fields('LPI_KEY'),
    language: language(fields),
    logicalStatus: needed(whole(fields, 'LOGICAL_STATUS'), 'LOGICAL_STATUS'),
    sao: object(fields, 'SAO'),
    pao,
    usrn: neededUsrn(fields),
    usrnMatch: fields('USRN_MATCH_INDICATOR'),
    areaName: fields('AREA_NAME'),
    level: fields('LEVEL'),
    official: fields('OFFICIAL_FLAG'),
    start: day(fields, 'START_DATE'),
    end: day(fields, 'END_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    entered: day(fields, 'ENTRY_DATE'),
    // DTF has these on the LPI; AddressBase has them on the BLPU and the delivery point.
    postal: postalFlag(fields),
    postcode: postcode(fields('POSTCODE')),
    postTown: fields('POST_TOWN'),
  });
};
export type LpiPart = ReturnType<typeof lpi>;

const scheme = 'ADDRESSBASE PREMIUM CLASSIFICATION SCHEME';

const classification = (fields: Fields) => {
  const code = needed(fields('CLASSIFICATION_CODE'), 'CLASSIFICATION_CODE').toUpperCase();
  if (!/^[CLMOPRUXZ]/.test(code)) throw new Refused('classification-unknown', `${code} is not a classification code`);
  return filled({ code, end: day(fields, 'END_DATE'), updated: day(fields, 'LAST_UPDATE_DATE') });
};
export type ClassificationPart = ReturnType<typeof classification>;

const organisation = (fields: Fields) =>
  filled({
    name: needed(fields('ORGANISATION'), 'ORGANISATION'),
    end: day(fields, 'END_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
  });
export type OrganisationPart = ReturnType<typeof organisation>;

const welshOf = (fields: Fields) => {
  const parts = filled({
    dependentThoroughfare: fields('WELSH_DEPENDENT_THOROUGHFARE'),
    thoroughfare: fields('WELSH_THOROUGHFARE'),
    doubleDependentLocality: fields('WELSH_DOUBLE_DEPENDENT_LOCALITY'),
    dependentLocality: fields('WELSH_DEPENDENT_LOCALITY'),
    postTown: fields('WELSH_POST_TOWN'),
  });
  return Object.keys(parts).length > 0 ? parts : undefined;
};

/** AddressBase Plus has the same columns in each of its rows. */
export const deliveryPointOf = (fields: Fields) =>
  filled({
    udprn: fields('UDPRN'),
    department: fields('DEPARTMENT_NAME'),
    organisation: fields('ORGANISATION_NAME') ?? fields('RM_ORGANISATION_NAME'),
    subBuilding: fields('SUB_BUILDING_NAME'),
    buildingName: fields('BUILDING_NAME'),
    buildingNumber: fields('BUILDING_NUMBER'),
    poBox: fields('PO_BOX_NUMBER'),
    dependentThoroughfare: fields('DEPENDENT_THOROUGHFARE'),
    thoroughfare: fields('THOROUGHFARE'),
    doubleDependentLocality: fields('DOUBLE_DEPENDENT_LOCALITY'),
    dependentLocality: fields('DEPENDENT_LOCALITY'),
    postTown: fields('POST_TOWN'),
    postcode: postcode(fields('POSTCODE')),
    postcodeType: fields('POSTCODE_TYPE'),
    suffix: fields('DELIVERY_POINT_SUFFIX'),
    welsh: welshOf(fields),
  });

const deliveryPoint = (fields: Fields) =>
  filled({
    ...deliveryPointOf(fields),
    end: day(fields, 'END_DATE'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
    entered: day(fields, 'ENTRY_DATE'),
  });
export type DeliveryPointPart = ReturnType<typeof deliveryPoint>;

const gridPoint = (fields: Fields, end: 'START' | 'END') => {
  const { easting, northing } = place(fields(`STREET_${end}_X`), fields(`STREET_${end}_Y`));
  return easting === undefined || northing === undefined ? undefined : { easting, northing };
};

const street = (fields: Fields) =>
  filled({
    type: whole(fields, 'RECORD_TYPE'),
    state: whole(fields, 'STATE'),
    start: gridPoint(fields, 'START'),
    end: gridPoint(fields, 'END'),
    updated: day(fields, 'LAST_UPDATE_DATE'),
  });
export type StreetPart = ReturnType<typeof street>;

const descriptor = (fields: Fields) =>
  filled({
    language: language(fields),
    name: needed(fields('STREET_DESCRIPTION'), 'STREET_DESCRIPTION'),
    locality: fields('LOCALITY'),
    town: fields('TOWN_NAME'),
    administrativeArea: fields('ADMINISTRATIVE_AREA'),
    ended: day(fields, 'END_DATE'),
  });
export type DescriptorPart = ReturnType<typeof descriptor>;

interface RecordType {
  readonly kind: PartKind;
  readonly subject: (fields: Fields) => string;
  readonly key: (fields: Fields) => string;
  readonly read: (fields: Fields) => object;
}

const none = () => '';

const types: Readonly<Record<string, RecordType>> = {
  11: { kind: 'street', subject: neededUsrn, key: none, read: street },
  15: { kind: 'descriptor', subject: neededUsrn, key: language, read: descriptor },
  21: { kind: 'blpu', subject: uprn, key: none, read: blpu },
  24: { kind: 'lpi', subject: uprn, key: (fields) => `${fields('LPI_KEY') ?? ''}/${language(fields)}`, read: lpi },
  28: { kind: 'deliveryPoint', subject: uprn, key: (fields) => fields('UDPRN') ?? '', read: deliveryPoint },
  31: { kind: 'organisation', subject: uprn, key: (fields) => fields('ORG_KEY') ?? '', read: organisation },
  32: { kind: 'classification', subject: uprn, key: (fields) => fields('CLASS_KEY') ?? '', read: classification },
};

/** A row that is of no use here: which word to count it under. */
export interface LeftOut {
  readonly leftOut: string;
}

export interface Change {
  readonly change: string;
  readonly order: number;
}

export type ReadRow = (Part & Change) | LeftOut;

/** Longer than they should be is fine as long as the rest is empty: spreadsheets pad rows. */
const checkWidth = (cells: readonly string[], width: number, type: string, format: RecordFormat): void => {
  if (cells.length === width || (cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')))
    return;
  throw new Refused(
    'wrong-column-count',
    `record ${type} has ${cells.length} columns; in ${titles[format]} it has ${width}`,
  );
};

/** Makes the reader for a format. The reader throws `Refused`. */
export const recordReader = (format: RecordFormat): ((cells: readonly string[], line: number) => ReadRow) => {
  const columns = new Map(Object.entries(recordColumns[format]).map(([type, names]) => [type, indexed(names)]));
  return (cells, line) => {
    const type = cells[0]?.trim() ?? '';
    const unused = unusedRecords[type];
    if (unused) return { leftOut: unused };
    const names = columns.get(type);
    const record = types[type];
    if (!names || !record)
      throw new Refused(
        'unknown-record-type',
        `${type.slice(0, 20) || 'an empty cell'} is not a record type of ${titles[format]}`,
      );
    checkWidth(cells, names.size, type, format);
    const fields = fieldsOf(names, cells);
    if (type === '32' && fields('CLASS_SCHEME')?.toUpperCase() !== scheme)
      return { leftOut: 'other-classification-scheme' };
    const change = fields('CHANGE_TYPE')?.toUpperCase() ?? 'I';
    return {
      kind: record.kind,
      subject: record.subject(fields),
      key: record.key(fields),
      deleted: change === 'D',
      line,
      value: record.read(fields),
      change,
      order: whole(fields, 'PRO_ORDER') ?? 0,
    };
  };
};
