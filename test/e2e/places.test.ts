/** A client of the OS Places API, which changes nothing but its base address. */
import { adminKey, api, url } from '#test/support/app.ts';

interface Entry {
  readonly [field: string]: unknown;
}

interface Results {
  readonly header: Entry;
  readonly results?: readonly { readonly DPA?: Entry; readonly LPI?: Entry }[];
}

/** As OS's own clients ask: the key among the parameters. */
const places = async (operation: string, parameters: Readonly<Record<string, string>>) => {
  const query = new URLSearchParams({ ...parameters, key: adminKey });
  const response = await fetch(`${url}/marlbeck/places/v1/${operation}?${query}`);
  return { status: response.status, json: JSON.parse(await response.text()) };
};

const results = async (operation: string, parameters: Readonly<Record<string, string>>): Promise<Results> => {
  const { status, json } = await places(operation, parameters);
  expect([status, json.error]).toEqual([200, undefined]);
  return json;
};

const entries = async (operation: string, parameters: Readonly<Record<string, string>>): Promise<Entry[]> =>
  ((await results(operation, parameters)).results ?? []).map(({ DPA, LPI }) => DPA ?? LPI ?? {});

const uprns = (all: readonly Entry[]) => all.map(({ UPRN }) => UPRN);
const distance = ({ X_COORDINATE, Y_COORDINATE }: Entry, x: number, y: number): number =>
  Math.hypot(Number(X_COORDINATE) - x, Number(Y_COORDINATE) - y);

describe('the five calls', () => {
  it('uprn answers one address in OS’s words and types', async () => {
    expect(await results('uprn', { uprn: '990100000034' })).toEqual({
      header: {
        uri: `${url}/marlbeck/places/v1/uprn?uprn=990100000034`,
        query: 'uprn=990100000034',
        offset: 0,
        totalresults: 1,
        format: 'JSON',
        dataset: 'DPA',
        lr: 'EN,CY',
        maxresults: 100,
        epoch: expect.stringMatching(/^\d+$/),
        output_srs: 'EPSG:27700',
      },
      results: [
        {
          DPA: expect.objectContaining({
            UPRN: '990100000034',
            UDPRN: '90100034',
            ADDRESS: 'MARL HARDWARE, 28-30, HIGH STREET, MARLBECK, ZZ1 1AA',
            ORGANISATION_NAME: 'MARL HARDWARE',
            THOROUGHFARE_NAME: 'HIGH STREET',
            POST_TOWN: 'MARLBECK',
            POSTCODE: 'ZZ1 1AA',
            RPC: '1',
            X_COORDINATE: 333_112,
            Y_COORDINATE: 468_000,
            STATUS: 'APPROVED',
            LOGICAL_STATUS_CODE: '1',
            CLASSIFICATION_CODE: 'CR08',
            LOCAL_CUSTODIAN_CODE: 9901,
            BLPU_STATE_CODE: '2',
            POSTAL_ADDRESS_CODE: 'D',
            LAST_UPDATE_DATE: expect.stringMatching(/^\d\d\/\d\d\/\d{4}$/),
            ENTRY_DATE: '01/04/2008',
            LANGUAGE: 'EN',
            MATCH: 1,
            MATCH_DESCRIPTION: 'EXACT',
            GSS_CODE: 'E07999901',
          }),
        },
      ],
    });
  });

  it('postcode takes a whole one, or the start of one', async () => {
    const whole = await entries('postcode', { postcode: 'zz11aa' });
    expect(uprns(whole).slice(0, 2)).toEqual(['990100000003', '990100000005']);
    const sector = await entries('postcode', { postcode: 'ZZ1 1' });
    expect(uprns(sector)).toEqual(expect.arrayContaining(uprns(whole)));
    expect(new Set(sector.map(({ POSTCODE }) => String(POSTCODE).slice(0, 5)))).toEqual(new Set(['ZZ1 1']));
    const { header } = await results('postcode', { postcode: 'ZZ1' });
    expect(Number(header.totalresults)).toBeGreaterThan(sector.length);
  });

  it('nearest answers the one that is nearest', async () => {
    const [one, ...others] = await entries('nearest', { point: '333064,468003' });
    expect([one?.X_COORDINATE, one?.Y_COORDINATE, others]).toEqual([333_064, 468_000, []]);
    expect((await results('nearest', { point: '333064,467800' })).header.totalresults).toBe(0);
    expect((await entries('nearest', { point: '333064,467800', radius: '300' })).length).toBe(1);
  });

  it('radius answers what lies in a circle, nearest first', async () => {
    const found = await entries('radius', { point: '333100,468000', radius: '40' });
    const distances = found.map((entry) => distance(entry, 333_100, 468_000));
    expect(distances.length).toBeGreaterThan(10);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances.at(-1)).toBeLessThanOrEqual(40);
  });

  it('bbox answers what lies in a box', async () => {
    const box = await entries('bbox', { bbox: '333060,467990,333140,468010' });
    const circle = await entries('radius', { point: '333100,468000', radius: '50' });
    const inside = circle.filter(
      (entry) => Math.abs(Number(entry.X_COORDINATE) - 333_100) <= 40 && entry.Y_COORDINATE === 468_000,
    );
    expect(uprns(box).sort()).toEqual(uprns(inside).sort());
  });
});

describe('the parameters of all', () => {
  it('page through the results', async () => {
    const all = await entries('postcode', { postcode: 'ZZ1 1' });
    const pages = await Promise.all(
      ['0', '30', '60'].map((offset) => entries('postcode', { postcode: 'ZZ1 1', offset, maxresults: '30' })),
    );
    expect(pages.flat()).toEqual(all.slice(0, 90));
    const beyond = await results('postcode', { postcode: 'ZZ1 1AA', offset: '1000' });
    expect(beyond).not.toHaveProperty('results');
    expect(Number(beyond.header.totalresults)).toBeGreaterThan(0);
  });

  it('without results there is no list of them', async () => {
    const nothing = await results('postcode', { postcode: 'ZZ99ZZ' });
    expect([nothing.header.totalresults, 'results' in nothing]).toEqual([0, false]);
  });

  it('choose Royal Mail’s form, the council’s, or both', async () => {
    const forms = async (dataset: string) =>
      (await results('uprn', { uprn: '990100000034', dataset })).results?.flatMap((one) => Object.keys(one));
    expect([await forms('DPA'), await forms('LPI'), await forms('DPA,LPI')]).toEqual([
      ['DPA'],
      ['LPI'],
      ['DPA', 'LPI'],
    ]);
    const [lpi] = await entries('uprn', { uprn: '990100000034', dataset: 'LPI' });
    expect(lpi).toMatchObject({
      USRN: '99010001',
      PAO_START_NUMBER: '28',
      PAO_END_NUMBER: '30',
      STREET_DESCRIPTION: 'HIGH STREET',
    });
  });

  it('filter by class and status', async () => {
    const codes = async (fq: string) =>
      new Set(
        (await entries('postcode', { postcode: 'ZZ1 1', dataset: 'LPI', fq })).map(
          ({ CLASSIFICATION_CODE }) => CLASSIFICATION_CODE,
        ),
      );
    expect(await codes('CLASSIFICATION_CODE:CR*')).toEqual(new Set(['CR08']));
    expect(await codes('classification_code:CR08 classification_code:RD06')).toEqual(new Set(['CR08', 'RD06']));
    const ended = await entries('postcode', { postcode: 'ZZ1 1', dataset: 'LPI', fq: 'LOGICAL_STATUS_CODE:8' });
    expect(new Set(ended.map(({ STATUS }) => STATUS))).toEqual(new Set(['HISTORICAL']));
  });

  it.each([
    ['EPSG:4326', '54.1035136,-3.0251733'],
    ['WGS84', '54.1035136,-3.0251733'],
    ['EPSG:3857', '-336760.75,7189784.96'],
    ['BNG', '333064,468000'],
  ])('take and give coordinates in %s', async (srs, point) => {
    const [one] = await entries('nearest', { point, srs, output_srs: 'EPSG:4326', radius: '50' });
    expect(one).toMatchObject({ ADDRESS: expect.stringContaining('HIGH COURT'), LAT: 54.1035136, LNG: -3.0251733 });
  });
});

it('the key may be a header too, and is never in the answer', async () => {
  const byHeader = await api('GET', '/marlbeck/places/v1/uprn?uprn=990100000034', {
    key: '',
    headers: { key: adminKey },
  });
  expect(byHeader.status).toBe(200);
  const { json } = await places('uprn', { uprn: '990100000034' });
  expect(JSON.stringify(json)).not.toContain(adminKey);
});
