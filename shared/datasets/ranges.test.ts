import fc from 'fast-check';
import { missingFrom, ranges, readRanges } from './ranges.ts';

it.each<[number[], string]>([
  [[], ''],
  [[0], '0'],
  [[0, 1], '0-1'],
  [[0, 1, 2, 57, 60], '0-2,57,60'],
  [[9, 10, 11], '9-11'],
])('%j is written %j', (numbers, text) => {
  expect(ranges(numbers)).toBe(text);
});

const batches = fc.uniqueArray(fc.nat(300), { maxLength: 200 }).map((numbers) => numbers.sort((a, b) => a - b));

it('reads what it wrote', () => {
  fc.assert(fc.property(batches, (numbers) => expect([...readRanges(ranges(numbers))]).toEqual(numbers)));
});

it('knows which are missing', () => {
  expect(missingFrom(new Set([0, 2, 9]), 5)).toEqual([1, 3, 4]);
  fc.assert(
    fc.property(batches, fc.nat(300), (numbers, count) => {
      const missing = missingFrom(new Set(numbers), count);
      const all = [...missing, ...numbers.filter((number) => number < count)].sort((a, b) => a - b);
      expect(all).toEqual(Array.from({ length: count }, (_, i) => i));
    }),
  );
});
