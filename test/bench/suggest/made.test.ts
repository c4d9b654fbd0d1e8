/** What is measured has to be the same the next time, and the rules of its making have to hold. */
import { parsePostcode } from '#shared/contract/postcode.ts';
import { absent } from '../match/absent.ts';
import { texts } from '../match/texts.ts';
import { larger } from './copies.ts';
import { fitter, streetsOf, wordsOf } from './fitting.ts';
import { kinds } from './kinds.ts';
import { queries } from './queries.ts';
import { chance } from './random.ts';
import { addressOf, type Core } from './real.ts';
import { abbreviated, mistyped, withTypo } from './typing.ts';

const row = (uprn: number, fields: Readonly<Record<string, string>>): Core => ({
  UPRN: String(uprn),
  USRN: String(9_000_000 + [...(fields.STREET_NAME ?? '')].length),
  CLASSIFICATION_CODE: 'RD',
  EASTING: '333000',
  NORTHING: '468000',
  LAST_UPDATE_DATE: '2026-01-01',
  SUB_BUILDING: '',
  BUILDING_NAME: '',
  LOCALITY: '',
  TOWN_NAME: 'TESTFORD',
  POST_TOWN: 'TESTFORD',
  POSTCODE: 'ZZ1 1AA',
  CHANGE_CODE: 'I',
  ...fields,
});

const streets = [
  'EXAMPLE STREET',
  'SAMPLE LANE',
  'LONG INVENTED AVENUE',
  'TINY COURT',
  'MADE-UP GARDENS',
  'ST FICTIONS ROAD',
];
const village: Core[] = streets.flatMap((STREET_NAME, s) =>
  Array.from({ length: 6 }, (_, i) =>
    row(100 * s + i, {
      STREET_NAME,
      BUILDING_NUMBER: String(i + 1),
      ...(i === 3 && { SUB_BUILDING: 'FLAT 2', BUILDING_NAME: 'THE OLD MILL' }),
    }),
  ),
);

describe('a larger gazetteer', () => {
  const made = [...larger(village, 2000)];

  it('has as many addresses as were asked for, the real ones first, and each UPRN once', () => {
    expect(made).toHaveLength(2000);
    expect(made.slice(0, village.length)).toEqual(village);
    expect(new Set(made.map(({ UPRN }) => UPRN)).size).toBe(2000);
  });

  it('is the same the next time, and another one for another seed', () => {
    expect([...larger(village, 300)]).toEqual(made.slice(0, 300));
    expect([...larger(village, 300, 2)]).not.toEqual(made.slice(0, 300));
  });

  it('has rows that the importer takes, with towns and postcodes that are new', () => {
    for (const one of made) {
      expect(addressOf(one).uprn).toBe(one.UPRN);
      expect(parsePostcode(one.POSTCODE ?? '')?.text).toBe(one.POSTCODE);
    }
    expect(made.slice(village.length).some(({ TOWN_NAME }) => TOWN_NAME === 'TESTFORD')).toBe(false);
  });
});

describe('queries', () => {
  const made = [...queries(village, 20)];

  it('are the same the next time, of every kind', () => {
    expect([...queries(village, 20)]).toEqual(made);
    expect(new Set(made.map(({ kind }) => kind)).size).toBe(kinds.length);
  });

  it('of a kind without typos hold no word that the address, in long or short forms, has not', () => {
    for (const { text, row: of } of made.filter(({ kind }) => kind === 'whole address' || kind === 'no town'))
      expect(wordsOf(of.SINGLE_LINE_ADDRESS ?? Object.values(of).join(' '))).toEqual(
        expect.arrayContaining(wordsOf(text)),
      );
  });
});

describe('what a text could mean', () => {
  const fitting = fitter(village);
  const found = (text: string, rest: object = {}) =>
    streetsOf(fitting({ words: wordsOf(text), begun: false, ...rest })).size;

  it.each([
    ['3 example street', {}, 1],
    ['3 testford', {}, 6],
    ['30 example street', {}, 0],
    ['3 exam', {}, 0],
    ['3 exam', { begun: true }, 1],
    ['3', { postcode: 'ZZ11AA' }, 6],
    ['3', { postcode: 'ZZ1' }, 6],
    ['3', { postcode: 'ZZ2' }, 0],
    ['flat 2 the old mill', {}, 6],
  ])('%s %j fits %d streets', (text, rest, streetsFitted) => {
    expect(found(text, rest)).toBe(streetsFitted);
  });
});

describe('how people write', () => {
  it('one typo changes a word by one letter, or two neighbours', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const word = mistyped('EXAMPLE', chance(seed)).toUpperCase();
      expect(word).not.toBe('EXAMPLE');
      expect(Math.abs(word.length - 7)).toBeLessThanOrEqual(1);
    }
  });

  it('leaves short words and numbers alone', () => {
    expect(withTypo('12A HIGH ROAD, ZZ1 1AA', chance(1))).toBeUndefined();
  });

  it('knows short forms, which no postcode has', () => {
    expect(abbreviated('1 ST FICTIONS ROAD, ZZ1 1ST', chance(1))).toBe('1 saint FICTIONS rd, ZZ1 1ST');
  });
});

describe('texts to match', () => {
  const made = [...texts(village, 20)];

  it('are the same the next time', () => {
    expect([...texts(village, 20)]).toEqual(made);
  });

  it('of addresses that there are not have no house or street of the gazetteer', () => {
    const fitting = fitter(village);
    for (const { kind, text, uprn } of made.filter(
      (one) => one.kind in absent && one.kind !== 'building without its flat',
    )) {
      expect([kind, uprn]).toEqual([kind, undefined]);
      expect(fitting({ words: wordsOf(text), begun: false })).toEqual([]);
    }
  });
});
