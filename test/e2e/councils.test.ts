/** Each council has its own gazetteer, in its own versions. */
import { api, folder, load, makeKey } from '#test/support/app.ts';
import { coreFile } from '#test/support/coreFile.ts';

const file = (name: string, houses: number) => coreFile(folder, name, houses);

it('nothing is loaded until it is, and then only there', async () => {
  const { key } = await makeKey('pellwick');
  const path = '/addresses/999000000001';
  expect((await api('GET', `/pellwick${path}`, { key })).json.type).toMatch(/nothing-loaded$/);
  await load('pellwick', file('pellwick.csv', 3));
  expect((await api('GET', `/pellwick${path}`, { key })).json.text).toBe('1 Example Street, Testford, ZZ8 1AA');
  expect((await api('GET', `/marlbeck${path}`)).status).toBe(404);
  expect((await api('GET', `/marlbeck${path}`, { key })).status).toBe(403);
});

it('a reader goes on in the version it began in, as long as that is kept', async () => {
  const street = '/testford/addresses?usrn=39900001&limit=2';
  const first = await load('testford', file('first.csv', 4));
  const { cursor } = (await api('GET', street)).json;
  const goOn = () => api('GET', `${street}&cursor=${cursor}`);
  await load('testford', file('second.csv', 3));
  expect((await goOn()).json).toMatchObject({ dataset: first.version, addresses: [{ number: '3' }, { number: '4' }] });
  expect((await api('GET', street)).json.dataset).toBeGreaterThan(first.version);
  await load('testford', file('third.csv', 2));
  expect((await goOn()).json.type).toMatch(/invalid-cursor$/);
});

it('a key makes, sees and changes keys of its own council only', async () => {
  const [own, other] = await Promise.all([
    makeKey('marlbeck', { scopes: ['access:manage'] }),
    makeKey('pellwick', { scopes: ['access:manage'] }),
  ]);
  const ask = (method: string, keyId: string, body?: unknown) =>
    api(method, `/marlbeck/access/keys/${keyId}`, { key: own.key, body });
  expect((await ask('GET', own.keyId)).json).toMatchObject({ keyId: own.keyId, state: 'active' });
  for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { label: 'Mine now' }]] as const) {
    expect((await ask(method, other.keyId, body)).json.type).toMatch(/key-not-found$/);
  }
  const { json } = await api('GET', '/marlbeck/access/keys', { key: own.key });
  expect(json.keys.map(({ keyId }: { keyId: string }) => keyId)).not.toContain(other.keyId);
});

it.each([
  ['the host’s own', { host: true }, 'host-only'],
  ['one that can do more than itself', { scopes: ['addresses:read'] }, 'scope-not-held'],
  ['one that can do everything', { scopes: ['*'] }, 'scope-not-held'],
])('a council’s key cannot make %s', async (_, wanted, slug) => {
  const { key } = await makeKey('pellwick', { scopes: ['access:manage'] });
  const body = { label: 'More', scopes: ['access:manage'], ...wanted };
  const { status, json } = await api('POST', '/pellwick/access/keys', { key, body });
  expect([status, json.type]).toEqual([403, expect.stringMatching(new RegExp(`${slug}$`))]);
});
