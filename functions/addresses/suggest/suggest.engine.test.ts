/** Suggestions on a gazetteer with common words, and what each costs. */
import { metered } from '#shared/dynamodb/meter.ts';
import { Table } from '#shared/dynamodb/table.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { aFunction, asked, council, published } from '#test/support/gazetteers.ts';
import { freshTable, testClient } from '#test/support/table.ts';
import type { GazetteerAddress, Lpi } from '../contract/gazetteer.ts';
import { findAddresses } from '../search/find.ts';
import { suggestHandlers } from './handlers.ts';

let uprn = 1000;
const at = (lpi: Partial<Lpi>, rest: Partial<GazetteerAddress> = {}): GazetteerAddress => {
  uprn += 1;
  return anAddress({ uprn: String(uprn), ...rest, lpis: [anLpi(lpi), ...(rest.lpis ?? [])] });
};
const houses = (usrn: string, street: string, numbers: readonly number[], rest: Partial<Lpi> = {}) =>
  numbers.map((startNumber) => at({ usrn, street, pao: { startNumber }, ...rest }, { postcode: 'ZZ2 2BB' }));
const upTo = (most: number) => Array.from({ length: most }, (_, i) => i + 1);
const syllables = ['BAR', 'COL', 'DUN', 'FEN', 'GAR', 'HOL', 'KEL', 'LIN', 'MAR', 'NOR'];
const nameOf = (i: number) =>
  `${syllables[i % 10]}${syllables[Math.floor(i / 10) % 10]}${syllables[Math.floor(i / 100)]}`;

const gazetteer = [
  ...houses('39900001', 'HIGH STREET', [10, 11, 14, 120, ...upTo(9)]),
  at({ usrn: '39900001', street: 'HIGH STREET', pao: { startNumber: 12 } }, { postcode: 'ZZ1 1AA' }),
  at({ usrn: '39900001', street: 'HIGH STREET', pao: { startNumber: 12, startSuffix: 'A' } }, { postcode: 'ZZ1 1AA' }),
  at({
    usrn: '39900001',
    street: 'HIGH STREET',
    pao: { startNumber: 20, startSuffix: 'A', endNumber: 24, endSuffix: 'B' },
  }),
  ...['FLAT 1', 'FLAT 2', 'FLAT 3', 'FLAT B'].map((text) =>
    at({ usrn: '39900001', street: 'HIGH STREET', sao: { text }, pao: { startNumber: 30 } }),
  ),
  ...houses('39900002', 'HIGH LANE', [120, 112]),
  at({ usrn: '39900003', street: "ST JOHN'S ROAD", pao: { startNumber: 5 } }),
  at({ usrn: '39900004', street: 'CHURCH LANE', pao: { text: 'ROSE COTTAGE' } }),
  at(
    { usrn: '39900005', street: 'CASTLE STREET', town: 'ABERFORD', pao: { text: 'MILL HOUSE' } },
    {
      organisation: 'TESTFORD TOYS LTD',
      lpis: [anLpi({ language: 'cym', street: 'STRYD Y CASTELL', town: 'ABERFFORDD' })],
    },
  ),
  ...houses('39900006', 'CAMPUS WAY', upTo(1500)),
  // Of another district than ZZ1, whose postcodes begin alike.
  ...upTo(30).map((startNumber) =>
    at({ usrn: '39900010', street: 'DALE', pao: { startNumber } }, { postcode: 'ZZ12 1AA' }),
  ),
  ...houses('39900007', 'THE AVENUE', [59]),
  ...houses('39900008', 'WOODFIELD AVENUE', [257]),
  at({ usrn: '39900009', street: 'OLD ROW', pao: { startNumber: 1 } }, { status: 8 }),
  // A street that is called as the town is, in which there are more and larger ones.
  ...houses('39999999', 'NEWFORD ROAD', [1], { town: 'OLDFORD' }),
  // More streets than a list holds, in two towns: ROAD, NEWFORD and both together are common.
  ...Array.from({ length: 900 }, (_, i) =>
    houses(String(39_910_000 + i), `${nameOf(i)} ROAD`, [1 + (i % 7)], { town: i % 2 ? 'NEWFORD' : 'OLDFORD' }),
  ).flat(),
];

/** Counts how often a call began while no other was under way. */
const counting = () => {
  const client = testClient();
  const trips = { made: 0 };
  let underWay = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      trips.made += underWay === 0 ? 1 : 0;
      underWay += 1;
      try {
        return await next(args);
      } finally {
        underWay -= 1;
      }
    },
    { step: 'initialize' },
  );
  return { client, trips };
};

let table: Table;
beforeAll(async () => {
  table = await freshTable();
  await published(table, gazetteer);
});

/** Asks a function that has read nothing but which version is live. */
const cold = async (q: string, rest: { street?: string; limit?: number } = {}) => {
  const { client, trips } = counting();
  const { store } = aFunction(new Table(table.name, client));
  await store.open(council);
  trips.made = 0;
  const { suggestAddressesByBody } = suggestHandlers(store);
  return metered(async (meter) => {
    const { suggestions } = await suggestAddressesByBody(asked({ body: { q, limit: 10, ...rest } }));
    return { suggestions, units: meter.readUnits, trips: trips.made };
  });
};

it.each([
  ['12 high st', '12 High Street, Testford, ZZ1 1AA'],
  ['high st 12', '12 High Street, Testford, ZZ1 1AA'],
  ['testford 12 high street', '12 High Street, Testford, ZZ1 1AA'],
  ['12a high st', '12A High Street, Testford, ZZ1 1AA'],
  ['12 a high st', '12A High Street, Testford, ZZ1 1AA'],
  ['20a-24b high st', '20A-24B High Street, Testford, ZZ1 1AA'],
  ['120 high', '120 High Street, Testford, ZZ2 2BB'],
  ['120 high ln', '120 High Lane, Testford, ZZ2 2BB'],
  ['flat 3 30 high st', 'Flat 3, 30 High Street, Testford, ZZ1 1AA'],
  ['3/30 high st', 'Flat 3, 30 High Street, Testford, ZZ1 1AA'],
  ['apt b 30 high street', 'Flat B, 30 High Street, Testford, ZZ1 1AA'],
  ['saint johns rd', "5 St John's Road, Testford, ZZ1 1AA"],
  ["st john's road", "5 St John's Road, Testford, ZZ1 1AA"],
  ['rose cott', 'Rose Cottage, Church Lane, Testford, ZZ1 1AA'],
  ['chruch lane', 'Rose Cottage, Church Lane, Testford, ZZ1 1AA'],
  ['toys', 'Testford Toys LTD, Mill House, Castle Street, Aberford, ZZ1 1AA'],
  ['stryd y cast', 'Testford Toys LTD, Mill House, Castle Street, Aberford, ZZ1 1AA'],
  ['59 the avenue', '59 the Avenue, Testford, ZZ2 2BB'],
  ['257 woodfieldavenue', '257 Woodfield Avenue, Testford, ZZ2 2BB'],
  ['5 marmarlin road oldford', '5 Marmarlin Road, Oldford, ZZ2 2BB'],
  ['12 high st zz1 1aa', '12 High Street, Testford, ZZ1 1AA'],
  ['12 high st zz9 9zz', '12 High Street, Testford, ZZ1 1AA'],
  ['12 high st zz1 1', '12 High Street, Testford, ZZ1 1AA'],
  ['12 high st zz1', '12 High Street, Testford, ZZ1 1AA'],
  ['1 newford road', '1 Newford Road, Oldford, ZZ2 2BB'],
  ['1 newford roa', '1 Newford Road, Oldford, ZZ2 2BB'],
  ['zz12', 'Dale, Testford, ZZ12 1AA'],
  ['campus w', 'Campus Way, Testford, ZZ2 2BB'],
  ['1432 campus way', '1432 Campus Way, Testford, ZZ2 2BB'],
])('“%s” leads with %s', async (q, text) => {
  const { suggestions, trips, units } = await cold(q);
  expect(suggestions[0]?.text).toBe(text);
  expect([trips <= 3, units <= 12]).toEqual([true, true]);
});

it.each([
  '121 high st',
  '13 the avenue',
  '12 hi',
  'hi',
  '?',
  '1 old row',
  'xyzzy',
  '9999 campus way',
  '\u{1D400}\u{1D401}\u{1D402}',
  'a'.repeat(200),
  '1 2 3 4 5 6 7',
  'zz9 9zz',
  '4 dundundun road oldford',
  '\u{1F3E0}'.repeat(5),
])('“%s” has nothing that has another number, is gone, or was not meant', async (q) => {
  const { suggestions } = await cold(q);
  const wanted = /^\d+\w?/.exec(q)?.[0];
  expect(
    suggestions.filter(
      ({ text, uprn: id }) => id && wanted && !text.includes(`${wanted} `) && !text.includes(`${wanted}A `),
    ),
  ).toEqual([]);
  if (q !== '12 hi') expect(suggestions).toEqual([]);
});

it('does not take the start of one district for another', async () => {
  const { suggestions } = await cold('zz1');
  expect(suggestions[0]?.text).not.toContain('Dale');
  expect(suggestions.map(({ text }) => text).join()).toContain('ZZ1 1AA');
});

it('answers a street with 1,500 houses once, and tells its houses by its USRN', async () => {
  const { suggestions } = await cold('campus');
  expect(suggestions).toEqual([
    { text: 'Campus Way, Testford, ZZ2 2BB', street: '39900006', addresses: 1500, highlights: [[0, 6]] },
  ]);
  const { suggestions: houseNumbers, trips, units } = await cold('77', { street: '39900006', limit: 3 });
  expect([houseNumbers.map(({ text }) => text), trips, units <= 12]).toEqual([
    ['77 Campus Way, Testford, ZZ2 2BB'],
    1,
    true,
  ]);
  const { suggestions: there } = await cold('zz1 1aa', { street: '39900001' });
  expect(there.map(({ text }) => text.split(' High')[0])).toContain('12A');
  expect(there.map(({ text }) => text.split(' High')[0])).not.toContain('11');
  const { suggestions: flats } = await cold('flat 2', { street: '39900001' });
  expect(flats[0]?.text).toBe('Flat 2, 30 High Street, Testford, ZZ1 1AA');
});

it('answers a building with several flats once', async () => {
  const { suggestions } = await cold('30 high st');
  expect(suggestions[0]).toMatchObject({
    text: '30 High Street, Testford',
    building: '30',
    addresses: 4,
    street: '39900001',
  });
});

it('marks what was typed', async () => {
  const { suggestions } = await cold('12 high stree');
  const [first] = suggestions;
  expect(first?.highlights.map(([from, to]) => first.text.slice(from, to))).toEqual(['12', 'High', 'Stree']);
});

it.each([
  'road',
  'road newford',
  'newford r',
  'bar',
  'b road oldford',
  'oldford road 3',
  'newford road',
  'st',
  'roda newfrod',
])('“%s”, all of it common, costs no more', async (q) => {
  const { trips, units } = await cold(q);
  expect([trips <= 3, units <= 12]).toEqual([true, true]);
});

it.each([
  ['12 High Street, Testford, ZZ1 1AA', ['12', '12A']],
  ['12 high street testford', ['12', '12A']],
  ['Rose Cotage, Church Lane', ['']],
  ['nowhere at all', []],
])('finds the addresses of “%s” whole, in four round trips', async (text, numbers) => {
  const { client, trips } = counting();
  const { store } = aFunction(new Table(table.name, client));
  const live = await store.open(council);
  trips.made = 0;
  const found = live ? await findAddresses(live, text, 5) : [];
  const shown = found.map(({ lpis: [lpi] }) => `${lpi?.pao?.startNumber ?? ''}${lpi?.pao?.startSuffix ?? ''}`);
  expect([shown, trips.made <= 4]).toEqual([numbers, true]);
});
