import type { Counts } from './collection.ts';
import { compare, type Tolerance, usualTolerance, weigh } from './gate.ts';

const failed = (counts: Counts, live?: Counts, tolerance: Partial<Tolerance> = {}) =>
  weigh('names', counts, live, { ...usualTolerance, ...tolerance }).flatMap(({ name, passed }) => (passed ? [] : name));

it.each<[string, Counts, Counts | undefined, string[]]>([
  ['a first load', { names: 1 }, undefined, []],
  ['a load of nothing', {}, undefined, ['any']],
  ['a load of nothing over something', {}, { names: 10 }, ['any', 'fewer']],
  ['5 % fewer', { names: 950 }, { names: 1000 }, []],
  ['a little over 5 % fewer', { names: 949 }, { names: 1000 }, ['fewer']],
  ['twice as many', { names: 2000 }, { names: 1000 }, []],
  ['as many, where nothing was live', { names: 5 }, { names: 0 }, []],
  ['fewer of what is not counted', { names: 100, streets: 1 }, { names: 100, streets: 50 }, []],
  ['1 % rejected', { names: 99, rejected: 1 }, undefined, []],
  ['a little over 1 % rejected', { names: 98, rejected: 1 }, undefined, ['rejected']],
  ['everything rejected', { rejected: 5 }, undefined, ['any', 'rejected']],
  ['half of what was there', { names: 1000, lasting: 500 }, { names: 1000 }, []],
  ['hardly anything of what was there', { names: 1000, lasting: 499 }, { names: 1000 }, ['gone']],
  ['all of the little that was there', { names: 1000, lasting: 3 }, { names: 3 }, []],
  ['something else, over twice as large', { names: 2001, lasting: 0 }, { names: 1000 }, []],
  ['something else, twice as large', { names: 2000, lasting: 0 }, { names: 1000 }, ['gone']],
  ['nothing of nothing', { names: 1000, lasting: 0 }, { names: 0 }, []],
])('%s', (_, counts, live, names) => {
  expect(failed(counts, live)).toEqual(names);
});

it('goes by the tolerance that it is given', () => {
  expect(failed({ names: 1, rejected: 9 }, { names: 10 }, { fewer: 0.9, rejected: 0.9 })).toEqual([]);
  expect(failed({ names: 999, rejected: 1 }, { names: 1000 }, { fewer: 0, rejected: 0 })).toEqual([
    'fewer',
    'rejected',
  ]);
});

it('says what it weighed, for people', () => {
  const says = weigh('names', { names: 941, rejected: 3 }, { names: 1000 }, usualTolerance).map((check) => check.says);
  expect(says).toEqual([
    '941 names in this load',
    '5.9 % fewer names than the 1000 that are live (at most 5 %)',
    '0.32 % rejected (at most 1 %)',
  ]);
});

const weighed = { shares: ['without-ward'], parts: 'names.' };
/** A thousand, 100 of them in AA. */
const before = { names: 1000, 'without-ward': 5, 'names.AA': 100, 'names.ZZ': 900 };

it.each<[string, Counts, Counts | undefined, string[]]>([
  ['a first load without any ward', { names: 1000, 'without-ward': 1000 }, undefined, []],
  ['2 % more without a ward', { ...before, 'without-ward': 25 }, before, []],
  ['a little over 2 % more without a ward', { ...before, 'without-ward': 26 }, before, ['share']],
  ['fewer without a ward', { ...before, 'without-ward': 0 }, before, []],
  [
    'twice as many, as many of them in a hundred without a ward',
    { ...before, names: 2000, 'without-ward': 50 },
    before,
    [],
  ],
  ['a few fewer in a small part', { ...before, 'names.AA': 90 }, before, []],
  ['a tenth fewer and one in a small part', { ...before, 'names.AA': 89 }, before, ['part']],
  ['2 % fewer in a large part', { ...before, 'names.ZZ': 882 }, before, []],
  ['over 2 % fewer in a large part', { ...before, 'names.ZZ': 881 }, before, ['part']],
  ['a part that went', { names: 1000, 'without-ward': 5, 'names.ZZ': 1000 }, before, ['part']],
  ['a part that is new', { ...before, 'names.XX': 100 }, before, []],
])('compares %s', (_, counts, live, names) => {
  expect(compare('names', weighed, counts, live).flatMap(({ name, passed }) => (passed ? [] : name))).toEqual(names);
});
