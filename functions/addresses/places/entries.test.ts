/** The records of the OS Places API’s technical specification, on an invented property. */
import { anAddress, anLpi, without } from '#test/support/addresses.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { referenceOf } from '../reference.ts';
import { entryOf } from './entries.ts';
import type { Hit } from './hits.ts';
import type { Srs } from './parameters.ts';

const house = anAddress({
  rpc: 1,
  state: 2,
  stateDate: '2004-05-01',
  custodianCode: 3610,
  gssCode: 'E07000208',
  ward: 'E05000001',
  country: 'E',
  toid: 'osgb1000000000000001',
  latitude: 51.33,
  longitude: -0.26,
  updated: '2026-03-02',
  entered: '2004-05-01',
  lpis: [anLpi({ key: '3610L000000001', locality: 'LITTLE TESTING', administrativeArea: 'TESTSHIRE' })],
  deliveryPoint: {
    udprn: '90000001',
    buildingNumber: '10',
    thoroughfare: 'EXAMPLE STREET',
    postTown: 'TESTFORD',
    postcode: 'ZZ1 1AA',
    suffix: '1A',
  },
});

const entry = (address: GazetteerAddress, form: Hit['form'], srs: Srs = '27700'): Record<string, unknown> => {
  const { DPA, LPI } = entryOf(address, { reference: referenceOf(address), form }, srs);
  return DPA ?? LPI ?? {};
};

const ofBoth = {
  UPRN: '999000001',
  RPC: '1',
  X_COORDINATE: 520_910,
  Y_COORDINATE: 160_705,
  STATUS: 'APPROVED',
  LOGICAL_STATUS_CODE: '1',
  CLASSIFICATION_CODE: 'RD03',
  CLASSIFICATION_CODE_DESCRIPTION: 'Semi-Detached',
  LOCAL_CUSTODIAN_CODE: 3610,
  LOCAL_CUSTODIAN_CODE_DESCRIPTION: 'EPSOM AND EWELL',
  COUNTRY_CODE: 'E',
  POSTAL_ADDRESS_CODE: 'D',
  POSTAL_ADDRESS_CODE_DESCRIPTION: 'A record which is linked to PAF',
  BLPU_STATE_CODE: '2',
  BLPU_STATE_CODE_DESCRIPTION: 'In use',
  BLPU_STATE_DATE: '01/05/2004',
  TOPOGRAPHY_LAYER_TOID: 'osgb1000000000000001',
  WARD_CODE: 'E05000001',
  GSS_CODE: 'E07000208',
  LAST_UPDATE_DATE: '02/03/2026',
  ENTRY_DATE: '01/05/2004',
  LANGUAGE: 'EN',
  MATCH: 1,
  MATCH_DESCRIPTION: 'EXACT',
};

it('tells a delivery point as the specification does', () => {
  expect(entryOf(house, { reference: referenceOf(house), form: 'DPA' }, '27700')).toEqual({
    DPA: {
      ...ofBoth,
      UDPRN: '90000001',
      ADDRESS: '10, EXAMPLE STREET, TESTFORD, ZZ1 1AA',
      BUILDING_NUMBER: '10',
      THOROUGHFARE_NAME: 'EXAMPLE STREET',
      POST_TOWN: 'TESTFORD',
      POSTCODE: 'ZZ1 1AA',
      DELIVERY_POINT_SUFFIX: '1A',
    },
  });
});

it('tells an LPI as the specification does', () => {
  expect(entryOf(house, { reference: referenceOf(house), form: 0 }, '27700')).toEqual({
    LPI: {
      ...ofBoth,
      ADDRESS: '10, EXAMPLE STREET, LITTLE TESTING, TESTFORD, ZZ1 1AA',
      USRN: '39900001',
      LPI_KEY: '3610L000000001',
      PAO_START_NUMBER: '10',
      STREET_DESCRIPTION: 'EXAMPLE STREET',
      LOCALITY_NAME: 'LITTLE TESTING',
      TOWN_NAME: 'TESTFORD',
      ADMINISTRATIVE_AREA: 'TESTSHIRE',
      POSTCODE_LOCATOR: 'ZZ1 1AA',
      LPI_LOGICAL_STATUS_CODE: '1',
      LPI_LOGICAL_STATUS_CODE_DESCRIPTION: 'APPROVED',
    },
  });
});

it('tells every part of both, and no more', () => {
  const object = { startNumber: 1, startSuffix: 'A', endNumber: 2, endSuffix: 'B', text: 'T' };
  const full = anAddress({
    organisation: 'ORG',
    lpis: [anLpi({ sao: object, pao: object, level: 'GROUND', areaName: 'AREA', language: 'cym', status: 3 })],
    deliveryPoint: {
      organisation: 'ORG',
      department: 'DEPT',
      subBuilding: 'SUB',
      buildingName: 'NAME',
      poBox: '77',
      dependentThoroughfare: 'YARD',
      doubleDependentLocality: 'HAMLET',
      dependentLocality: 'VILLAGE',
    },
  });
  expect(entry(full, 'DPA')).toMatchObject({
    ADDRESS: 'DEPT, ORG, SUB, NAME, PO BOX 77, YARD, HAMLET, VILLAGE',
    ORGANISATION_NAME: 'ORG',
    DEPARTMENT_NAME: 'DEPT',
    SUB_BUILDING_NAME: 'SUB',
    BUILDING_NAME: 'NAME',
    PO_BOX_NUMBER: '77',
    DEPENDENT_THOROUGHFARE_NAME: 'YARD',
    DOUBLE_DEPENDENT_LOCALITY: 'HAMLET',
    DEPENDENT_LOCALITY: 'VILLAGE',
  });
  expect(entry(full, 0)).toMatchObject({
    ...Object.fromEntries(
      ['SAO', 'PAO'].flatMap((name) => [
        [`${name}_START_NUMBER`, '1'],
        [`${name}_START_SUFFIX`, 'A'],
        [`${name}_END_NUMBER`, '2'],
        [`${name}_END_SUFFIX`, 'B'],
        [`${name}_TEXT`, 'T'],
      ]),
    ),
    LEVEL: 'GROUND',
    AREA_NAME: 'AREA',
    ORGANISATION: 'ORG',
    LANGUAGE: 'CY',
    LPI_LOGICAL_STATUS_CODE_DESCRIPTION: 'ALTERNATIVE',
  });
  expect(Object.values(entry(full, 0))).not.toContain(undefined);
});

it.each<[string, Srs, object]>([
  ['metres of the national grid', '27700', { X_COORDINATE: 520_910, Y_COORDINATE: 160_705 }],
  ['degrees beside them', '4326', { X_COORDINATE: 520_910, Y_COORDINATE: 160_705, LAT: 51.33, LNG: -0.26 }],
  ['degrees beside them', '4258', { X_COORDINATE: 520_910, Y_COORDINATE: 160_705, LAT: 51.33, LNG: -0.26 }],
  ['metres of Mercator', '3857', { X_COORDINATE: -28_943.07, Y_COORDINATE: 6_679_875.81 }],
])('says where it is in %s for EPSG:%s', (_, srs, place) => {
  const { X_COORDINATE, Y_COORDINATE, LAT, LNG } = entry(house, 0, srs);
  const degrees = LAT === undefined ? {} : { LAT, LNG };
  expect({ X_COORDINATE, Y_COORDINATE, ...degrees }).toEqual(place);
});

it('works out degrees that the file did not have, and leaves out what nobody knows', () => {
  const found = entry(without(house, 'latitude', 'longitude'), 0, '4326');
  expect([found.LAT, found.LNG]).toEqual([expect.closeTo(51.3326, 3), expect.closeTo(-0.2658, 3)]);
  expect(entry(without(house, 'easting', 'northing'), 0)).not.toHaveProperty('X_COORDINATE');
  const bare = entry(without(house, 'rpc', 'state', 'custodianCode', 'postal'), 0);
  expect(bare.BLPU_STATE_CODE_DESCRIPTION).toBe('Unknown/Not applicable');
  for (const name of ['RPC', 'BLPU_STATE_CODE', 'LOCAL_CUSTODIAN_CODE', 'POSTAL_ADDRESS_CODE_DESCRIPTION'])
    expect(bare).not.toHaveProperty(name);
});

it('shows the gazetteer’s own postcode for an LPI where the two differ', () => {
  const moved = { ...house, postcodeLocator: 'ZZ2 2BB' };
  expect(entry(moved, 0)).toMatchObject({
    POSTCODE_LOCATOR: 'ZZ2 2BB',
    ADDRESS: '10, EXAMPLE STREET, LITTLE TESTING, TESTFORD, ZZ2 2BB',
  });
});
