/** Real rows of ONSPD answered as postcodes.io does, against its own description where that is still right. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { areasInMemory } from '#test/support/areasInMemory.ts';
import { postcodesIo } from '#test/support/postcodesIo.ts';
import { describeWithData, sharedJson, sharedPath } from '#test/support/sharedData.ts';
import type { Kind } from '../contract/kinds.ts';
import type { Area, PostcodeRecord } from '../contract/records.ts';

const columns: Readonly<Record<string, Kind>> = {
  ...{ oscty: 'county', ced: 'division', oslaua: 'district', osward: 'ward', parish: 'parish', ctry: 'country' },
  ...{ rgn: 'region', pcon: 'constituency', oshlthau: 'healthAuthority', eer: 'europeanRegion', itl: 'itl' },
  ...{ lsoa11: 'lowerSuperOutputArea11', lsoa21: 'lowerSuperOutputArea21', oa21: 'outputArea21', pfa: 'policeForce' },
};

const recordsOf = (csv: string): PostcodeRecord[] => {
  const [header = '', ...rows] = csv.trim().split('\n');
  const names = header.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const at = (name: string) => cells[names.indexOf(name)]?.trim() || undefined;
    const number = (name: string) => (at('oseast1m') ? Number(at(name)) : undefined);
    const codes = Object.entries(columns).flatMap(([name, kind]) => (at(name) ? [[kind, at(name)]] : []));
    const whole = {
      ...{ postcode: at('pcds') ?? '', introduced: at('dointr'), terminated: at('doterm') },
      ...{ easting: number('oseast1m'), northing: number('osnrth1m'), quality: Number(at('osgrdind')) },
      ...{ latitude: number('lat'), longitude: number('long'), codes: Object.fromEntries(codes) },
    };
    return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as PostcodeRecord;
  });
};

const files = { districts: 'district', wards: 'ward', parishes: 'parish', constituencies: 'constituency' } as const;
const areas = (): Area[] =>
  Object.entries(files).flatMap(([file, kind]) =>
    Object.entries(sharedJson<Record<string, string>>('areas', 'names', `${file}.json`))
      .filter(([code]) => /^[A-Z]\d{8}$/.test(code))
      .map(([code, name]) => ({ set: file, code, kind, name, hasShape: false })),
  );

describeWithData('postcodes.io over rows of ONSPD', () => {
  let ask: ReturnType<typeof postcodesIo>;
  let validator: (path: string) => ValidateFunction;
  const get = async (url: string) => (await ask('GET', url)).json;

  beforeAll(() => {
    const gzipped = readFileSync(sharedPath('areas', 'onspd', 'onspd_subset_2025-09.csv.gz'));
    ask = postcodesIo(
      areasInMemory({ records: recordsOf(gunzipSync(gzipped).toString('utf8')), areas: areas() }),
      () => 0.5,
    );
    const document = sharedJson<{ paths: object }>('areas', 'contracts', 'postcodesio_openapi.json');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    // Written as OpenAPI 3.0 has it, which JSON Schema does not know: null is a type of its own.
    const nullable = JSON.parse(JSON.stringify(document), (_, value) =>
      value?.nullable === true ? { ...value, type: [value.type, 'null'] } : value,
    );
    ajv.addSchema(nullable, 'postcodes.io');
    validator = (name) => ajv.compile({ $ref: `postcodes.io#/components/schemas/${name}` });
  });

  it('answers AB10 1AB as it is published', async () => {
    expect((await get('/postcodes/ab101ab')).result).toMatchObject({
      ...{ postcode: 'AB10 1AB', outcode: 'AB10', incode: '1AB', quality: 1, date_of_introduction: '201106' },
      ...{ eastings: 394_235, northings: 806_529, latitude: 57.149606, longitude: -2.096916 },
      ...{ country: 'Scotland', admin_district: 'Aberdeen City', admin_county: null, region: null, parish: null },
      ...{ parliamentary_constituency: 'Aberdeen South', parliamentary_constituency_2024: 'Aberdeen South' },
      codes: {
        ...{ admin_district: 'S12000033', admin_ward: 'S13002842', admin_county: 'S99999999' },
        ...{ parliamentary_constituency: 'S14000061', ccg_id: null, lsoa11: 'S01006646', lsoa: null },
      },
    });
  });

  it.each([
    ['SE1P5ZZ', { admin_district: 'Southwark', parish: 'Southwark, unparished area', eastings: 533_378 }],
    ['M111AA', { admin_district: 'Manchester', country: 'England' }],
    ['JE24WD', { country: 'Channel Islands', admin_district: null, latitude: null, longitude: null, eastings: null }],
  ])('answers %s with %j', async (postcode, expected) => {
    expect((await get(`/postcodes/${postcode}`)).result).toMatchObject(expected);
  });

  it.each([
    [
      'AB10AA',
      { postcode: 'AB1 0AA', year_terminated: 1996, month_terminated: 6, longitude: -2.242851, latitude: 57.101474 },
    ],
    ['SE19ZZ', { postcode: 'SE1 9ZZ', year_terminated: 1998, month_terminated: 12 }],
    ['AB113AG', { postcode: 'AB11 3AG', year_terminated: 1997, month_terminated: 7, longitude: null, latitude: null }],
  ])('tells since when %s is not in use', async (postcode, terminated) => {
    expect(await get(`/postcodes/${postcode}`)).toMatchObject({ status: 404, error: 'Postcode not found', terminated });
    expect((await get(`/terminated_postcodes/${postcode}`)).result).toMatchObject(terminated);
  });

  it.each([
    ['M1', ['M1 1AD']],
    ['M11', ['M11 1AA']],
    ['M1 1', ['M1 1AD']],
    ['AB1', ['AB10 1AB']],
  ])('finds what begins with %s', async (text, [first]) => {
    const { result } = await get(`/postcodes/${encodeURIComponent(text)}/autocomplete?limit=100`);
    expect(result[0]).toBe(first);
    const outwards = new Set(result.map((postcode: string) => postcode.split(' ')[0]));
    expect([...outwards]).toEqual([first?.split(' ')[0]]);
  });

  it.each([
    ['PostcodeResponse', '/postcodes/AB101AB'],
    ['PostcodeResponse', '/random/postcodes?outcode=AB10'],
    ['PostcodesResponse', '/postcodes?q=AB10&limit=100'],
    ['NearestPostcodesResponse', '/postcodes/AB101AB/nearest?radius=2000&limit=100'],
    ['PlacesResponse', '/places?q=Aberdeen'],
  ])('answers in the shape of %s to %s', async (name, url) => {
    const validate = validator(name);
    validate(await get(url));
    expect(validate.errors).toBeNull();
  });

  it.each([
    ['Outcode', '/outcodes/AB10'],
    ['TerminatedPostcode', '/terminated_postcodes/AB10AA'],
  ])('answers a %s, which its description puts in no envelope or in a list, to %s', async (name, url) => {
    const validate = validator(name);
    validate((await get(url)).result);
    expect(validate.errors).toBeNull();
  });

  it('answers a hundred postcodes at once', async () => {
    const { result: postcodes } = await get('/postcodes/AB10/autocomplete?limit=100');
    const { json } = await ask('POST', '/postcodes?filter=postcode', { postcodes });
    expect(json.result.map(({ result }: { result: PostcodeRecord }) => result.postcode)).toEqual(postcodes);
    expect(postcodes).toHaveLength(100);
  });
});
