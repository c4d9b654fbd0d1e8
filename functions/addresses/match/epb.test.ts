import { parsePostcode } from '#shared/contract/postcode.ts';
import { describeWithData, sharedJson } from '#test/support/sharedData.ts';
import { confidence, type EpbCandidate, score, shortlist } from './epb.ts';
import { clean, intersection, matching, numbersOf, wordsOf } from './epbText.ts';

interface Vector {
  readonly title: string;
  readonly address: string;
  readonly postcode: string;
  readonly candidates: readonly { readonly uprn: string; readonly address: string }[];
  readonly parents: readonly { readonly uprn: string; readonly address: string }[];
  readonly expected: readonly { readonly uprn: string; readonly confidence: number }[];
}
interface Helper {
  readonly input: string;
  readonly expected: string;
}

const published = <T>(name: string): readonly T[] => sharedJson('addresses', 'matching', 'epb', `${name}_vectors.json`);

/** The vectors begin after step 0. */
const candidatesOf = ({ candidates, parents }: Vector): EpbCandidate[] => [
  ...candidates.map(({ uprn, address }) => ({ uprn, text: address })),
  ...parents.map(({ uprn, address }) => ({ uprn, text: address, isParent: true })),
];

describeWithData('what MHCLG published', () => {
  it('has its four confidences reproduced to six decimals', () => {
    const ours = published<Vector>('match_address').map((vector) =>
      score({ text: vector.address, postcode: vector.postcode }, candidatesOf(vector)).best.map(
        ({ candidate, confidence: found }) => [candidate.uprn, found.toFixed(6)],
      ),
    );
    const theirs = published<Vector>('match_address').map(({ expected }) =>
      expected.map((one) => [one.uprn, one.confidence.toFixed(6)]),
    );
    expect(ours).toEqual(theirs);
  });

  it.each([
    ['address', clean],
    ['building_number', (text: string) => numbersOf(text).join(' ')],
    ['postcode', (text: string) => parsePostcode(text)?.text],
  ] as const)('has the same %s', (name, helper) => {
    const vectors = published<Helper>(name);
    expect(vectors.map(({ input }) => helper(input))).toEqual(vectors.map(({ expected }) => expected));
  });
});

describe('reading a text as the register does', () => {
  it.each([
    ['Flat 7 b, 9 Weir St', 'FLAT 7B 9 WEIR STREET'],
    ['12 Weir Rd.; Testford & Beck (East)', '12 WEIR ROAD TESTFORD AND BECK EAST'],
    ['3 Kent Road, Testford, Kent', '3 KENT ROAD TESTFORD'],
    ["St Ann's @ #4", 'STREET ANNS AT 4'],
  ])('cleans %s', (text, cleaned) => expect(clean(text)).toBe(cleaned));

  it.each([
    ['1 1', '1', 1],
    ['1 1 1', '1 1', 2],
  ])('counts what “%s” and “%s” share once each', (a, b, count) =>
    expect(intersection(wordsOf(a), wordsOf(b))).toBe(count),
  );

  it('counts the words of one that the other has at all', () => {
    const [long, short] = ['FLAT FLAT 43 1A FAKE STREET', 'FLAT 43 1A FAKE STREET'].map(wordsOf);
    expect([matching(long ?? [], short ?? []), matching(short ?? [], long ?? [])]).toEqual([6, 5]);
  });
});

it('scores a perfect text as the reference does', () => {
  const features = {
    shareOfNumbers: 0.6,
    shareIn: 1,
    single: 1,
    shareOut: 1,
    hasNumber: 1,
    exact: 1,
    intersect: 12,
    numbersOut: 4,
    parent: 0,
    numbersIn: 4,
    numbersExact: 1,
    matchingOut: 12,
    candidates: 4,
  };
  expect(confidence(features, 1)).toBe(99.30727799);
});

it('begins with those that have all the numbers, and with everyone where nobody has', () => {
  const texts = ['FLAT 2, 12 WEIR ROAD', '12 WEIR ROAD', '2A WEIR ROAD'];
  const listed = (text: string) => shortlist(text, [0, 1, 2], (index) => ({ uprn: '1', text: texts[index] ?? '' }));
  expect(['12', '2 12', '99', 'Weir'].map(listed)).toEqual([[0, 1], [0], [0, 1, 2], [0, 1, 2]]);
});

describe('a score', () => {
  const row = ['10 WEIR ROAD, TESTFORD, ZZ1 1AA', '12 WEIR ROAD, TESTFORD, ZZ1 1AA', '14 WEIR ROAD, TESTFORD, ZZ1 1AA'];
  const houses = row.map((text, i) => ({ uprn: String(i), text }));
  const ask = (text: string, candidates: readonly EpbCandidate[] = houses) =>
    score({ text, postcode: 'ZZ1 1AA' }, candidates).best;

  it('is for the house with the number', () => {
    const [best, ...others] = ask('12 weir rd, testford');
    expect([best?.candidate.uprn, others]).toEqual(['1', []]);
    expect(best?.confidence).toBeGreaterThan(99.9);
  });

  it('is shared by those that the text does not tell apart', () => {
    const tied = ask('Weir Road, Testford');
    expect(tied).toHaveLength(3);
    expect(tied[0]?.confidence).toBeLessThan(34);
  });

  it('is for nobody where there is nobody', () => expect(ask('12 Weir Road', [])).toEqual([]));

  it('is for a flat before its building', () => {
    const flats = [
      { uprn: '7', text: 'FLAT 2, 12 WEIR ROAD, TESTFORD, ZZ1 1AA' },
      { uprn: '8', text: '12 WEIR ROAD, TESTFORD, ZZ1 1AA', isParent: true },
    ];
    expect(ask('Flat 2, 12 Weir Road', flats).map(({ candidate }) => candidate.uprn)).toEqual(['7']);
    expect(ask('12 Weir Road, Testford', flats).map(({ candidate }) => candidate.uprn)).toEqual(['8']);
  });
});
