import fc from 'fast-check';
import { canonicalWords, formsOf, startsWithinOne, withinOne, wordsIn } from './words.ts';

it.each([
  ['HIGH ST', ['HIGH', 'STREET']],
  ["ST JOHN'S RD", ['SAINT', 'JOHNS', 'ROAD']],
  ['STOKE-ON-TRENT', ['STOKE', 'ON', 'TRENT']],
  ['Tŷ Gwyn', ['TY', 'GWYN']],
  ['FOX & HOUNDS', ['FOX', 'AND', 'HOUNDS']],
  ['APT 3', ['FLAT', '3']],
  ['1ST AVE', ['FIRST', 'AVENUE']],
  ['ST. ALBANS', ['SAINT', 'ALBANS']],
  ['', []],
])('“%s” is found by %j', (name, words) => expect(canonicalWords(name)).toEqual(words));

it.each([
  ['ST', ['STREET', 'SAINT']],
  ['GDNS', ['GARDENS']],
  ['GDN', ['GARDEN', 'GARDENS']],
  ['N', ['N', 'NORTH']],
  ['CHURCH', ['CHURCH']],
])('%s may be %j', (typed, forms) => expect(formsOf(typed)).toEqual(forms));

it('says where each word is, so that it can be marked', () => {
  const text = 'Tŷ’r Ysgol, 12a–14 St. John’s Rd';
  expect(wordsIn(text).map(({ from, to }) => text.slice(from, to))).toEqual([
    'Tŷ’r',
    'Ysgol',
    '12a',
    '14',
    'St',
    'John’s',
    'Rd',
  ]);
  expect(wordsIn(text).map((word) => word.text)).toEqual(['TYR', 'YSGOL', '12A', '14', 'ST', 'JOHNS', 'RD']);
});

it('parts a flat from its number', () => {
  expect(wordsIn('flt3b').map((word) => word.text)).toEqual(['FLT', '3B']);
});

const word = fc.stringMatching(/^[A-Z]{5,12}$/);
const letter = fc.stringMatching(/^[A-Z]$/);

it('takes one typo of any kind for the word, and never two letters more', () => {
  fc.assert(
    fc.property(word, fc.nat({ max: 20 }), letter, (right, place, other) => {
      const at = place % right.length;
      const [before, after] = [right.slice(0, at), right.slice(at)];
      const swapped = `${before}${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`;
      for (const typed of [
        right,
        before + other + after,
        before + after.slice(1),
        before + other + after.slice(1),
        swapped,
      ]) {
        expect([typed, withinOne(typed, right)]).toEqual([typed, true]);
        expect(startsWithinOne(typed, `${right}SOMETHING`)).toBe(true);
      }
      expect(withinOne(`${right}${other}${other}`, right)).toBe(false);
    }),
  );
});

it('never takes two differences for one', () => {
  expect(withinOne('CHURCH', 'CHIRKH')).toBe(false);
  expect(withinOne('STATION', 'NATIONS')).toBe(false);
});
