/** What is accepted, what a person has to look at, and what is nothing: on an invented village. */
import fc from 'fast-check';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { type AliasStore, aliasId } from '../aliases/store.ts';
import type { AddressableObject, GazetteerAddress } from '../contract/gazetteer.ts';
import type { Gazetteer } from '../store.ts';
import { matchTexts } from './match.ts';
import { isNumber, wordsIn } from './words.ts';

type House = Readonly<{ pao?: AddressableObject; sao?: AddressableObject; street?: string; town?: string }>;

const at = (
  uprn: string,
  postcode: string,
  { street = 'EXAMPLE STREET', town = 'TESTFORD', ...parts }: House,
  more = {},
) => anAddress({ uprn, postcode, lpis: [anLpi({ street, town, pao: {}, ...parts })], ...more });

const village: readonly GazetteerAddress[] = [
  at('10', 'ZZ1 1AA', { pao: { startNumber: 10 } }),
  at('12', 'ZZ1 1AA', { pao: { startNumber: 12 } }),
  at('13', 'ZZ1 1AA', { pao: { startNumber: 12, startSuffix: 'A' } }),
  at('14', 'ZZ1 1AA', { pao: { startNumber: 14, endNumber: 16 } }),
  at('180', 'ZZ1 1AA', { pao: { startNumber: 18 } }, { classification: 'PP' }),
  at('181', 'ZZ1 1AA', { pao: { startNumber: 18 }, sao: { text: 'FLAT 1' } }, { parentUprn: '180' }),
  at('182', 'ZZ1 1AA', { pao: { startNumber: 18 }, sao: { text: 'FLAT 2' } }, { parentUprn: '180' }),
  at('201', 'ZZ1 1AA', { pao: { startNumber: 20 }, sao: { text: 'FLAT A' } }),
  at('202', 'ZZ1 1AA', { pao: { startNumber: 20 }, sao: { text: 'FLAT B' } }),
  at('221', 'ZZ1 1AA', { pao: { startNumber: 22 }, sao: { text: 'GROUND FLOOR FLAT' } }),
  at('222', 'ZZ1 1AA', { pao: { startNumber: 22 }, sao: { text: 'FIRST FLOOR FLAT' } }),
  at('240', 'ZZ1 1AA', { pao: { startNumber: 24 } }),
  at('241', 'ZZ1 1AA', { pao: { startNumber: 24 } }),
  at('261', 'ZZ1 1AA', { pao: { startNumber: 26 }, sao: { text: 'FLAT 1' } }),
  at('51', 'ZZ1 1AC', { pao: { startNumber: 21, text: 'TARN HOUSE' }, sao: { text: 'FLAT 21' }, street: 'FELL ROAD' }),
  at('52', 'ZZ1 1AC', { pao: { startNumber: 5 }, street: 'BECKTON LANE', town: 'BECKTON' }),
  at('3', 'ZZ1 1AB', { pao: { text: 'ROSE COTTAGE' }, street: 'MILL LANE' }),
  at('4', 'ZZ1 1AB', { pao: { text: 'ROSE BARN' }, street: 'MILL LANE' }),
  at('5', 'ZZ1 1AB', { pao: { text: 'BECK HOUSE', startNumber: 7 }, sao: { text: 'UNIT 4' }, street: 'MILL LANE' }),
  at('6', 'ZZ2 2AA', { pao: { startNumber: 12 }, town: 'OTHERTON' }),
  at('7', 'ZZ2 2AA', { pao: { startNumber: 30 }, street: 'TESTFORD ROAD', town: 'OTHERTON' }),
  at('8', 'ZZ3 3AA', { pao: { startNumber: 12 }, street: 'MOOR LANE', town: 'OTHERTON' }),
  at('9', 'ZZ3 3AA', { pao: { startNumber: 99 }, street: 'MOOR LANE', town: 'OTHERTON' }, { status: 8 }),
];

const asked: string[] = [];
const gazetteer = {
  version: 1,
  inPostcode: async (postcode: string) => {
    asked.push(postcode);
    return village.filter((one) => one.postcode === postcode);
  },
  addresses: async (uprns: readonly string[]) => village.filter(({ uprn }) => uprns.includes(uprn)),
} as unknown as Gazetteer;

/** Whoever has the numbers and any of the words. */
const find = async (_: Gazetteer, text: string, limit: number) => {
  const words = wordsIn(text);
  const heldBy = ({ lpis: [lpi] }: GazetteerAddress) => wordsIn(JSON.stringify(lpi));
  return village
    .filter((one) => words.filter(isNumber).every((number) => heldBy(one).includes(number)))
    .filter((one) => words.some((word) => heldBy(one).includes(word)))
    .slice(0, limit);
};

const decisions = new Map<string, string | undefined>();
const aliases = {
  find: async (_: string, ids: readonly string[]) =>
    new Map(ids.flatMap((id) => (decisions.has(id) ? [[id, { id, uprn: decisions.get(id) }] as const] : []))),
} as unknown as AliasStore;

const match = async (...texts: readonly (readonly [text: string, postcode?: string | undefined])[]) =>
  matchTexts(
    { gazetteer, aliases, find },
    'marlbeck',
    texts.map(([text, postcode], i) => ({ id: `row ${i}`, text, postcode })),
  );
const matched = async (text: string, postcode?: string) => {
  const [{ decision, uprn, how } = { decision: 'missing' }] = await match([text, postcode]);
  return [decision, uprn, how].filter(Boolean).join(' ');
};

it.each([
  ['12 Example Street, Testford, ZZ1 1AA', undefined, 'accept 12 postcode'],
  ['12 example st testford', 'zz11aa', 'accept 12 postcode'],
  ['12, Exmaple Street, ZZ1 1AA', undefined, 'accept 12 postcode'],
  ['12 A Example Street, ZZ1 1AA', undefined, 'accept 13 postcode'],
  ['14 to 16 Example Street, ZZ1 1AA', undefined, 'accept 14 postcode'],
  ['Mr J Beck, 12 Example Street, ZZ1 1AA', undefined, 'accept 12 postcode'],
  ['Testford, 12 Example Street, ZZ1 1AA', undefined, 'accept 12 postcode'],
  ['2/18 Example Street, ZZ1 1AA', undefined, 'accept 182 postcode'],
  ['18 Example Street, Flat 2, ZZ1 1AA', undefined, 'accept 182 postcode'],
  ['Apartment two, 18 Example Street', 'ZZ1 1AA', 'accept 182 postcode'],
  ['Flat B, 20 Example Street, ZZ1 1AA', undefined, 'accept 202 postcode'],
  ['1st floor flat, 22 Example Street, ZZ1 1AA', undefined, 'accept 222 postcode'],
  ['Rose Cottage, Mill Lane, ZZ1 1AB', undefined, 'accept 3 postcode'],
  ['Rose Cotage, ZZ1 1AB', undefined, 'accept 3 postcode'],
  ['Flat 21, Tarn House, Fell Road, ZZ1 1AC', undefined, 'accept 51 postcode'],
  ['5 Beckton Lane, Bekcton, Greater Manchester', undefined, 'accept 52 street'],
  ['Unit 4, Beck House, Mill Lane, ZZ1 1AB', undefined, 'accept 5 postcode'],
  ['Flat 4, Beck House, 7 Mill Ln, ZZ1 1AB', undefined, 'accept 5 postcode'],
  // Without a postcode, with one that is wrong, with one that nobody can read.
  ['12 Example Street, Testford', undefined, 'accept 12 street'],
  ['12 Example Street, Otherton', 'ZZ9 9ZZ', 'accept 6 street'],
  ['12 Example Street, Otherton', 'not known', 'accept 6 street'],
  ['12 Example Street, ZZ2 9ZZ', undefined, 'accept 6 street'],
])('relies on “%s” %s: %s', async (text, postcode, expected) => {
  expect(await matched(text, postcode)).toBe(expected);
});

it.each([
  ['what is across the road', 'Opposite 12 Example Street, ZZ1 1AA', 'review 12 postcode'],
  ['what is beside it', 'adj. 12 Example Street, ZZ1 1AA', 'review 12 postcode'],
  ['what is next door', 'Car park next to 12 Example Street, ZZ1 1AA', 'review 12 postcode'],
  ['a building with flats', '18 Example Street, ZZ1 1AA', 'review 180 postcode'],
  ['a house with two records', '24 Example Street, ZZ1 1AA', 'review 240 postcode'],
  ['two towns', '12 Example Street', 'review 12 street'],
  ['a town and a postcode that are apart', '12 Example Street, Otherton, ZZ1 1AB', 'review 12 street'],
  ['another town', '30 Testford Road, Elsewhere', 'review 7 street'],
  ['a building without its flat of the same number', 'Tarn House, 21 Fell Road, ZZ1 1AC', 'review 51 postcode'],
  ['a town that is only in the name of the street', '5 Beckton Lane, Manchester', 'review 52 street'],
  ['a garage that is not known', 'Garage 4, Beck House, 7 Mill Lane, ZZ1 1AB', 'review 5 postcode'],
  ['a flat that is not known', 'Flat C, 12 Example Street, ZZ1 1AA', 'review 12 postcode'],
  ['a house whose flats have no building', '26 Example Street, ZZ1 1AA', 'review'],
  ['no number at all', 'Example Street, ZZ1 1AA', 'review'],
])('leaves %s to a person', async (_, text, expected) => {
  expect(await matched(text)).toContain(expected);
});

it.each([
  ['11 Example Street, Testford, ZZ1 1AA'],
  ['12B Example Street, Testford, ZZ1 1AA'],
  ['Flat 3, 18 Example Street, Testford, ZZ1 1AA'],
  ['Flat 12, 20 Example Street, Testford, ZZ1 1AA'],
  ['11 Example Street, Testford'],
  ['Flat 18, 2 Example Street, Testford, ZZ1 1AA'],
  ['1.2 Example Street, Testford, ZZ1 1AA'],
  ['12 Moor Nook, Otherton'],
  ['30 High Street, Testford'],
  ['99 Moor Lane, Otherton, ZZ3 3AA'],
  ['???'],
  ['\u202e\u0000😀'],
])('finds nothing for %s', async (text) => {
  const [found] = await match([text]);
  expect([found?.decision, found?.uprn]).toEqual(['none', undefined]);
});

it('never accepts another number, whatever else the text says', async () => {
  const known = new Set(['10', '12', '12A', '18', '24', '30', '99', '14', '16', '20', '22', '26', '7', '1', '2', '4']);
  const text = fc
    .tuple(
      fc.constantFrom('', 'Flat 3, ', 'Rose Cottage, ', 'Unit 4 '),
      fc.integer({ min: 1, max: 9999 }).filter((number) => !known.has(String(number))),
      fc.constantFrom('', 'a', 'B'),
      fc.constantFrom('Example Street', 'example st', 'Mill Lane', 'Exampel Street'),
      fc.constantFrom(', Testford, ZZ1 1AA', ', ZZ1 1AB', ', Otherton', ', ZZ9 9ZZ'),
    )
    .map(([before, number, suffix, street, place]) => `${before}${number}${suffix} ${street}${place}`);
  const texts = fc.array(text, { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(texts, async (some) => {
      const found = await match(...some.map((one) => [one] as const));
      expect(found.filter(({ decision }) => decision === 'accept')).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

it('answers in the order of the texts and reads each postcode once', async () => {
  asked.length = 0;
  const found = await match(...Array.from({ length: 30 }, (_, i) => [`${i} Example Street, ZZ1 1AA`] as const), [
    'Rose Barn, Mill Lane',
    'ZZ1 1AB',
  ]);
  expect(found.map(({ id }) => id)).toEqual(Array.from({ length: 31 }, (_, i) => `row ${i}`));
  expect(asked.sort()).toEqual(['ZZ1 1AA', 'ZZ1 1AB']);
});

it('shows the next best, and says why and about the postcode', async () => {
  const [doubtful, unreadable] = await match(['24 Example Street, ZZ1 1AA'], ['12 Example Street, Otherton', 'ZZ?']);
  expect(doubtful?.candidates[0]).toMatchObject({ uprn: '241', text: '24 Example Street, Testford, ZZ1 1AA' });
  expect(doubtful?.candidates.length).toBeLessThanOrEqual(5);
  expect(doubtful?.reason).toBe('The text does not say which of several addresses it is.');
  expect(unreadable?.reason).toMatch(/^The postcode cannot be read\. /);
});

describe('what a person decided', () => {
  const decide = (text: string, postcode: string | undefined, uprn: string | undefined) =>
    decisions.set(aliasId({ text, postcode }), uprn);
  afterEach(() => decisions.clear());

  it('comes before everything else, however the text is punctuated', async () => {
    decide('The old shop by the beck, ZZ1 1AB', undefined, '12');
    expect(await matched('THE OLD SHOP, BY THE BECK', 'zz11ab')).toBe('accept 12 alias');
  });

  it('may be that it is no address', async () => {
    decide('12 Example Street, Testford, ZZ1 1AA', undefined, undefined);
    expect(await matched('12 Example Street, Testford, ZZ1 1AA')).toBe('none alias');
  });

  it('is looked at again when its address has gone', async () => {
    // One that is not there, and one that is historical.
    for (const uprn of ['777', '9']) {
      decide('12 Example Street', 'ZZ1 1AA', uprn);
      const [found] = await match(['12 Example Street', 'ZZ1 1AA']);
      expect([found?.decision, found?.uprn]).toEqual(['review', undefined]);
      expect(found?.reason).toContain('no more');
    }
  });
});
