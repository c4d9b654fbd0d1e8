import fc from 'fast-check';
import { holds, type Ranges, withNumbers } from './sequences.ts';

it('keeps lines that follow each other as one range, in whatever order they come', () => {
  const numbers = fc.shuffledSubarray(
    Array.from({ length: 50 }, (_, i) => i + 1),
    { minLength: 50 },
  );
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 49 }), (all, cut) => {
      const first = withNumbers([], all.slice(0, cut));
      expect(withNumbers(first, all.slice(cut))).toEqual([[1, 50]]);
    }),
  );
});

it('holds exactly what was put in, however often', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 40 }))), (batches) => {
      const ranges = batches.reduce<Ranges>((found, batch) => withNumbers(found, batch), []);
      const given = new Set(batches.flat());
      for (let number = 0; number <= 41; number += 1) expect(holds(ranges, number)).toBe(given.has(number));
      for (const [i, [first]] of ranges.entries())
        if (i > 0) expect(first).toBeGreaterThan((ranges[i - 1]?.[1] ?? 0) + 1);
    }),
  );
});
