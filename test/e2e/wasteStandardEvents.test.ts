/** Events of the Local Waste Service Standards: what crews told, as anybody reads it. */
import { londonDay } from '#shared/london.ts';
import { api } from '#test/support/app.ts';
import { readXml } from '#test/support/xml.ts';

const council = 'eventful';
const [usrn, otherStreet] = ['99010001', '99010002'];
const today = londonDay(Date.now());
const at = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
const ask = (path: string) => api('GET', `/${council}/waste/standard/${path}`, { key: '' });
const typesOf = async (query: string) => (await ask(`events?${query}`)).json.map(({ type }: { type: string }) => type);

beforeAll(async () => {
  const datasets = `/${council}/waste/rounds/datasets`;
  const schedule = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
  const row = { service: 'refuse', round: 'REF 1', schedule, containers: ['wheelie_bin_240'] };
  const properties = [
    { uprn: '1', usrn, services: [row] },
    { uprn: '2', usrn: otherStreet, services: [{ ...row, round: 'REF 2' }] },
    { uprn: '10', usrn: otherStreet, shared: true, services: [row] },
    { uprn: '11', usrn: otherStreet, parentUprn: '10', services: [{ ...row, communal: true }] },
  ];
  await api('POST', datasets, { body: { fingerprint: '8'.repeat(64), format: 'test' } });
  await api('PUT', `${datasets}/1/batches/0`, { body: { properties } });
  await api('POST', `${datasets}/1/finish`, { body: { batches: 1 } });
  await api('POST', `${datasets}/1/publish`, { body: {} });
  const events = [
    { uprn: '1', at: at(9), event: 'contaminated.animal_bedding', container: 'wheelie_bin_240', comment: 'Hamster' },
    { uprn: '1', at: at(5), event: 'contaminated.animal_bedding', container: 'wheelie_bin_240' },
    { uprn: '1', at: at(8), event: 'safety_concern.customer' },
    { uprn: '1', at: at(8), status: 'Closed / Not done' },
    { usrn, at: at(7), event: 'partly_completed_street' },
    { usrn: otherStreet, at: at(7), event: 'roadworks' },
    { round: 'REF 1', at: at(6), event: 'breakdown' },
    { uprn: '10', at: at(4), event: 'excess_bins' },
  ].map((one) => ({ date: today, ...one }));
  expect((await api('POST', `/${council}/waste/crew-events`, { body: { events } })).status).toBe(200);
});

it('tells what was noted at a property, on its street and of its round, in order of time', async () => {
  const { json, text } = await ask('events?uprn=1');
  expect(json.map(({ type }: { type: string }) => type)).toEqual(['Contaminated', 'Partly completed', 'Breakdown']);
  expect(json[0]).toMatchObject({ uprn: '1', start_date: expect.stringMatching(/Z$/), date: today });
  expect(json[0].event_type).toMatchObject({ name: 'Contaminated: Animal bedding' });
  expect(text).not.toMatch(/Hamster|safety/i);
});

it('leads to itself, its type, its container and its task', async () => {
  const { json } = await ask('events?uprn=1');
  for (const one of json) {
    const found = await api('GET', new URL(one['@id']).pathname, { key: '' });
    expect([found.status, found.json]).toEqual([200, one]);
  }
  const [{ task, event_type, feature_type }] = json;
  for (const link of [task, event_type['@id'], feature_type]) {
    const { status, json: there } = await api('GET', new URL(link).pathname, { key: '' });
    expect([status, there['@id']]).toEqual([200, link]);
  }
});

it('tells a street’s own by its USRN, and a building’s to its flats', async () => {
  expect(await typesOf(`usrn=${usrn}`)).toEqual(['Partly completed']);
  expect(await typesOf('uprn=11')).toEqual(['Roadworks', 'Breakdown', 'Excess bins']);
  expect(await typesOf('uprn=2')).toEqual(['Roadworks']);
});

it('tells those of the days and the street asked for, page by page', async () => {
  expect(await typesOf('uprn=1&start_date=2026-01-01&end_date=2026-01-02')).toEqual([]);
  expect(await typesOf(`uprn=1&start_date=${today}&end_date=${today}`)).toHaveLength(3);
  expect(await typesOf('uprn=1&page=2')).toEqual([]);
  expect(await typesOf(`uprn=1&usrn=${otherStreet}`)).toEqual([]);
});

it('is written in XML as in the standard’s examples', async () => {
  const { text } = await ask('events?uprn=1&format=xml');
  const { name, children } = readXml(text);
  expect([name, children.map((one) => one.name)]).toEqual(['events', ['event', 'event', 'event']]);
  const { json } = await ask('events?uprn=1');
  expect(readXml((await ask(`events/${json[0].id}?format=xml`)).text).name).toBe('waste-event');
});

it.each([
  ['events', 400, '“uprn” is required, or usrn.'],
  ['events?uprn=9', 404, expect.stringContaining('does not have this UPRN')],
  ['events/none', 404, expect.stringMatching(/^The id of an event is “site”, “street” or “round”/)],
  [`events/street-1-${today}-0123456789abcdef`, 404, expect.stringContaining('has nothing of this id')],
  ['events/street-1-2026-02-30-0123456789abcdef', 404, expect.stringMatching(/^The id of an event/)],
])('%s is refused with %i', async (path, code, userMessage) => {
  expect((await ask(path)).json).toEqual({ code, userMessage });
});
