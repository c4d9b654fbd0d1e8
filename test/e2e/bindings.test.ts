/** Two deployments side by side: the second's council has its addresses served by the first. Its callers see no difference. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { addresses } from '#functions/addresses/contract.ts';
import { commons } from '#test/support/cli.ts';
import { steps } from '#test/support/everyOperation.ts';
import { aConfig, aFolder, RunnerProcess } from '#test/support/runnerProcess.ts';

const [hostFolder, ownFolder, keyFile] = [aFolder(), aFolder(), join(aFolder(), 'key')];
const pages = { host: 'https://www.marlbeck.example', own: 'https://www.thornmoor.example' };
const hostConfig = aConfig({
  allowedOrigins: [pages.host],
  councils: [{ id: 'marlbeck', name: 'Marlbeck District Council', custodianCode: 9901, capabilities: ['addresses'] }],
});
let [hostUrl, ownUrl, ownConfig] = ['', '', ''];
let host: RunnerProcess;
const keys = { host: '', own: '' };

const startHost = (port = '0'): RunnerProcess =>
  new RunnerProcess(hostFolder, { COMMONS_CONFIG: hostConfig, PORT: port });
const adminKey = (folder: string): string => readFileSync(join(folder, 'admin-key'), 'utf8').trim();

const makeKey = async (url: string, council: string, folder: string): Promise<string> => {
  const response = await fetch(`${url}/${council}/access/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey(folder)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ label: 'Neighbour', scopes: ['addresses:read'] }),
  });
  return JSON.parse(await response.text()).key;
};

const bindings = (...args: string[]) =>
  commons(['bindings', ...args, '--local'], { COMMONS_CONFIG: ownConfig, COMMONS_DATA_DIR: ownFolder });

beforeAll(async () => {
  host = startHost();
  hostUrl = await host.ready;
  const bound = { addresses: { url: hostUrl, council: 'marlbeck' } };
  ownConfig = aConfig({
    allowedOrigins: [pages.own],
    councils: [{ id: 'thornmoor', name: 'Thornmoor Council', capabilities: ['addresses'], bindings: bound }],
  });
  ownUrl = await new RunnerProcess(ownFolder, { COMMONS_CONFIG: ownConfig }).ready;
  keys.host = await makeKey(hostUrl, 'marlbeck', hostFolder);
  keys.own = await makeKey(ownUrl, 'thornmoor', ownFolder);
  writeFileSync(keyFile, await makeKey(hostUrl, 'marlbeck', hostFolder));
});

const lookUp = () =>
  fetch(`${ownUrl}/thornmoor/addresses?postcode=ZZ1+1AA`, { headers: { authorization: `Bearer ${keys.own}` } });
const slugOf = async (response: Response) =>
  JSON.parse(await response.text())
    .type.split('/')
    .at(-1);

it('has no addresses until it has a key for the other deployment, and says so', async () => {
  const response = await lookUp();
  expect([response.status, await slugOf(response)]).toEqual([502, 'bound-service-refused']);
  expect(await bindings('check')).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('there is no key: npx commons bindings set-key'),
  });
});

it('has them with a key', async () => {
  const { stdout, stderr } = await bindings('set-key', 'addresses', '--council', 'thornmoor', '--key-file', keyFile);
  expect([stderr, stdout]).toEqual(['', expect.stringMatching(/^The key for addresses of thornmoor at /)]);
  expect(await bindings('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/ {2}works\n$/) });
  expect((await lookUp()).status).toBe(200);
});

describe('every look-up, right or wrong', () => {
  const operations: Readonly<Record<string, { method: string; path: string; access: unknown }>> = addresses.operations;
  const wanted = steps.flatMap(([id, , ask]) => {
    const operation = operations[id];
    const isLookUp = JSON.stringify(operation?.access) === '{"scope":"addresses:read"}';
    const { path, query = '', body } = ask();
    return operation && isLookUp && !path?.council ? [{ id, operation, path, query, body }] : [];
  });

  const send = async (at: 'host' | 'own', { operation, path, query, body }: (typeof wanted)[number], more: object) => {
    const [url, council] = at === 'host' ? [hostUrl, 'marlbeck'] : [ownUrl, 'thornmoor'];
    const filled = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) =>
      String({ council, ...path }[name as 'council']),
    );
    const response = await fetch(`${url}${filled}${query && `?${query}`}`, {
      method: operation.method,
      headers: {
        authorization: `Bearer ${keys[at]}`,
        'x-request-id': 'the-same-request',
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const local = (text: string) => text.replaceAll(url, 'https://api').replaceAll(`/${council}/`, '/c/');
    const headers = Object.fromEntries([...response.headers].map(([name, value]) => [name, local(value)]));
    const { date: _, 'content-length': length, ratelimit: _r, etag, ...rest } = headers;
    return { status: response.status, headers: rest, text: local(await response.text()), etag, length };
  };

  it('has something to ask', () => {
    expect(wanted.length).toBeGreaterThan(20);
    expect(new Set(wanted.map(({ id }) => id)).size).toBeGreaterThan(9);
  });

  it.each(wanted.map((one, i) => [i, one.id, one] as const))('%d %s is answered alike by both', async (_, _id, one) => {
    const [there, here] = await Promise.all([send('host', one, {}), send('own', one, {})]);
    const { etag: _t, length: _l, ...theirs } = there;
    const { etag, length: _n, ...ours } = here;
    expect(ours).toEqual(theirs);
    expect(Boolean(etag)).toBe(Boolean(there.etag));
    if (etag) expect((await send('own', one, { 'if-none-match': etag })).status).toBe(304);
  });
});

it('lets the pages that are allowed here read it, not those that are allowed there', async () => {
  const allowed = async (origin: string) => {
    const headers = { authorization: `Bearer ${keys.own}`, origin };
    const { headers: given } = await fetch(`${ownUrl}/thornmoor/addresses?postcode=ZZ1+1AA`, { headers });
    return given.get('access-control-allow-origin');
  };
  expect([await allowed(pages.own), await allowed(pages.host)]).toEqual([pages.own, null]);
});

it.each([
  '/addresses?postcode=ZZ1+1AA',
  '/addresses/1',
  '/locate/addresses?postcode=ZZ1+1AA',
  '/places/v1/uprn?uprn=1',
])('refuses at %s a deployment that is bound to this one, where a third serves the council', async (path) => {
  const headers = { authorization: `Bearer ${keys.own}`, 'commons-relayed': '1' };
  const response = await fetch(`${ownUrl}/thornmoor${path}`, { headers });
  expect([response.status, await slugOf(response)]).toEqual([421, 'served-elsewhere']);
});

it('follows pages from here to there', async () => {
  const seen: string[] = [];
  let next: string | undefined = `${ownUrl}/thornmoor/addresses?usrn=99010001&limit=20`;
  while (next) {
    const response: Response = await fetch(next, { headers: { authorization: `Bearer ${keys.own}` } });
    seen.push(...JSON.parse(await response.text()).addresses.map(({ uprn }: { uprn: string }) => uprn));
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
    if (next) expect(next.startsWith(`${ownUrl}/thornmoor/`)).toBe(true);
  }
  expect(seen.length).toBeGreaterThan(20);
  expect(new Set(seen).size).toBe(seen.length);
});

it('says that the other deployment is down, and works again when that is back, without a restart', async () => {
  await host.stop('SIGTERM');
  for (let i = 0; i < 5; i += 1) {
    const response = await lookUp();
    expect([response.status, await slugOf(response)]).toEqual([503, 'bound-service-down']);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  host = startHost(new URL(hostUrl).port);
  await host.ready;
  const deadline = Date.now() + 15_000;
  let response = await lookUp();
  while (response.status === 503 && Date.now() < deadline) {
    await sleep(Number(response.headers.get('retry-after')) * 1000);
    response = await lookUp();
  }
  expect(response.status).toBe(200);
});
