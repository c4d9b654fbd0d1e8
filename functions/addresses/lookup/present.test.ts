import { anAddress, anLpi, without } from '#test/support/addresses.ts';
import { present, presentAddress, presentChild, presentParent, presentStreet } from './present.ts';

const flat = anAddress({
  uprn: '999000011',
  parentUprn: '999000010',
  classification: 'RD06',
  latitude: 51.33,
  longitude: -0.26,
  rpc: 1,
  gssCode: 'E07999901',
  custodianCode: 9901,
  ward: 'E05000001',
  parish: 'E04000001',
  updated: '2026-03-02',
  lpis: [
    anLpi({
      sao: { text: 'FLAT', startNumber: 3 },
      pao: { startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B', text: 'MILL HOUSE' },
      locality: 'LITTLE TESTING',
    }),
  ],
});

it('shows an address in title case, with all that is known of it', () => {
  expect(presentAddress(flat)).toEqual({
    uprn: '999000011',
    parentUprn: '999000010',
    usrn: '39900001',
    text: 'Flat, 3, Mill House, 12A-14B Example Street, Little Testing, Testford, ZZ1 1AA',
    lines: ['Flat 3', 'Mill House', '12A-14B Example Street, Little Testing'],
    unit: 'Flat 3',
    building: 'Mill House',
    number: '12A-14B',
    street: 'Example Street',
    locality: 'Little Testing',
    town: 'Testford',
    postTown: 'TESTFORD',
    postcode: 'ZZ1 1AA',
    classification: { code: 'RD06', description: expect.stringContaining('Flat') },
    postal: true,
    status: 'approved',
    location: { easting: 520_910, northing: 160_705, latitude: 51.33, longitude: -0.26, accuracy: 1 },
    gssCode: 'E07999901',
    custodianCode: 9901,
    ward: 'E05000001',
    parish: 'E04000001',
    updated: '2026-03-02',
  });
});

it('leaves out what it does not know, location and all', () => {
  const bare = without(anAddress(), 'postcode', 'postal', 'easting', 'northing');
  const shown = presentAddress({ ...bare, classification: 'U', lpis: [{ language: 'eng', status: 1 }] });
  expect(shown).toEqual({
    uprn: '999000001',
    text: '',
    lines: [],
    classification: { code: 'U', description: 'Unclassified' },
    postal: true,
    status: 'approved',
  });
});

it('uses Royal Mail’s form on the envelope where there is one', () => {
  const deliveryPoint = { organisation: 'MILL BAKERY LTD', buildingNumber: '10', thoroughfare: 'THE YARD' };
  const shown = presentAddress(anAddress({ deliveryPoint: { ...deliveryPoint, postTown: 'MILLTOWN' } }));
  expect(shown).toMatchObject({ lines: ['Mill Bakery LTD', '10 The Yard'], postTown: 'MILLTOWN', town: 'Testford' });
});

it.each([
  [1, 'approved'],
  [6, 'provisional'],
  [8, 'historical'],
] as const)('calls the status %d %s', (status, word) => {
  expect(presentAddress(anAddress({ status })).status).toBe(word);
  expect(presentChild(['2', 'LINE', 'RD06', status]).status).toBe(word);
});

it.each([
  ['N', false],
  ['L', true],
  ['D', true],
])('of the postal flag %s says %s', (postal, gets) => {
  expect(presentAddress(anAddress({ postal })).postal).toBe(gets);
});

it('adds the Welsh form where there is one', () => {
  const welsh = anLpi({ language: 'cym', street: 'HEOL FAWR', town: 'PRAWFDREF' });
  expect(presentAddress(anAddress({ lpis: [anLpi(), welsh] }))).toMatchObject({
    street: 'Example Street',
    welsh: { text: '10 Heol Fawr, Prawfdref, ZZ1 1AA', street: 'Heol Fawr', town: 'Prawfdref' },
  });
  expect(presentAddress(anAddress())).not.toHaveProperty('welsh');
});

it('shows a parent and a child alike', () => {
  const text = '10 Example Street, Testford, ZZ1 1AA';
  const relative = { uprn: '999000001', text, classification: 'RD03', status: 'approved' };
  expect(presentParent(anAddress())).toEqual(relative);
  expect(presentChild(['999000001', '10 EXAMPLE STREET, TESTFORD, ZZ1 1AA', 'RD03', 1])).toEqual(relative);
});

describe('a street', () => {
  const english = { language: 'eng' as const, name: 'HIGH STREET', town: 'TESTFORD', administrativeArea: 'TESTSHIRE' };
  const welsh = { language: 'cym' as const, name: 'STRYD FAWR', locality: 'Y BONT' };

  it('is shown by its English name, with the Welsh beside it, whichever comes first', () => {
    expect(presentStreet({ usrn: '1', type: 1, state: 2, descriptors: [welsh, english] }, 7)).toEqual({
      usrn: '1',
      name: 'High Street',
      town: 'Testford',
      administrativeArea: 'Testshire',
      type: 1,
      state: 2,
      welsh: { name: 'Stryd Fawr', locality: 'Y Bont' },
      dataset: 7,
    });
  });

  it('is shown by its Welsh name where it has no other', () => {
    expect(presentStreet({ usrn: '1', descriptors: [welsh] }, 7)).toMatchObject({ name: 'Stryd Fawr' });
  });

  it('has an empty name where the file gave it none', () => {
    expect(presentStreet({ usrn: '1', descriptors: [] }, 7)).toEqual({ usrn: '1', name: '', dataset: 7 });
  });
});

it('drops what is absent or empty, and nothing else', () => {
  expect(present({ a: undefined, b: '', c: 0, d: false, e: null, f: [] })).toEqual({ c: 0, d: false, e: null, f: [] });
});
