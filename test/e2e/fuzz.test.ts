/** Whatever is sent, the app answers: with success, or with what is wrong in the operation's own words; never with a 5xx. */
import { randomUUID } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import { problemsOf } from '#infra/documentation/answers.ts';
import { router } from '#infra/local/routes.ts';
import type { Capability, Operation } from '#shared/contract/capability.ts';
import { ProblemDetails } from '#shared/contract/dialect.ts';
import { routeKey } from '#shared/http/operation.ts';
import { londonDay } from '#shared/london.ts';
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { api, makeKey, url } from '#test/support/app.ts';
import { permitThingsOf, type Thing, thingsOf } from '#test/support/fuzzedThings.ts';
import { type OddRequest, oddRequests } from '#test/support/oddRequests.ts';
import { type Document, deployment, judge, operationsOf } from '#test/support/openApi.ts';
import { someAreas } from '#test/support/someAreas.ts';
import { loadAll } from '#test/support/theirs/loads.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20261123);
const batches = Number(process.env.FUZZ_BATCHES ?? 110);
const most = 40;
const council = 'fuzzed';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
afterAll(() => agent.destroy());

/** Not `fetch`, which would tidy up the path. */
const send = ({
  method,
  path,
  headers,
  body,
}: OddRequest): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = httpRequest({ agent, hostname, port, method, path, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        text: Buffer.concat(chunks).toString('utf8'),
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

interface Placed {
  readonly id: string;
  readonly operation: Operation;
  readonly contract: Capability;
}

let placed: Placed[];
let check: (request: OddRequest) => Promise<string[]>;
let key: string;
const statuses = new Map<string, Set<number>>();

const loadSome = async (): Promise<void> => {
  const path = `/${council}/addresses/datasets`;
  const addresses = ['990100000018', '990100000017'].map((uprn) =>
    anAddress({ uprn, easting: 333_064, northing: 468_000, lpis: [anLpi({ usrn: '99010001' })] }),
  );
  const streets = [{ usrn: '99010001', descriptors: [{ language: 'eng', name: 'HIGH STREET' }] }];
  await api('POST', path, { body: { fingerprint: '0'.repeat(64), format: 'test' } });
  await api('PUT', `${path}/1/batches/0`, { body: { addresses, streets } });
  await api('POST', `${path}/1/finish`, { body: { batches: 1 } });
  await api('POST', `${path}/1/publish`, { body: {} });
};

const loadAreas = async (): Promise<void> => {
  const records = someAreas({
    ...{ digits: '999901', name: 'Marlbeck', outward: 'ZZ1', uprn: '990100000018', west: -3.1, south: 54.05 },
  });
  for (const [path, given] of Object.entries(records))
    await loadAll(`/${council}/areas/${path}/datasets`, 1, '0'.repeat(64), given);
};

const waste = `/${council}/waste`;
const homes = Array.from({ length: 997 }, (_, i) => String(i + 1));

/** What comes there every day, to the property of the examples and to others. */
const loadRounds = async (): Promise<void> => {
  const path = `${waste}/rounds/datasets`;
  const schedule = 'every Monday, Tuesday, Wednesday, Thursday, Friday, Saturday and Sunday';
  const services = ['recycling', 'refuse', 'garden_waste'].map((service) => ({
    ...{ service, round: 'REC 2', schedule, containers: ['wheelie_bin_240_green'] },
  }));
  const uprns = ['990100000002', '990100000018', ...homes];
  const properties = uprns.map((uprn) => ({ uprn, usrn: '99010001', postcode: 'ZZ1 1AA', services }));
  await api('POST', path, { body: { fingerprint: '1'.repeat(64), format: 'test' } });
  await api('PUT', `${path}/1/batches/0`, { body: { properties } });
  await api('POST', `${path}/1/finish`, { body: { batches: 1 } });
  await api('POST', `${path}/1/publish`, { body: {} });
};

const set = async (name: string, body: object): Promise<void> => {
  const { json } = await api('GET', `${waste}/${name}`);
  await api('PUT', `${waste}/${name}`, { body: { ...body, version: json.version } });
};
/** So that what residents ask for is taken, whatever was written meanwhile. */
const setWaste = async (): Promise<void> => {
  const bin = [{ startDate: '2020-01-01', cost: 6000 }];
  const caddy = { service: 'food', requestOnly: true, actions: { request: { price: 100 }, replace: {} } };
  await set('settings', { services: {}, containers: {}, missedCollections: { escalation: { afterWorkingDays: 0 } } });
  await set('garden/settings', { services: ['garden_waste'], prices: { bin } });
  await set('containers/settings', { containers: { caddy, wheelie_bin_240_green: caddy } });
  const status = { round: 'REC 2', date: londonDay(Date.now()), status: 'Closed / Complete' };
  await api('POST', `${waste}/round-statuses`, { body: { statuses: [{ ...status, at: new Date().toISOString() }] } });
};

let things: readonly Thing[] = [];
let permits: readonly Thing[] = [];
let batch = 0;
let cases: readonly Thing[] = [];
/** Cases that are open, by the path of what can be done with them: they stand in for the reference of the examples. */
const openCases = async (): Promise<readonly Thing[]> => {
  batch += 1;
  if (batch % 5 !== 1) return cases;
  await setWaste();
  const uprn = homes[batch % homes.length];
  const bodies = {
    'missed-collections': { uprn, service: 'refuse' },
    'container-requests': { uprn, container: 'caddy', action: 'request', price: 100 },
    'garden/subscriptions': { uprn, bins: 1, existingBins: 1, price: 6000 },
    'assisted-collections': { uprn, reason: 'access', location: 'Gate', declaration: true },
  };
  const opened = Object.entries(bodies).map(async ([path, body]) => {
    const headers = { 'idempotency-key': randomUUID() };
    const { json } = await api('POST', `${waste}/${path}`, { body, headers });
    return [path, json.reference ?? 'MC-7K2M9QXA'] as const;
  });
  const found = await Promise.all(opened);
  const [, any = ''] = found[Math.floor(batch / 5) % found.length] ?? [];
  const open = [...found, ['cases', any], ['standard/cases', any]] as const;
  const placed = open.map(([path, one]) => [`/waste/${path}/MC-7K2M9QXA`, `/waste/${path}/${one}`] as const);
  if (batch % 15 === 1) permits = await permitThingsOf(council);
  cases = [...placed, ...things, ...permits];
  return cases;
};

/** Stands in for version 7, the example, so that there is always one that takes batches. */
const openVersion = async (): Promise<number> => {
  const fingerprint = randomUUID().replaceAll('-', '').repeat(2);
  return (await api('POST', `/${council}/addresses/datasets`, { body: { fingerprint, format: 'test' } })).json.version;
};

/** What an answer has that its operation does not promise. */
const checker = (document: Document) => {
  const routes = router(new Map(placed.map(({ id, operation }) => [routeKey(operation), id])));
  const documented = new Map(operationsOf(document).map((operation) => [operation.operationId, operation]));
  const disagreements = judge(document);
  return async (request: OddRequest): Promise<string[]> => {
    const { status, headers, text } = await send(request);
    if (status >= 500) return [`${status}: ${text}`];
    // Refused by the gateway, before any operation.
    if (text.includes('"type":"about:blank"')) return [];
    const id = routes(request.method, request.path.split('?')[0] ?? '')?.target;
    const found = placed.find((one) => one.id === id);
    if (!found) return [`${request.path} has no operation`];
    statuses.set(found.id, new Set([...(statuses.get(found.id) ?? []), status]));
    const operation = documented.get(found.id);
    if (operation)
      return disagreements(operation, { status, text, headers: new Headers(headers as Record<string, string>) });
    if (status < 400) return [];
    const isKnown = problemsOf(found.operation, found.contract).some(({ type }) => type.status === status);
    return isKnown && ProblemDetails.safeParse(JSON.parse(text)).success ? [] : [`${status}: ${text}`];
  };
};

beforeAll(async () => {
  const { contracts } = await deployment(join(import.meta.dirname, 'commons.config.json'));
  placed = contracts.flatMap((contract) =>
    Object.entries(contract.operations).map(([id, operation]) => ({ id, operation, contract })),
  );
  check = checker((await api('GET', '/openapi.json')).json);
  ({ key } = await makeKey(council, { scopes: ['*'], dailyQuota: 1_000_000 }));
  await loadSome();
  await loadRounds();
  await loadAreas();
  things = await thingsOf(council);
});

it(
  `every request is answered well (FUZZ_SEED=${seed} FUZZ_BATCHES=${batches})`,
  async () => {
    const request = fc.oneof(...placed.map(({ id, operation }) => oddRequests(id, operation, council, key)));
    const many = fc.array(request, { minLength: 1, maxLength: most, size: 'max' });
    await fc.assert(
      fc.asyncProperty(many, async (requests) => {
        const [open, references] = await Promise.all([openVersion(), openCases()]);
        const placed = (path: string) =>
          references.reduce((sofar, [example, real]) => sofar.replace(example, real), path.replace('/7/', `/${open}/`));
        const wrong = await Promise.all(requests.map((one) => check({ ...one, path: placed(one.path) })));
        expect(wrong.flat()).toEqual([]);
      }),
      { seed, numRuns: batches },
    );
  },
  60_000 + batches * 500,
);

const unrefused = () => placed.filter(({ id }) => ![...(statuses.get(id) ?? [])].some((status) => status >= 400));

it('every operation was reached, with success and with a refusal', async () => {
  // Of so many operations chance leaves one or two out.
  for (const { id, operation } of unrefused())
    for (const one of fc.sample(oddRequests(id, operation, council, key), { seed, numRuns: 40 }))
      expect(await check(one)).toEqual([]);
  expect(unrefused().map(({ id }) => id)).toEqual([]);
  const succeeded = [...statuses.values()].filter((seen) => [...seen].some((status) => status < 300));
  expect(succeeded.length).toBeGreaterThan(placed.length / 2);
});
