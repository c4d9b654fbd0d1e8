/** The DPA and LPI records of OS Places: its names, its types, its dates. Empty fields are left out. */
import { toDegrees, toMercator } from '#shared/geography/grid.ts';
import { classification } from '../codes/classifications.ts';
import { custodian } from '../codes/custodians.ts';
import type { AddressableObject, GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { present } from '../lookup/present.ts';
import { deliveryPointParts, lpiParts } from '../text/lines.ts';
import type { Hit } from './hits.ts';
import type { Srs } from './parameters.ts';

const statuses: Readonly<Record<number, string>> = {
  1: 'APPROVED',
  3: 'ALTERNATIVE',
  6: 'PROVISIONAL',
  8: 'HISTORICAL',
};

const states: Readonly<Record<number, string>> = {
  1: 'Under construction',
  2: 'In use',
  3: 'Unoccupied / vacant / derelict',
  4: 'Demolished',
  6: 'Planning permission granted',
};

const postals: Readonly<Record<string, string>> = {
  D: 'A record which is linked to PAF',
  C: 'A record which is postal and has a parent record which is linked to PAF',
  L: 'A record which is identified as postal based on Local Authority information',
  N: 'Not a postal address',
  S: 'A single address',
  M: 'A parent record to a multi-occupancy',
  Y: 'A postal address',
};

/** 2026-03-02 → 02/03/2026 */
const day = (date: string | undefined): string | undefined => date?.split('-').reverse().join('/');

const places = ({ easting, northing, latitude, longitude }: GazetteerAddress, srs: Srs) => {
  if (easting === undefined || northing === undefined) return {};
  const degrees =
    latitude === undefined || longitude === undefined ? toDegrees({ easting, northing }) : { latitude, longitude };
  if (srs === '3857') {
    const { x, y } = toMercator(degrees);
    return { X_COORDINATE: x, Y_COORDINATE: y };
  }
  const onGrid = { X_COORDINATE: easting, Y_COORDINATE: northing };
  return srs === '27700' ? onGrid : { ...onGrid, LNG: degrees.longitude, LAT: degrees.latitude };
};

/** What both kinds of record say of the property. */
const property = (address: GazetteerAddress, srs: Srs) => ({
  RPC: address.rpc === undefined ? undefined : String(address.rpc),
  ...places(address, srs),
  STATUS: statuses[address.status],
  LOGICAL_STATUS_CODE: String(address.status),
  CLASSIFICATION_CODE: address.classification,
  CLASSIFICATION_CODE_DESCRIPTION: classification(address.classification),
  LOCAL_CUSTODIAN_CODE: address.custodianCode,
  LOCAL_CUSTODIAN_CODE_DESCRIPTION:
    address.custodianCode === undefined ? undefined : custodian(address.custodianCode)?.name,
  COUNTRY_CODE: address.country,
  POSTAL_ADDRESS_CODE: address.postal,
  POSTAL_ADDRESS_CODE_DESCRIPTION: address.postal && postals[address.postal],
  BLPU_STATE_CODE: address.state === undefined ? undefined : String(address.state),
  BLPU_STATE_CODE_DESCRIPTION: address.state === undefined ? 'Unknown/Not applicable' : states[address.state],
  TOPOGRAPHY_LAYER_TOID: address.toid,
  PARENT_UPRN: address.parentUprn,
  WARD_CODE: address.ward,
  PARISH_CODE: address.parish,
  GSS_CODE: address.gssCode,
  LAST_UPDATE_DATE: day(address.updated),
  ENTRY_DATE: day(address.entered),
  BLPU_STATE_DATE: day(address.stateDate),
});

/** OS's own answers say EXACT of 1.0, and NO MATCH of 0.4 and of 0.6; what is between them is our word. */
const matchOf = ({ match = 1 }: Hit) => ({
  MATCH: match,
  MATCH_DESCRIPTION: match === 1 ? 'EXACT' : match > 0.6 ? 'GOOD' : 'NO MATCH',
});

const dpa = (address: GazetteerAddress, hit: Hit, srs: Srs) => {
  const point = address.deliveryPoint ?? {};
  return present({
    UPRN: address.uprn,
    UDPRN: point.udprn,
    ADDRESS: deliveryPointParts(point),
    PO_BOX_NUMBER: point.poBox,
    ORGANISATION_NAME: point.organisation,
    DEPARTMENT_NAME: point.department,
    SUB_BUILDING_NAME: point.subBuilding,
    BUILDING_NAME: point.buildingName,
    BUILDING_NUMBER: point.buildingNumber,
    DEPENDENT_THOROUGHFARE_NAME: point.dependentThoroughfare,
    THOROUGHFARE_NAME: point.thoroughfare,
    DOUBLE_DEPENDENT_LOCALITY: point.doubleDependentLocality,
    DEPENDENT_LOCALITY: point.dependentLocality,
    POST_TOWN: point.postTown,
    POSTCODE: point.postcode,
    ...property(address, srs),
    LANGUAGE: 'EN',
    ...matchOf(hit),
    DELIVERY_POINT_SUFFIX: point.suffix,
  });
};

const object = (
  prefix: 'SAO' | 'PAO',
  { startNumber, startSuffix, endNumber, endSuffix, text }: AddressableObject = {},
) => ({
  [`${prefix}_START_NUMBER`]: startNumber === undefined ? undefined : String(startNumber),
  [`${prefix}_START_SUFFIX`]: startSuffix,
  [`${prefix}_END_NUMBER`]: endNumber === undefined ? undefined : String(endNumber),
  [`${prefix}_END_SUFFIX`]: endSuffix,
  [`${prefix}_TEXT`]: text,
});

const lpiEntry = (address: GazetteerAddress, lpi: Lpi, hit: Hit, srs: Srs) =>
  present({
    UPRN: address.uprn,
    ADDRESS: lpiParts(address, lpi),
    LANGUAGE: lpi.language === 'cym' ? 'CY' : 'EN',
    USRN: lpi.usrn,
    LPI_KEY: lpi.key,
    LEVEL: lpi.level,
    ORGANISATION: address.organisation,
    ...object('SAO', lpi.sao),
    ...object('PAO', lpi.pao),
    STREET_DESCRIPTION: lpi.street,
    LOCALITY_NAME: lpi.locality,
    TOWN_NAME: lpi.town,
    ADMINISTRATIVE_AREA: lpi.administrativeArea,
    AREA_NAME: lpi.areaName,
    POSTCODE_LOCATOR: address.postcodeLocator ?? address.postcode,
    ...property(address, srs),
    STREET_CLASSIFICATION_CODE: undefined,
    LPI_LOGICAL_STATUS_CODE: String(lpi.status),
    LPI_LOGICAL_STATUS_CODE_DESCRIPTION: statuses[lpi.status],
    ...matchOf(hit),
  });

/** A result: `{ DPA: … }` or `{ LPI: … }`. */
export const entryOf = (address: GazetteerAddress, hit: Hit, srs: Srs) => {
  if (hit.form === 'DPA') return { DPA: dpa(address, hit, srs) };
  const lpi = address.lpis[hit.form];
  if (!lpi) throw new Error('A reference names an LPI that its address does not have.');
  return { LPI: lpiEntry(address, lpi, hit, srs) };
};
