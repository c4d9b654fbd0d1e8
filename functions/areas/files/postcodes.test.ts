import * as z from 'zod/mini';
import { Unreadable } from '#shared/datasets/importer.ts';
import { describeWithData, sharedPath } from '#test/support/sharedData.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { type StagedAreas, sourcesOf, stageAreas } from '#test/support/stagedAreas.ts';
import { PostcodeRecord } from '../contract/records.ts';
import { postcodes } from './postcodes.ts';

const header =
  'pcd7,pcds,dointr,doterm,cty25cd,lad25cd,wd25cd,usrtypind,east1m,north1m,gridind,ctry25cd,lat,long,ruc21ind';
const stage = (lines: readonly string[], only?: string, ask?: <T>(path: string) => Promise<T>) =>
  stageAreas<PostcodeRecord>(postcodes, [sourceOf('ONSPD_NOV_2025_UK.csv', lines)], {
    options: { ...(only && { only }) },
    ...(ask && { ask }),
  });
const row = (
  postcode: string,
  { doterm = '', place = '333064,0468000,1,E92000001,54.1035,-3.0252', lad = 'E07999901' },
) => `x,${postcode},200101,${doterm},E99999999,${lad},E05999901,0,${place},1`;

it('reads what a directory says of a postcode, in order of postcodes', async () => {
  const { records, format, counts } = await stage([header, row('zz12ab', {}), row('ZZ1  1AA', { doterm: '200101' })]);
  expect(format).toBe('NSPL, November 2025 (lad25 wd25)');
  expect(records.map(({ postcode }) => postcode)).toEqual(['ZZ1 1AA', 'ZZ1 2AB']);
  expect(records[0]).toEqual({
    ...{ line: 3, postcode: 'ZZ1 1AA', introduced: '200101', terminated: '200101', quality: 1 },
    ...{ easting: 333_064, northing: 468_000, latitude: 54.1035, longitude: -3.0252 },
    codes: { county: 'E99999999', district: 'E07999901', ward: 'E05999901', country: 'E92000001', ruralUrban21: '1' },
  });
  expect(counts).toEqual({ rows: 2 });
});

it.each(['0,0,9,E92000001,99.999999,0.000000', ',,9,L93000001,99.999999,0', ',,9,L93000001,,'])(
  'keeps a postcode without a place: %s',
  async (place) => {
    const { records } = await stage([header, row('JE2 4WD', { place })]);
    expect(records).toEqual([expect.not.objectContaining({ latitude: expect.anything(), easting: expect.anything() })]);
    expect(records).toMatchObject([{ postcode: 'JE2 4WD', quality: 9 }]);
  },
);

it('accounts for every row: other areas, what came before, what is no postcode', async () => {
  const [a, b] = [row('ZZ1 1AA', {}), row('YY1 1AA', {})];
  const changed = row('ZZ1 1AA', { lad: 'E07999902' });
  const { records, counts, remarks } = await stage(
    [header, a, a, b, row('NPT 0AA', {}), row('1ZZ', {}), changed],
    'zz',
  );
  expect(records).toHaveLength(1);
  expect(counts).toEqual({
    ...{ rows: 6, 'rejected-rows': 2 },
    ...{ 'left-out.repeated': 1, 'left-out.other-postcode-areas': 1, 'left-out.NPT-and-GIR': 1 },
  });
  expect(remarks).toMatchObject([
    { line: 6, outcome: 'rejected', reason: 'postcode-not-valid', reference: '1ZZ' },
    { line: 7, outcome: 'rejected', reason: 'repeated', reference: 'ZZ1 1AA' },
  ]);
});

it('warns of districts that no authority has, but not of those out of use, nor of pseudo codes', async () => {
  const authorities = [{ gss: 'E07999901' }];
  const lines = [
    row('ZZ1 1AA', {}),
    row('ZZ1 1AB', { lad: 'E07999902' }),
    row('ZZ1 1AD', { lad: 'E07999903', doterm: '200512' }),
    row('JE2 4WD', { lad: 'L99999999' }),
  ];
  const asked = async (rows: readonly object[]) =>
    (await stage([header, ...lines], undefined, async <T>() => ({ authorities: rows }) as T)).remarks;
  expect(await asked(authorities)).toMatchObject([
    {
      outcome: 'warning',
      reason: 'district-unknown',
      reference: 'E07999902',
      detail: expect.stringMatching(/^1 postcodes/),
    },
  ]);
  expect(await asked([])).toMatchObject([{ outcome: 'warning', reason: 'no-authorities' }]);
});

it('reads Code-Point with 10 columns and with 19, its grid in degrees and its quality as ONSPD has it', async () => {
  const open = 'ZZ1 1AA,10,333064,468000,E92000001,E19000003,E18000007,,E07999901,E05999901';
  const full = 'ZZ1 1AB,90,N,S,0,0,0,0,0,0,0,0,E92000001,E19000003,E18000007,,E07999901,E05999901,S';
  const read = async (line: string) => stageAreas<PostcodeRecord>(postcodes, [sourceOf('zz.csv', [line])]);
  const first = await read(open);
  expect([first.format, (await read(full)).format]).toEqual(['Code-Point Open', 'Code-Point']);
  expect(first.records).toMatchObject([
    { postcode: 'ZZ1 1AA', quality: 1, easting: 333_064, codes: { ward: 'E05999901' } },
  ]);
  expect(first.records[0]?.latitude).toBeCloseTo(54.1035, 3);
  expect(first.records[0]?.codes.county).toBeUndefined();
  expect((await read(full)).records).toEqual([expect.not.objectContaining({ easting: 0 })]);
});

it.each([
  ['nothing', [], undefined, 'is empty'],
  ['another table', ['a,b,c'], undefined, 'its first row has 3'],
  [
    'a header with gaps',
    ['pcds,dointr,doterm'],
    undefined,
    'has no column for local authority (lad25cd), ward (wd25cd)',
  ],
  [
    'columns twice',
    [`${header},oslaua,lat`],
    undefined,
    'local authority (lad25cd): lad25cd and oslaua; for latitude: lat and lat',
  ],
  ['a header alone', [header], undefined, 'No postcodes could be read'],
  ['an area that is none', [header], 'KT,12', '“12” is no postcode area'],
])('refuses %s', async (_, lines, only, message) => {
  await expect(stage(lines, only)).rejects.toThrow(Unreadable);
  await expect(stage(lines, only)).rejects.toThrow(message);
});

describeWithData('published files', () => {
  const read = async (file: string) =>
    stageAreas<PostcodeRecord>(postcodes, await sourcesOf(sharedPath('areas', 'onspd', file)));
  const of = ({ records }: StagedAreas<PostcodeRecord>, postcode: string) =>
    records.find((one) => one.postcode === postcode);

  it.each([
    ['NSPL_FEB_2016_sample.csv', 15, 'NSPL, February 2016'],
    ['onspd_may2018_test.csv', 4, 'ONSPD, May 2018'],
    ['ONSPD_JUN_2023_UK_AB_sample.csv', 5, 'ONSPD, June 2023'],
    ['onspd_aug2024_test.csv', 4, 'ONSPD, August 2024'],
    ['onspd_nov2025_test.csv', 4, 'ONSPD, November 2025 (lad25 wd25 pcon24)'],
  ])('%s is read whole, whatever its columns are called', async (file, rows, format) => {
    const found = await read(file);
    expect(found).toMatchObject({ format, counts: { rows }, remarks: [] });
    expect(found.records).toHaveLength(rows);
    expect(z.array(PostcodeRecord).safeParse(found.records.map(({ line: _, ...record }) => record)).success).toBe(true);
    const [{ codes = {} } = {}] = found.records;
    for (const kind of ['district', 'ward', 'constituency', 'country', 'policeForce', 'outputArea11'] as const)
      expect([kind, codes[kind]]).toEqual([kind, expect.stringMatching(/^[A-Z]\d{8}$/)]);
  });

  it('a subset of 8,048 rows has every row in it, the odd ones as they are', async () => {
    const found = await read('onspd_subset_2025-09.csv.gz');
    expect(found).toMatchObject({ format: 'ONSPD, September 2025', counts: { rows: 8048 }, remarks: [] });
    expect(found.records.filter(({ terminated }) => terminated)).toHaveLength(3811);
    expect(of(found, 'AB10 1AB')).toMatchObject({
      ...{
        easting: 394_235,
        northing: 806_529,
        latitude: 57.149606,
        longitude: -2.096916,
        introduced: '201106',
        large: true,
      },
      codes: { district: 'S12000033', ward: 'S13002842', constituency: 'S14000061' },
    });
    expect(of(found, 'AB1 0AA')).toMatchObject({ terminated: '199606', latitude: 57.101474, longitude: -2.242851 });
    expect(of(found, 'M1 1AD')).toMatchObject({ codes: { district: 'E08000003', ward: 'E05011361' } });
    expect(of(found, 'JE2 4WD')).toEqual(expect.not.objectContaining({ latitude: expect.anything() }));
  });

  it('the 14,359 postcodes of KT are cut into batches of 1,000, each with its council and place', async () => {
    const found = await read('codepoint_kt_14359.csv.gz');
    expect(found.batches.map(({ length }) => length)).toEqual([...Array(14).fill(1000), 359]);
    expect(found.records.filter(({ codes }) => codes.district === 'E07000207')).toHaveLength(3884);
    expect(of(found, 'KT12 4RD')).toMatchObject({ easting: 511_822, northing: 164_692, codes: { ward: 'E05007255' } });
    expect(found.records.every(({ latitude = 0 }) => latitude > 51 && latitude < 52)).toBe(true);
  });
});
