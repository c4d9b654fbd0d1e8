import { sum } from './collection.ts';

it('adds counts by name, whatever the name', () => {
  const counts = [{ rows: 2, constructor: 1 }, { rows: 3, toString: 4 }, {}, JSON.parse('{"__proto__":5}')];
  expect(JSON.stringify(sum(counts))).toBe('{"rows":5,"constructor":1,"toString":4,"__proto__":5}');
});

it('leaves out names beyond the first thousand, and goes on adding to those', () => {
  const names = (prefix: string) => Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`${prefix}${i}`, 1]));
  const total = sum([names('a'), names('b'), names('a')]);
  expect(Object.keys(total)).toHaveLength(1000);
  expect([total.a0, total.b99, total.b100]).toEqual([2, 1, undefined]);
});
