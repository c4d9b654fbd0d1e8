import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aFunction } from '#test/support/functionFolder.ts';
import { root } from '#test/support/inNode.ts';
import { readSecrets, writeSecret } from './parameterStore.ts';
import { StandIns } from './standIns.ts';

const dataFolder = mkdtempSync(join(tmpdir(), 'commons-stand-ins-'));
const started: StandIns[] = [];
beforeAll(() => {
  process.env.COMMONS_FUNCTIONS = join(root, 'test/support/capabilities');
});
afterAll(async () => {
  delete process.env.COMMONS_FUNCTIONS;
  await Promise.all(started.map((one) => one.stop()));
  rmSync(dataFolder, { recursive: true, force: true });
});

const secretAt = (council: string) => `/council-commons/shire/services/lamps/${council}/apiKey`;

const lampsFor = (...councils: string[]) => {
  const made = aFunction('', { name: 'shire-lamps', environment: { SECRETS: '/council-commons/shire' } });
  const all = [...councils.map((id) => ({ id, services: { lamps: {} } })), { id: 'thornmoor' }];
  writeFileSync(join(made.folder, 'councils.json'), JSON.stringify(all));
  return made;
};
const standInsWith = (live: string[] = []): StandIns => {
  const made = new StandIns({ dataFolder, live, callbacks: () => 'http://localhost:3000' });
  started.push(made);
  return made;
};
const told = async (standIns: StandIns, functions: Parameters<StandIns['beside']>[0]) =>
  (await standIns.beside(functions)).map(({ environment }) => environment.STAND_IN_URL);

it('tells the function of a capability with one, and no other, where it is', async () => {
  const standIns = standInsWith();
  const other = aFunction('', { name: 'shire-streets', environment: { SECRETS: '/council-commons/shire' } });
  const [url, none] = await told(standIns, [lampsFor('marlbeck'), other]);
  expect([url, none]).toEqual([expect.stringMatching(/^http:/), undefined]);
  expect(await (await fetch(url ?? '', { headers: { authorization: 'key-of-marlbeck' } })).text()).toBe(
    'marlbeck  1 http://localhost:3000',
  );
  expect([...standIns.urls]).toEqual([['lamps', url]]);
  expect(JSON.parse(readFileSync(join(dataFolder, 'stand-ins.json'), 'utf8'))).toEqual({ lamps: url });
});

it('gives the councils that use the service the secrets that it knows them by, and leaves those that there are', async () => {
  writeSecret(dataFolder, secretAt('pellwick'), 'their own');
  await standInsWith().beside([lampsFor('marlbeck', 'pellwick')]);
  expect(readSecrets(dataFolder)).toEqual({
    [secretAt('marlbeck')]: 'key-of-marlbeck',
    [secretAt('pellwick')]: 'their own',
  });
});

it('goes on after a new deployment, with what it knows', async () => {
  const standIns = standInsWith();
  const [before] = await told(standIns, [lampsFor('marlbeck')]);
  expect(await told(standIns, [lampsFor('marlbeck', 'pellwick')])).toEqual([before]);
});

it('is left out where the real service is wanted', async () => {
  const standIns = standInsWith(['lamps']);
  expect(await told(standIns, [lampsFor('marlbeck')])).toEqual([undefined]);
  expect(standIns.urls.size).toBe(0);
});
