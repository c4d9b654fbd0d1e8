/** What Locate's own documentation and tests say of it (github.com/surreydigitalservices/locate-api), over the sample. */
import { type Ask, api, makeKey } from '#test/support/app.ts';

type Located = Readonly<Record<string, unknown>>;

const ask = (query: string, options?: Ask) => api('GET', `/marlbeck/locate/addresses${query}`, options);
const found = async (query: string): Promise<Located[]> => {
  const { status, json } = await ask(query);
  expect([status, Array.isArray(json)]).toEqual([200, true]);
  return json;
};

const invalid = { error: 'Invalid credentials' };

describe('refuses, in this order:', () => {
  it.each<[string, string, Ask['headers'], unknown]>([
    ['no credentials', '?postcode=ZZ11AA', {}, invalid],
    ['a scheme that is not Bearer', '?postcode=ZZ11AA', { authorization: 'Basic abc' }, invalid],
    ['a scheme without a token', '?postcode=ZZ11AA', { authorization: 'Bearer' }, invalid],
    ['more than a scheme and a token', '?postcode=ZZ11AA', { authorization: 'Bearer a b' }, invalid],
    ['a token that is not known', '?postcode=ZZ11AA', { authorization: 'Bearer bogus' }, invalid],
    ['no credentials, whatever else is wrong', '?postcode=nonsense&format=swsw', {}, invalid],
  ])('%s', async (_, query, headers = {}, body) => {
    const answer = await ask(query, { key: '', headers });
    expect([answer.status, answer.json, answer.headers.get('www-authenticate')]).toEqual([401, body, 'Bearer token']);
  });

  it('too many calls in a day', async () => {
    const { key } = await makeKey('marlbeck', { dailyQuota: 1 });
    expect((await ask('?postcode=ZZ11AA', { key })).status).toBe(200);
    const { status, json, headers } = await ask('?postcode=nonsense', { key });
    expect([status, json]).toEqual([429, { error: 'Exceed usage limits' }]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'www-authenticate': 'Bearer token',
      'x-locate-limit-max': '1',
      'x-locate-limit-used': '2',
    });
  });

  it.each([
    ['', 'a query parameter (postcode, uprn, usrn) is needed'],
    ['?postcode=&uprn=&usrn=', 'a query parameter (postcode, uprn, usrn) is needed'],
    ['?format=swsw', 'a query parameter (postcode, uprn, usrn) is needed'],
    ['?postcode=12345678901', 'postcode is invalid'],
    ['?postcode=asdfghjkl1', 'postcode is invalid'],
    ['?postcode=sw112dr!', 'postcode is invalid'],
    ['?uprn=0123456789012', 'uprn is invalid'],
    ['?uprn=a1', 'uprn is invalid'],
    ['?usrn=012345678', 'usrn is invalid'],
    ['?usrn=a1', 'usrn is invalid'],
    ['?postcode=ZZ11AA&uprn=a1&format=swsw', 'uprn is invalid'],
    ['?format=swsw&postcode=pe191er', 'format is invalid'],
    ['?format=swsw&query=swsw&postcode=pe191er', 'format is invalid'],
    ['?query=swsw&postcode=pe191er', 'query is invalid'],
    ['?query=constructor&postcode=pe191er', 'query is invalid'],
  ])('“%s”: %s', async (query, error) => {
    const { status, json, headers } = await ask(query);
    expect([status, headers.get('content-type'), json]).toEqual([422, 'application/json', { error }]);
  });
});

describe('a postcode', () => {
  it.each(['zz11aa', 'Zz11aA', 'ZZ1%201AA', '%20ZZ1%201aA%20', 'ZZ11AA&uprn=990100000070&usrn=99010002'])(
    '%s is answered with a bare list',
    async (postcode) => {
      const addresses = await found(`?postcode=${postcode}`);
      expect(addresses[0]).toEqual({
        gssCode: 'E07999901',
        uprn: '990100000003',
        street: '2 High Street',
        town: 'Marlbeck',
        postcode: 'ZZ1 1AA',
      });
      expect(addresses.length).toBeGreaterThan(20);
    },
  );

  it('that is not in the gazetteer is answered with an empty list', async () => {
    expect(await found('?postcode=zz99zz')).toEqual([]);
  });

  it('where nothing is loaded is answered with an empty list', async () => {
    expect(await api('GET', '/keys/locate/addresses?postcode=zz11aa')).toMatchObject({ status: 200, json: [] });
  });
});

describe('the formats', () => {
  const only = async (format: string) => (await found(`?uprn=990100000019${format}`))[0] ?? {};
  const shown = { property: 'Flat 2 High Court', street: '16 High Street', town: 'Marlbeck', postcode: 'ZZ1 1AA' };

  it.each(['', '&format=', '&format=presentation'])('“%s” is the presentation alone', async (format) => {
    expect(await only(format)).toEqual({ gssCode: 'E07999901', uprn: '990100000019', ...shown });
  });

  it('all has every part', async () => {
    expect(await only('&format=all')).toEqual({
      gssCode: 'E07999901',
      country: 'England',
      uprn: '990100000019',
      postcode: 'zz11aa',
      createdAt: '2008-04-01',
      presentation: shown,
      details: expect.objectContaining({
        classification: 'RD06',
        state: 'approved',
        isPostalAddress: true,
        isCommercial: false,
        isResidential: true,
        isHigherEducational: false,
        isElectoral: true,
        usrn: '99010001',
        primaryClassification: 'Residential',
        secondaryClassification: 'Dwelling',
      }),
      location: { lat: 54.1035136, long: -3.0251733, easting: 333_064, northing: 468_000 },
      ordering: { saoText: 'FLAT 2', paoStartNumber: 16, paoText: 'HIGH COURT', street: 'HIGH STREET' },
    });
  });

  it('vcard is for an address book', async () => {
    expect(await only('&format=vcard')).toEqual({
      'extended-address': 'Flat 2 High Court',
      'street-address': '16 High Street',
      locality: 'Marlbeck',
      'postal-code': 'ZZ1 1AA',
      country: 'England',
      'x-uprn': '990100000019',
      vcard: 'ADR;:;;Flat 2 High Court;16 High Street;Marlbeck;;ZZ1 1AA;England',
    });
  });

  it.each(['presentation', 'all', 'vcard'])(
    '%s has the same shape by UPRN and by USRN, and never null',
    async (format) => {
      const [byUprn] = await found(`?uprn=990100000019&format=${format}`);
      const byUsrn = await found(`?usrn=99010001&format=${format}`);
      expect(byUsrn).toContainEqual(byUprn);
      expect(JSON.stringify(byUsrn)).not.toContain('null');
    },
  );
});

describe('the presets', () => {
  const details = async (query: string): Promise<Readonly<Record<string, unknown>>[]> =>
    (await found(`?usrn=99010003&format=all&query=${query}`)).map((address) => Object(address.details));

  it.each([
    ['residential', ['isResidential']],
    ['commercial', ['isCommercial']],
    ['residentialAndCommercial', ['isResidential', 'isCommercial']],
    ['electoral', ['isElectoral']],
  ])('%s are all of that kind that get post', async (query, flags) => {
    const all = await details('all');
    const wanted = all.filter((one) => one.isPostalAddress && flags.some((flag) => one[flag]));
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(all.length);
    expect(await details(query)).toEqual(wanted);
  });

  it('of anything leave out what has ended and street records', async () => {
    const all = await details('all');
    expect(all.map(({ state }) => state)).not.toContain('historical');
    expect(all.map(({ classification }) => classification)).not.toContain('PS');
  });
});

it('the order is Locate’s: numbers as numbers, what is missing last', async () => {
  const keys = 'paoStartNumber paoStartSuffix paoEndNumber paoEndSuffix saoText paoText'.split(' ');
  const order = (await found('?usrn=99010003&format=all')).map(({ ordering }) =>
    keys.map((key) => Object(ordering)[key]),
  );
  const compare = (a: unknown[], b: unknown[]): number => {
    const at = keys.findIndex((_, i) => a[i] !== b[i]);
    if (at < 0) return 0;
    if (a[at] === undefined || b[at] === undefined) return a[at] === undefined ? 1 : -1;
    return (a[at] as string | number) < (b[at] as string | number) ? -1 : 1;
  };
  expect(order.slice(0, 3).map(([number]) => number)).toEqual([1, 2, 3]);
  for (const [i, next] of order.slice(1).entries()) expect(compare(order[i] ?? [], next)).toBeLessThanOrEqual(0);
});
