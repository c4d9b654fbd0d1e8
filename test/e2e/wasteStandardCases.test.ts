/** Cases of the Local Waste Service Standards: opened by our own rules, and read in the standard's models. */
import { londonDay } from '#shared/london.ts';
import { api, makeKey } from '#test/support/app.ts';
import { readXml } from '#test/support/xml.ts';

const council = 'casebook';
const path = `/${council}/waste/standard/cases`;
const place = { usrn: '99010001', postcode: 'ZZ1 1AA' };
const open = (body: object, headers = {}) => api('POST', path, { body, headers });
const missed = {
  '@type': 'ReportMissedCollection',
  collection_type: 'wheelie_bin',
  customer: { name: 'Jo Example' },
};

beforeAll(async () => {
  const datasets = `/${council}/waste/rounds/datasets`;
  const schedule = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
  const service = { service: 'refuse', round: 'REF 1', schedule, containers: ['wheelie_bin_240'] };
  const properties = ['1', '2', '3'].map((uprn) => ({ uprn, ...place, services: [service] }));
  await api('POST', datasets, { body: { fingerprint: '7'.repeat(64), format: 'test' } });
  await api('PUT', `${datasets}/1/batches/0`, { body: { properties } });
  await api('POST', `${datasets}/1/finish`, { body: { batches: 1 } });
  await api('POST', `${datasets}/1/publish`, { body: {} });
});

/** The crew has told that it was there, so that what was missed can be reported. */
const tellDone = () => {
  const at = new Date(Date.now() - 1000).toISOString();
  const told = { round: 'REF 1', date: londonDay(Date.now()), status: 'Closed / Complete', at };
  return api('POST', `/${council}/waste/round-statuses`, { body: { statuses: [told] } });
};

it('is a report of a missed bin by the council’s own rules, once, which names nobody', async () => {
  await tellDone();
  const { status, json, headers } = await open({ ...missed, uprn: 1 });
  expect([status, json['@type'], json.status, json.collection_type]).toEqual([
    201,
    'ReportMissedBin',
    'active',
    'refuse',
  ]);
  expect(headers.get('location')).toBe(`${path}/${json.id}`);
  expect(JSON.stringify(json)).not.toContain('Jo');
  const read = await api('GET', new URL(json['@id']).pathname);
  expect(read.json).toEqual(json);
  const own = await api('GET', `/${council}/waste/cases/${json.id}`);
  expect(own.json).toMatchObject({ kind: 'missed_collection', uprn: '1', service: 'refuse' });
  const again = await open({ ...missed, uprn: '1' });
  expect([again.status, again.json]).toEqual([409, { userMessage: expect.stringContaining('already'), code: 409 }]);
  const notes = await api('GET', `/${council}/waste/cases/${json.id}/notes`);
  expect(notes.json.contact).toEqual({ name: 'Jo Example' });
});

it('is opened once for each Idempotency-Key, and answered alike', async () => {
  const key = { 'idempotency-key': crypto.randomUUID() };
  await tellDone();
  for (const body of [
    { ...missed, uprn: '2' },
    { '@type': 'DeadAnimal', uprn: '2' },
  ]) {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const [first, second] = [await open(body, headers), await open(body, headers)];
    expect([first.status, second.status, second.json]).toEqual([201, 201, first.json]);
  }
  expect((await open({ '@type': 'DeadAnimal', uprn: '2' }, key)).status).toBe(201);
});

describe('of a container', () => {
  const caddy = { service: 'refuse', requestOnly: true, actions: { request: { price: 500 }, replace: {} } };
  const box = { service: 'refuse', actions: { replace: { reasons: { damaged: 0, stolen: 0 } } } };
  const containers = { caddy_7: caddy, caddy_23: caddy, box_55: box };
  const ofModel = (model: string, more: object) => open({ '@type': model, uprn: '1', ...more });

  beforeAll(() => api('PUT', `/${council}/waste/containers/settings`, { body: { containers } }));

  it('is a request by the council’s own rules, with the usual reason of its model', async () => {
    const { json } = await ofModel('ReportDamage', { collection_type: 'box', customer: { name: 'Jo Example' } });
    expect(json).toMatchObject({ '@type': 'ReportDamage', collection_type: 'box_55' });
    const own = await api('GET', `/${council}/waste/cases/${json.id}`);
    expect(own.json).toMatchObject({ kind: 'container', details: { action: 'replace', reason: 'damaged' } });
    const again = await ofModel('ReportDamage', { collection_type: 'box_55' });
    expect([again.status, again.json.code]).toEqual([409, 409]);
  });

  it('waits for its payment at the price that the resident was shown', async () => {
    const wrong = await ofModel('AdditionalBinRequest', { collection_type: 'caddy_7' });
    expect(wrong.json).toEqual({ code: 409, userMessage: expect.stringContaining('“price” must be 500') });
    const { json } = await ofModel('AdditionalBinRequest', { collection_type: 'caddy_7', price: 500 });
    const own = await api('GET', `/${council}/waste/cases/${json.id}`);
    expect(own.json).toMatchObject({ stage: 'unpaid', payment: { price: 500 } });
  });

  it('has to be of one that the council has, if it has any of that name', async () => {
    const { json } = await ofModel('AdditionalBinRequest', { collection_type: 'caddy' });
    expect(json.userMessage).toBe('“collection_type” must be one of caddy_7, caddy_23.');
    const other = await ofModel('AdditionalBinRequest', { collection_type: 'tub' });
    const own = await api('GET', `/${council}/waste/cases/${other.json.id}`);
    expect(own.json).toMatchObject({ kind: 'other', details: { type: 'AdditionalBinRequest', description: 'tub' } });
  });
});

it('is a request for assisted collection, without what the standard has no place for', async () => {
  const help = { '@type': 'AssistedCollectionRequest', uprn: '1', location: 'By the side door', declaration: true };
  const { status, json, text } = await open(help);
  expect([status, json['@type'], text.includes('side door')]).toEqual([201, 'AssistedCollectionRequest', false]);
  const own = await api('GET', `/${council}/waste/cases/${json.id}`);
  expect(own.json).toMatchObject({ kind: 'assisted_collection', details: { reason: 'cannot_move' } });
  expect((await open({ ...help, uprn: '2', reason: 'temporary' })).json.userMessage).toMatch(/^“until” is required/);
  expect((await open({ ...help, uprn: '2', reason: 'lost' })).json.userMessage).toMatch(/^“reason” must be one of/);
  const named = await open({ ...help, uprn: '2', location: 'Ask jo@resident.example' });
  expect(named.json.userMessage).toMatch(/^“location” must have no email address/);
  expect((await open(help)).status).toBe(409);
});

it('is found by property, street and postcode, the newest first', async () => {
  const { json: last } = await open({ uprn: '3', subject: 'A fridge in the hedge' });
  const asked = ['uprn=3', 'usrn=99010001', 'postcode=zz11aa', 'usrn=99010001&postcode=ZZ1+1AA&uprn=3'];
  for (const query of asked) expect((await api('GET', `${path}?${query}`)).json[0]).toEqual(last);
  const { json: all } = await api('GET', `${path}?usrn=99010001`);
  expect(new Set(all.map(({ uprn }: { uprn: string }) => uprn))).toEqual(new Set(['1', '2', '3']));
  expect((await api('GET', `${path}?usrn=99010001&page=2`)).json).toEqual([]);
  expect((await api('GET', `${path}?usrn=99010002`)).json).toEqual([]);
});

it('is listed for staff only', async () => {
  const { key } = await makeKey(council, { scopes: ['waste:report'] });
  const refused = await api('GET', `${path}?uprn=1`, { key });
  expect([refused.status, refused.json.code]).toEqual([403, 403]);
  expect((await api('POST', path, { key, body: { '@type': 'DeadAnimal', uprn: '1' } })).status).toBe(201);
});

it('is told in XML under the name of its model', async () => {
  const { json } = await open({ '@type': 'FreezerCollection', uprn: '3' });
  const { text } = await api('GET', `${path}/${json.id}?format=xml`);
  expect(readXml(text).name).toBe('freezer-collection');
});

it('with more email addresses than anybody is asked for is refused', async () => {
  const description = Array.from({ length: 140 }, (_, i) => `a@b.c${i}`)
    .join(' ')
    .slice(0, 1000);
  const { status, json } = await open({ '@type': 'DeadAnimal', uprn: '3', description });
  expect([status, json.userMessage]).toEqual([
    400,
    expect.stringMatching(/^The text has \d+ email addresses; at most 40/),
  ]);
});

it.each([
  [{ '@type': 'ReportMissedBin', uprn: '1', service: 'glass' }, 404, expect.stringContaining('“glass” does not come')],
  [{ ...missed, uprn: '1', collection_type: 'sack' }, 404, expect.stringContaining('name the “service”')],
  [{ ...missed, uprn: '9' }, 404, expect.stringContaining('does not have this UPRN')],
  [{ uprn: '1' }, 400, '“subject” is required where there is no “@type”.'],
])('%j is refused with %i', async (body, code, userMessage) => {
  expect((await open(body)).json).toEqual({ code, userMessage });
});

describe('of a bulky collection', () => {
  const book = (more: object) => open({ '@type': 'BulkyCollectionRequest', uprn: '3', ...more });
  const aDay = async () => (await api('GET', `/${council}/waste/bulky/dates?uprn=3`)).json.dates[0].date;
  const items = [{ '@type': 'BulkyItem', name: 'Armchair', is_working: true }];

  it('with a day is a booking by the council’s own rules, at the price that was shown', async () => {
    const date = await aDay();
    const cheap = await book({ items, start_date: date, price: 1 });
    expect([cheap.status, cheap.json.code]).toEqual([409, 409]);
    const { status, json } = await book({ items: [...items, ...items], start_date: date, price: 4000 });
    expect([status, json['@type']]).toEqual([201, 'ChargeableBulkyCollectionRequest']);
    const own = await api('GET', `/${council}/waste/cases/${json.id}`);
    expect(own.json).toMatchObject({
      kind: 'bulky_collection',
      details: { date, items: [{ item: 'armchair', quantity: 2 }] },
    });
  });

  it('without a day goes to staff, with what it is', async () => {
    const { json } = await book({ items });
    const own = await api('GET', `/${council}/waste/cases/${json.id}`);
    expect(own.json).toMatchObject({ kind: 'other', details: { type: 'BulkyCollectionRequest' } });
  });

  it.each(['Moon rock', 'Bed base'])('of “%s”, which is no one item, is refused, naming the field', async (name) => {
    const { status, json } = await book({ items: [{ name }], start_date: await aDay() });
    expect([status, json.userMessage]).toEqual([400, expect.stringContaining('items/0/name')]);
  });
});
