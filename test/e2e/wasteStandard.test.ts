/** The API of the Local Waste Service Standards, as its clients use it: following links, in JSON and XML, without a key. */
import { londonDay } from '#shared/london.ts';
import { api, url } from '#test/support/app.ts';
import { readXml } from '#test/support/xml.ts';

const home = '990100000002';
const flat = '990100000018';
const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  api('GET', `/marlbeck/waste/standard/${path}`, { key: '', headers });

/** Paths of all links in an answer that lead to this API. */
const linksIn = (text: string): string[] =>
  [...text.matchAll(/"https?:\/\/[^/"]+(\/[^"]*)"/g)].map(([, path = '']) => path);

it('leads from the services of a property to all that they name', async () => {
  const { json, text, status } = await ask(`services?uprn=UPRN-0${home}&full=true`);
  expect(status).toBe(200);
  expect(json.map(({ id }: { id: string }) => id).sort()).toEqual(['food', 'recycling', 'refuse']);
  const today = londonDay(Date.now());
  for (const { last_collections: last, next_collections: next, provider } of json) {
    expect([last.length > 0, next.length > 0, provider['@type']]).toEqual([true, true, 'Organization']);
    expect(last.every((one: { start_date: string }) => one.start_date < today)).toBe(true);
    expect(next.every((one: { start_date: string }) => one.start_date >= today)).toBe(true);
  }
  const links = new Set(linksIn(text).filter((path) => !path.includes('/services/')));
  expect(links.size).toBeGreaterThan(6);
  for (const path of links) {
    const found = await api('GET', path, { key: '' });
    expect([path, found.status, found.json['@id'].endsWith(path)]).toEqual([path, 200, true]);
  }
});

it('tells one service at a property, and nothing of one that does not come', async () => {
  const { json } = await ask(`services/food?uprn=${home}`);
  expect(json).toMatchObject({ id: 'food', frequency: 'weekly', provider: { name: expect.any(String) } });
  expect((await ask(`services/garden_waste?uprn=${home}`)).json).toEqual({
    userMessage: 'The list at “services” has nothing of this id. Take the id, or the whole “@id”, from the list.',
    code: 404,
  });
});

it('tells a flat’s shared collections as tasks of its building', async () => {
  const { json: site } = await ask(`sites/${flat}`);
  expect(site.parent_uprn).toMatch(/^\d+$/);
  expect((await ask(`tasks?uprn=${flat}`)).json).toEqual([]);
  const { json: related } = await ask(`tasks?uprn=${flat}&include=related`);
  expect(related).toEqual((await ask(`tasks?uprn=${site.parent_uprn}`)).json);
  expect(related[0].location).toMatch(new RegExp(`/sites/${site.parent_uprn}$`));
});

it('leads from a street and a postcode to its sites, and to what stands there', async () => {
  const { json: site } = await ask(`sites/${home}`);
  const { usrn, address } = site;
  const onStreet = (await ask(`sites?usrn=${usrn}`)).json;
  expect(onStreet).toContainEqual(site);
  expect(new Set(onStreet.map((one: { usrn: string }) => one.usrn))).toEqual(new Set([usrn]));
  const both = `sites?usrn=USRN-${usrn}&postcode=${address.postcode.toLowerCase().replace(' ', '')}`;
  const { json: neighbours } = await ask(both);
  expect(neighbours).toContainEqual(site);
  expect(neighbours.length).toBeLessThan(onStreet.length);
  expect((await ask(`${both}&page=2`)).json).toEqual([]);
  const { json: bins } = await ask(`features?uprn=${home}`);
  expect(bins).toContainEqual(
    expect.objectContaining({ id: `${home}-wheelie_bin_240_green-1`, status: 'in use', size: 240, uprn: home }),
  );
  const { json: streets } = await ask(`features?usrn=${usrn}`);
  expect(streets).toEqual(expect.arrayContaining(bins));
  expect((await ask(`features?uprn=${home}&usrn=1`)).json).toEqual([]);
  for (const bin of bins) {
    const found = await api('GET', new URL(bin['@id']).pathname, { key: '' });
    expect([found.status, found.json]).toEqual([200, bin]);
    expect((await api('GET', new URL(bin.type).pathname, { key: '' })).json.sizes).toEqual(expect.any(Array));
  }
});

it('tells shared containers of a flat once, as the building’s', async () => {
  const { json: site } = await ask(`sites/${flat}`);
  const { json: bins } = await ask(`features?uprn=${flat}`);
  expect(bins).toEqual((await ask(`features?uprn=${site.parent_uprn}`)).json);
  const { json: streets } = await ask(`features?usrn=${site.usrn}`);
  const ids = streets.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(bins.map(({ id }: { id: string }) => id)));
});

it('takes days of London, both included', async () => {
  const { json } = await ask(`tasks?uprn=${home}&start_date=2026-11-23&end_date=2026-11-30`);
  const days = json.map(({ start_date }: { start_date: string }) => start_date);
  expect([days[0], days.at(-1)]).toEqual(['2026-11-23', '2026-11-30']);
});

it('keeps the id of a task whose day is moved, and says why', async () => {
  const council = 'standard';
  const path = `/${council}/waste/rounds/datasets`;
  const services = [{ service: 'refuse', round: 'REF 1', schedule: 'weekly on Monday', containers: [] }];
  await api('POST', path, { body: { fingerprint: '5'.repeat(64), format: 'test' } });
  await api('PUT', `${path}/1/batches/0`, { body: { properties: [{ uprn: '1', services }] } });
  await api('POST', `${path}/1/finish`, { body: { batches: 1 } });
  await api('POST', `${path}/1/publish`, { body: {} });
  const task = () => api('GET', `/${council}/waste/standard/tasks/1-refuse-REF_1-2030-12-23`, { key: '' });
  expect((await task()).json).toMatchObject({ start_date: '2030-12-23', status: 'Not started' });
  const move = { normalDate: '2030-12-23', revisedDate: '2030-12-27', reason: 'Christmas & New Year' };
  await api('PUT', `/${council}/waste/moved-dates`, { body: { movedDates: [move] } });
  expect((await task()).json).toMatchObject({
    start_date: '2030-12-27',
    date: '2030-12-23',
    changed_date: '2030-12-27',
    changed_date_reason: 'Christmas & New Year',
  });
  const { text } = await api('GET', `/${council}/waste/standard/tasks/1-refuse-REF_1-2030-12-23?format=xml`, {
    key: '',
  });
  expect(text).toContain('<changed-date-reason>Christmas &amp; New Year</changed-date-reason>');
});

describe('XML', () => {
  it.each([
    [`services?uprn=${home}`, 'waste-services'],
    [`services/food?uprn=${home}`, 'waste-service'],
    [`tasks?uprn=${home}`, 'tasks'],
    [`tasks/${home}-food-FOO_1-2026-11-23`, 'task'],
    ['event-types', 'event-types'],
    ['event-types/damaged.lid', 'event-type'],
    ['feature-types', 'feature-types'],
    ['feature-types/wheelie_bin', 'feature-type'],
    [`sites/${home}`, 'site'],
    ['sites?postcode=ZZ1+1AA', 'sites'],
    [`features?uprn=${home}`, 'features'],
    [`features/${home}-caddy_23-1`, 'feature'],
    ['sites/1', 'error'],
    ['tasks?uprn=none', 'error'],
  ])('of %s has the root %s, with the same in it as the JSON', async (path, root) => {
    const [json, xml] = await Promise.all([ask(path), ask(path, { accept: 'application/xml' })]);
    expect([xml.status, xml.headers.get('content-type')]).toEqual([json.status, 'application/xml']);
    const read = readXml(xml.text);
    expect(read.name).toBe(root);
    // One element holds a thing's own `type` and, where it has none, the name of its model.
    const elements = Object.keys(json.json).map((field) => (field === '@type' ? 'type' : field));
    expect(read.children.length).toBe(new Set(elements).size);
    if (Array.isArray(json.json)) expect(read.attributes).toEqual({ type: 'array' });
  });

  it.each([
    ['application/xml', '', 'application/xml'],
    ['text/xml', '', 'text/xml; charset=utf-8'],
    ['application/json', '&format=xml', 'application/xml'],
    ['text/xml', '&format=json', 'application/json'],
    ['*/*', '', 'application/json'],
    ['application/json, text/xml;q=0.5', '', 'application/json'],
  ])('for “%s”%s is answered as %s', async (accept, more, type) => {
    for (const uprn of [home, 'none']) {
      const { headers } = await ask(`services?uprn=${uprn}${more}`, { accept });
      expect([headers.get('content-type'), headers.get('vary')]).toEqual([type, expect.stringContaining('accept')]);
    }
  });

  it('says what is wrong in words', async () => {
    const { text } = await ask('tasks?format=xml');
    const { children } = readXml(text);
    expect(children.map(({ name, text: said }) => [name, said])).toEqual([
      ['userMessage', expect.stringContaining('uprn')],
      ['code', '400'],
    ]);
  });
});

const take = 'Take the id, or the whole “@id”, from the list.';

it.each([
  ['tasks', 400, '“uprn” is required.'],
  ['tasks?uprn=x', 400, '“uprn” must be a UPRN: 1 to 12 digits.'],
  [`tasks?uprn=${home}&include=all`, 400, '“include/0” must be one or more of related, separated by commas.'],
  [
    `tasks?uprn=${home}&start_date=2026-12-01&end_date=2026-11-01`,
    400,
    '“end_date” must not be before “start_date”, 2026-12-01.',
  ],
  [
    `tasks?uprn=${home}&start_date=2026-01-01&end_date=2028-11-01`,
    400,
    '“end_date” must be at most 400 days after “start_date”, 2026-01-01.',
  ],
  [`tasks/${home}-food-FOO_1-2026-11-24`, 404, `The list at “tasks” has nothing of this id. ${take}`],
  ['tasks/1', 404, `The id of a task is a UPRN, a service, a round and a day, with hyphens between them. ${take}`],
  ['sites', 400, '“usrn” is required, or postcode.'],
  ['sites?postcode=ZZ1', 400, '“postcode” must be a full UK postcode, like ZZ1 1AA.'],
  ['sites?usrn=99010001&page=0', 400, '“page” must be at least 1.'],
  ['features', 400, '“uprn” is required, or usrn.'],
  ['features/1', 404, `The id of a feature is a UPRN, a container and a number, with hyphens between. ${take}`],
  [`features/${home}-caddy_23-2`, 404, `The list at “features” has nothing of this id. ${take}`],
  ['sites/1', 404, expect.stringMatching(/does not have this UPRN\. Check the UPRN\./)],
  ['event-types/none', 404, `The list at “event-types” has nothing of this id. ${take}`],
])('%s is refused with %i in the standard’s words', async (path, code, userMessage) => {
  const { status, json, headers } = await ask(path);
  expect([status, headers.get('content-type'), json]).toEqual([code, 'application/json', { userMessage, code }]);
});

it('is told of by its own host in every link', async () => {
  const { json } = await ask('event-types/not_presented');
  expect(json['@id']).toMatch(
    new RegExp(`^https?://${new URL(url).host}/marlbeck/waste/standard/event-types/not_presented$`),
  );
});
