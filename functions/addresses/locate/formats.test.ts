/** Locate's formats, as its README and Surrey's documentation list them (presentation.test.ts has how the lines are made). */
import { anAddress, anLpi, without } from '#test/support/addresses.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { type Format, locateAnswers } from './formats.ts';

const flat = anAddress({
  uprn: '999000011',
  classification: 'RD06',
  country: 'E',
  gssCode: 'E07000208',
  custodianCode: 3610,
  organisation: 'MILL BAKERY LTD',
  latitude: 51.33,
  longitude: -0.26,
  start: '2004-05-01',
  updated: '2026-03-02',
  entered: '2004-05-02',
  lpis: [
    anLpi({
      sao: { startNumber: 1, startSuffix: 'A', text: 'FLAT' },
      pao: { startNumber: 12, endNumber: 14, endSuffix: 'B', text: 'MILL HOUSE' },
      locality: 'LITTLE TESTING',
      administrativeArea: 'TESTSHIRE',
    }),
  ],
});

const answer = (address: GazetteerAddress, format: Format) =>
  locateAnswers([address], format)[0] as Record<string, never>;

const shown = {
  property: 'Flat 1a Mill House',
  street: '12-14b Example Street',
  locality: 'Little Testing',
  town: 'Testford',
  area: 'Testshire',
  postcode: 'ZZ1 1AA',
};

it('presentation is flat', () => {
  expect(answer(flat, 'presentation')).toEqual({ gssCode: 'E07000208', uprn: '999000011', ...shown });
});

it('all has everything, with the postcode as it was stored', () => {
  expect(answer(flat, 'all')).toEqual({
    gssCode: 'E07000208',
    country: 'England',
    uprn: '999000011',
    postcode: 'zz11aa',
    createdAt: '2004-05-02',
    presentation: shown,
    details: {
      blpuCreatedAt: '2004-05-01',
      blpuUpdatedAt: '2026-03-02',
      classification: 'RD06',
      state: 'approved',
      isPostalAddress: true,
      isCommercial: false,
      isResidential: true,
      isHigherEducational: false,
      isElectoral: true,
      usrn: '39900001',
      primaryClassification: 'Residential',
      secondaryClassification: 'Dwelling',
      custodian: 'EPSOM AND EWELL',
      organisation: 'MILL BAKERY LTD',
    },
    location: { lat: 51.33, long: -0.26, easting: 520_910, northing: 160_705 },
    ordering: {
      saoStartNumber: 1,
      saoStartSuffix: 'A',
      saoText: 'FLAT',
      paoStartNumber: 12,
      paoEndNumber: 14,
      paoEndSuffix: 'B',
      paoText: 'MILL HOUSE',
      street: 'EXAMPLE STREET',
    },
  });
});

it('vcard has the town as its locality and the area as its region', () => {
  expect(answer(flat, 'vcard')).toEqual({
    'extended-address': 'Flat 1a Mill House',
    'street-address': '12-14b Example Street',
    locality: 'Testford',
    region: 'Testshire',
    'postal-code': 'ZZ1 1AA',
    country: 'England',
    'x-uprn': '999000011',
    vcard: 'ADR;:;;Flat 1a Mill House;12-14b Example Street;Testford;Testshire;ZZ1 1AA;England',
  });
});

it('leaves out what there is not, and empty between semicolons', () => {
  const house = anAddress();
  expect(answer(house, 'presentation')).toEqual({
    uprn: '999000001',
    street: '10 Example Street',
    town: 'Testford',
    postcode: 'ZZ1 1AA',
  });
  expect(answer(house, 'vcard').vcard).toBe('ADR;:;;;10 Example Street;Testford;;ZZ1 1AA;');
  for (const name of ['gssCode', 'country', 'createdAt']) expect(answer(house, 'all')).not.toHaveProperty(name);
});

it.each<[Partial<GazetteerAddress>, string | undefined]>([
  [{ country: 'S' }, 'Scotland'],
  [{ country: 'W', gssCode: 'E07000208' }, 'Wales'],
  [{ gssCode: 'W06000001' }, 'Wales'],
  [{ gssCode: 'S12000001' }, 'Scotland'],
  [{ country: 'J' }, undefined],
])('of %j, the country is %s', (parts, country) => {
  expect(answer(anAddress(parts), 'all').country).toBe(country);
});

it.each<[Partial<GazetteerAddress>, object]>([
  [{ status: 6 }, { state: 'provisional' }],
  [{ classification: 'CR08' }, { isCommercial: true, isResidential: false, isElectoral: false }],
  [{ classification: 'CE01' }, { isCommercial: false, isHigherEducational: true, isElectoral: true }],
  [{ postal: 'N' }, { isPostalAddress: false, isElectoral: false }],
  [{ classification: 'R' }, { primaryClassification: 'Residential' }],
])('of %j, the details are %j', (parts, details) => {
  expect(answer(anAddress(parts), 'all').details).toMatchObject(details);
});

it('holds no address that Locate would not have held', () => {
  const unplaced = without(anAddress({ uprn: '2' }), 'postcode');
  expect(locateAnswers([unplaced, anAddress()], 'presentation')).toMatchObject([{ uprn: '999000001' }]);
});
