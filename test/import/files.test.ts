/** Files as they reach a council's PC: packed, re-encoded, cut, broken. Invented addresses. */
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { flatColumns, titles } from '#functions/addresses/gazetteer/columns.ts';
import { Unreadable } from '#shared/datasets/importer.ts';
import { file, stage } from '#test/support/staged.ts';
import { zip } from '#test/support/zip.ts';

const columns = flatColumns['addressbase-core'];

interface Core {
  readonly [column: string]: string;
}

const row = (uprn: string, changes: Core = {}): string[] => {
  const values: Core = {
    UPRN: uprn,
    USRN: '39900001',
    CLASSIFICATION_CODE: 'RD',
    EASTING: '333000.00',
    NORTHING: '468000.00',
    LATITUDE: '54.1035053',
    LONGITUDE: '-3.0261519',
    RPC: '1',
    LAST_UPDATE_DATE: '2026-03-02',
    SINGLE_LINE_ADDRESS: '1 HIGH STREET, MARLBECK, ZZ1 1AA',
    BUILDING_NUMBER: '1',
    STREET_NAME: 'HIGH STREET',
    TOWN_NAME: 'MARLBECK',
    POST_TOWN: 'MARLBECK',
    POSTCODE: 'ZZ1 1AA',
    GSS_CODE: 'E07999901',
    CHANGE_CODE: 'I',
    ...changes,
  };
  return columns.map((column) => values[column] ?? '');
};

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[], separator = ','): string =>
  [columns, ...rows].map((cells) => `${cells.map(cell).join(separator)}\r\n`).join('');

const two = csv([row('1'), row('2', { BUILDING_NAME: 'CAFÉ TŶ GWYN' })]);
const nameOf2 = async (content: string | Buffer) => (await stage(file(content))).addresses.get('2')?.lpis[0]?.pao?.text;

describe('a file in', () => {
  it.each([
    ['UTF-8', Buffer.from(two)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${two}`)],
    ['UTF-16LE with a byte order mark', Buffer.from(`\uFEFF${two}`, 'utf16le')],
    ['UTF-16LE', Buffer.from(two, 'utf16le')],
    ['UTF-8, packed with gzip', gzipSync(two)],
    ['tabs instead of commas', Buffer.from(csv([row('1'), row('2', { BUILDING_NAME: 'CAFÉ TŶ GWYN' })], '\t'))],
    ['plain line feeds', Buffer.from(two.replaceAll('\r\n', '\n'))],
    ['small letters in the header', Buffer.from(two.replace(columns.join(','), columns.join(',').toLowerCase()))],
  ])('%s is read', async (_, content) => {
    expect(await nameOf2(content)).toBe('CAFÉ TŶ GWYN');
  });

  it('Windows-1252 is read, wherever the first telling byte is', async () => {
    const rows = Array.from({ length: 4000 }, (_, i) => row(String(i + 10)));
    const text = csv([...rows, row('2', { BUILDING_NAME: 'CAFÉ “ROUGE”' })])
      .replaceAll('“', '\x93')
      .replaceAll('”', '\x94');
    expect(await nameOf2(Buffer.from(text, 'latin1'))).toBe('CAFÉ “ROUGE”');
  });
});

it('a zip is read, its volumes in order, what is no gazetteer left out', async () => {
  const archive = zip({
    'b.csv': csv([row('2')]),
    'a.csv': csv([row('1')]),
    'notes.txt': 'Licence: see the contract.\n',
  });
  const { addresses, remarks } = await stage(file(archive));
  expect([...addresses.keys()]).toEqual(['1', '2']);
  expect(remarks).toMatchObject([
    { outcome: 'warning', reason: 'file-left-out', detail: expect.stringContaining('notes.txt') },
  ]);
});

describe('what is no gazetteer', () => {
  it.each([
    ['an empty file', '', 'is empty'],
    ['a page', '<html><body>Not found</body></html>', 'not a gazetteer file'],
    ['JSON', '{"a": 1}', 'not a gazetteer file'],
    ['another list', 'postcode,fulladdress,uprn\nZZ1 1AA,"1 High Street",1\n', 'has no column CLASSIFICATION_CODE'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3]), 'not a gazetteer file'],
    ['a header alone', csv([]), 'no addresses'],
    ['a broken gzip', gzipSync(two).subarray(0, 60), 'cannot be unpacked'],
    ['a broken zip', Buffer.from('PK\x03\x04 nothing more'), 'cannot be unpacked'],
  ])('%s is refused in a sentence', async (_, content, says) => {
    await expect(stage(file(content))).rejects.toThrow(Unreadable);
    await expect(stage(file(content))).rejects.toThrow(says);
  });

  it('a file that is not there', async () => {
    await expect(stage('/nowhere/at/all.csv')).rejects.toThrow('There is no file /nowhere/at/all.csv.');
  });

  it('two formats at once', async () => {
    const basic = file(
      `10000000001,"osgb1",20000001,"","","","","",25,"","GROVE","MARLBECK","","","ZZ1 1AA","S",333000.00,468000.00,54.1,-3.0,1,"E","I",2007-10-16,2012-03-19,2015-08-23,"R"\r\n`,
    );
    await expect(stage([file(two), basic])).rejects.toThrow(`is ${titles['addressbase-core']}, but`);
  });

  it('a format that it is not', async () => {
    await expect(stage(file(two), undefined, 'llpg-dtf-7.3')).rejects.toThrow('it looks like AddressBase Core');
    await expect(stage(file(two), undefined, 'excel')).rejects.toThrow('There is no format “excel”');
  });
});

describe('a row', () => {
  const remarksOf = async (...rows: string[][]) => {
    const { remarks } = await stage(file(csv([row('1'), ...rows])));
    return remarks.map(({ line, outcome, reason, detail }) => [line, outcome, reason, detail]);
  };

  it.each<[string, string, Core, string, string]>([
    ['without a UPRN', '', {}, 'uprn-missing', 'UPRN is empty'],
    ['with a UPRN of 13 digits', '1234567890123', {}, 'uprn-invalid', 'UPRN is not a number of 1 to 12 digits'],
    [
      'of an unknown class',
      '2',
      { CLASSIFICATION_CODE: 'QQ' },
      'classification-unknown',
      'QQ is not a classification code',
    ],
    ['with a bad USRN', '2', { USRN: '123456789' }, 'usrn-invalid', 'USRN is not a number of 1 to 8 digits'],
    [
      'too long for its field',
      '2',
      { STREET_NAME: 'X'.repeat(200) },
      'not-valid',
      '“lpis/0/street” must have at most 110 characters',
    ],
  ])('%s is rejected with its line', async (_, uprn, changes, reason, detail) => {
    expect(await remarksOf(row(uprn, changes))).toEqual([[3, 'rejected', reason, detail]]);
  });

  it('with a UPRN that came before is rejected, and the first stays', async () => {
    const { addresses, remarks } = await stage(file(csv([row('1'), row('2'), row('0001', { BUILDING_NUMBER: '99' })])));
    expect(remarks).toMatchObject([
      { line: 4, reason: 'duplicate-uprn', reference: '1', detail: 'the UPRN came before, on line 2' },
    ]);
    expect(addresses.get('1')?.lpis[0]?.pao?.startNumber).toBe(1);
  });

  it('with an open quote is rejected, and reading goes on', async () => {
    const text = `${csv([row('1')])}2,"broken\r\n${csv([row('3')]).split('\r\n')[1]}\r\n`;
    const { counts, addresses } = await stage(file(text));
    expect(addresses.has('1')).toBe(true);
    expect((counts['rejected-rows'] ?? 0) + addresses.size).toBeGreaterThanOrEqual(2);
  });

  it('with a quote in the middle of a cell is read', async () => {
    const text = csv([row('1'), row('2', { BUILDING_NAME: 'NAME' })]).replace(',NAME,', ',THE "OLD" MILL,');
    expect(await nameOf2(text)).toBe('THE "OLD" MILL');
  });

  it.each<[string, Core, object]>([
    ['0,0', { EASTING: '0', NORTHING: '0', LATITUDE: '0', LONGITUDE: '0' }, {}],
    ['a latitude of 99.999999', { EASTING: '', NORTHING: '', LATITUDE: '99.999999', LONGITUDE: '-3' }, {}],
    [
      'metres alone',
      { LATITUDE: '', LONGITUDE: '' },
      {
        easting: 333_000,
        northing: 468_000,
        latitude: expect.closeTo(54.1035053, 5),
        longitude: expect.closeTo(-3.0261519, 5),
      },
    ],
    [
      'degrees alone',
      { EASTING: '', NORTHING: '' },
      { easting: expect.closeTo(333_000, 0), northing: expect.closeTo(468_000, 0) },
    ],
  ])('at %s', async (_, changes, place) => {
    const address = (await stage(file(csv([row('2', changes)])))).addresses.get('2');
    if (Object.keys(place).length > 0) expect(address).toMatchObject(place);
    else expect(address).not.toHaveProperty('easting');
  });

  it.each<[string, Core, object]>([
    [
      '12A-14B',
      { BUILDING_NUMBER: '12A-14B' },
      { pao: { startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' } },
    ],
    ['a range', { BUILDING_NUMBER: '41-51' }, { pao: { startNumber: 41, endNumber: 51 } }],
    ['flat 3', { SUB_BUILDING: '3' }, { sao: { startNumber: 3 } }],
    ['FLAT 3', { SUB_BUILDING: 'FLAT 3' }, { sao: { text: 'FLAT 3' } }],
    ['a number that is none', { BUILDING_NUMBER: '12/14' }, { pao: { text: '12/14' } }],
    ['a PO box', { BUILDING_NUMBER: '', PO_BOX: '77' }, { pao: { text: 'PO BOX 77' } }],
  ])('numbered %s', async (_, changes, lpi) => {
    expect((await stage(file(csv([row('2', changes)])))).addresses.get('2')?.lpis[0]).toMatchObject(lpi);
  });

  it('whose parent is not there is loaded and reported', async () => {
    const { addresses, remarks } = await stage(
      file(csv([row('1', { PARENT_UPRN: '2' }), row('2'), row('3', { PARENT_UPRN: '99' })])),
    );
    expect(addresses.size).toBe(3);
    expect(remarks).toMatchObject([{ line: 4, outcome: 'warning', reason: 'parent-not-found', reference: '3' }]);
  });

  it('whose postcode is none is loaded without one', async () => {
    const { addresses } = await stage(file(csv([row('2', { POSTCODE: 'POSTCODE' })])));
    expect(addresses.get('2')).not.toHaveProperty('postcode');
  });
});

describe('changes', () => {
  it('insert, update and delete, the last word counting', async () => {
    const live = await stage(file(csv([row('1'), row('2'), row('3')])));
    const after = await stage(
      file(
        csv([
          row('2', { CHANGE_CODE: 'U', BUILDING_NUMBER: '22' }),
          row('3', { CHANGE_CODE: 'D' }),
          row('4'),
          row('4', { CHANGE_CODE: 'U', BUILDING_NUMBER: '44' }),
        ]),
      ),
      live,
    );
    expect(after.changes).toBe(true);
    expect([...after.addresses].map(([uprn, { lpis }]) => [uprn, lpis[0]?.pao?.startNumber])).toEqual([
      ['1', 1],
      ['2', 22],
      ['4', 44],
    ]);
  });
});

describe('a load', () => {
  it('is in order of postcode, in batches of 500, and the same each time', async () => {
    const rows = Array.from({ length: 1201 }, (_, i) => row(String(1201 - i), { POSTCODE: `ZZ${1 + (i % 3)} 1AA` }));
    const [first, second] = [await stage(file(csv(rows))), await stage(file(csv([...rows].reverse())))];
    expect(first.batches).toBe(3);
    expect(first.order).toEqual(second.order);
    const postcodes = first.order.map((uprn) => first.addresses.get(uprn)?.postcode);
    expect(postcodes).toEqual([...postcodes].sort());
    expect((await stage(file(csv(rows)))).fingerprint).toBe(first.fingerprint);
    expect((await stage(file(csv(rows.slice(1))))).fingerprint).not.toBe(first.fingerprint);
  });

  it('accounts for every row of whatever comes', async () => {
    const anything = fc.array(
      fc.oneof(fc.constant(row('5')), fc.array(fc.string({ maxLength: 12 }), { minLength: 1, maxLength: 30 })),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(anything, async (rows) => {
        const { counts, addresses, remarks } = await stage(file(csv([row('1'), ...rows])));
        const rejected = remarks.filter(({ outcome }) => outcome === 'rejected').length;
        expect(addresses.size + rejected).toBe(counts.rows);
      }),
      { numRuns: 60 },
    );
  });
});
