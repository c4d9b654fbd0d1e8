import fc from 'fast-check';
import { lowestOf } from './places.ts';

it.each([
  [[], 2, 1],
  [[1], 2, 2],
  [[2], 2, 1],
  [[1, 2], 2, undefined],
  [[3], 2, 1],
  [[2, 3], 2, undefined],
  [[], 0, undefined],
])('of %j with a limit of %d gives slot %s', (taken, limit, slot) => {
  expect(lowestOf(new Set(taken), limit)).toBe(slot);
});

it('never gives more than the limit, even to those who all saw the same, and even where it was more before', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 12 })), fc.integer({ min: 0, max: 8 }), (before, limit) => {
      const taken = new Set(before);
      // Each is given for what all saw, or for a part of what others have taken since.
      for (let slot = lowestOf(taken, limit); slot !== undefined; slot = lowestOf(taken, limit)) {
        expect(taken.has(slot)).toBe(false);
        taken.add(slot);
      }
      expect(taken.size).toBe(Math.max(before.length, Math.min(limit, Math.max(limit, before.length))));
    }),
  );
});
