import { Unreadable } from '#shared/datasets/importer.ts';
import { itWithData, sharedPath } from '#test/support/sharedData.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { sourcesOf, stageAreas } from '#test/support/stagedAreas.ts';
import type { PropertyRecord } from '../contract/records.ts';
import { properties } from './properties.ts';

const stage = (...lines: string[]) => stageAreas<PropertyRecord>(properties, [sourceOf('uprns.csv', lines)]);

it.each([
  ['OS Open UPRN', 'UPRN,X_COORDINATE,Y_COORDINATE,LATITUDE,LONGITUDE', '1,333064,468000,54.1035,-3.0252', {}],
  [
    'ONSUD',
    'UPRN,GRIDGB1E,GRIDGB1N,PCDS,CTRY25CD,LAD25CD,WD25CD,PFA23CD,msoa21cd',
    '1,333064,468000,ZZ1 1AA ,E92000001,E07999901,E05999901,E23999901,E02999901',
    { postcode: 'ZZ1 1AA', codes: { district: 'E07999901', ward: 'E05999901' } },
  ],
  [
    'Table of UPRNs',
    'uprn,postcode,gss_code,easting,northing',
    '"1",zz11aa,E07999901,333064,468000',
    { postcode: 'ZZ1 1AA', codes: { district: 'E07999901' } },
  ],
])('reads %s', async (title, header, line, expected) => {
  const { format, records } = await stage(header, line.replaceAll('"', ''));
  expect(format).toMatch(new RegExp(`^${title}`));
  expect(records).toMatchObject([{ uprn: '1', ...expected }]);
  expect(records[0]?.latitude).toBeCloseTo(54.1035, 3);
  expect(records[0]?.longitude).toBeCloseTo(-3.0252, 3);
});

it('sorts by UPRN as a number, and takes off leading zeros', async () => {
  const { records, counts } = await stage('uprn,latitude,longitude', '100,54.1,-3.0', '00020,54.1,-3.0', '3,,');
  expect(records.map(({ uprn }) => uprn)).toEqual(['3', '20', '100']);
  expect(counts).toEqual({ rows: 3 });
});

it('rejects what is no UPRN, with its line', async () => {
  const { remarks } = await stage('uprn,ward', '1,E05999901', 'X12,E05999901');
  expect(remarks).toMatchObject([{ line: 3, outcome: 'rejected', reason: 'uprn-not-valid', reference: 'X12' }]);
});

it.each([
  ['no UPRN', 'usrn,latitude', 'has no column for UPRN'],
  ['neither place nor codes', 'uprn,name', 'says of UPRNs neither where they are'],
])('refuses a table with %s', async (_, header, message) => {
  await expect(stage(header, '1,2')).rejects.toThrow(Unreadable);
  await expect(stage(header, '1,2')).rejects.toThrow(message);
});

itWithData('a published sample of ONSUD is read whole', async () => {
  const sources = await sourcesOf(sharedPath('areas', 'onspd', 'onsud_test.csv'));
  const { records, remarks, format } = await stageAreas<PropertyRecord>(properties, sources);
  expect([records.length, remarks, format]).toEqual([4, [], 'ONSUD']);
  expect(new Set(records.map(({ codes }) => codes.district))).toEqual(new Set(['E06000034']));
});
