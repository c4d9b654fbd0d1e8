/** What crews note, from their system to what residents read. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { londonDay } from '#shared/london.ts';
import { api, logText, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
const [building, flat, house, neighbour] = ['900000000101', '900000000102', '900000000103', '900000000104'];
const [high, low] = ['90000101', '90000102'];
const today = londonDay(Date.now());
const now = new Date(Date.now() - 1000).toISOString();

const tell = (events: readonly object[], key?: string) =>
  api('POST', '/crewed/waste/crew-events', {
    body: { events: events.map((one) => ({ date: today, at: now, ...one })) },
    key,
  });

/** What residents read of today’s collections of a service. */
const todayAt = async (uprn: string, service = 'refuse', language = 'en') => {
  const query = `uprn=${uprn}&from=${today}&to=${today}&language=${language}`;
  const { json } = await api('GET', `/crewed/waste/collections?${query}`, { key: '' });
  const found = json.services.find((one: { service: string }) => one.service === service);
  return { ...found, today: found.collections[0] };
};

beforeAll(async () => {
  const file = join(workFolder, 'crewed.csv');
  const rows = [
    `${building},refuse,"${everyDay}",REF 1,communal_bin,,${high}`,
    `${flat},,,,,${building},`,
    `${flat},food,"${everyDay}",FOO 1,caddy,${building},`,
    `${house},refuse,"${everyDay}",REF 1,wheelie_bin_240,,${low}`,
    `${house},recycling,"${everyDay}",REC 1,wheelie_bin_240_green,,${low}`,
    `${neighbour},refuse,"${everyDay}",REF 1,wheelie_bin_240,,${low}`,
    `${neighbour},food,"${everyDay}",FOO 2,caddy,,${low}`,
  ];
  writeFileSync(file, `uprn,service,schedule,round,container,parent_uprn,usrn\n${rows.join('\n')}\n`);
  const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'crewed']);
  if (code !== 0) throw new Error(stdout);
});

it('of a property is read beside its collection, in English and Welsh, and nowhere else', async () => {
  const event = { uprn: `UPRN-${house}`, container: 'wheelie_bin_240_green', event: 'contaminated.food_waste' };
  const told = { ...event, comment: 'Nappies on top', reference: 'EV-1048' };
  expect((await tell([told])).json).toEqual({ taken: 1, known: 0 });
  expect((await tell([{ ...told, at: new Date().toISOString() }, told])).json).toEqual({ taken: 0, known: 2 });
  const found = await todayAt(house, 'recycling');
  expect(found.today).toMatchObject({
    status: 'Closed / Not done',
    event: {
      code: 'contaminated.food_waste',
      name: 'Contaminated: Food waste',
      message: expect.stringMatching(/^Not emptied: \d+ \w+\. Sorry .* contaminated with food waste\.$/),
      where: 'property',
      at: now,
    },
  });
  expect([found.last, found.next.date > today]).toEqual([found.today, true]);
  expect((await todayAt(house, 'recycling', 'cy')).today.event.message).toMatch(/^Heb eu gwagio: \d+ \w+\. /);
  expect((await todayAt(house)).today).toMatchObject({ status: 'Not started' });
  expect((await todayAt(neighbour)).today).not.toHaveProperty('event');
  expect(JSON.stringify(found)).not.toMatch(/Nappies|EV-1048/);
  expect(logText()).not.toMatch(/Nappies|EV-1048/);
});

it('of the standard’s tasks is the same', async () => {
  const path = `/crewed/waste/standard/tasks?uprn=${house}&start_date=${today}&end_date=${today}`;
  const { json } = await api('GET', path, { key: '' });
  const statuses = json.map((one: { id: string; status: string }) => [one.id.split('-')[1], one.status]);
  expect(Object.fromEntries(statuses)).toEqual({ refuse: 'Not started', recycling: 'Closed / Not done' });
});

it('of shared bins is read by every flat of the building', async () => {
  await tell([{ uprn: building, event: 'excess_bins' }]);
  const expected = { status: 'Closed / Not done', event: { code: 'excess_bins', where: 'property' } };
  expect((await todayAt(flat)).today).toMatchObject(expected);
  expect((await todayAt(building)).today).toMatchObject(expected);
  expect((await todayAt(flat, 'food')).today).not.toHaveProperty('event');
});

it('of a street blocks it, until the crew was there after all', async () => {
  await tell([{ usrn: low, round: 'REF 1', event: 'blocked_by_vehicles' }]);
  const blocked = await todayAt(neighbour);
  expect(blocked.next).toMatchObject({ date: today, status: 'Blocked', event: { where: 'street' } });
  expect((await todayAt(neighbour, 'food')).today.status).toBe('Not started');
  expect(
    (await tell([{ usrn: low, round: 'REF 1', event: 'street_completed', at: new Date().toISOString() }])).json.taken,
  ).toBe(1);
  expect((await todayAt(neighbour)).last).toMatchObject({
    date: today,
    status: 'Closed / Complete',
    event: { code: 'street_completed' },
  });
  expect((await todayAt(flat, 'food')).today.status).toBe('Not started');
});

it('of a whole round is read by all on it, and tells how far it is', async () => {
  await tell([{ round: 'FOO 2', event: 'breakdown', status: 'Abandoned' }]);
  expect((await todayAt(neighbour, 'food')).today).toMatchObject({
    status: 'Abandoned',
    event: { code: 'breakdown', where: 'round' },
  });
});

it('is said in the council’s own words where it has some', async () => {
  const settings = { services: {}, containers: {}, events: { breakdown: { message: 'Our lorry stopped on {date}.' } } };
  expect((await api('PUT', '/crewed/waste/settings', { body: settings })).json.events).toEqual(settings.events);
  expect((await todayAt(neighbour, 'food')).today.event.message).toMatch(/^Our lorry stopped on \d+ \w+\.$/);
});

it('of long ago, or of the day after tomorrow, is left out', async () => {
  const dates = ['2026-01-01', '0001-01-01', '9999-12-31'];
  expect((await tell(dates.map((date) => ({ uprn: house, date, event: 'damaged' })))).json).toEqual({
    taken: 0,
    known: 3,
  });
});

it.each<[string, object, string]>([
  ['no place', { event: 'breakdown' }, 'round'],
  ['a property and a street', { uprn: house, usrn: low, event: 'breakdown' }, 'usrn'],
  ['nothing noted', { uprn: house }, 'event'],
  ['a heading', { uprn: house, event: 'no_access' }, 'event'],
  ['what is of single properties on a street', { usrn: low, event: 'not_presented' }, 'event'],
  ['what is of single properties on a round', { round: 'REF 1', event: 'not_presented' }, 'event'],
  ['another word for a status', { usrn: low, status: 'Done' }, 'status'],
  ['an address', { uprn: '1 High Street', event: 'damaged' }, 'uprn'],
  ['two lines of comment', { uprn: house, event: 'damaged', comment: 'a\nb' }, 'comment'],
  ['a comment that is too long', { uprn: house, event: 'damaged', comment: 'x'.repeat(201) }, 'comment'],
  ['an empty round', { round: '', event: 'breakdown' }, 'round'],
  ['a day that there is not', { uprn: house, event: 'damaged', date: '2026-02-30' }, 'date'],
  ['a moment without its zone', { uprn: house, event: 'damaged', at: '2026-11-23T09:00:00' }, 'at'],
])('says what is wrong with %s', async (_, event, field) => {
  const { status, json } = await tell([{ uprn: house, event: 'damaged' }, event]);
  expect([status, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
    400,
    [`#/events/1/${field}`],
  ]);
});

it('is told by nobody but the crews’ system', async () => {
  const { key } = await makeKey('crewed', { scopes: ['waste:report'] });
  expect((await tell([{ uprn: house, event: 'damaged' }], key)).status).toBe(403);
  expect((await tell([{ uprn: house, event: 'damaged' }], '')).status).toBe(401);
});
