/** A small council's rounds, from one CSV to what residents and their calendars see. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { londonDay } from '#shared/london.ts';
import { api, folder, logOf, makeKey } from '#test/support/app.ts';
import { commons, workFolder } from '#test/support/cli.ts';

const home = '990100000002';
const flat = '990100000018';
const collections = (council: string, query: string) =>
  api('GET', `/${council}/waste/collections?${query}`, { key: '' });

const rounds = (name: string, ...rows: string[]): string => {
  const file = join(workFolder, name);
  writeFileSync(file, `uprn,service,schedule,round\n${rows.join('\n')}\n`);
  return file;
};
const load = (file: string, ...more: string[]) =>
  commons(['import', 'waste-rounds', file, '--council', 'binned', ...more]);

interface Handed {
  readonly detail: { readonly id: string; readonly data: { readonly version: number } };
}

/** What the bus of the local runner handed on of a council's moved dates, once there is any. */
const eventsOf = async (council: string): Promise<Handed[]> => {
  const file = join(folder, 'events.jsonl');
  for (let waited = 0; ; waited += 100) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    const found = lines.map((line) => JSON.parse(line)).filter(({ detail }) => detail.council === council);
    if (found.length > 0 || waited > 10_000) return found;
    await sleep(100);
  }
};

it('tells anybody when each bin of the sample is emptied, without a key', async () => {
  const { status, json, headers } = await collections('marlbeck', `uprn=UPRN-000${home}`);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('public, max-age=900');
  expect(json).toMatchObject({ uprn: home, from: londonDay(Date.now()) });
  expect(json.services.map(({ service }: { service: string }) => service).sort()).toEqual([
    'food',
    'recycling',
    'refuse',
  ]);
  for (const { next, last, frequency } of json.services) {
    expect(new Date(next.date).getUTCDay()).toBe(1);
    expect(last.date < json.from && next.date >= json.from).toBe(true);
    expect(frequency).toMatch(/^Every (other )?Monday$/);
  }
});

it('tells a flat of the shared bins of its building', async () => {
  const { json } = await collections('marlbeck', `uprn=${flat}`);
  expect(json.services).toMatchObject([{ communal: true }, { communal: true }]);
});

it('takes two round trips for a property at most, one after the other, whatever its size', async () => {
  await api('GET', `/marlbeck/waste/collections?uprn=${flat}`, { headers: { 'x-request-id': 'waste-trips-1' } });
  const [line] = await logOf(['waste-trips-1']);
  // The pointer, the tables and what is kept at the property at once, then the property.
  expect(Number(line?.roundTrips)).toBe(4);
});

describe('the waste team', () => {
  it('loads a CSV, sees what was wrong in it, and goes back', async () => {
    const good = rounds('good.csv', '1,refuse,weekly on Monday,R1', '2,refuse,weekly on Tuesday,R2');
    const first = await load(good);
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toContain('2 properties loaded');
    const bad = rounds('bad.csv', '1,refuse,weekly on Friday,R1', '2,refuse,now and then,R2');
    const held = await load(bad);
    expect(held.code).toBe(2);
    expect(held.stdout).toContain('schedule-not-understood');
    expect((await collections('binned', 'uprn=1')).json.services[0].frequency).toBe('Every Monday');
    expect((await load(rounds('next.csv', '1,refuse,weekly on Friday,R1', '2,refuse,weekly on Tuesday,R2'))).code).toBe(
      0,
    );
    expect((await collections('binned', 'uprn=1')).json.services[0].frequency).toBe('Every Friday');
    const versions = await commons(['datasets', 'list', 'waste-rounds', '--council', 'binned']);
    const live = /^ *(\d+) {2}live/m.exec(versions.stdout)?.[1] ?? '';
    await commons(['datasets', 'rollback', 'waste-rounds', '--from', live, '--council', 'binned']);
    expect((await collections('binned', 'uprn=1')).json.services[0].frequency).toBe('Every Monday');
  });

  it('moves a day, and residents see both days and the reason at once', async () => {
    const { json: before } = await collections('binned', 'uprn=1');
    const normalDate = before.services[0].collections[1].date;
    const revisedDate = new Date(Date.parse(normalDate) + 86_400_000).toISOString().slice(0, 10);
    const moved = { normalDate, revisedDate, reason: 'Bank holiday', reasonWelsh: 'Gŵyl banc' };
    const put = (body: object) => api('PUT', '/binned/waste/moved-dates', { body });
    expect((await put({ movedDates: [moved] })).json.version).toBe(1);
    expect((await put({ movedDates: [moved] })).json.version).toBe(1);
    expect((await put({ movedDates: [] })).json.type).toMatch(/waste-table-changed$/);
    // Once for the write; nothing for the repeat, nothing for what was refused.
    expect(new Set((await eventsOf('binned')).map(({ detail }) => detail.data.version))).toEqual(new Set([1]));
    const { json } = await collections('binned', 'uprn=1&language=cy');
    expect(json.services[0].collections[1]).toMatchObject({
      date: revisedDate,
      originalDate: normalDate,
      changed: true,
      reason: 'Gŵyl banc',
    });
    const calendar = await api('GET', '/binned/waste/collections.ics?uprn=1', { key: '' });
    expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(calendar.text).toContain(`DTSTART;VALUE=DATE:${revisedDate.replaceAll('-', '')}`);
    expect(calendar.text).not.toContain(`DTSTART;VALUE=DATE:${normalDate.replaceAll('-', '')}`);
  });

  it('loads moved dates from a CSV too, whole or not at all', async () => {
    const file = (name: string, ...rows: string[]): string => {
      const path = join(workFolder, name);
      writeFileSync(path, `normal_date,revised_date,reason\n${rows.join('\n')}\n`);
      return path;
    };
    const loadDates = (path: string) => commons(['import', 'waste-moved-dates', path, '--council', 'binned']);
    const { code, stdout } = await loadDates(
      file('moved.csv', '25/12/2026,28/12/2026,Christmas', '2027-01-01,,New Year'),
    );
    expect([code, stdout]).toEqual([0, 'moved.csv: 2 moved dates are in force, as version 2.\n']);
    const broken = await loadDates(file('broken.csv', '2026-12-25,2026-12-29,Christmas', '2026-12-32,,Typing'));
    expect(broken).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/3,rejected,not-valid,.*\nNothing was changed/),
    });
    expect((await api('GET', '/binned/waste/moved-dates')).json).toMatchObject({
      version: 2,
      movedDates: [{ revisedDate: '2026-12-28' }, { normalDate: '2027-01-01' }],
    });
  });

  it('hears from the crews how far they are, and tells residents', async () => {
    const { json: before } = await collections('binned', 'uprn=2');
    const { round, next } = before.services[0];
    const now = new Date().toISOString();
    const tell = (status: string, at = now) =>
      api('POST', '/binned/waste/round-statuses', { body: { statuses: [{ round, date: next.date, status, at }] } });
    expect((await tell('Closed / Complete')).json).toEqual({ taken: 1, known: 0 });
    expect((await tell('Closed / Complete')).json).toEqual({ taken: 0, known: 1 });
    expect((await tell('In progress', '2026-01-01T00:00:00Z')).json).toEqual({ taken: 0, known: 1 });
    const { json } = await collections('binned', 'uprn=2');
    expect(json.services[0].collections[0]).toMatchObject({ date: next.date, status: 'Closed / Complete' });
    expect((await tell('Done')).json.errors[0].pointer).toBe('#/statuses/0/status');
  });

  it('tells other systems of each write of the moved dates, and of nothing else', async () => {
    const put = (version: number) => api('PUT', '/ours/waste/moved-dates', { body: { movedDates: [], version } });
    expect((await put(0)).json.version).toBe(1);
    expect((await put(0)).json.version).toBe(1);
    expect((await put(1)).json.version).toBe(2);
    await api('PUT', '/ours/waste/settings', { body: { services: {}, containers: {} } });
    let events = await eventsOf('ours');
    for (let waited = 0; waited < 10_000 && !events.some(({ detail }) => detail.data.version === 2); waited += 100) {
      await sleep(100);
      events = await eventsOf('ours');
    }
    const byId = new Map(events.map((event) => [event.detail.id, event]));
    const type = 'waste.moved_dates.changed';
    const handed = (version: number) => ({
      version: '0',
      'detail-type': type,
      source: 'council-commons.commons',
      detail: { id: expect.any(String), type, version: 1, council: 'ours', subject: 'moved-dates', data: { version } },
    });
    expect([...byId.values()]).toMatchObject([handed(1), handed(2)]);
    expect([...byId.keys()]).toEqual([...byId.keys()].sort());
  });

  it('names services and bins as residents know them', async () => {
    const body = {
      services: { refuse: { name: 'Rubbish', nameWelsh: 'Sbwriel' } },
      containers: {},
    };
    expect((await api('PUT', '/binned/waste/settings', { body })).status).toBe(200);
    expect((await collections('binned', 'uprn=1')).json.services[0].name).toBe('Rubbish');
    expect((await collections('binned', 'uprn=1&language=cy')).json.services[0].name).toBe('Sbwriel');
  });

  it('is the only one that may', async () => {
    const { key } = await makeKey('binned', { scopes: ['waste:read'] });
    expect((await api('PUT', '/binned/waste/settings', { key, body: { services: {}, containers: {} } })).status).toBe(
      403,
    );
    expect((await api('GET', '/binned/waste/settings', { key })).status).toBe(200);
  });
});

it.each([
  ['no property', '', 400],
  ['a property that there is not', 'uprn=5', 404],
  ['nonsense', 'uprn=house', 400],
  ['an end before its start', 'uprn=1&from=2026-11-23&to=2026-11-22', 400],
  ['more than 400 days', 'uprn=1&from=2026-01-01&to=2028-01-01', 400],
  ['a day that does not exist', 'uprn=1&from=2026-02-30', 400],
  ['another language', 'uprn=1&language=fr', 400],
])('says what is wrong with %s', async (_, query, status) => {
  const answer = await collections('binned', query);
  expect([answer.status, answer.json.detail]).toEqual([status, expect.any(String)]);
});

it('says that a council has not loaded its rounds', async () => {
  expect((await collections('pellwick', 'uprn=1')).json.type).toMatch(/rounds-not-loaded$/);
});

describe('a missed collection', () => {
  const building = '900000000001';
  const flats = ['900000000002', '900000000003'];
  const everyDay = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
  const report = (uprn: string, idempotencyKey: string = crypto.randomUUID()) =>
    api('POST', '/missed/waste/missed-collections', {
      body: { uprn, service: 'refuse' },
      headers: { 'idempotency-key': idempotencyKey },
    });
  const eligibility = (uprn: string) =>
    api('GET', `/missed/waste/missed-collections/eligibility?uprn=${uprn}&service=refuse`, { key: '' });
  const close = (reference: string, outcome: string) =>
    api('POST', `/missed/waste/missed-collections/${reference}/close`, { body: { outcome } });

  beforeAll(async () => {
    const file = join(workFolder, 'missed.csv');
    const rows = [`${building},refuse,"${everyDay}",R1,`, ...flats.map((flat) => `${flat},,,,${building}`)];
    writeFileSync(file, `uprn,service,schedule,round,parent_uprn\n${rows.join('\n')}\n`);
    const { code, stdout } = await commons(['import', 'waste-rounds', file, '--council', 'missed']);
    if (code !== 0) throw new Error(stdout);
    // Yesterday's, or today's once the crew told that it is done.
    const today = londonDay(Date.now());
    const at = new Date(Date.now() - 1000).toISOString();
    const statuses = [{ round: 'R1', date: today, status: 'Closed / Complete', at }];
    await api('POST', '/missed/waste/round-statuses', { body: { statuses } });
  });

  it('of shared bins is one, whichever of twenty residents reports first', async () => {
    expect((await eligibility(flats[0] ?? '')).json).toMatchObject({
      allowed: true,
      collectionDate: londonDay(Date.now()),
    });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => report(flats[i % 2] ?? '')));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    const { reference } = made[0]?.json ?? {};
    expect(made[0]?.json).toMatchObject({ uprn: building, details: { round: 'R1' }, status: 'open' });
    for (const { status, json } of answers.filter((one) => one.status !== 201))
      expect([status, json.reasonCode, json.openReport]).toEqual([409, 'already_reported', reference]);
    expect((await eligibility(building)).json).toMatchObject({
      allowed: false,
      reasonCode: 'already_reported',
      openReport: reference,
    });
    expect((await api('GET', `/missed/waste/cases/${reference}`)).json.status).toBe('open');
    expect((await close(reference, 'done')).json).toMatchObject({ status: 'closed', outcome: 'done' });
    expect((await close(reference, 'done')).status).toBe(200);
    expect((await close(reference, 'withdrawn')).json.type).toMatch(/waste-case-closed$/);
    expect((await eligibility(building)).json.allowed).toBe(true);
  });

  it('is reported once, however often the same request is sent', async () => {
    const idempotencyKey = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => report(building, idempotencyKey)));
    const last = await report(building, idempotencyKey);
    expect(last.status).toBe(201);
    for (const { status, json } of answers.filter((one) => one.status === 201))
      expect([status, json.reference]).toEqual([201, last.json.reference]);
    await close(last.json.reference, 'withdrawn');
  });

  it('is decided by what the council’s rules say at that moment', async () => {
    const settings = { services: {}, containers: {}, missedCollections: { closedServices: ['refuse'] } };
    await api('PUT', '/missed/waste/settings', { body: settings });
    const { status, json } = await report(building);
    expect([status, json.reasonCode]).toEqual([409, 'service_suspended']);
  });

  it('is told why the crew left the bin, in the resident’s language, and of the building where bins are shared', async () => {
    const [date, at] = [londonDay(Date.now()), new Date(Date.now() - 1000).toISOString()];
    const event = { uprn: building, round: 'R1', date, at, event: 'contaminated.food_waste' };
    await api('PUT', '/missed/waste/settings', { body: { services: {}, containers: {}, version: 1 } });
    expect((await api('POST', '/missed/waste/crew-events', { body: { events: [event] } })).json.taken).toBe(1);
    const { json } = await eligibility(`${flats[0]}&language=cy`);
    expect(json).toMatchObject({ allowed: false, reasonCode: 'crew_event', taskStatus: 'Closed / Not done' });
    expect(json.event).toMatchObject({ code: 'contaminated.food_waste', where: 'property', message: json.message });
    expect(json.message).toMatch(/^Heb ei wagio|^Heb eu gwagio|^Ni /);
    expect((await report(flats[1] ?? '')).json).toMatchObject({ status: 409, reasonCode: 'crew_event' });
  });

  it('of a service that does not come is none', async () => {
    const { status, json } = await api(
      'GET',
      `/missed/waste/missed-collections/eligibility?uprn=${building}&service=glass`,
      { key: '' },
    );
    expect([status, json.type]).toEqual([404, expect.stringMatching(/no-such-service-here$/)]);
  });
});
