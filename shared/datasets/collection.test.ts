import { sum } from './collection.ts';

it('adds counts by name, whatever the name', () => {
  const counts = [{ rows: 2, constructor: 1 }, { rows: 3, toString: 4 }, {}, JSON.parse('{"__proto__":5}')];
  expect(JSON.stringify(sum(counts))).toBe('{"rows":5,"constructor":1,"toString":4,"__proto__":5}');
});
