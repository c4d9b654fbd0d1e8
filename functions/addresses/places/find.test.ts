import { anAddress, anLpi } from '#test/support/addresses.ts';
import type { GazetteerAddress } from '../contract/gazetteer.ts';
import { wordsIn } from '../match/words.ts';
import type { Gazetteer } from '../store.ts';
import { entryOf } from './entries.ts';
import { fitting, matchOf, type Query, readWanted } from './find.ts';
import { readCommon } from './parameters.ts';

it.each([
  ['10 Example Street, Testford, ZZ1 1AA', 1],
  ['zz1 1aa testford 10 example st', 1],
  ['10 Example Street, Testford', 0.8],
  ['11 Example Street, Testford, ZZ1 1AA', 0.417],
  ['nothing alike', 0],
])('fits “%s” by %d', (text, expected) => {
  expect(matchOf(wordsIn(text), wordsIn('10, EXAMPLE STREET, TESTFORD, ZZ1 1AA'))).toBeCloseTo(expected, 2);
});

const house = (uprn: string, startNumber: number, more: Partial<GazetteerAddress> = {}) =>
  anAddress({
    uprn,
    lpis: [anLpi({ pao: { startNumber } })],
    deliveryPoint: {
      buildingNumber: `${startNumber}`,
      thoroughfare: 'EXAMPLE STREET',
      postTown: 'TESTFORD',
      postcode: 'ZZ1 1AA',
    },
    ...more,
  });
const houses = [house('1', 10), house('2', 12), house('3', 14, { easting: 600_000 })];
const gazetteer = { inPostcode: async () => houses } as unknown as Gazetteer;

const ask = async (query: Query) => {
  const common = readCommon(query);
  const hits = await fitting(readWanted(query), async () => [])(gazetteer, query, common);
  return hits.map(({ reference: { uprn }, form, match }) => [uprn, form, match]);
};
const text = '12 Example Street, Testford, ZZ1 1AA';

it.each([
  [
    'the best first, cut to one decimal',
    { query: text },
    [
      ['2', 'DPA', 1],
      ['1', 'DPA', 0.4],
      ['3', 'DPA', 0.4],
    ],
  ],
  [
    'with more decimals',
    { query: text, matchprecision: '3', maxresults: '1' },
    [
      ['2', 'DPA', 1],
      ['1', 'DPA', 0.416],
      ['3', 'DPA', 0.416],
    ],
  ],
  ['from a match on', { query: text, minmatch: '0.5' }, [['2', 'DPA', 1]]],
  [
    'each form by itself',
    { query: text, minmatch: '0.9', dataset: 'DPA,LPI' },
    [
      ['2', 'DPA', 1],
      ['2', 0, 1],
    ],
  ],
  ['within a box', { query: text, bbox: '590000,160000,610000,161000' }, [['3', 'DPA', 0.4]]],
])('answers %s', async (_, query, expected) => {
  expect(await ask(query)).toEqual(expected);
});

it.each([
  [1, 'EXACT'],
  [0.8, 'GOOD'],
  [0.6, 'NO MATCH'],
  [0.4, 'NO MATCH'],
])('calls %d %s', (match, description) => {
  const [one] = houses;
  const hit = { reference: { lpis: [] } as never, form: 'DPA', match } as const;
  expect(one && entryOf(one, hit, '27700').DPA).toMatchObject({ MATCH: match, MATCH_DESCRIPTION: description });
});
