import { areasInMemory } from '#test/support/areasInMemory.ts';
import { postcodesIo } from '#test/support/postcodesIo.ts';
import type { Area, PostcodeRecord } from '../contract/records.ts';

const codes = { county: 'E10999901', district: 'E07999901', ward: 'E05999901', country: 'E92000001' };
const at = { easting: 333_064, northing: 468_000, latitude: 54.1, longitude: -3.02 };
/** About 111 metres north for each thousandth. */
const north = (thousandths: number) => ({ ...at, latitude: at.latitude + thousandths / 1000 });
const record = (postcode: string, rest: Partial<PostcodeRecord> = {}): PostcodeRecord => ({
  ...{ postcode, introduced: '201106', quality: 1, codes },
  ...rest,
});
const records = [
  record('ZZ1 1AA', at),
  record('ZZ1 1AB', north(0.5)),
  record('ZZ1 2AA', north(4)),
  record('ZZ11 1AA', { ...north(60), codes: { ...codes, county: 'E99999999', parish: 'E04999901' } }),
  record('ZZ11 1AB', north(60.5)),
  record('ZZ2 1AA', { ...at, terminated: '199912' }),
  record('ZZ20 1AA', { codes: { country: 'L93000001', district: 'L99999999', scottishConstituency: 'S16999901' } }),
];
const area = (code: string, kind: Area['kind'], name: string): Area => ({
  ...{ set: 'test', code, kind, name },
  hasShape: kind === 'builtUpArea',
});
const areas = [
  area('E10999901', 'county', 'Marlshire'),
  area('E07999901', 'district', 'Marlbeck'),
  area('E05999901', 'ward', 'Marlbeck North'),
  area('E04999901', 'parish', 'Marlbeck Magna'),
  area('S16999901', 'scottishConstituency', 'Marl and Beck'),
  area('E63999901', 'builtUpArea', 'Marlbeck'),
];
const square = [-3.03, -3.01].flatMap((longitude) => [54.09, 54.11].map((latitude) => [longitude, latitude] as const));
const ask = postcodesIo(areasInMemory({ records, areas, boundaries: { E63999901: [[square]] } }));
const get = async (url: string) => (await ask('GET', url)).json;

const lines = (first: string) =>
  `${first}\nYou need to submit a JSON object with an array of postcodes or geolocation objects.\nAlso ensure that Content-Type is set to application/json\n`;
const notQuery = lines('Invalid JSON query submitted. ');
const notJson = lines('Invalid JSON submitted.');
const hundredAndOne = Array(101).fill('ZZ1 1AA');

it.each([
  ['/postcodes/nonsense', 404, 'Invalid postcode'],
  ['/postcodes/ZZ1%201', 404, 'Invalid postcode'],
  ['/postcodes/ZZ9%209ZZ', 404, 'Postcode not found'],
  ['/postcodes/nonsense/nearest', 404, 'Postcode not found'],
  ['/postcodes/ZZ21AA/nearest', 404, 'Postcode not found'],
  ['/postcodes/ZZ201AA/nearest', 400, 'Invalid longitude/latitude submitted'],
  ['/postcodes/ZZ11AA/nearest?limit=ten', 400, 'Invalid result limit submitted'],
  ['/postcodes/ZZ11AA/nearest?limit=-1', 400, 'Invalid result limit submitted'],
  ['/postcodes/ZZ11AA/nearest?radius=far', 400, 'Invalid lookup radius submitted'],
  ['/postcodes', 400, 'No postcode query submitted. Remember to include query parameter'],
  ['/postcodes?q=%20', 400, 'No postcode query submitted. Remember to include query parameter'],
  ['/postcodes?lon=1', 400, 'No postcode query submitted. Remember to include query parameter'],
  ['/postcodes?lon=a&lat=b', 400, 'Invalid longitude/latitude submitted'],
  ['/postcodes/lon/a/lat/1', 400, 'Invalid longitude/latitude submitted'],
  ['/outcodes/ZZ3', 404, 'Outcode not found'],
  ['/outcodes/ZZ2', 404, 'Outcode not found'],
  ['/outcodes/nonsense/nearest', 404, 'Outcode not found'],
  ['/outcodes/ZZ20/nearest', 400, 'Invalid longitude/latitude submitted'],
  ['/outcodes', 400, 'Invalid longitude/latitude submitted'],
  ['/outcodes?lon=-3.02&lat=54.1&radius=x', 400, 'Invalid lookup radius submitted'],
  ['/terminated_postcodes/ZZ11AA', 404, 'Terminated postcode not found'],
  ['/terminated_postcodes/nonsense', 404, 'Terminated postcode not found'],
  ['/scotland/postcodes/nonsense', 404, 'Invalid postcode'],
  ['/scotland/postcodes/ZZ21AA', 404, 'Postcode not found'],
  ['/scotland/postcodes/ZZ11AA', 404, 'Postcode exists in ONSPD but not in SPD'],
  ['/places', 400, 'No valid query submitted. Remember to include every parameter'],
  ['/places/E63999999', 404, 'Place not found'],
  ['/places/E07999901', 404, 'Place not found'],
])('tells what is wrong with %s', async (url, status, error) => {
  const answer = await ask('GET', url);
  expect([answer.status, answer.json]).toEqual([status, { status, error }]);
  expect(answer.headers?.['content-type']).toBe('application/json');
});

it.each([
  ['no list', {}, notQuery],
  ['a list for a body', [], notQuery],
  ['an empty text for a list', { postcodes: '' }, notQuery],
  ['a text for a list', { postcodes: 'ZZ1 1AA' }, 'Invalid data submitted. You need to provide a JSON array'],
  ['an object for points', { geolocations: {} }, 'Invalid data submitted. You need to provide a JSON array'],
  [
    '101 postcodes',
    { postcodes: hundredAndOne },
    'Too many postcodes submitted. Up to 100 postcodes can be bulk requested at a time',
  ],
  [
    '101 points',
    { geolocations: hundredAndOne },
    'Too many locations submitted. Up to 100 locations can be bulk requested at a time',
  ],
  ['a point that is none', { geolocations: [{ longitude: 1 }] }, 'Invalid longitude/latitude submitted'],
  ['a number for a point', { geolocations: [5] }, 'Invalid longitude/latitude submitted'],
  ['a limit that is a list', { geolocations: [{ ...at, limit: ['1'] }] }, 'Invalid result limit submitted'],
  ['a radius below nothing', { geolocations: [{ ...at, radius: -1 }] }, 'Invalid lookup radius submitted'],
  ['broken JSON', '{"postcodes":', notJson],
  ['a text that is JSON', '"ZZ1 1AA"', notJson],
  ['null', 'null', notJson],
])('refuses a bulk request with %s', async (_, body, error) => {
  const { status, json } = await ask('POST', '/postcodes', body);
  expect([status, json]).toEqual([400, { status: 400, error }]);
});

it('reads a body that is not declared as JSON as none', async () => {
  const { json } = await ask('POST', '/postcodes', '{"postcodes":[]}', { 'content-type': 'text/plain' });
  expect(json).toEqual({ status: 400, error: notQuery });
});

it('tells what the pipeline refuses in the same envelope', async () => {
  const twice = await ask('GET', '/postcodes?q=ZZ1&q=ZZ2');
  expect([twice.status, twice.json]).toEqual([400, { status: 400, error: '“q” may be given only once.' }]);
  const large = await ask('POST', '/postcodes', { postcodes: ['Z'.repeat(1024 * 1024)] });
  expect([large.status, large.json.status]).toEqual([413, 413]);
});

it('says that nothing was loaded, and lets any page read it', async () => {
  const answer = await postcodesIo(areasInMemory({}))('GET', '/postcodes/ZZ11AA', undefined, {
    origin: 'https://anybody.example',
  });
  expect([answer.status, answer.json.error]).toEqual([404, 'No postcodes have been loaded']);
  expect(answer.headers?.['access-control-allow-origin']).toBe('*');
});

it.each(['zz11aa', ' ZZ1  1AA ', 'ZZ1 1aa'])('answers for “%s”', async (text) => {
  expect((await get(`/postcodes/${encodeURIComponent(text)}`)).result.postcode).toBe('ZZ1 1AA');
});

it('tells since when a postcode is not in use, on its own path only', async () => {
  const terminated = {
    ...{ postcode: 'ZZ2 1AA', year_terminated: 1999, month_terminated: 12 },
    ...{ longitude: -3.02, latitude: 54.1 },
  };
  expect(await get('/postcodes/ZZ21AA')).toEqual({ status: 404, error: 'Postcode not found', terminated });
  expect(await get('/terminated_postcodes/zz2%201aa')).toEqual({ status: 200, result: terminated });
  expect((await ask('POST', '/postcodes', { postcodes: ['ZZ21AA'] })).json.result).toEqual([
    { query: 'ZZ21AA', result: null },
  ]);
});

it('names what there is a name for, and keeps pseudo codes without one', async () => {
  const { result } = await get('/postcodes/ZZ111AA');
  expect(result).toMatchObject({
    ...{ admin_county: null, admin_district: 'Marlbeck', parish: 'Marlbeck Magna', country: 'England', ced: null },
    codes: { admin_county: 'E99999999', admin_district: 'E07999901', ced: null, ccg_id: null },
  });
  expect((await get('/postcodes/ZZ201AA')).result).toMatchObject({
    ...{ country: 'Channel Islands', admin_district: null, longitude: null, eastings: null },
    codes: { admin_district: 'L99999999' },
  });
});

it.each([
  ['ZZ1 1AA', true],
  ['ZZ2 1AA', false],
  ['nonsense', false],
])('says of %s whether it is in use: %s', async (text, result) => {
  expect(await get(`/postcodes/${encodeURIComponent(text)}/validate`)).toEqual({ status: 200, result });
});

it.each([
  ['ZZ1', ['ZZ1 1AA', 'ZZ1 1AB', 'ZZ1 2AA']],
  ['zz1 ', ['ZZ1 1AA', 'ZZ1 1AB', 'ZZ1 2AA']],
  ['ZZ1 1', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['ZZ11', ['ZZ11 1AA', 'ZZ11 1AB']],
  ['ZZ111A', ['ZZ11 1AA', 'ZZ11 1AB']],
  ['ZZ1  1  AA', ['ZZ1 1AA']],
  ['ZZ11AA', ['ZZ1 1AA']],
  ['ZZ2', ['ZZ20 1AA']],
  ['ZZ2 ', null],
  ['ZZ2 0', null],
  ['Z', ['ZZ1 1AA', 'ZZ1 1AB', 'ZZ1 2AA', 'ZZ11 1AA', 'ZZ11 1AB', 'ZZ20 1AA']],
  ['Q', null],
  ['💥', null],
  ['Z'.repeat(3000), null],
])('finds what begins with “%s”', async (text, result) => {
  expect(
    (await get(`/postcodes?q=${encodeURIComponent(text)}`)).result?.map(({ postcode }: PostcodeRecord) => postcode) ??
      null,
  ).toEqual(result);
  expect((await get(`/postcodes/${encodeURIComponent(text)}/autocomplete`)).result).toEqual(result);
});

it.each([
  ['2', 2],
  ['0', 6],
  ['-1', 6],
  ['ten', 6],
  ['1000', 6],
])('takes %s for a limit of a search', async (limit, count) => {
  expect((await get(`/postcodes/Z/autocomplete?limit=${limit}`)).result).toHaveLength(count);
});

it.each([
  ['/postcodes/ZZ11AA/nearest', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['/postcodes/ZZ11AA/nearest?radius=1m', ['ZZ1 1AA']],
  ['/postcodes/ZZ11AA/nearest?limit=1', ['ZZ1 1AA']],
  ['/postcodes/ZZ11AA/nearest?limit=0', null],
  ['/postcodes/ZZ11AA/nearest?radius=99999', ['ZZ1 1AA', 'ZZ1 1AB', 'ZZ1 2AA']],
  ['/postcodes?lon=-3.02&lat=54.1&limit=200', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['/postcodes?longitude=-3.02&latitude=54.1&q=ZZ11', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['/postcodes/lon/-3.02/lat/54.1', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['/postcodes/lat/54.1/lon/-3.02', ['ZZ1 1AA', 'ZZ1 1AB']],
  ['/postcodes/lon/54.1/lat/-3.02', null],
  ['/postcodes/lon/200/lat/91', null],
  ['/postcodes/lon/-3.02/lat/54.11', null],
  ['/postcodes/lon/-3.02/lat/54.11?widesearch=false', null],
  [
    '/postcodes/lon/-3.02/lat/54.11?widesearch=true&radius=1',
    ['ZZ1 2AA', 'ZZ1 1AB', 'ZZ1 1AA', 'ZZ11 1AA', 'ZZ11 1AB'],
  ],
  ['/postcodes/lon/-3.02/lat/54.11?wideSearch=1&limit=2', ['ZZ1 2AA', 'ZZ1 1AB']],
  ['/postcodes/lon/-2/lat/51?widesearch=true', null],
])('finds what is near by %s', async (url, result) => {
  const { result: found } = await get(url);
  expect(found?.map(({ postcode }: PostcodeRecord) => postcode) ?? null).toEqual(result);
  const distances = found?.map(({ distance }: { distance: number }) => distance) ?? [];
  expect(distances).toEqual(distances.toSorted((a: number, b: number) => a - b));
});

it('answers postcodes in bulk as they were asked for, texts only', async () => {
  const postcodes = ['zz11aa', 5, null, 'nonsense', ' ZZ111AA', 'zz11aa'];
  const { json } = await ask('POST', '/postcodes', { postcodes, geolocations: 'ignored' });
  expect(json.result.map(({ query, result }: never) => [query, (result as PostcodeRecord | null)?.postcode])).toEqual([
    ['zz11aa', 'ZZ1 1AA'],
    ['nonsense', undefined],
    [' ZZ111AA', 'ZZ11 1AA'],
    ['zz11aa', 'ZZ1 1AA'],
  ]);
});

it('keeps what filter names, as far as it can be named', async () => {
  const { json } = await ask('POST', '/postcodes?filter=Admin_District,%20postcode,distance,bua', {
    postcodes: ['ZZ11AA', 'ZZ99ZZ'],
  });
  expect(json.result).toEqual([
    { query: 'ZZ11AA', result: { admin_district: 'Marlbeck', postcode: 'ZZ1 1AA' } },
    { query: 'ZZ99ZZ', result: null },
  ]);
  expect((await ask('POST', '/postcodes?filter=nothing', { postcodes: ['ZZ11AA'] })).json.result[0].result).toEqual({});
});

it('answers points in bulk with what it was told of each and for all', async () => {
  const { longitude, latitude } = at;
  const geolocations = [
    { longitude, latitude, radius: 1, name: 'dropped', wideSearch: false },
    { longitude: '0', latitude: '0' },
  ];
  const { json } = await ask('POST', '/postcodes?limit=5&radius=200&filter=postcode', { geolocations });
  expect(json.result).toEqual([
    { query: { limit: '5', radius: 1, longitude, latitude, wideSearch: false }, result: [{ postcode: 'ZZ1 1AA' }] },
    { query: { limit: '5', radius: '200', longitude: '0', latitude: '0' }, result: null },
  ]);
});

it('refuses what would be too much to answer', async () => {
  const many = Array.from({ length: 100 }, (_, i) =>
    record(`ZZ3 1${String.fromCharCode(65 + Math.floor(i / 10), 65 + (i % 10))}`, at),
  );
  const asked = { geolocations: Array(100).fill({ longitude: at.longitude, latitude: at.latitude, limit: 100 }) };
  const { status, json } = await postcodesIo(areasInMemory({ records: many }))('POST', '/postcodes', asked);
  expect([status, json.error]).toEqual([400, expect.stringMatching(/^Too many results\. Ask for fewer locations/)]);
});

it('describes an outward code, and those near it', async () => {
  const outcode = {
    ...{
      outcode: 'ZZ1',
      longitude: -3.02,
      latitude: expect.closeTo(54.1015, 6),
      northings: 468_000,
      eastings: 333_064,
    },
    ...{ admin_district: ['Marlbeck'], parish: [], admin_county: ['Marlshire'], admin_ward: ['Marlbeck North'] },
    ...{ country: ['England'], parliamentary_constituency: [] },
  };
  expect((await get('/outcodes/zz1')).result).toEqual(outcode);
  expect((await get('/outcodes/ZZ1/nearest')).result).toEqual([{ ...outcode, distance: 0 }]);
  const near = (await get('/outcodes?lon=-3.02&lat=54.1&radius=10000')).result;
  expect(near.map((one: { outcode: string }) => one.outcode)).toEqual(['ZZ1', 'ZZ11']);
  expect((await get('/outcodes?longitude=2&latitude=54.1')).result).toBeNull();
});

it('picks any postcode, of an outward code where one is asked for', async () => {
  const last = postcodesIo(areasInMemory({ records, areas }), () => 0.999);
  expect((await last('GET', '/random/postcodes')).json.result.postcode).toBe('ZZ20 1AA');
  expect((await get('/random/postcodes?outcode=zz11')).result.postcode).toBe('ZZ11 1AA');
  expect((await get('/random/postcodes?outcode=nonsense')).result).toBeNull();
  expect((await get('/random/postcodes?outcode=ZZ2')).result).toBeNull();
});

it('knows constituencies of the Scottish Parliament where they were loaded', async () => {
  expect((await get('/scotland/postcodes/ZZ201AA')).result).toEqual({
    postcode: 'ZZ20 1AA',
    scottish_parliamentary_constituency: 'Marl and Beck',
    codes: { scottish_parliamentary_constituency: 'S16999901' },
  });
});

it('answers built-up areas as places', async () => {
  const place = {
    ...{ code: 'E63999901', name_1: 'Marlbeck', name_1_lang: null, name_2: null, name_2_lang: null },
    ...{ local_type: 'Built-up Area', outcode: 'ZZ1', county_unitary: 'Marlshire', county_unitary_type: 'County' },
    ...{ district_borough: 'Marlbeck', district_borough_type: 'District', region: null, country: 'England' },
    ...{ longitude: expect.closeTo(-3.02), latitude: expect.closeTo(54.1) },
  };
  const { result } = await get('/places/e63999901');
  expect(result).toMatchObject(place);
  expect([result.max_eastings - result.min_eastings, result.max_northings - result.min_northings]).toEqual([
    expect.closeTo(1330, -2),
    expect.closeTo(2220, -2),
  ]);
  expect((await get('/places?q=marl')).result).toEqual([result]);
  expect((await get('/random/places')).result).toEqual(result);
  expect((await get('/places?query=nowhere')).result).toEqual([]);
  expect((await get('/places?q=%20')).result).toEqual([]);
  expect((await postcodesIo(areasInMemory({ records }))('GET', '/random/places')).json.result).toBeNull();
});
