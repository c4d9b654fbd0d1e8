import { besides, weigh } from './split.ts';

const group = (properties: number, district: string, ward: string | null = 'E05000001') => ({
  properties,
  judgement: { district: { code: district }, ward: { code: ward } },
});

describe('a postcode whose addresses differ', () => {
  it('is the same for all when all say the same', () => {
    expect(weigh([group(12, 'E07000207'), group(3, 'E07000207')])).toEqual({
      same: { district: { code: 'E07000207' }, ward: { code: 'E05000001' } },
      differ: [],
      candidates: [],
      addresses: 15,
    });
  });

  it('names every candidate with how many addresses it has, and no majority', () => {
    const weighed = weigh([group(12, 'E07000207'), group(3, 'E07000209'), group(1, 'E07000207', 'E05000002')]);
    expect(weighed.same).toEqual({});
    expect(weighed.differ).toEqual(['district', 'ward']);
    expect(weighed.candidates).toEqual([
      { kind: 'district', code: 'E07000207', addresses: 13, share: 0.8125 },
      { kind: 'district', code: 'E07000209', addresses: 3, share: 0.1875 },
      { kind: 'ward', code: 'E05000001', addresses: 15, share: 0.9375 },
      { kind: 'ward', code: 'E05000002', addresses: 1, share: 0.0625 },
    ]);
  });

  it('counts addresses that are in none of a kind as different, without a candidate', () => {
    const weighed = weigh([group(3, 'E07000207'), group(1, 'E07000207', null)]);
    expect(weighed.differ).toEqual(['ward']);
    expect(weighed.candidates).toEqual([{ kind: 'ward', code: 'E05000001', addresses: 3, share: 0.75 }]);
  });

  it('knows nothing of no addresses', () => {
    expect(weigh([])).toEqual({ same: {}, differ: [], candidates: [], addresses: 0 });
  });
});

describe('what the middle of a postcode tells of its places', () => {
  const middle = { county: { code: 'E10000030' }, district: { code: 'E07000207' }, region: { code: 'E12000008' } };

  it('is nothing of another council than theirs', () => {
    expect(besides({ district: { code: 'E09000021' } }, middle)).toEqual({ region: middle.region });
    expect(besides({}, middle, ['district'])).toEqual({ region: middle.region });
    expect(besides({ district: { code: 'E07000207' } }, middle)).toEqual({
      county: middle.county,
      region: middle.region,
    });
  });
});
