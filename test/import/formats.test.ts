/** Every format, on the samples that lie beside the project. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { flatColumns, recordColumns } from '#functions/addresses/gazetteer/columns.ts';
import { lpiLine } from '#functions/addresses/text/lines.ts';
import { describeWithData, sharedJson, sharedPath } from '#test/support/sharedData.ts';
import { stage } from '#test/support/staged.ts';

const sample = (...path: string[]) => sharedPath('addresses', 'samples', ...path);
const full = sample('synthetic', 'AddressBasePremium_FULL_2026-11-01_001.csv');

describeWithData('column lists', () => {
  type Lists = Readonly<Record<string, readonly string[] | Readonly<Record<string, readonly string[]>>>>;
  const lists = () => sharedJson<Lists>('addresses', 'headers', 'column-lists.json');
  /** The products spell some columns in several ways. */
  const plain = (name: string) =>
    name
      .replace('THROUGHFARE', 'THOROUGHFARE')
      .replace(/THOROUGHFARE_NAME$/, 'THOROUGHFARE')
      .replace(/^RM_UDPRN$/, 'UDPRN')
      .replace(/^ADDRESSBASE_POSTAL$/, 'POSTAL_ADDRESS')
      .replace(/_DESCRIPTOR$/, '_DESCRIPTION')
      .replace(/^LOCALITY_NAME$/, 'LOCALITY')
      .replace('ADMINSTRATIVE', 'ADMINISTRATIVE')
      .toUpperCase();

  it.each([
    ['addressbase_premium_v1', 'addressbase-premium-1'],
    ['addressbase_premium_v2', 'addressbase-premium-2'],
    ['llpg_dtf_7_3', 'llpg-dtf-7.3'],
  ] as const)('of %s are as published', (name, format) => {
    for (const [type, columns] of Object.entries(recordColumns[format])) {
      const published = (lists()[name] as Readonly<Record<string, readonly string[]>>)[type];
      expect([type, columns.map(plain)]).toEqual([type, published?.map(plain)]);
    }
  });

  it.each([
    ['addressbase_basic', 'addressbase-basic'],
    ['addressbase_core', 'addressbase-core'],
    ['addressbase_plus', 'addressbase-plus'],
    ['ngd_built_address', 'ngd-built-address'],
  ] as const)('of %s are as published', (name, format) => {
    expect(flatColumns[format]).toEqual((lists()[name] as readonly string[]).map((column) => column.toUpperCase()));
  });
});

describeWithData('AddressBase Premium 2', () => {
  it('is joined from its records, every row accounted for', async () => {
    const { format, counts, remarks, addresses, streets } = await stage(full);
    expect(format).toBe('AddressBase Premium, version 2');
    expect(addresses.size).toBe(16);
    expect(streets.size).toBe(4);
    expect(counts).toMatchObject({
      rows: 71,
      'left-out.header': 1,
      'left-out.trailer': 1,
      'left-out.metadata': 1,
      'left-out.other-classification-scheme': 1,
    });
    expect(counts['rejected-rows']).toBeUndefined();
    expect(remarks.map(({ line, reason, reference }) => [line, reason, reference])).toEqual([
      [19, 'postcode-differs', '999000040'],
      [24, 'parent-not-found', '999000080'],
    ]);
  });

  it('keeps both languages of one LPI', async () => {
    const { addresses } = await stage(full);
    expect(addresses.get('999000100')?.lpis.map(({ key, language, street }) => [key, language, street])).toEqual([
      ['6815L000000100', 'eng', 'CHAPEL ROAD'],
      ['6815L000000100', 'cym', 'HEOL Y CAPEL'],
    ]);
  });

  it('keeps alternative LPIs behind the preferred one', async () => {
    const { addresses } = await stage(full);
    expect(addresses.get('999000030')?.lpis.map(({ status, pao }) => [status, pao])).toEqual([
      [1, { text: 'ROSE COTTAGE' }],
      [3, { startNumber: 2 }],
    ]);
  });

  it('applies changes in their order to what is live', async () => {
    const before = await stage(full);
    const after = await stage(sample('synthetic', 'AddressBasePremium_COU_2026-12-13_001.csv'), before);
    expect(after.changes).toBe(true);
    expect([...before.addresses.keys()].filter((uprn) => !after.addresses.has(uprn))).toEqual(['999000021']);
    expect([...after.addresses.keys()].filter((uprn) => !before.addresses.has(uprn))).toEqual(['999000022']);
    expect(after.addresses.get('999000020')).toMatchObject({
      status: 1,
      postal: 'L',
      classification: 'RD02',
      lpis: [{ status: 1 }],
    });
    expect(after.addresses.get('999000022')).toMatchObject({
      classification: 'RD04',
      postcode: 'ZZ1 1AA',
      lpis: [{ street: 'EXAMPLE STREET' }],
    });
    for (const [uprn, address] of before.addresses) {
      if (!['999000020', '999000021'].includes(uprn)) expect(after.addresses.get(uprn)).toEqual(address);
    }
    expect(after.streets).toEqual(before.streets);
  });

  it('is refused when it holds changes and nothing is live, or something else is', async () => {
    const changes = sample('synthetic', 'AddressBasePremium_COU_2026-12-13_001.csv');
    await expect(stage(changes)).rejects.toThrow('nothing live to change');
    const dtf = await stage(sample('synthetic', 'dtf73_llpg_full.csv'));
    await expect(stage(changes, dtf)).rejects.toThrow(
      'changes to AddressBase Premium, version 2, but what is live is LLPG DTF 7.3',
    );
  });

  it('can come in a file for each record type, with headers', async () => {
    const names = [
      'blpu',
      'classification',
      'crossref',
      'delivery_point',
      'lpi',
      'organisation',
      'street',
      'street_descriptor',
      'successor',
    ];
    const { addresses, counts } = await stage(names.map((name) => sample('abp-v2-ons-per-record', `${name}.csv`)));
    expect([...addresses.keys()].sort()).toEqual(['100010971565', '99']);
    expect(counts).toMatchObject({ 'left-out.cross-reference': 10, 'left-out.successor': 3 });
  });
});

describeWithData('AddressBase Premium 1', () => {
  it('is told by its header, and an address without its street is rejected', async () => {
    const { format, addresses, remarks } = await stage(sample('abp-v1-alphagov', 'good-file__good-file.csv'));
    expect(format).toBe('AddressBase Premium, version 1');
    expect(addresses.size).toBe(0);
    expect(remarks.map(({ line, reason }) => [line, reason])).toEqual([
      [10, 'trailer-count'],
      [5, 'no-blpu'],
      [6, 'street-not-found'],
    ]);
  });

  it.each([
    [
      'good-and-bad-files__bad-file-3.csv',
      [
        [2, 'wrong-column-count'],
        [4, 'wrong-column-count'],
      ],
    ],
    [
      'multiple-bad-files__bad-file-1.csv',
      [
        [2, 'wrong-column-count'],
        [4, 'wrong-column-count'],
      ],
    ],
    [
      'single-bad-file__bad-file.csv',
      [
        [2, 'wrong-column-count'],
        [4, 'unknown-record-type'],
        [5, 'wrong-column-count'],
        [8, 'uprn-missing'],
      ],
    ],
  ])('names the malformed rows of %s', async (name, rows) => {
    const { remarks } = await stage(sample('abp-v1-alphagov', name));
    expect(remarks.map(({ line, reason }) => [line, reason])).toEqual(expect.arrayContaining(rows));
  });
});

describeWithData('LLPG DTF 7.3', () => {
  const dtf = sample('synthetic', 'dtf73_llpg_full.csv');

  it('has class, ward and organisation on the BLPU, postcode and town on the LPI', async () => {
    const { addresses, counts } = await stage(dtf);
    expect(addresses.size).toBe(15);
    expect(addresses.get('999000040')).toMatchObject({
      classification: 'CR08',
      organisation: 'MILL BAKERY LTD',
      ward: 'E05007274',
      postal: 'Y',
      postcode: 'ZZ1 1AB',
      latitude: expect.closeTo(51.3289565, 4),
      longitude: expect.closeTo(-0.2600829, 4),
      deliveryPoint: {
        buildingNumber: '7',
        thoroughfare: 'SAMPLE LANE',
        dependentLocality: 'LITTLE TESTING',
        postTown: 'TESTFORD',
      },
    });
    expect(counts).toMatchObject({ 'left-out.candidate': 2, 'left-out.rejected-by-custodian': 2 });
    expect(addresses.has('999000200') || addresses.has('999000201')).toBe(false);
  });

  it('does not swap entry and update dates', async () => {
    const { addresses } = await stage(dtf);
    expect(addresses.get('999000001')?.lpis[0]).toMatchObject({ entered: '2004-05-01', updated: '2026-03-02' });
  });

  it('says the same of the town as AddressBase does', async () => {
    const [abp, llpg] = [await stage(full), await stage(dtf)];
    const line = ({ addresses }: typeof abp, uprn: string) => {
      const address = addresses.get(uprn);
      return address?.lpis[0] && lpiLine({ ...address, postcode: 'X' }, address.lpis[0]);
    };
    for (const uprn of llpg.addresses.keys()) expect([uprn, line(llpg, uprn)]).toEqual([uprn, line(abp, uprn)]);
  });

  it('takes street changes, told from AddressBase by the order of the dates', async () => {
    const live = await stage(dtf);
    const inserted = await stage(sample('dtf73-street', 'insert.csv'), live);
    expect(['20900161', '20900162', '20900163'].every((usrn) => inserted.streets.has(usrn))).toBe(true);
    const updated = await stage(sample('dtf73-street', 'update.csv'), inserted);
    expect(updated.streets.get('20900161')?.start).toEqual({ easting: 666_666, northing: 186_763 });
    const deleted = await stage(sample('dtf73-street', 'delete.csv'), updated);
    expect([deleted.streets.has('20900161'), deleted.streets.has('20900162')]).toEqual([true, false]);
    expect(deleted.addresses).toEqual(live.addresses);
  });
});

describeWithData('formats with one row an address', () => {
  it('OS NGD Built Address', async () => {
    const { format, addresses } = await stage(sample('synthetic', 'ngd_builtaddress.csv'));
    expect(format).toBe('OS NGD Built Address');
    expect(addresses.size).toBe(10);
    expect(addresses.get('999000011')).toMatchObject({
      parentUprn: '999000010',
      classification: 'RD06',
      postal: 'D',
      country: 'E',
      gssCode: 'E07000208',
      rpc: 1,
      state: 2,
      lpis: [
        {
          sao: { text: 'FLAT 1' },
          pao: { startNumber: 12, startSuffix: 'A', endNumber: 14, endSuffix: 'B' },
          usrn: '39900001',
          usrnMatch: '1',
        },
      ],
    });
    expect(addresses.get('999000080')?.postal).toBe('L');
    expect(addresses.get('999000012')?.postal).toBe('C');
    expect(addresses.get('999000050')?.deliveryPoint).toMatchObject({ poBox: '77' });
  });

  it('AddressBase Basic, whose coordinates may lack a zero', async () => {
    const { format, addresses } = await stage(sample('basic-democracyclub', 'addressbase_test1.csv'));
    expect(format).toBe('AddressBase (Basic)');
    expect(addresses.get('10000000004')).toMatchObject({
      longitude: -0.2710763,
      classification: 'R',
      postcode: 'KT18 7BU',
      lpis: [{ pao: { startNumber: 15 }, street: 'OAK HILL', town: 'EPSOM' }],
    });
  });

  it('AddressBase Plus, with its Welsh side', async () => {
    const { format, addresses } = await stage(
      [1, 2].map((n) => sample('plus-democracyclub', `addressbase_test${n}.csv`)),
    );
    expect(format).toBe('AddressBase Plus');
    expect(addresses.get('10000000005')).toMatchObject({
      postcode: 'CF11 9PU',
      postal: 'C',
      ward: 'W05000877',
      lpis: [
        { language: 'eng', sao: { text: 'FLAT 2' }, pao: { startNumber: 114 }, street: 'LLANDAFF ROAD' },
        { language: 'cym' },
      ],
    });
    expect(addresses.get('10000000005')).not.toHaveProperty('deliveryPoint');
    expect(addresses.get('10000000001')?.deliveryPoint).toMatchObject({ udprn: '814808', suffix: '2E' });
  });

  it('AddressBase Core: all 44,230 real rows, each assembled as its own single line says', async () => {
    const path = sharedPath('addresses', 'real-45k-addressbase-core.csv.gz');
    const { format, addresses, counts, remarks } = await stage(path);
    expect(format).toBe('AddressBase Core');
    expect([counts.rows, addresses.size, remarks]).toEqual([44_230, 44_230, []]);

    const [header = '', ...rows] = gunzipSync(readFileSync(path)).toString().trim().split('\r\n');
    expect(header.split(',')[12]).toBe('SINGLE_LINE_ADDRESS');
    const wrong = rows.filter((row) => {
      const uprn = row.split(',')[0] ?? '';
      const address = addresses.get(uprn);
      const quoted = /"((?:[^"]|"")*)"/.exec(row)?.[1]?.replaceAll('""', '"');
      return !address?.lpis[0] || lpiLine(address, address.lpis[0]) !== quoted;
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });
});
