/** Their areas, and those of ours. */
import { api } from '../app.ts';
import { someAreas } from '../someAreas.ts';
import { type Belongings, type Open, ours, secret, theirs } from './belongings.ts';
import { loadAll } from './loads.ts';

const digits = '777001';
const [ward, district] = [`E05${digits}`, `E07${digits}`];
const postcode = { postcode: 'ZZ7 1AA' };
const outcode = { outcode: 'ZZ7' };
const point = { longitude: '-3.05', latitude: '54.05' };
const id = { id: `107${digits}` };

const isSearch = true as const;
const isEverybodys = true as const;

const postcodesIo: Readonly<Record<string, Open>> = {
  postcodesIoPostcode: { ids: postcode },
  // What is not there is no error here, and what is there tells nothing but that.
  postcodesIoValidate: { ids: postcode, isEverybodys },
  postcodesIoAutocomplete: { ids: { postcode: 'ZZ7' }, isEverybodys },
  postcodesIoNearest: { ids: postcode },
  postcodesIoQuery: { query: { q: 'ZZ7' }, isSearch },
  postcodesIoLonLat: { ids: point, isSearch },
  postcodesIoLatLon: { ids: point, isSearch },
  postcodesIoBulk: { body: { postcodes: ['ZZ7 1AA'] }, isSearch },
  postcodesIoOutcode: { ids: outcode },
  postcodesIoNearestOutcodes: { ids: outcode },
  postcodesIoOutcodes: { query: { lon: '-3.05', lat: '54.05' }, isSearch },
  postcodesIoTerminated: { ids: { postcode: 'ZZ7 9ZZ' } },
  postcodesIoScottish: { ids: postcode },
  postcodesIoRandom: { query: outcode, isSearch },
  postcodesIoPlaces: { query: { q: 'secret' }, isSearch },
  postcodesIoPlace: { ids: { id: `E63${digits}` } },
  postcodesIoRandomPlace: { isEverybodys },
};

const mapit: Readonly<Record<string, Open>> = {
  mapitPostcode: { ids: postcode },
  mapitPartialPostcode: { ids: { postcode: 'ZZ7' } },
  mapitPoint: { ids: { srid: '4326', point: '-3.05,54.05' }, isSearch },
  mapitNearest: { ids: { srid: '4326', point: '-3.05,54.05' } },
  mapitArea: { ids: id },
  mapitAreaChildren: { ids: id },
  mapitAreaGeometry: { ids: id },
  mapitExamplePostcode: { ids: id },
  mapitAreas: { ids: { list: 'secret' }, isSearch },
  mapitCode: { ids: { type: 'gss', value: ward } },
  mapitGenerations: { isEverybodys },
  mapitTypes: { isEverybodys },
};

const datasets = ['Boundaries', 'Postcodes', 'Properties'] as const;
const ofDatasets = <T>(of: (name: string) => readonly (readonly [string, T])[]) =>
  Object.fromEntries(datasets.flatMap(of));

const belongings: Belongings = {
  state: ['areas/authorities', ...datasets.map((name) => `areas/${name.toLowerCase()}/datasets/2`)],
  open: {
    getPostcodeAreas: { ids: postcode },
    getPropertyAreas: { ids: { uprn: secret.uprn } },
    getPointAreas: { query: { lon: '-3.05', lat: '54.05' }, isSearch },
    getArea: { ids: { code: ward } },
    getAuthorities: { isSearch },
    getReorganisations: { isSearch },
    ...postcodesIo,
    ...mapit,
  },
  bodies: ofDatasets((name) => [
    [`finish${name}Dataset`, { batches: 12 }],
    [`put${name}Batch`, {}],
  ]),
  questions: ofDatasets((name) => [[`list${name}Datasets`, [{}]]]),
  paged: ofDatasets((name) => [
    [`list${name}DatasetAudit`, 'limit=1'],
    [`list${name}Datasets`, 'limit=1'],
    [`list${name}Remarks`, ''],
  ]),
};

const load = async (council: string, count: number, fingerprint: string, areas: ReturnType<typeof someAreas>) => {
  for (const [path, records] of Object.entries(areas))
    await loadAll(`/${council}/areas/${path}/datasets`, count, fingerprint, records);
};

/** Over the examples that were put before. */
const put = async (table: string, rows: readonly object[]): Promise<void> => {
  const path = `/${theirs}/areas/${table}`;
  const { version } = (await api('GET', path)).json;
  const { status, text } = await api('PUT', path, { body: { version, [table]: rows } });
  expect([table, status, status === 200 || text]).toEqual([table, 200, true]);
};

export const theirAreas = async (): Promise<Belongings> => {
  const name = secret.street;
  await load(
    theirs,
    2,
    secret.fingerprint,
    someAreas({ digits, name, outward: 'ZZ7', uprn: secret.uprn, west: -3.1, south: 54 }),
  );
  await load(
    ours,
    1,
    '6'.repeat(64),
    someAreas({ digits: '666001', name: 'Ours', outward: 'ZZ6', uprn: '666000000001', west: -1, south: 52 }),
  );
  await put('authorities', [{ gss: district, name, tier: 'district' }]);
  await put('reorganisations', [{ from: district, to: 'E06777001', toName: name, date: '2099-04-01' }]);
  return belongings;
};
