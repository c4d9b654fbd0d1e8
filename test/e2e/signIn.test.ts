/** Staff sign in with an identity provider, on a local runner of its own: the deployed bundles, with jose in them. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Issuer } from '#test/support/issuer.ts';
import { aConfig, aFolder, RunnerProcess } from '#test/support/runnerProcess.ts';

const folder = aFolder();
let issuer: Issuer;
let runner: RunnerProcess;
let url: string;

beforeAll(async () => {
  issuer = await new Issuer().start();
  const roles = { reader: ['addresses:read'], manager: ['access:*', 'addresses:read'] };
  const capabilities = ['addresses'];
  const COMMONS_CONFIG = aConfig({
    councils: [
      {
        id: 'testford',
        name: 'Testford Council',
        capabilities,
        signIn: { issuer: issuer.url, audience: 'commons', roles },
      },
      { id: 'pellwick', name: 'Pellwick Borough Council', capabilities },
    ],
  });
  runner = new RunnerProcess(folder, { COMMONS_CONFIG });
  url = await runner.ready;
});
afterAll(async () => {
  issuer.stop();
  await runner.stop('SIGTERM');
});

const ask = async (token: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(`${url}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: JSON.parse(await response.text()) };
};

const manager = () => issuer.token({ roles: ['manager'], jti: randomUUID() });

it('a role gives what it says at the council, and nothing beyond', async () => {
  const reader = await issuer.token();
  const paths = [
    '/testford/locate/addresses?postcode=ZZ1+1AA',
    '/testford/places/v1/postcode?postcode=ZZ1+1AA',
    '/testford/addresses?postcode=ZZ1+1AA',
    '/testford/access/keys',
    '/pellwick/locate/addresses?postcode=ZZ1+1AA',
  ];
  const answers = await Promise.all(paths.map((path) => ask(reader, path)));
  // Nothing is loaded: who is let in is told that.
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 404, 403, 401]);
  expect(answers[3]?.json).toMatchObject({ scope: 'access:manage', type: `${url}/problems/missing-scope` });
});

it('a token in the address, where OS Places takes keys, is refused', async () => {
  const path = `/testford/places/v1/postcode?postcode=ZZ1+1AA&key=${await issuer.token()}`;
  expect((await fetch(`${url}${path}`)).status).toBe(401);
});

it('a person makes a key with scopes of their own, and no others', async () => {
  const wanted = { label: 'Website', scopes: ['addresses:read'] };
  expect(await ask(await manager(), '/testford/access/keys', wanted)).toMatchObject({ status: 201 });
  const more = { ...wanted, scopes: ['addresses:load'] };
  expect(await ask(await manager(), '/testford/access/keys', more)).toMatchObject({
    status: 403,
    json: { type: `${url}/problems/scope-not-held`, scopes: ['addresses:load'] },
  });
  const ofHost = { ...wanted, host: true };
  expect(await ask(await manager(), '/testford/access/keys', ofHost)).toMatchObject({ status: 403 });
});

it('a request that is sent again with the next token is answered as the first was', async () => {
  const wanted = { label: 'Once', scopes: ['addresses:read'] };
  const headers = { 'idempotency-key': randomUUID() };
  const first = await ask(await manager(), '/testford/access/keys', wanted, headers);
  const again = await ask(await manager(), '/testford/access/keys', wanted, headers);
  expect([first.status, again]).toEqual([201, first]);
  const another = await issuer.token({ roles: ['manager'], sub: 'bob.example' });
  const theirs = await ask(another, '/testford/access/keys', wanted, headers);
  expect([theirs.status, theirs.json.keyId === first.json.keyId]).toEqual([201, false]);
});

it('the audit trail and the log know the person by a hash, and nothing else of them', async () => {
  const { json } = await ask(await manager(), '/testford/access/audit');
  const ids = new Set(json.entries.map(({ by }: { by: string }) => by).filter((by: string) => by.startsWith('oidc')));
  expect([...ids]).toEqual([
    expect.stringMatching(/^oidc-[0-9a-f]{16}$/),
    expect.stringMatching(/^oidc-[0-9a-f]{16}$/),
  ]);
  const log = readFileSync(join(folder, 'log.jsonl'), 'utf8');
  expect(log).toContain([...ids][0]);
  expect(log).not.toMatch(/ann\.example|bob\.example|eyJ/);
});

it('the document says where to sign in, and which problems tokens have', async () => {
  const document = JSON.parse(await (await fetch(`${url}/openapi.json`)).text());
  expect(document.components.securitySchemes.signIn.description).toContain(`Testford Council: ${issuer.url}`);
  const { json } = await ask(await issuer.token({ exp: 1 }), '/testford/access/keys');
  expect(Object.keys(document.components.examples)).toContain(json.type.split('/').at(-1));
  expect((await fetch(json.type)).status).toBe(200);
});
