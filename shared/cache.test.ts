import fc from 'fast-check';
import { Kept } from './cache.ts';

it('forgets what was used longest ago', () => {
  const kept = new Kept<string>(2);
  kept.set('a', 'A');
  kept.set('b', 'B');
  kept.get('a');
  kept.set('c', 'C');
  expect(['a', 'b', 'c'].map((key) => kept.get(key))).toEqual(['A', undefined, 'C']);
});

it('makes room for what weighs more, and does not keep what weighs too much', () => {
  const kept = new Kept<number>(10, (weight) => weight);
  for (const weight of [3, 4, 2]) kept.set(String(weight), weight);
  kept.set('7', 7);
  expect(['3', '4', '2', '7'].map((key) => kept.get(key))).toEqual([undefined, undefined, 2, 7]);
  kept.set('2', 11);
  expect(['2', '7'].map((key) => kept.get(key))).toEqual([undefined, 7]);
});

it('never holds more than it may, nor anything but what was set last', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({ set: key, weight: fc.nat(12) }),
    fc.record({ get: key }),
    fc.record({ remove: key }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const kept = new Kept<{ weight: number }>(10, ({ weight }) => weight);
      const last = new Map<string, { weight: number }>();
      for (const one of steps) {
        if ('set' in one) {
          last.set(one.set, { weight: one.weight });
          kept.set(one.set, last.get(one.set) as { weight: number });
        } else if ('remove' in one) {
          kept.delete(one.remove);
          last.delete(one.remove);
        } else kept.get(one.get);
        const found = [...last].flatMap(([name, value]) => {
          const held = kept.get(name);
          if (held) expect(held).toBe(value);
          return held ? [held.weight] : [];
        });
        expect(found.reduce((sum, weight) => sum + weight, 0)).toBeLessThanOrEqual(10);
      }
    }),
  );
});
