import fc from 'fast-check';
import type { Item } from '#shared/dynamodb/expression.ts';
import { anAddress, anLpi, without } from '#test/support/addresses.ts';
import type { GazetteerAddress } from './contract/gazetteer.ts';
import { addressPack, childPack, gazetteer, referencePack, streetPack } from './records.ts';
import { fromRow, referenceOf } from './reference.ts';

const prefix = 'marlbeck#addresses@7';
const aStreet = { usrn: '39900001', descriptors: [{ language: 'eng' as const, name: 'EXAMPLE STREET' }] };
const index = (addresses: readonly GazetteerAddress[], batch = 3, streets = [aStreet]): readonly Item[] =>
  gazetteer.index(prefix, batch, { addresses, streets });
const keysOf = (items: readonly Item[]) => items.map(({ pk, sk }) => `${pk} ${sk}`);

describe('an address', () => {
  const address = anAddress({ parentUprn: '999000009' });
  const items = index([address]);

  it('is found by each of the ways to look for it', () => {
    expect(keysOf(items)).toEqual([
      'marlbeck#addresses@7#U#999000001 A',
      'marlbeck#addresses@7#P#ZZ11AA B0000003',
      'marlbeck#addresses@7#S#39900001 B0000003',
      'marlbeck#addresses@7#C#999000009 B0000003',
      'marlbeck#addresses@7#O#ZZ1 B0000003',
      'marlbeck#addresses@7#G#520.160 2B0000003',
      'marlbeck#addresses@7#I B0000003',
      'marlbeck#addresses@7#S#39900001 MB0000003',
      'marlbeck#addresses@7#S#39900001 STREET',
    ]);
  });

  it('is whole where it is shown, and short where many are weighed', () => {
    const [byUprn, byPostcode, byStreet, byParent, byOutward, bySquare] = items.map(({ data }) => data);
    for (const data of [byUprn, byPostcode, byStreet]) expect(addressPack.unpack(data)).toEqual([address]);
    expect(childPack.unpack(byParent)).toEqual([['999000001', '10 EXAMPLE STREET, TESTFORD, ZZ1 1AA', 'RD03', 1]]);
    for (const data of [byOutward, bySquare]) {
      expect(referencePack.unpack(data).map(fromRow)).toEqual([referenceOf(address)]);
    }
    expect(streetPack.unpack(items.at(-1)?.data)).toEqual(aStreet);
  });

  it('with nothing but a UPRN and a street’s name is found by that UPRN and by words', () => {
    const bare = { ...without(anAddress(), 'postcode', 'easting', 'northing'), lpis: [without(anLpi(), 'usrn')] };
    expect(keysOf(index([bare], 0, []))).toEqual([
      'marlbeck#addresses@7#U#999000001 A',
      'marlbeck#addresses@7#I B0000000',
      'marlbeck#addresses@7#S#~EXAMPLE STREET~TESTFORD MB0000000',
    ]);
  });

  it('stands on the street of its preferred LPI only', () => {
    const lpis = [anLpi({ usrn: '1' }), anLpi({ usrn: '2', status: 3 })];
    expect(keysOf(index([anAddress({ lpis })], 0, [])).filter((key) => key.includes('#S#'))).toEqual([
      'marlbeck#addresses@7#S#1 B0000000',
      'marlbeck#addresses@7#S#1 MB0000000',
    ]);
  });
});

it.each([
  [0, 0, '0.0 0'],
  [999.99, 249.99, '0.0 0'],
  [1000, 250, '1.0 1'],
  [333_500, 468_999.99, '333.468 3'],
  [700_000, 1_300_000, '700.1300 0'],
])('%d, %d lies in the row %s', (easting, northing, row) => {
  const keys = keysOf(index([anAddress({ easting, northing })], 0, []));
  expect(keys).toContain(`${prefix}#G#${row}B0000000`);
});

describe('a batch', () => {
  const addresses = Array.from({ length: 60 }, (_, i) =>
    anAddress({ uprn: String(1000 + i), postcode: `ZZ${1 + (i % 2)} ${i % 3}AA`, lpis: [anLpi({ usrn: `${i % 4}` })] }),
  );

  it('makes one item for each postcode, street and row, however many addresses they have', () => {
    const kinds = Map.groupBy(keysOf(index(addresses)), (key) => key.split(/[# ]/)[2]);
    const sizes = Object.fromEntries([...kinds].map(([kind, keys]) => [kind, keys.length]));
    expect(sizes).toEqual({ U: 60, P: 6, S: 9, O: 2, G: 1, I: 1 });
  });

  it('gives the same items each time, so that it can come again', () => {
    expect(index(addresses)).toEqual(index(addresses));
  });

  it('shares no item with another, so that batches can come in any order', () => {
    const [one, other] = [index(addresses.slice(0, 30), 0, []), index(addresses.slice(30), 1, [])].map(keysOf);
    expect(new Set([...(one ?? []), ...(other ?? [])]).size).toBe((one?.length ?? 0) + (other?.length ?? 0));
  });
});

it('keeps in a reference all that an answer is chosen by', () => {
  const language = fc.constantFrom('eng' as const, 'cym' as const, 'gae' as const);
  const lpi = fc.record({ language, status: fc.constantFrom(1 as const, 3 as const, 6 as const, 8 as const) });
  const address = fc
    .record({
      lpis: fc.array(lpi.map(anLpi), { minLength: 1, maxLength: 5 }),
      status: fc.constantFrom(1 as const, 6 as const, 8 as const),
      postal: fc.constantFrom('D', 'N'),
      country: fc.constantFrom('E', 'W'),
      deliveryPoint: fc.constant({ udprn: '1' }),
    })
    .map(anAddress);
  fc.assert(
    fc.property(address, (one) => {
      const [item] = index([one]).filter(({ pk }) => String(pk).includes('#G#'));
      expect(referencePack.unpack(item?.data).map(fromRow)).toEqual([referenceOf(one)]);
    }),
  );
});

describe('what comes', () => {
  const council = { id: 'marlbeck', name: 'Marlbeck', gssCode: 'E07999901', custodianCode: 9901, capabilities: [] };
  const check = (...addresses: unknown[]) => gazetteer.check({ addresses, streets: [aStreet] }, council);

  it('is taken as it is when it is valid', () => {
    expect(check({ ...anAddress(), line: 4 })).toEqual({
      records: { addresses: [anAddress()], streets: [aStreet] },
      remarks: [],
    });
  });

  it.each<[string, unknown, object]>([
    ['a field', { ...anAddress({ classification: 'QQ' }), line: 7 }, { line: 7, reference: '999000001' }],
    ['the UPRN', { ...without(anAddress(), 'uprn'), line: 8 }, { line: 8, detail: '“uprn” is required' }],
    [
      'the form of the UPRN',
      anAddress({ uprn: '0999000001' }),
      { detail: expect.stringContaining('without leading zeros') },
    ],
    ['a name', { ...anAddress(), '\ud800': 1 }, { line: 0, detail: expect.stringContaining('is not known here') }],
    ['everything', 'text', { line: 0, detail: expect.any(String) }],
  ])('is rejected by itself when %s is wrong', (_, wrong, remark) => {
    const { records, remarks } = check(anAddress(), wrong);
    expect(records.addresses).toEqual([anAddress()]);
    expect(remarks).toMatchObject([{ outcome: 'rejected', reason: 'not-valid', ...remark }]);
  });

  it('is taken once, and rejected when it comes again in a batch', () => {
    const { records, remarks } = check({ ...anAddress(), line: 2 }, { ...anAddress({ status: 8 }), line: 5 });
    expect(records.addresses).toEqual([anAddress()]);
    expect(remarks).toMatchObject([{ line: 5, outcome: 'rejected', reason: 'duplicate-uprn', reference: '999000001' }]);
  });

  it.each([
    ['the council’s own custodian', { custodianCode: 9901 }, 'E07999901'],
    ['the national list of custodians', { custodianCode: 3610 }, 'E07000208'],
    ['the file, whoever the custodian is', { custodianCode: 3610, gssCode: 'E07999902' }, 'E07999902'],
    ['nothing, for a custodian that is no council', { custodianCode: 7655 }, undefined],
    ['nothing, without a custodian', {}, undefined],
  ])('is put in a council by %s', (_, parts, gssCode) => {
    expect(check(anAddress(parts)).records.addresses[0]?.gssCode).toBe(gssCode);
  });

  it('is counted', () => {
    const addresses = [
      anAddress(),
      anAddress({ uprn: '2', classification: 'CR08' }),
      without(anAddress({ uprn: '3' }), 'postcode', 'northing'),
    ];
    expect(gazetteer.measure({ addresses, streets: [aStreet] })).toEqual({
      streets: 1,
      addresses: 3,
      'addresses.R': 2,
      'addresses.C': 1,
      'addresses.with-postcode': 2,
      'addresses.with-location': 2,
    });
  });
});
