import type { AddressableObject, Lpi } from '../contract/gazetteer.ts';
import { deliveryPointLine, deliveryPointParts, lpiLine, numberPart } from './lines.ts';

const lpi = (parts: Partial<Lpi>): Lpi => ({
  language: 'eng',
  status: 1,
  street: 'EXAMPLE STREET',
  town: 'TESTFORD',
  ...parts,
});

it.each<[AddressableObject, string | undefined]>([
  [{ startNumber: 1 }, '1'],
  [{ startNumber: 1, startSuffix: 'A' }, '1A'],
  [{ startNumber: 1, endNumber: 2 }, '1-2'],
  [{ startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' }, '12A-14B'],
  [{ endNumber: 1 }, '1'],
  [{ endNumber: 1, endSuffix: 'A' }, '1A'],
  [{ startSuffix: 'A', endSuffix: 'B' }, undefined],
  [{ startNumber: 0 }, '0'],
  [{}, undefined],
])('the number of %j is %s', (object, text) => {
  expect(numberPart(object)).toBe(text);
});

it.each<[Partial<Lpi>, string | undefined, string]>([
  [{ pao: { startNumber: 10 } }, undefined, '10 EXAMPLE STREET, TESTFORD, ZZ1 1AA'],
  [
    { sao: { text: 'FLAT 3' }, pao: { startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' } },
    undefined,
    'FLAT 3, 12A-14B EXAMPLE STREET, TESTFORD, ZZ1 1AA',
  ],
  [{ sao: { startNumber: 3 }, pao: { startNumber: 12 } }, undefined, '3, 12 EXAMPLE STREET, TESTFORD, ZZ1 1AA'],
  [
    { pao: { startNumber: 7, text: 'THE OLD MILL' }, locality: 'LITTLE TESTING' },
    'MILL BAKERY LTD',
    'MILL BAKERY LTD, THE OLD MILL, 7 EXAMPLE STREET, LITTLE TESTING, TESTFORD, ZZ1 1AA',
  ],
  [{ pao: { text: 'ROSE COTTAGE' } }, undefined, 'ROSE COTTAGE, EXAMPLE STREET, TESTFORD, ZZ1 1AA'],
])('the geographic line of %j', (parts, organisation, line) => {
  expect(lpiLine({ ...(organisation && { organisation }), postcode: 'ZZ1 1AA' }, lpi(parts))).toBe(line);
});

it('puts a number before the next part where there is no street', () => {
  const { street: _, ...without } = lpi({ pao: { startNumber: 5 } });
  expect(lpiLine({ postcode: 'ZZ1 1AA' }, without)).toBe('5 TESTFORD, ZZ1 1AA');
});

describe('the postal line', () => {
  const point = { buildingNumber: '10', thoroughfare: 'EXAMPLE STREET', postTown: 'TESTFORD', postcode: 'ZZ1 1AA' };

  it('has no comma after the number, and OS Places has one', () => {
    expect(deliveryPointLine(point)).toBe('10 EXAMPLE STREET, TESTFORD, ZZ1 1AA');
    expect(deliveryPointParts(point)).toBe('10, EXAMPLE STREET, TESTFORD, ZZ1 1AA');
  });

  it('has its parts in Royal Mail’s order', () => {
    const all = {
      department: 'DEPT',
      organisation: 'ORG',
      subBuilding: 'SUB',
      buildingName: 'NAME',
      buildingNumber: '1',
      poBox: '77',
      dependentThoroughfare: 'YARD',
      thoroughfare: 'STREET',
      doubleDependentLocality: 'HAMLET',
      dependentLocality: 'VILLAGE',
      postTown: 'TOWN',
      postcode: 'ZZ1 1AA',
    };
    expect(deliveryPointLine(all)).toBe(
      'DEPT, ORG, SUB, NAME, 1 PO BOX 77, YARD, STREET, HAMLET, VILLAGE, TOWN, ZZ1 1AA',
    );
    expect(deliveryPointParts(all)).toBe(
      'DEPT, ORG, SUB, NAME, 1, PO BOX 77, YARD, STREET, HAMLET, VILLAGE, TOWN, ZZ1 1AA',
    );
  });
});
