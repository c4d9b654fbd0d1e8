import { parseQuery } from './query.ts';

const shape = (text: string) => {
  const { terms, small, numbers, postcode } = parseQuery(text);
  return {
    words: terms.map(({ typed, open }) => (open ? `${typed}…` : typed)),
    ...(small.length > 0 && { small: small.map(({ typed }) => typed) }),
    ...(numbers.length > 0 && {
      numbers: numbers.map(({ parts, unit }) => `${unit ? 'unit ' : ''}${parts.join('-')}`),
    }),
    ...(postcode && { postcode }),
  };
};

it.each([
  ['12 high st', { words: ['HIGH', 'ST…'], numbers: ['12'] }],
  ['12 high st ', { words: ['HIGH', 'ST'], numbers: ['12'] }],
  ['high st 12', { words: ['HIGH', 'ST'], numbers: ['12'] }],
  ['12a High', { words: ['HIGH…'], numbers: ['12A'] }],
  ['12 a high', { words: ['HIGH…'], numbers: ['12A'] }],
  ['12-14 high', { words: ['HIGH…'], numbers: ['12-14'] }],
  ['12A – 14B high', { words: ['HIGH…'], numbers: ['12A-14B'] }],
  ['3/12 high', { words: ['HIGH…'], numbers: ['3', '12'] }],
  ['flat 3 12 high', { words: ['HIGH…'], numbers: ['unit 3', '12'] }],
  ['apt b 12 high', { words: ['HIGH…'], numbers: ['unit B', '12'] }],
  ['1st avenue', { words: ['1ST', 'AVENUE…'] }],
  ['the green', { words: ['GREEN…'], small: ['THE'] }],
  ['7 zz11aa', { words: [], numbers: ['7'], postcode: 'ZZ1 1AA' }],
  ['ZZ1 1AA high street', { words: ['HIGH', 'STREET…'], postcode: 'ZZ1 1AA' }],
  ['high street zz1 1', { words: ['HIGH', 'STREET', 'ZZ11…'] }],
  ['high street zz1 1a', { words: ['HIGH', 'STREET', 'ZZ11A…'] }],
  ['zz1', { words: ['ZZ1…'] }],
  ['', { words: [] }],
  ['?!', { words: [] }],
])('“%s” is %j', (text, expected) => expect(shape(text)).toEqual(expected));
