import fc from 'fast-check';
import { normalised } from './contract/registration.ts';
import { couldBe } from './couldBe.ts';

it.each([
  ['ABO1ABC', ['AB01ABC']],
  ['ABI9OOO', ['AB19OOO']],
  ['AB190OO', ['AB19OOO']],
  ['AI23ABC', ['A123ABC']],
  ['ABC12OD', ['ABC120D']],
  ['AA19AAA', []],
  ['AA19AA1', []],
  ['AAA0000', ['AAA000O']],
  ['ABC1234', []],
  ['12', []],
])('%s could be %j', (mark, marks) => {
  expect(couldBe(mark)).toEqual(marks);
});

it('finds what was typed with other signs', () => {
  const letter = fc.constantFrom(...'ABCDEFGHJKLMNOPRSTUVWXYZ');
  const digit = fc.constantFrom(...'0123456789');
  const mark = fc.tuple(letter, letter, digit, digit, letter, letter, letter).map((signs) => signs.join(''));
  fc.assert(
    fc.property(mark, (right) => {
      const wrong = right.replaceAll('0', 'O').replaceAll('1', 'I');
      fc.pre(wrong !== right);
      expect(couldBe(wrong)).toContain(right);
    }),
  );
});

it('takes a mark in any way of writing it', () => {
  expect([' ab12 cde', 'AB-12.CDE', 'ab12\u00a0cde', 'MÜ ab 1', '💥'].map(normalised)).toEqual([
    ...['AB12CDE', 'AB12CDE', 'AB12CDE', 'MÜAB1', ''],
  ]);
});
