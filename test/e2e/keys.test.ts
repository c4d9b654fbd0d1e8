/** `commons keys`, as an operator runs it. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { api, url } from '#test/support/app.ts';
import { commons, type Ran, workFolder } from '#test/support/cli.ts';

const keys = (...args: string[]): Promise<Ran> => commons(['keys', ...args, '--council', 'keys']);
const usable = async (key: string): Promise<number> =>
  (await api('GET', '/keys/locate/addresses?uprn=1', { key })).status;
const row = async (keyId: string): Promise<string> =>
  (await keys('list')).stdout.split('\n').find((line) => line.startsWith(keyId)) ?? '';
const idOf = (key: string): string => key.split('_')[1] ?? '';

const options = ['--label', 'Website', '--scope', 'addresses:read,addresses:load', '--scope', 'access:manage'];

it('a council without keys has none to list', async () => {
  const { code, stdout } = await commons(['keys', 'list', '--council', 'thornmoor']);
  expect([code, stdout]).toEqual([0, 'The council has no keys.\n']);
});

it('makes a key, prints it alone, and lists it without its text', async () => {
  const { code, stdout, stderr } = await keys('create', ...options, '--expires', '2099-03-31', '--quota', '50');
  const key = stdout.trimEnd();
  expect([code, key]).toEqual([0, expect.stringMatching(/^cc_\w{10}_\w{38}$/)]);
  expect(stderr).toBe(`Key ${idOf(key)}, valid to 2099-04-01. Keep it now: it is not shown again.\n`);
  expect(await usable(key)).toBe(200);
  expect(await row(idOf(key))).toMatch(
    /active +2099-04-01 +50 +(used \d{4}-\d\d-\d\d|not used yet) +addresses:read addresses:load access:manage +Website$/,
  );
  expect((await keys('list')).stdout).not.toContain(key);
});

it('makes one key, and prints it, when the answer is lost on the way', async () => {
  let asked = 0;
  const losing = createServer(async (request, response) => {
    asked += 1;
    const { method = '', headers } = request;
    const body = await text(request);
    const answer = await fetch(`${url}${request.url}`, { method, headers: headers as Record<string, string>, body });
    if (asked === 1) return request.socket.destroy();
    return response.writeHead(asked > 2 ? answer.status : 502).end(asked > 2 ? await answer.text() : 'Bad gateway');
  });
  await new Promise<void>((resolve) => losing.listen(0, '127.0.0.1', resolve));
  const { port } = losing.address() as AddressInfo;
  const args = ['keys', 'create', '--council', 'keys', '--label', 'Once', '--scope', 'addresses:read'];
  const { code, stdout } = await commons(args, { COMMONS_ENDPOINT: `http://127.0.0.1:${port}` });
  losing.close();
  losing.closeAllConnections();
  const key = stdout.trimEnd();
  expect([code, asked, await usable(key)]).toEqual([0, 3, 200]);
  const listed = (await keys('list')).stdout.split('\n').filter((line) => line.endsWith('Once'));
  expect(listed.map((line) => line.slice(0, 10))).toEqual([idOf(key)]);
  const { json } = await api('GET', '/keys/access/audit');
  expect(json.entries.filter(({ on }: { on: string }) => on === idOf(key))).toHaveLength(1);
});

it('saves a key where only its owner can read it, and never over another file', async () => {
  const file = join(workFolder, 'key');
  const { code, stdout } = await keys('create', ...options, '--save', 'key');
  const key = readFileSync(file, 'utf8').trim();
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(new RegExp(`^Key ${idOf(key)}, .* is saved in key\\.\\n$`)),
  ]);
  expect([statSync(file).mode & 0o777, await usable(key)]).toEqual([0o600, 200]);
  writeFileSync(file, 'precious');
  const again = await keys('create', ...options, '--save', 'key');
  expect([again.code, again.stderr]).toEqual([1, 'key is there already: name another file to save the key in.\n']);
  expect(readFileSync(file, 'utf8')).toBe('precious');
});

it.each([
  ['expire', ['--on', '2020-02-29'], 'expired', 'expired-key'],
  ['revoke', [], 'revoked', 'revoked-key'],
])('%ss a key', async (command, args, state, slug) => {
  const key = (await keys('create', ...options)).stdout.trimEnd();
  const { code, stdout } = await keys(command, idOf(key), ...args);
  expect([code, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^${idOf(key)} +${state} `))]);
  expect((await api('GET', '/keys/addresses/1', { key })).json.type).toMatch(new RegExp(`${slug}$`));
});

it.each([
  ['without scopes', ['create', '--label', 'x'], 'Say what the key may do, for example --scope addresses:read.\n'],
  ['with a date that is none', ['create', ...options, '--expires', '31/3/2027'], 'It must be a date, like 2027-03-31.'],
  ['that is not there', ['revoke', '0000000000'], 'The council has no such key: '],
  ['whose id is a path', ['revoke', '../../addresses'], 'The request is not valid: “keyId” must be the id of a key'],
])('says what is wrong with a key %s', async (_, args, says) => {
  const { code, stderr } = await keys(...args);
  expect([code, stderr]).toEqual([1, expect.stringContaining(says)]);
});

it('replaces a key by another, and both work for a while', async () => {
  const old = (await keys('create', ...options)).stdout.trimEnd();
  const { code, stdout, stderr } = await keys('rotate', idOf(old), '--overlap', '2');
  const next = stdout.trimEnd();
  expect([code, await usable(old), await usable(next)]).toEqual([0, 200, 200]);
  expect(stderr).toContain(`Key ${idOf(old)} works to `);
  const again = await keys('rotate', idOf(old));
  expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('The key cannot be replaced')]);
});
