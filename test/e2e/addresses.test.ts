/** Single addresses, look-ups by POST, the nearest, and streets, in the sample gazetteer of Marlbeck. */
import { type Ask, api } from '#test/support/app.ts';

interface Address {
  readonly uprn: string;
  readonly distance: number;
}

const list = async (query: string): Promise<Address[]> =>
  (await api('GET', `/marlbeck/addresses${query}`)).json.addresses;
const uprns = (addresses: readonly Address[]): string[] => addresses.map(({ uprn }) => uprn);

describe('one address', () => {
  const flat = '/marlbeck/addresses/990100000019';

  it('comes with its building, and a building with its flats', async () => {
    const { json } = await api('GET', flat);
    expect(json).toMatchObject({
      uprn: '990100000019',
      text: 'Flat 2, High Court, 16 High Street, Marlbeck, ZZ1 1AA',
      lines: ['Flat 2', 'High Court', '16 High Street'],
      gssCode: 'E07999901',
      parent: { uprn: '990100000017', text: 'High Court, 16 High Street, Marlbeck, ZZ1 1AA', classification: 'PP' },
      children: [],
    });
    const shell = await api('GET', `/marlbeck/addresses/${json.parentUprn}`);
    expect(uprns(shell.json.children)).toEqual([
      '990100000018',
      '990100000019',
      '990100000020',
      '990100000021',
      '990100000022',
    ]);
  });

  it.each([
    ['990100000014', 'historical'],
    ['990100001510', 'provisional'],
    ['UPRN-990100000003', 'approved'],
  ])('is found whatever its status (%s)', async (uprn, status) =>
    expect((await api('GET', `/marlbeck/addresses/${uprn}`)).json).toMatchObject({ status }),
  );

  it('is not sent again to who has it', async () => {
    const { status, headers } = await api('GET', flat);
    const etag = headers.get('etag') ?? '';
    expect([status, etag, headers.get('cache-control')]).toEqual([
      200,
      expect.stringMatching(/^"[\w-]+"$/),
      'private, max-age=60',
    ]);
    const again = await api('GET', flat, { headers: { 'if-none-match': `"other", ${etag}` } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', etag]);
    expect((await api('GET', flat, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('that there is not is a 404', async () => {
    const { status, json } = await api('GET', '/marlbeck/addresses/1');
    expect([status, json.type]).toEqual([404, expect.stringMatching(/address-not-found$/)]);
  });
});

describe('a look-up by POST', () => {
  const post = async (body: Ask['body']) => (await api('POST', '/marlbeck/addresses/lookup', { body })).json;

  it('of UPRNs answers in the order asked for, each once, and says which are not there', async () => {
    const answer = await post({ uprns: ['990100000014', '1', 'UPRN-990100000003', '990100000014', '01'] });
    expect(uprns(answer.addresses)).toEqual(['990100000014', '990100000003']);
    expect(answer.notFound).toEqual(['1']);
  });

  it('of a postcode is the list by GET, page by page', async () => {
    const first = await post({ postcode: 'zz11aa', include: ['shells'], limit: 20 });
    const rest = await post({ postcode: 'ZZ1 1AA', include: ['shells'], limit: 20, cursor: first.cursor });
    expect([...first.addresses, ...rest.addresses]).toEqual(await list('?postcode=ZZ11AA&include=shells'));
    expect(rest.cursor).toBeUndefined();
  });
});

describe('the nearest', () => {
  const near = (query: string) => list(`/nearest?${query}`);

  it('come nearest first, within the radius', async () => {
    const found = await near('easting=333100&northing=468000&radius=60&limit=100');
    const distances = found.map(({ distance }) => distance);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    expect(distances[0]).toBeLessThan(5);
    expect(distances.at(-1)).toBeLessThanOrEqual(60);
    expect(await near('easting=333100&northing=468000&radius=60&limit=3')).toEqual(found.slice(0, 3));
  });

  it('are the same by degrees and by metres', async () => {
    const byMetres = await near('easting=333064&northing=468000&limit=5');
    expect(uprns(await near('lat=54.1035136&lon=-3.0251733&limit=5'))).toEqual(uprns(byMetres));
    expect(byMetres[0]).toMatchObject({ uprn: '990100000018', distance: 0 });
  });

  it('are none in the sea', async () => expect(await near('easting=100000&northing=100000')).toEqual([]));
});

it('a street is found, or a 404', async () => {
  expect((await api('GET', '/marlbeck/addresses/streets/99010030')).json).toMatchObject({
    usrn: '99010030',
    name: 'Ferry Lane',
    locality: 'Nether Pellow',
    town: 'Marlbeck',
  });
  const { status, json } = await api('GET', '/marlbeck/addresses/streets/1');
  expect([status, json.type]).toEqual([404, expect.stringMatching(/street-not-found$/)]);
});
