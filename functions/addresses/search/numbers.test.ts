import fc from 'fast-check';
import { fitsAmong, packNumbers, partsOf, unpackNumbers } from './numbers.ts';

it.each([
  [{ startNumber: 12 }, ['12']],
  [{ startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' }, ['12A', '14B']],
  [{ text: 'FLAT 3' }, ['3']],
  [{ text: 'FLAT B' }, ['B']],
  [{ text: 'FLAT 12B, THE OLD MILL' }, ['12B']],
  [{ text: 'ROSE COTTAGE' }, []],
  [undefined, []],
])('%j has the numbers %j', (object, parts) => expect(partsOf([object])).toEqual(parts));

it.each([
  ['1-60,101-140,12A', '12', 2],
  ['1-60,101-140,12A', '12A', 2],
  ['1-60,101-140', '61', 0],
  ['1-60,101-140', '100', 0],
  ['120', '12', 0],
  ['12', '120', 0],
  ['112', '12', 0],
  ['12A', '12', 1],
  ['12,A', '12A', 1],
  ['12', '12A', 0],
  ['12B', '12A', 0],
  ['B', 'B', 2],
  ['', '1', 0],
] as const)('among %s, %s fits %i', (packed, wanted, fit) => expect(fitsAmong(packed, wanted)).toBe(fit));

it('keeps exactly the numbers that there are', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength: 60 });
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 300 }), (all, other) => {
      const packed = packNumbers(all.map(String));
      expect(
        unpackNumbers(packed)
          .map(Number)
          .sort((a, b) => a - b),
      ).toEqual(all.toSorted((a, b) => a - b));
      expect(fitsAmong(packed, String(other))).toBe(all.includes(other) ? 2 : 0);
    }),
  );
});
