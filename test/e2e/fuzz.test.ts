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
import { anAddress, anLpi } from '#test/support/addresses.ts';
import { api, makeKey, url } from '#test/support/app.ts';
import { type OddRequest, oddRequests } from '#test/support/oddRequests.ts';
import { type Document, deployment, judge, operationsOf } from '#test/support/openApi.ts';

const seed = Number(process.env.FUZZ_SEED ?? 20261123);
const batches = Number(process.env.FUZZ_BATCHES ?? 150);
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
});

it(
  `every request is answered well (FUZZ_SEED=${seed} FUZZ_BATCHES=${batches})`,
  async () => {
    const request = fc.oneof(...placed.map(({ id, operation }) => oddRequests(id, operation, council, key)));
    const many = fc.array(request, { minLength: 1, maxLength: most, size: 'max' });
    await fc.assert(
      fc.asyncProperty(many, async (requests) => {
        const open = await openVersion();
        const wrong = await Promise.all(
          requests.map((one) => check({ ...one, path: one.path.replace('/7/', `/${open}/`) })),
        );
        expect(wrong.flat()).toEqual([]);
      }),
      { seed, numRuns: batches },
    );
  },
  60_000 + batches * 500,
);

it('every operation was reached, with success and with a refusal', () => {
  const reached = placed
    .map(({ id }) => id)
    .filter((id) => [...(statuses.get(id) ?? [])].some((status) => status >= 400));
  expect(reached).toEqual(placed.map(({ id }) => id));
  const succeeded = [...statuses.values()].filter((seen) => [...seen].some((status) => status < 300));
  expect(succeeded.length).toBeGreaterThan(placed.length / 2);
});
