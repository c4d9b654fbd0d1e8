import { Unreadable } from '#shared/datasets/importer.ts';
import { sourceOf } from '#test/support/sourceOf.ts';
import { importer } from './importer.ts';

const header = 'uprn,service,schedule,round,round_sequence,container,parent_uprn,first_date,last_date,usrn,postcode';
const tools = { workFolder: '', today: '2026-11-23', live: async () => undefined, onRow: () => undefined };

const stage = (...lines: string[]) => importer.stage([sourceOf('rounds.csv', lines)], undefined, tools);
const staged = async (...lines: string[]) => {
  const { batches, batch, counts, remarks, fingerprint } = await stage(header, ...lines);
  const records = Array.from({ length: batches }, (_, i) => batch(i).records.properties ?? []).flat();
  return { records, counts, remarks: [...remarks], fingerprint };
};

it('gathers what comes to a property, in whatever order the rows are', async () => {
  const { records, counts } = await staged(
    '000990100000002,Recycling,Alternate weekly on Monday,REC 1,7,wheelie_bin_240;caddy,,2026-01-12,',
    '990100000001,refuse,weekly on Monday,REF 1,,,,,',
    '990100000002,Refuse,every 2 weeks from 05/01/2026,REF 1,7,,,,',
  );
  expect(records).toEqual([
    {
      uprn: '990100000001',
      line: 3,
      services: [{ service: 'refuse', round: 'REF 1', schedule: 'every Monday', containers: [] }],
    },
    {
      uprn: '990100000002',
      line: 2,
      services: [
        expect.objectContaining({ service: 'recycling', sequence: 7, containers: ['wheelie_bin_240', 'caddy'] }),
        expect.objectContaining({ service: 'refuse', round: 'REF 1' }),
      ],
    },
  ]);
  expect(counts).toMatchObject({ rows: 3, 'rejected-rows': 0 });
});

it('gives a flat the shared containers of its building', async () => {
  const { records } = await staged(
    '12,,,,,,11,,',
    '11,refuse,weekly on Monday,REF 1,,communal_bin,,,',
    '13,food,weekly on Monday,FOO 1,,caddy,11,,',
  );
  const told = records.map((one) => {
    const { uprn, parentUprn, services } = one as {
      uprn: string;
      parentUprn?: string;
      services: { service: string; communal?: true }[];
    };
    return [uprn, parentUprn, services.map(({ service, communal = false }) => [service, communal])];
  });
  expect(told).toEqual([
    ['11', undefined, [['refuse', false]]],
    ['12', '11', [['refuse', true]]],
    [
      '13',
      '11',
      [
        ['food', false],
        ['refuse', true],
      ],
    ],
  ]);
});

it('takes the street from the first row that has it, or from the building', async () => {
  const { records } = await staged(
    '11,refuse,weekly on Monday,REF 1,,,,,,USRN-99010001',
    '12,,,,,,11,,,',
    '13,,,,,,11,,,99010002',
    '14,refuse,weekly on Monday,REF 1,,,,,,',
    '14,food,weekly on Monday,FOO 1,,,,,,99010003',
  );
  const streets = records.map((one) => (one as { usrn?: string }).usrn);
  expect(streets).toEqual(['99010001', '99010001', '99010002', '99010003']);
});

it('marks a property whose containers others share', async () => {
  const { records } = await staged(
    '11,refuse,weekly on Monday,REF 1,,,,,,',
    '12,,,,,,11,,,',
    '13,refuse,weekly on Monday,REF 1,,,13,,,',
  );
  expect(records.map((one) => (one as { shared?: true }).shared)).toEqual([true, undefined, undefined]);
});

it('takes the street and the postcode from the first row that has them, however they are written', async () => {
  const { records } = await staged(
    '12,refuse,weekly on Monday,REF 1,,,,,,,',
    '12,food,weekly on Monday,FOO 1,,,,,,USRN-99010001,zz11aa',
    '12,recycling,weekly on Monday,REC 1,,,,,,99010002,ZZ1 1AB',
  );
  expect(records).toMatchObject([{ uprn: '12', usrn: '99010001', postcode: 'ZZ1 1AA' }]);
});

it('puts neighbours into one batch, and those without a postcode before them in order of UPRN', async () => {
  const row = (uprn: string, usrn = '', postcode = '') =>
    `${uprn},refuse,weekly on Monday,REF 1,,,,,,${usrn},${postcode}`;
  const { records } = await staged(
    row('1', '9', 'ZZ1 1AB'),
    row('2', '8', 'ZZ1 1AA'),
    row('3', '9', 'ZZ1 1AB'),
    row('5'),
    row('4'),
  );
  expect(records.map((one) => (one as { uprn: string }).uprn)).toEqual(['4', '5', '2', '1', '3']);
});

it.each([
  ['no UPRN', ',refuse,weekly on Monday,REF 1,,,,,', 'uprn-not-valid'],
  ['another system’s number', 'X12,refuse,weekly on Monday,REF 1,,,,,', 'uprn-not-valid'],
  ['no service', '1,,weekly on Monday,REF 1,,,,,', 'service-missing'],
  ['no round', '1,refuse,weekly on Monday,,,,,,', 'round-missing'],
  ['a schedule that nobody can follow', '1,refuse,now and then,REF 1,,,,,', 'schedule-not-understood'],
  ['a fortnight without a first day', '1,refuse,fortnightly on Monday,REF 1,,,,,', 'schedule-not-understood'],
  ['a place that is no number', '1,refuse,weekly on Monday,REF 1,first,,,,', 'sequence-not-valid'],
  ['a parent that is none', '1,refuse,weekly on Monday,REF 1,,,X,,', 'parent-not-valid'],
  ['a street that is none', '1,refuse,weekly on Monday,REF 1,,,,,,High Street,', 'usrn-not-valid'],
  ['half a postcode', '1,refuse,weekly on Monday,REF 1,,,,,,,ZZ1', 'postcode-not-valid'],
  ['a building without containers', '1,,,,,,5,,', 'nothing-comes'],
])('rejects a row with %s, with its line', async (_, row, reason) => {
  const { records, remarks } = await staged('9,refuse,weekly on Monday,REF 1,,,,,', row);
  expect(records).toHaveLength(1);
  expect(remarks).toMatchObject([{ line: 3, outcome: 'rejected', reason, detail: expect.any(String) }]);
});

it('wonders about a row that comes twice, and takes it once', async () => {
  const row = '1,refuse,weekly on Monday,REF 1,,,,,';
  const { records, remarks } = await staged(row, row);
  expect(records).toMatchObject([{ services: [{ service: 'refuse' }] }]);
  expect(remarks).toMatchObject([{ line: 3, outcome: 'warning', reason: 'row-repeated' }]);
});

it('tells the same content by the same fingerprint, and another by another', async () => {
  const [a, b] = ['1,refuse,weekly on Monday,REF 1,,,,,', '2,refuse,weekly on Monday,REF 1,,,,,'];
  const one = await staged(a, b);
  expect((await staged(a, b)).fingerprint).toBe(one.fingerprint);
  expect((await staged(a)).fingerprint).not.toBe(one.fingerprint);
});

it.each([
  ['nothing', [], 'rounds.csv is empty.'],
  [
    'another table',
    ['uprn,day'],
    'rounds.csv has no column service, schedule, round: the first line must name uprn, service, schedule, round',
  ],
  ['a header alone', [header], 'No row could be read.'],
])('refuses a file that holds %s', async (_, lines, message) => {
  await expect(stage(...lines)).rejects.toThrow(Unreadable);
  await expect(stage(...lines)).rejects.toThrow(message);
});
