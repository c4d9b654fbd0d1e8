import { areasCouncil } from '#test/support/areasCouncil.ts';
import { someAreas } from '#test/support/someAreas.ts';

const { boundaries, postcodes } = someAreas({
  ...{ digits: '999901', name: 'Marl', outward: 'ZZ1', uprn: '990100000018', west: -3.1, south: 54 },
});
const [first] = postcodes.postcodes;
const twoTiers = { county: 'E10999901', division: 'E58999901', constituency: 'E14999901', policeForce: 'E23999901' };
const borough = { district: 'E09999901', ward: 'E05999911', county: 'E99999999' };

let ask: Awaited<ReturnType<typeof areasCouncil>>['ask'];
beforeAll(async () => {
  ({ ask } = await areasCouncil({
    areas: boundaries.areas as never,
    postcodes: [
      { ...first, codes: { ...first?.codes, ...twoTiers } },
      { postcode: 'ZZ3 3CC', latitude: 53, longitude: -2, codes: borough },
      { postcode: 'BT1 1AA', latitude: 54.6, longitude: -5.9, easting: 333_900, northing: 374_400, codes: {} },
      { postcode: 'ZZ4 4DD', codes: { district: 'L99999999' } },
    ] as never,
    authorities: [
      { gss: 'E07999901', name: 'Marlbeck District Council', tier: 'district', parent: 'E10999901' },
      { gss: 'E10999901', name: 'Marlshire County Council', tier: 'county' },
    ],
  }));
});
const postcode = (text: string, query = {}) => ask('mapitPostcode', { params: { postcode: text }, query });

it('answers a postcode of two tiers with both councils and both wards', async () => {
  const { areas, shortcuts, ...rest } = await postcode('zz1 1aa');
  expect(rest).toMatchObject({ postcode: 'ZZ1 1AA', wgs84_lat: 54.05, coordsyst: 'G', easting: 333_064 });
  expect(shortcuts).toEqual({
    council: { county: 110999901, district: 107999901 },
    ward: { county: 158999901, district: 105999901 },
    WMC: 114999901,
  });
  expect(areas[105999901]).toEqual({
    ...{ id: 105999901, name: 'Marl', parent_area: 107999901, type: 'DIW', type_name: 'District council ward' },
    ...{ country: 'E', country_name: 'England', generation_low: 1, generation_high: 1 },
    ...{ codes: { gss: 'E05999901' }, all_names: {} },
  });
  // MapIt has no type for police forces.
  expect(Object.keys(areas)).not.toContain('123999901');
});

it('answers one of a single tier with one id each', async () => {
  expect((await postcode('ZZ3 3CC')).shortcuts).toEqual({ council: 109999901, ward: 105999911 });
});

it('gives Northern Ireland its own grid, and what has no place none', async () => {
  expect(await postcode('BT1 1AA')).toMatchObject({ coordsyst: 'I', easting: 333_900 });
  expect(await postcode('ZZ4 4DD')).toEqual({ postcode: 'ZZ4 4DD', areas: {} });
});

it('keeps to the types that are asked for', async () => {
  expect(Object.keys((await postcode('ZZ1 1AA', { type: 'DIS,CTY' })).areas)).toEqual(['107999901', '110999901']);
});

it('finds areas around a point, and none outside the country', async () => {
  const point = async (text: string) => Object.keys(await ask('mapitPoint', { params: { srid: '4326', point: text } }));
  expect(await point('-3.05,54.05')).toEqual(['105999901', '107999901', '110999901']);
  expect(await point('2.35,48.85')).toEqual([]);
});

it('lists areas by ids, by types and by the start of a name', async () => {
  const list = async (text: string) => Object.keys(await ask('mapitAreas', { params: { list: text } }));
  expect(await list('107999901,199999998')).toEqual(['107999901']);
  expect(await list('DIW')).toEqual(['105999901']);
  expect(await list('mar')).toEqual(['105999901', '107999901']);
});

it('knows the parts of an area, its extent and a postcode in it', async () => {
  const params = { id: 'E07999901' };
  expect(Object.keys(await ask('mapitAreaChildren', { params }))).toEqual(['105999901']);
  expect(await ask('mapitExamplePostcode', { params })).toBe('ZZ1 1AA');
  expect(await ask('mapitAreaGeometry', { params })).toMatchObject({
    parts: 1,
    min_lon: -3.1,
    max_lat: 54.1,
    centre_lat: expect.closeTo(54.05, 3),
  });
});

it('tells the nearest postcode and how far it is', async () => {
  const { postcode: found } = await ask('mapitNearest', { params: { srid: '4326', point: '-3.05,54.051' } });
  expect(found).toMatchObject({ postcode: 'ZZ1 1AA', distance: 111 });
});
