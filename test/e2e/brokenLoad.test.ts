/** A load that breaks, at whatever batch, changes nothing that is live, and the next try goes on where it broke. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { api, load, url } from '#test/support/app.ts';
import { commons, type Ran, workFolder } from '#test/support/cli.ts';
import { coreFile } from '#test/support/coreFile.ts';

/** Three batches. */
const file = coreFile(workFolder, 'large.csv', 1001);

const live = async (): Promise<[version: number, houses: number]> => {
  const { json } = await api('GET', '/loading/addresses?usrn=39900001&limit=100');
  return [json.dataset, json.addresses.length];
};

type Verdict = 'pass' | 'refuse' | 'busy' | 'cut';

const forwarded = async (request: IncomingMessage): Promise<Response> => {
  const body = Buffer.concat(await request.toArray());
  return fetch(`${url}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { authorization: String(request.headers.authorization), 'content-type': 'application/json' },
    ...(body.length > 0 && { body: new Uint8Array(body) }),
  });
};

/** Runs the import through a proxy that says of every batch, as it comes, what becomes of it. */
const importThrough = async (judge: (batchesBefore: number) => Verdict): Promise<Ran & { readonly passed: number }> => {
  let [came, passed] = [0, 0];
  const proxy = createServer(async (request, response) => {
    const verdict = request.method === 'PUT' ? judge(came++) : 'pass';
    if (verdict === 'cut') return request.socket.destroy();
    if (verdict !== 'pass') {
      request.resume();
      const body = {
        title: verdict === 'busy' ? 'Busy' : 'The key has been revoked',
        detail: 'In the middle of a load.',
      };
      return response.writeHead(verdict === 'busy' ? 503 : 401).end(JSON.stringify(body));
    }
    if (request.method === 'PUT') passed += 1;
    const answer = await forwarded(request);
    return response.writeHead(answer.status).end(await answer.text());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  try {
    const { port } = proxy.address() as AddressInfo;
    const env = { COMMONS_ENDPOINT: `http://127.0.0.1:${port}` };
    return {
      ...(await commons(['import', 'addresses', file, '--council', 'loading', '--max-fewer', '100'], env)),
      passed,
    };
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
};

let before: Awaited<ReturnType<typeof live>>;
beforeAll(async () => {
  await load('loading', coreFile(workFolder, 'before.csv', 2));
  before = await live();
});

it.each([
  ['no batch', 0],
  ['one batch', 1],
  ['another one', 1],
])('broken after %s it leaves what is live, and says why', async (_, batches) => {
  const { code, stderr, passed } = await importThrough((came) => (came < batches ? 'pass' : 'refuse'));
  expect([code, stderr, passed]).toEqual([1, 'The key has been revoked: In the middle of a load.\n', batches]);
  expect(await live()).toEqual(before);
});

it('tried again it sends only what is missing, waits out what passes, and goes live', async () => {
  const troubles: Verdict[] = ['cut', 'busy'];
  const { code, stdout, passed } = await importThrough((came) => troubles[came] ?? 'pass');
  expect([code, passed]).toEqual([0, 1]);
  expect(stdout).toContain(`Going on with version ${before[0] + 1}: 2 of 3 batches are there already.`);
  expect(stdout.match(/Trying again in \d+ s\./g)).toHaveLength(2);
  expect(await live()).toEqual([before[0] + 1, 100]);
  const { json } = await api('GET', `/loading/addresses/datasets/${before[0] + 1}`);
  expect(json).toMatchObject({ state: 'live', received: '0-2', counts: { addresses: 1001 } });
});
