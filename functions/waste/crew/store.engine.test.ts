/** What crews tell, at once, again and through breaks; and how it is found with a property. */
import { DatasetKeys } from '#shared/datasets/keys.ts';
import { VersionStore } from '#shared/datasets/versions.ts';
import { outbox } from '#shared/events/outbox.ts';
import { aTrail, breakingClient, freshTable, keptForGood, testClient } from '#test/support/table.ts';
import type { CrewEvent } from '../contract/crew.ts';
import { waste } from '../contract.ts';
import { propertyKey, propertyPack } from '../rounds.ts';
import { wasteStore } from '../store.ts';

const today = '2026-11-23';
const [building, flat, house] = ['990100000017', '990100000018', '990100000002'];
const services = [{ service: 'refuse', round: 'REF 1', schedule: 'weekly on Monday', containers: [] }];
const properties = [
  { uprn: building, usrn: '99010001', shared: true as const, services },
  { uprn: flat, parentUprn: building, usrn: '99010001', services: [{ ...services[0], communal: true as const }] },
  { uprn: house, usrn: '99010002', services },
] as Parameters<typeof propertyPack.pack>[0][];

const start = async (crew = keptForGood, ...client: Parameters<typeof freshTable>) => {
  const table = await freshTable(...client);
  const keys = new DatasetKeys('rounds');
  const versions = new VersionStore(table, keys, aTrail(table));
  const store = wasteStore({ table, keys, versions, announce: outbox(waste, keptForGood), crew });
  await table.writeMany({
    puts: [
      { ...keys.pointer('marlbeck'), last: 1, live: 1, liveSince: '2026-01-01T00:00:00.000Z' },
      ...properties.map((one) => ({
        ...propertyKey(keys.prefix('marlbeck', 1), one.uprn),
        data: propertyPack.pack(one),
      })),
    ],
  });
  return { store, table };
};

const at = (minute: number): string => `2026-11-23T09:${String(minute).padStart(2, '0')}:00.000Z`;
const atHouse = (overrides: Partial<CrewEvent> = {}): CrewEvent => ({
  uprn: house,
  date: today,
  at: at(0),
  event: 'not_presented',
  ...overrides,
});

it('loses nothing of what forty crews tell at once, each twice', async () => {
  const { store } = await start();
  const crews = Array.from({ length: 40 }, (_, i): CrewEvent[] => [
    atHouse({ container: `caddy_${i}`, round: `R${i}` }),
    { usrn: String(i), round: `R${i}`, date: today, at: at(i), event: 'roadworks' },
    { round: 'REF 1', service: `food_${i}`, date: today, at: at(i), event: 'breakdown' },
  ]);
  const taken = await Promise.all([...crews, ...crews].map((told) => store.tellEvents('marlbeck', told, today)));
  expect(taken.reduce((sum, one) => sum + one, 0)).toBe(120);
  const { events, progress } = await store.find('marlbeck', house);
  expect(events.filter(({ uprn }) => uprn)).toHaveLength(40);
  expect(events.filter(({ uprn }) => !uprn)).toHaveLength(40);
  expect(Object.keys(progress[today] ?? {})).toHaveLength(41);
  expect(progress[today]?.['REF 1']).toEqual({ loggedAt: at(0) });
  expect((await store.find('pellwick', house)).events).toEqual([]);
});

it('keeps the first of those that tell the same, whenever it comes and however it is written', async () => {
  const { store } = await start();
  const tell = (...told: CrewEvent[]) => store.tellEvents('marlbeck', told, today);
  expect(await tell(atHouse({ at: at(5) }), atHouse({ at: at(7), comment: 'Again' }))).toBe(1);
  expect(await tell(atHouse({ at: at(9), reference: 'Other' }))).toBe(0);
  expect(await tell(atHouse({ at: '2026-11-23T09:03:00Z' }))).toBe(1);
  expect(await tell(atHouse({ at: at(3) }))).toBe(0);
  expect(await store.eventsAt('marlbeck', { uprn: house }, today, today)).toEqual([atHouse({ at: at(3) })]);
});

it.each([1, 2, 3, 4, 5, 6, 7, 8].flatMap((call) => [['before', call] as const, ['after', call] as const]))(
  'has all of it in the end when a call breaks %s the database has it: call %i',
  async (when, call) => {
    const broken = breakingClient();
    const { store } = await start(keptForGood, broken.client);
    const told: CrewEvent[] = [
      { uprn: building, round: 'REF 1', date: today, at: at(0), event: 'too_heavy' },
      { usrn: '99010001', round: 'REF 1', date: today, at: at(1), event: 'gate_locked' },
    ];
    broken.fail([[when, call]]);
    await expect(store.tellEvents('marlbeck', told, today)).rejects.toThrow();
    broken.fail([]);
    await store.tellEvents('marlbeck', told, today);
    const { events, progress } = await store.find('marlbeck', flat);
    expect(events.map(({ event }) => event).sort()).toEqual(['gate_locked', 'too_heavy']);
    expect(progress).toEqual({ [today]: { 'REF 1': { loggedAt: at(0) } } });
    expect(await store.eventsAt('marlbeck', { uprn: building }, today, today)).toHaveLength(1);
    expect(await store.eventsAt('marlbeck', { usrn: '99010001' }, today, today)).toHaveLength(1);
    expect(await store.tellEvents('marlbeck', told, today)).toBe(0);
  },
);

it('finds what is of a property, its street, its building and its rounds, and nothing else', async () => {
  const { store } = await start();
  const told: CrewEvent[] = [
    atHouse(),
    { uprn: building, date: today, at: at(1), event: 'excess_bins' },
    { usrn: '99010001', date: today, at: at(2), event: 'street_completed' },
    { usrn: '99010002', date: today, at: at(3), event: 'road_closure' },
    { round: 'REF 1', date: today, at: at(4), event: 'breakdown', status: 'Blocked' },
    { round: 'REC 2', date: today, at: at(5), event: 'breakdown' },
  ];
  expect(await store.tellEvents('marlbeck', told, today)).toBe(6);
  const of = async (uprn: string) => (await store.find('marlbeck', uprn)).events.map(({ event }) => event).sort();
  expect(await of(house)).toEqual(['breakdown', 'not_presented', 'road_closure']);
  expect(await of(flat)).toEqual(['breakdown', 'excess_bins', 'street_completed']);
  expect(await of(building)).toEqual(['breakdown', 'excess_bins', 'street_completed']);
  expect((await store.find('marlbeck', house)).progress[today]).toEqual({
    'REF 1': { status: 'Blocked', at: at(4), loggedAt: at(4) },
    'REC 2': { loggedAt: at(5) },
  });
  expect(await store.eventsAt('marlbeck', { round: 'REC 2' }, today, today)).toEqual([told[5]]);
});

it('leaves out what is older than 40 days or later than tomorrow', async () => {
  const { store } = await start();
  const dates = ['0000-01-01', '2026-10-13', '2026-10-14', '2026-11-24', '2026-11-25', '9999-12-31'];
  expect(
    await store.tellEvents(
      'marlbeck',
      dates.map((date) => atHouse({ date })),
      today,
    ),
  ).toBe(2);
  const kept = await store.eventsAt('marlbeck', { uprn: house }, '0000-01-01', '9999-12-31');
  expect(kept.map(({ date }) => date)).toEqual(['2026-10-14', '2026-11-24']);
});

it('leaves out what a clock that is ahead tells, because it would be the latest word for good', async () => {
  const { store } = await start();
  const told = { round: 'REF 1', date: today, status: 'In progress' } as const;
  const ahead = ['2026-11-25T00:00:00.000Z', '9999-12-31T23:59:59.999Z'];
  for (const moment of ahead) {
    expect(await store.tell('marlbeck', [{ ...told, at: moment }], today)).toBe(0);
    expect(await store.tellEvents('marlbeck', [atHouse({ at: moment, round: 'REF 1' })], today)).toBe(0);
  }
  expect(await store.tell('marlbeck', [{ ...told, date: '2026-11-25', at: at(0) }], today)).toBe(0);
  expect(await store.find('marlbeck', house)).toMatchObject({ events: [], progress: {} });
  expect(await store.tell('marlbeck', [{ ...told, at: '2026-11-24T23:59:59.999Z' }], today)).toBe(1);
});

it('has no event any more whose time is over, and none of it for staff only', async () => {
  const over = { ...keptForGood, isOver: () => true };
  const { store, table } = await start(over);
  await store.tellEvents('marlbeck', [atHouse({ comment: 'Dog' })], today);
  expect((await store.find('marlbeck', house)).events).toEqual([]);
  expect(await table.queryAll({ pk: `marlbeck#AT#${house}` })).toMatchObject([
    { comment: 'Dog', expiresAt: keptForGood.until('marlbeck', 0) },
  ]);
});

it('leaves nothing of what is read with every question 40 days after it was told last', async () => {
  const { store, table } = await start();
  await store.tellEvents('marlbeck', [{ usrn: '1', round: 'R', date: today, at: at(0), event: 'roadworks' }], today);
  const items = await table.queryAll({ pk: 'marlbeck#TABLES' });
  const expiresAt = Date.parse('2027-01-03') / 1000;
  expect(items).toMatchObject([
    { sk: 'CREWLOG', expiresAt },
    { sk: 'PROGRESS', expiresAt },
  ]);
});

it('hands on what else is kept of a property, but no cases', async () => {
  const { store, table } = await start();
  const pk = `marlbeck#AT#${house}`;
  await table.writeMany({ puts: ['CASE#1', 'HOLD#1', 'STANDING#1', 'TAIL'].map((sk) => ({ pk, sk })) });
  await store.tellEvents('marlbeck', [atHouse()], today);
  const { events, items } = await store.find('marlbeck', house);
  expect([events.length, items.map(({ sk }) => sk)]).toEqual([1, ['HOLD#1', 'STANDING#1']]);
});

it('takes half characters as whole ones', async () => {
  const { store } = await start();
  const half = '😀'.slice(0, 1);
  const odd: CrewEvent = {
    round: half,
    container: half,
    comment: half,
    reference: half,
    date: today,
    at: at(0),
    event: 'breakdown',
  };
  expect(await store.tellEvents('marlbeck', [odd], today)).toBe(1);
  expect(await store.tellEvents('marlbeck', [odd], today)).toBe(0);
});

/** Counts how often something is asked while nothing else is on its way: round trips, one after the other. */
const countingClient = () => {
  const client = testClient();
  const counted = { underWay: 0, inARow: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      if (counted.underWay === 0) counted.inARow += 1;
      counted.underWay += 1;
      const answer = await next(args);
      counted.underWay -= 1;
      return answer;
    },
    { step: 'initialize' },
  );
  return { client, counted };
};

it.each([building, flat, house, '1'])('is two round trips away, one after the other, at %s', async (uprn) => {
  const { client, counted } = countingClient();
  const { store } = await start(keptForGood, client);
  const told = Array.from(
    { length: 30 },
    (_, i): CrewEvent => ({ uprn: flat, date: today, at: at(i), event: 'damaged', container: `c${i}` }),
  );
  await store.tellEvents('marlbeck', [...told, { round: 'REF 1', date: today, at: at(0), event: 'breakdown' }], today);
  counted.inARow = 0;
  await store.find('marlbeck', uprn);
  expect(counted.inARow).toBe(2);
});
