import * as z from 'zod/mini';
import { itWithData, sharedPath } from '#test/support/sharedData.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { sourcesOf } from '#test/support/stagedAreas.ts';
import { tableOperations } from '../contract/tableOperations.ts';
import type { Authority } from '../contract/tables.ts';
import { authorities } from './authorities.ts';
import { reorganisations } from './reorganisations.ts';

const header = 'id,gss,snac,local_custodian_code,tier_id,parent_local_authority_id,slug,country_name,homepage_url,name';
const readAuthorities = (...lines: string[]) =>
  authorities.read([sourceOf('local-authorities.csv', [header, ...lines])]);
const readReorganisations = (...lines: string[]) =>
  reorganisations.read([sourceOf('new.csv', ['from,to,to_name,date', ...lines])]);

it('gives authorities their tier and the code of their county', async () => {
  const { body, rows, remarks } = await readAuthorities(
    '7,E07999901,99UB,9901,2,9,marlbeck,England,https://www.marlbeck.example,Marlbeck District Council',
    '9,E10999901,,9900,1,,marlshire,England,,Marlshire County Council',
  );
  expect([rows, remarks]).toEqual([2, []]);
  expect(body.authorities).toMatchObject([
    { gss: 'E07999901', tier: 'district', parent: 'E10999901', snac: '99UB', custodianCode: 9901, slug: 'marlbeck' },
    { gss: 'E10999901', tier: 'county', name: 'Marlshire County Council' },
  ]);
});

it('reads dates of reorganisations in either form', async () => {
  const { body } = await readReorganisations(
    'E07999901,E06999901,North Marl,01/04/2027',
    'E10999901,E06999901,North Marl,2027-04-01',
  );
  expect(body.reorganisations).toMatchObject([
    { from: 'E07999901', toName: 'North Marl', date: '2027-04-01' },
    { date: '2027-04-01' },
  ]);
});

it.each([
  ['7,E07,,9901,2,,m,England,,Marlbeck', '“gss”'],
  ['7,E07999901,,9901,4,,m,England,,Marlbeck', '“tier_id”'],
  ['7,E07999901,,9901,2,8,m,England,,Marlbeck', '“parent_local_authority_id”'],
  ['7,E07999901,,9901,2,,m,England,,', '“name”'],
])('rejects the authority %s', async (line, says) => {
  expect((await readAuthorities(line)).remarks).toMatchObject([{ line: 2, detail: expect.stringContaining(says) }]);
});

it.each([
  ['Marl beck,E06999901,North Marl,2027-04-01', '“from”'],
  ['E07999901,E06999901,,2027-04-01', '“to_name”'],
  ['E07999901,E06999901,North Marl,April', '“date”'],
])('rejects the reorganisation %s', async (line, says) => {
  expect((await readReorganisations(line)).remarks).toMatchObject([{ line: 2, detail: expect.stringContaining(says) }]);
});

const put = tableOperations.putReorganisations.body;
const row = (from: string, to: string) => ({ from, to, toName: to, date: '2027-04-01' });
it.each([
  ['a chain', [row('A1', 'A2'), row('A2', 'A3'), row('B1', 'A2')], []],
  ['a circle', [row('A1', 'A2'), row('A2', 'A1'), row('B1', 'A2')], ['reorganisations.0.to', 'reorganisations.1.to']],
  ['itself', [row('A1', 'A1')], ['reorganisations.0.to']],
  ['two ends', [row('A1', 'A2'), row('A1', 'A3')], ['reorganisations.1.from']],
])('names the rows of %s that are wrong', (_, rows, wrong) => {
  const { error } = z.safeParse(put, { reorganisations: rows });
  expect((error?.issues ?? []).map(({ path }) => path.join('.'))).toEqual(wrong);
});

itWithData('GOV.UK’s table has 382 authorities, each district with its county, and is taken as it is', async () => {
  const { body, rows, remarks } = await authorities.read(
    await sourcesOf(sharedPath('areas', 'govuk_local-authorities.csv')),
  );
  const all = body.authorities as Authority[];
  const count = (tier: Authority['tier']) => all.filter((one) => one.tier === tier).length;
  expect([rows, remarks]).toEqual([382, []]);
  expect([count('county'), count('district'), count('unitary')]).toEqual([21, 164, 197]);
  expect(all.filter(({ tier, parent }) => tier === 'district' && !parent)).toEqual([]);
  expect(all.find(({ slug }) => slug === 'exeter')).toMatchObject({
    gss: 'E07000041',
    custodianCode: 1110,
    parent: 'E10000008',
  });
  expect(all.find(({ slug }) => slug === 'somerset')).toMatchObject({ gss: 'E06000066', tier: 'unitary' });
  expect(z.safeParse(tableOperations.putAuthorities.body, body).error).toBeUndefined();
});
