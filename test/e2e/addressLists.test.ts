/** Lists of the sample gazetteer of Marlbeck: their pages, their order, what is in them. */
import { api } from '#test/support/app.ts';

interface Address {
  readonly uprn: string;
  readonly unit?: string;
  readonly number?: string;
  readonly postcode: string;
  readonly postal: boolean;
  readonly status: string;
  readonly classification: { readonly code: string };
}

const street = '/marlbeck/addresses?usrn=99010001';
const list = async (query: string): Promise<Address[]> =>
  (await api('GET', `/marlbeck/addresses${query}`)).json.addresses;

describe('a list', () => {
  const next = /^<(.+)>; rel="next"$/;

  it.each([1, 7, 60, 61, 62, 100])('read %i at a time is the same list', async (limit) => {
    const pages: Address[][] = [];
    let path: string | undefined = `${street}&limit=${limit}`;
    while (path) {
      const { headers, json } = await api('GET', path);
      pages.push(json.addresses);
      const link: string | undefined = next.exec(headers.get('link') ?? '')?.[1];
      expect(link === undefined).toBe(json.cursor === undefined);
      path = link && new URL(link).pathname + new URL(link).search;
    }
    const whole = await list('?usrn=99010001');
    expect(pages.flat()).toEqual(whole);
    expect(pages.map(({ length }) => length)).toEqual(
      Array.from({ length: Math.ceil(whole.length / limit) }, (_, i) => Math.min(limit, whole.length - i * limit)),
    );
  });

  it('is in the order of houses', async () => {
    const houses = (await list('?usrn=99010001')).filter(({ unit }) => !unit).map(({ number }) => number ?? '');
    expect(houses.slice(0, 12)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
    expect(houses.slice(17, 26)).toEqual(['20', '21', '22A', '23', '24', '25', '26', '27', '28-30']);
    expect(houses.map(Number.parseFloat)).toEqual(houses.map(Number.parseFloat).sort((a, b) => a - b));
  });

  it.each([['zz11aa'], ['ZZ1%201AA'], ['%20zZ1-1aA%20']])('of a postcode finds it as %s', async (postcode) => {
    const found = await list(`?postcode=${postcode}`);
    expect(found[0]).toMatchObject({
      uprn: '990100000003',
      text: '2 High Street, Marlbeck, ZZ1 1AA',
      lines: ['2 High Street'],
    });
    expect(new Set(found.map((address) => address.postcode))).toEqual(new Set(['ZZ1 1AA']));
  });

  it('is empty where nothing is', async () => {
    expect(await list('?postcode=ZZ99ZZ')).toEqual([]);
    expect(await list('?usrn=1')).toEqual([]);
  });
});

describe('a choice', () => {
  const codes = (addresses: readonly Address[]) => new Set(addresses.map(({ classification }) => classification.code));
  const of = (choice: string) => list(`?usrn=99010003${choice}`);

  it('without words is what gets post now', async () => {
    for (const { postal, status } of await of('')) expect([postal, status]).toEqual([true, 'approved']);
    expect(codes(await of(''))).toEqual(new Set(['CE01FE', 'CE03PS', 'CR08', 'RD02', 'RD03', 'RD04', 'RD06']));
  });

  it.each([
    ['residential', ['RD02', 'RD03', 'RD04', 'RD06']],
    ['commercial', ['CR08']],
    ['electoral', ['CE01FE', 'RD02', 'RD03', 'RD04', 'RD06']],
    ['residential,commercial', ['CR08', 'RD02', 'RD03', 'RD04', 'RD06']],
  ])('%s is those kinds', async (classification, expected) => {
    const chosen = await of(`&classification=${classification}`);
    expect(codes(chosen)).toEqual(new Set(expected));
    expect(chosen).toEqual((await of('')).filter(({ classification: { code } }) => expected.includes(code)));
  });

  it('of all kinds is also what gets no post', async () => {
    expect(codes(await list('?usrn=99010005'))).not.toContain('LU');
    expect(codes(await list('?usrn=99010005&classification=all'))).toContain('LU');
  });

  it.each<[string, string, (address: Address) => boolean]>([
    ['historic', '99010001', ({ status }) => status === 'historical'],
    ['provisional', '99010001', ({ status }) => status === 'provisional'],
    ['shells', '99010001', ({ classification: { code } }) => code === 'PP'],
    ['street-records', '99010001', ({ classification: { code } }) => code === 'PS'],
  ])('to include %s adds exactly those', async (extra, usrn, isExtra) => {
    const [usual, more] = [await list(`?usrn=${usrn}`), await list(`?usrn=${usrn}&include=${extra}`)];
    expect(usual.filter(isExtra)).toEqual([]);
    expect(more.filter(isExtra).length).toBeGreaterThan(0);
    expect(more.filter((address) => !isExtra(address))).toEqual(usual);
  });
});
