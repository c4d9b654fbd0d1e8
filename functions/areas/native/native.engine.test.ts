import { areasCouncil, type Loaded, square } from '#test/support/areasCouncil.ts';
import { outcomeOf } from '#test/support/wasteCouncil.ts';

const marl = { west: -3.1, south: 54.1 };
const ward = (code: string, name: string, west: number, dates: object = {}) =>
  ({
    set: 'wards',
    code,
    kind: 'ward',
    name,
    parent: 'E07999901',
    shape: square(west, marl.south, 0.1),
    ...dates,
  }) as const;
const council = (code: string, name: string, west: number) =>
  ({ set: 'districts', code, kind: 'district', name, shape: square(west, marl.south, 0.1) }) as const;

/** Two councils side by side, with a ward each; the postcode’s centroid is in the western one. */
const loaded: Loaded = {
  areas: [
    council('E07999901', 'Marlbeck', marl.west),
    council('E07999902', 'Pellwick', marl.west + 0.1),
    ward('E05999901', 'North', marl.west, { from: '2019-05-02' }),
    ward('E05999911', 'North and Mill', marl.west, { from: '2027-05-06', set: 'wards-2027' }),
    ward('E05999902', 'South', marl.west + 0.1),
    { set: 'counties', code: 'E10999901', kind: 'county', name: 'Marlshire' },
  ],
  postcodes: [
    {
      ...{
        postcode: 'ZZ1 1AA',
        introduced: '199801',
        latitude: 54.15,
        longitude: -3.05,
        easting: 331_000,
        northing: 473_000,
      },
      ...{ quality: 1, codes: { county: 'E10999901', district: 'E07999901', ward: 'E05999900', region: 'E12000002' } },
    },
    {
      postcode: 'ZZ1 9ZZ',
      introduced: '198001',
      terminated: '199606',
      codes: { district: 'E07999901', county: 'E99999999' },
    },
    { postcode: 'ZZ2 2BB', latitude: 54.15, longitude: -2.95, codes: { district: 'E07999902', ward: 'E05999902' } },
  ],
  properties: [
    { uprn: '990100000018', postcode: 'ZZ1 1AA', latitude: 54.15, longitude: -3.05, codes: { district: 'E07999901' } },
    { uprn: '990100000019', postcode: 'ZZ1 1AA', latitude: 54.15, longitude: -3.04 },
    { uprn: '990100000020', postcode: 'ZZ1 1AA', latitude: 54.15, longitude: -2.99 },
  ],
  authorities: [
    {
      gss: 'E07999901',
      name: 'Marlbeck District Council',
      tier: 'district',
      parent: 'E10999901',
      homepage: 'https://www.marlbeck.example',
    },
    { gss: 'E10999901', name: 'Marlshire County Council', tier: 'county' },
  ],
  reorganisations: [
    { from: 'E07999901', to: 'E06999901', toName: 'North Marl', date: '2028-04-01' },
    { from: 'E07999902', to: 'E06999901', toName: 'North Marl', date: '2028-04-01' },
  ],
  gazetteer: { 'ZZ2 2BB': [{ latitude: 54.15, longitude: -2.95, codes: { district: 'E07999902' } }] },
};

let ask: Awaited<ReturnType<typeof areasCouncil>>['ask'];
beforeAll(async () => {
  ({ ask } = await areasCouncil(loaded));
});
const postcode = (text: string, on?: string) =>
  ask('getPostcodeAreas', { params: { postcode: text }, query: on ? { on } : {} });

describe('a postcode', () => {
  it('whose addresses are in two councils is split, with how many are where', async () => {
    const answer = await postcode('zz11aa');
    expect(answer).toMatchObject({
      postcode: 'ZZ1 1AA',
      retired: false,
      basis: 'addresses',
      split: true,
      addresses: 3,
    });
    expect(answer.differ).toEqual(['district', 'ward']);
    expect(answer.candidates).toEqual([
      { kind: 'district', code: 'E07999901', name: 'Marlbeck', addresses: 2, share: 0.6667 },
      { kind: 'district', code: 'E07999902', name: 'Pellwick', addresses: 1, share: 0.3333 },
      { kind: 'ward', code: 'E05999901', name: 'North', addresses: 2, share: 0.6667 },
      { kind: 'ward', code: 'E05999902', name: 'South', addresses: 1, share: 0.3333 },
    ]);
    expect(answer.areas).not.toHaveProperty('district');
    expect(answer.areas.region).toEqual({ code: 'E12000002', basis: 'centroid' });
    expect(answer.councils.map(({ code, tier }: { code: string; tier: string }) => [code, tier])).toEqual([
      ['E07999901', 'district'],
      ['E07999902', 'district'],
      ['E10999901', 'county'],
    ]);
  });

  it('is no longer split once both councils are one', async () => {
    const answer = await postcode('ZZ1 1AA', '2028-04-01');
    expect(answer).toMatchObject({ split: false, on: '2028-04-01' });
    expect(answer.areas.district).toEqual({ code: 'E06999901', name: 'North Marl', basis: 'addresses' });
    expect(answer.areas.county).toBeNull();
  });

  it('out of use is answered as retired, by what the directory says of it', async () => {
    const answer = await postcode('ZZ1 9ZZ');
    expect(answer).toMatchObject({ retired: true, terminated: '199606', basis: 'centroid', split: false });
    expect(answer.areas).toEqual({
      county: null,
      district: { code: 'E07999901', name: 'Marlbeck', basis: 'centroid' },
    });
    expect(answer).not.toHaveProperty('location');
  });

  it('without properties in the directory is answered by the council’s own gazetteer', async () => {
    expect(await postcode('ZZ2 2BB')).toMatchObject({
      basis: 'addresses',
      addresses: 1,
      areas: { ward: { name: 'South' } },
    });
  });

  it('that was not loaded is not known', async () => {
    expect(await outcomeOf(postcode('ZZ9 9ZZ'))).toMatchObject({ problem: 'postcode-not-known' });
  });

  it.each(['JE2 4WD', 'bf1 1aa', 'GIR 0AA'])('in no council, such as %s, is told so', async (text) => {
    await expect(postcode(text)).rejects.toThrow(/in no council/);
  });
});

describe('a property', () => {
  const property = (on?: string) =>
    ask('getPropertyAreas', { params: { uprn: '990100000018' }, query: on ? { on } : {} });

  it.each([
    ['2019-05-01', 'E05999900'],
    ['2019-05-02', 'E05999901'],
    ['2027-05-05', 'E05999901'],
    ['2027-05-06', 'E05999911'],
  ])('is on %s in the ward %s', async (on, code) => {
    expect((await property(on)).areas.ward.code).toBe(code);
  });

  it('tells what will change', async () => {
    const { upcoming, councils } = await property();
    expect(upcoming).toEqual([
      { date: '2027-05-06', kind: 'ward', code: 'E05999911', name: 'North and Mill', replaces: 'E05999901' },
      { date: '2028-04-01', kind: 'county', code: null, replaces: 'E10999901' },
      { date: '2028-04-01', kind: 'district', code: 'E06999901', name: 'North Marl', replaces: 'E07999901' },
    ]);
    expect(councils).toHaveLength(2);
  });
});

describe('a point', () => {
  const point = (lat: number, lon: number) => ask('getPointAreas', { query: { lat, lon } });

  it('is in the areas whose boundaries are around it', async () => {
    const { areas, basis } = await point(54.15, -2.95);
    expect(basis).toBe('point');
    expect(areas).toEqual({
      district: { code: 'E07999902', name: 'Pellwick', basis: 'point' },
      ward: { code: 'E05999902', name: 'South', basis: 'point' },
    });
  });

  it('on an edge is in the area with the lowest code, and flagged', async () => {
    expect((await point(54.15, -3)).areas.district).toEqual({
      code: 'E07999901',
      name: 'Marlbeck',
      basis: 'point',
      onEdge: true,
    });
  });

  it('just outside every boundary is in the nearest, so many metres away', async () => {
    expect((await point(54.0995, -3.05)).areas.district).toMatchObject({
      code: 'E07999901',
      outsideBy: expect.any(Number),
    });
    expect((await point(54.05, -3.05)).areas).toEqual({});
  });
});

describe('an area', () => {
  const area = (code: string, query: object = {}) => ask('getArea', { params: { code }, query });

  it('that ends says when, and what takes its place', async () => {
    const detail = { code: 'E07999901', name: 'Marlbeck', to: '2028-04-01', boundary: 'decisive' };
    expect(await area('e07999901')).toMatchObject({
      ...detail,
      current: true,
      successors: [{ code: 'E06999901', name: 'North Marl' }],
    });
    expect(await area('E07999901', { on: '2028-04-01' })).toMatchObject({ ...detail, current: false });
    expect(await area('E06999901')).toMatchObject({
      name: 'North Marl',
      from: '2028-04-01',
      current: false,
      predecessors: expect.any(Array),
    });
  });

  it('has its boundary under .geojson', async () => {
    const { shape } = await area('E07999901.geojson');
    expect(shape.boundary[0][0]).toContainEqual([-3.1, 54.1]);
    expect(await outcomeOf(area('E10999901.geojson'))).toMatchObject({ problem: 'no-boundary' });
  });
});
