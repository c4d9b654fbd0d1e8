import { parseElsewhere, parsePartialPostcode, parsePostcode } from './postcode.ts';

describe('a full postcode', () => {
  it.each([
    ['zz11aa', 'ZZ1 1AA'],
    [' ZZ1  1AA ', 'ZZ1 1AA'],
    ['W-22-3AB', 'W22 3AB'],
    ['W22(3AB)', 'W22 3AB'],
    ['wu 2 3ab', 'WU2 3AB'],
    ['ec1a1bb', 'EC1A 1BB'],
    ['zz99zz', 'ZZ9 9ZZ'],
  ])('%j is read as %s', (typed, text) => {
    expect(parsePostcode(typed)?.text).toBe(text);
  });

  it('has its parts', () => {
    expect(parsePostcode('EC1A 1BB')).toEqual({
      text: 'EC1A 1BB',
      area: 'EC',
      district: 'EC1',
      subDistrict: 'EC1A',
      outward: 'EC1A',
      inward: '1BB',
      sector: 'EC1A 1',
      unit: 'BB',
    });
  });

  it.each(['', 'ZZ1', '12345678901', 'sw112dr!', 'JE4 3ZZ', 'BF1 1AA', 'GIR 0AA', 'KY1-1AA', 'AA1A1 1AA', 'A99A 1AA'])(
    '%j is refused',
    (typed) => {
      expect(parsePostcode(typed)).toBeUndefined();
    },
  );
});

describe('a postcode that is in no council', () => {
  it.each([
    ['je24wd', 'JE2 4WD'],
    ['BF1 1AA', 'BF1 1AA'],
    ['GIR 0AA', 'GIR 0AA'],
    ['ZZ1 1AA', undefined],
    ['JE', undefined],
    ['KY1-1AA', undefined],
  ])('%j is read as %s', (typed, text) => {
    expect(parseElsewhere(typed)).toBe(text);
  });
});

describe('the start of a postcode', () => {
  it.each([
    ['SO16', { outward: 'SO16', inward: '' }],
    ['so16 0as', { outward: 'SO16', inward: '0AS' }],
    ['SO1 6', { outward: 'SO1', inward: '6' }],
    ['zz1 1a', { outward: 'ZZ1', inward: '1A' }],
    ['EC1A', { outward: 'EC1A', inward: '' }],
  ])('%j is read', (typed, parts) => {
    expect(parsePartialPostcode(typed)).toEqual(parts);
  });

  it.each(['', 'SO', '16', 'not a postcode'])('%j is refused', (typed) => {
    expect(parsePartialPostcode(typed)).toBeUndefined();
  });
});
