import fc from 'fast-check';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import type { AddressableObject, Lpi } from './contract/gazetteer.ts';
import { byHouse } from './houseOrder.ts';

interface House {
  readonly sao?: AddressableObject;
  readonly pao?: AddressableObject;
  readonly street?: string;
}

const aHouse = (uprn: number, { sao, pao, street = 'HIGH STREET' }: House) => {
  const parts: Partial<Lpi> = { ...(sao && { sao }), pao: pao ?? {}, street };
  return anAddress({ uprn: String(uprn), lpis: [anLpi(parts)] });
};

it.each<[string, House[]]>([
  ['numbers count as numbers', [2, 9, 10, 101].map((startNumber) => ({ pao: { startNumber } }))],
  [
    'a suffix comes before none, and A before B',
    [
      { pao: { startNumber: 9, startSuffix: 'A' } },
      { pao: { startNumber: 9, startSuffix: 'B' } },
      { pao: { startNumber: 9 } },
      { pao: { startNumber: 10, startSuffix: 'A' } },
    ],
  ],
  [
    'a range comes before a single number, by where it ends',
    [
      { pao: { startNumber: 12, endNumber: 14, endSuffix: 'A' } },
      { pao: { startNumber: 12, endNumber: 14 } },
      { pao: { startNumber: 12, endNumber: 16 } },
      { pao: { startNumber: 12 } },
    ],
  ],
  [
    'a numbered flat comes before every house, whatever the number of its building',
    [
      { sao: { startNumber: 1 }, pao: { startNumber: 99 } },
      { sao: { startNumber: 2 }, pao: { startNumber: 3 } },
      { pao: { startNumber: 1 } },
    ],
  ],
  [
    'of flats with the same number, the lower building comes first',
    [
      { sao: { startNumber: 1 }, pao: { startNumber: 3 } },
      { sao: { startNumber: 1 }, pao: { startNumber: 20 } },
    ],
  ],
  [
    'named flats of a building go by their names, before the building itself',
    [
      { sao: { text: 'BASEMENT' }, pao: { startNumber: 5 } },
      { sao: { text: 'FLAT 10' }, pao: { startNumber: 5 } },
      { sao: { text: 'FLAT 2' }, pao: { startNumber: 5 } },
      { pao: { startNumber: 5 } },
    ],
  ],
  [
    'houses without numbers come last, by name, then by street',
    [
      { pao: { startNumber: 200 } },
      { pao: { text: 'IVY HOUSE' } },
      { pao: { text: 'ROSE COTTAGE' }, street: 'BACK LANE' },
      { pao: { text: 'ROSE COTTAGE' }, street: 'HIGH STREET' },
    ],
  ],
  ['zero is a number', [{ pao: { startNumber: 0 } }, { pao: { startNumber: 1 } }, {}]],
])('%s', (_, houses) => {
  // The UPRNs fall while the houses rise, so that they cannot be what decides.
  const expected = houses.map((house, i) => aHouse(100 - i, house));
  expect(expected.toReversed().sort(byHouse)).toEqual(expected);
});

it('goes by the preferred LPI', () => {
  const other = anLpi({ pao: { startNumber: 99 } });
  const [one, two] = [1, 2].map((n) => anAddress({ lpis: [anLpi({ pao: { startNumber: n } }), other] }));
  expect([two, one].sort((a, b) => byHouse(a as never, b as never))).toEqual([one, two]);
});

it('never depends on how the list was stored', () => {
  // So few kinds that many houses are alike.
  const object = fc.constantFrom<AddressableObject>(
    {},
    { startNumber: 1 },
    { startNumber: 2, startSuffix: 'A' },
    { text: 'A' },
  );
  const houses = fc
    .array(fc.record({ sao: object, pao: object }), { minLength: 2, maxLength: 30 })
    .map((all) => all.map((house, i) => aHouse(i + 1, house)));
  const shuffled = houses.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect([...one].sort(byHouse)).toEqual([...other].sort(byHouse));
    }),
  );
});
