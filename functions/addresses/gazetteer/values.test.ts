import fc from 'fast-check';
import {
  addressable,
  day,
  type Fields,
  fieldsOf,
  filled,
  optionalUprn,
  place,
  postcode,
  Refused,
  uprn,
  usrn,
  whole,
} from './values.ts';

/** A row with one cell. */
const cell =
  (name: string, text: string | undefined): Fields =>
  (asked) =>
    asked === name ? text : undefined;

it('reads cells by the names of their columns, an empty one as none', () => {
  const fields = fieldsOf(
    new Map([
      ['UPRN', 0],
      ['NAME', 1],
      ['TOWN', 5],
    ]),
    ['1', '  '],
  );
  expect(['UPRN', 'NAME', 'TOWN', 'OTHER'].map(fields)).toEqual(['1', undefined, undefined, undefined]);
});

describe('a UPRN', () => {
  it.each([
    ['000999000011', '999000011'],
    ['uprn-000012', '12'],
    ['123456789012', '123456789012'],
    ['0', '0'],
  ])('%s is %s', (text, expected) => {
    expect(uprn(cell('UPRN', text))).toBe(expected);
    expect(optionalUprn(cell('PARENT_UPRN', text), 'PARENT_UPRN')).toBe(expected);
  });

  it.each([
    [undefined, 'uprn-missing', 'UPRN is empty'],
    ['1234567890123', 'uprn-invalid', 'UPRN is not a number of 1 to 12 digits'],
    ['1.5', 'uprn-invalid', 'UPRN is not a number of 1 to 12 digits'],
  ])('%s is refused', (text, reason, message) => {
    const read = () => uprn(cell('UPRN', text));
    expect(read).toThrow(Refused);
    expect(read).toThrow(expect.objectContaining({ reason, message }));
  });

  it('that is refused of another column says which', () => {
    expect(() => uprn(cell('PARENT_UPRN', undefined), 'PARENT_UPRN')).toThrow(
      expect.objectContaining({ reason: 'parent-uprn-missing' }),
    );
  });
});

it('takes a street without a USRN, but none with a bad one', () => {
  expect([undefined, '00012345'].map((text) => usrn(cell('USRN', text)))).toEqual([undefined, '12345']);
  expect(() => usrn(cell('USRN', '123456789'))).toThrow(expect.objectContaining({ reason: 'usrn-invalid' }));
});

it.each([
  ['7', 7],
  ['007', 7],
  ['7.0', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['A', undefined],
  [undefined, undefined],
])('takes %s for the whole number %s', (text, number) => {
  expect(whole(cell('N', text), 'N')).toBe(number);
});

it.each([
  ['2026-11-23', '2026-11-23'],
  ['2026-11-23T10:00:00Z', '2026-11-23'],
  ['2026-11-23 10:00:00', '2026-11-23'],
  ['23/11/2026', '2026-11-23'],
  ['2026-02-30', undefined],
  ['31/04/2026', undefined],
  ['11/23/2026', undefined],
  ['23/11/26', undefined],
  ['today', undefined],
  [undefined, undefined],
])('takes %s for the day %s', (text, expected) => {
  expect(day(cell('D', text), 'D')).toBe(expected);
});

it.each([
  ['zz11aa', 'ZZ1 1AA'],
  ['ZZ111AA', 'ZZ11 1AA'],
  ['POSTCODE', undefined],
  [undefined, undefined],
])('takes %s for the postcode %s', (text, expected) => {
  expect(postcode(text)).toBe(expected);
});

describe('a place', () => {
  const metres = { easting: 518_032, northing: 169_094 };
  const degrees = { latitude: 51.408596, longitude: -0.3043392 };
  const near = (place: object) =>
    Object.fromEntries(Object.entries(place).map(([name, value]) => [name, expect.closeTo(value, 1)]));

  it.each([
    ['as the file says', ['518032.00', '169094.00', '51.5', '-0.5'], { ...metres, latitude: 51.5, longitude: -0.5 }],
    ['worked out from metres', ['518032', '169094', undefined, undefined], { ...metres, ...degrees }],
    [
      'worked out from metres, where the degrees are none',
      ['518032', '169094', '99.9', '0'],
      { ...metres, ...degrees },
    ],
    ['worked out from degrees', [undefined, undefined, '51.408596', '-.3043392'], { ...metres, ...degrees }],
    ['worked out from degrees, where the metres are 0,0', ['0', '0.00', '51.408596', '-0.3043392'], metres],
  ])('is %s', (_, [x, y, lat, long], expected) => {
    expect(place(x, y, lat, long)).toMatchObject(near(expected));
  });

  it.each([
    ['no coordinates', [undefined, undefined, undefined, undefined]],
    ['0,0', ['0', '0', '0', '0']],
    ['a latitude of 99.999999', [undefined, undefined, '99.999999', '0']],
    ['metres off the grid', ['700001', '5', undefined, undefined]],
    ['half a pair', ['518032', undefined, '51.4', undefined]],
    ['words', ['1e5', '0x10', 'N', 'W']],
  ])('is nowhere for %s', (_, [x, y, lat, long]) => {
    expect(place(x, y, lat, long)).toEqual({});
  });
});

describe('a number', () => {
  it.each<[string | undefined, string | undefined, object | undefined]>([
    ['12', undefined, { startNumber: 12 }],
    ['12a', undefined, { startNumber: 12, startSuffix: 'A' }],
    ['12A-14B', undefined, { startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' }],
    ['12 - 14', undefined, { startNumber: 12, endNumber: 14 }],
    ['0', undefined, { startNumber: 0 }],
    ['12/14', undefined, { text: '12/14' }],
    ['FLAT 3', 'MILL HOUSE', { text: 'MILL HOUSE FLAT 3' }],
    ['3', 'MILL HOUSE', { startNumber: 3, text: 'MILL HOUSE' }],
    [undefined, 'MILL HOUSE', { text: 'MILL HOUSE' }],
    ['123456', undefined, { text: '123456' }],
    [undefined, undefined, undefined],
    ['', '', undefined],
  ])('%j with the name %j is %j', (number, name, object) => {
    expect(addressable(number, name)).toEqual(object);
  });

  it('loses nothing of what it was', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (text) => {
        const {
          startNumber: start,
          startSuffix = '',
          endNumber: end,
          endSuffix = '',
          text: rest,
        } = addressable(text) ?? {};
        const range = end === undefined ? '' : `-${end}${endSuffix}`;
        const said = start === undefined ? rest : `${start}${startSuffix}${range}`;
        expect(said).toBe(start === undefined ? text : text.toUpperCase().replaceAll(/\s|(?<!\d)0+(?=\d)/g, ''));
      }),
    );
  });
});

it('drops what is absent', () => {
  expect(filled({ a: undefined, b: 0, c: '' })).toEqual({ b: 0, c: '' });
});
