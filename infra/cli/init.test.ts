import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { type InitOptions, init } from './init.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-init-'));
const path = join(folder, 'commons.config.json');
const before = process.env.COMMONS_CONFIG;
beforeAll(() => {
  process.env.COMMONS_CONFIG = path;
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => rmSync(path, { force: true }));
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env.COMMONS_CONFIG;
  else process.env.COMMONS_CONFIG = before;
});

const given: InitOptions = {
  councilName: 'Royal Borough of Marlbeck & Pell Council',
  contact: 'Digital team',
  email: 'digital@marlbeck.example',
};

it('writes a configuration that deploys, and makes the id from the name', async () => {
  await init(given);
  expect(readConfig(path, { contracts: [{ name: 'addresses' }], stores: [] })).toMatchObject({
    region: 'eu-west-2',
    environment: 'production',
    contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
    councils: [{ id: 'marlbeck-pell', name: given.councilName, capabilities: ['addresses'] }],
  });
  expect(readFileSync(path, 'utf8')).not.toContain('gssCode');
});

it.each<[string, InitOptions, string]>([
  [
    'an id that cannot be one',
    { ...given, id: 'Marlbeck!' },
    '--id must be 2 to 31 small letters, digits and hyphens.',
  ],
  ['a path of the deployment', { ...given, id: 'docs' }, '--id must be another: docs, health, problems'],
  ['a GSS code of another form', { ...given, gss: 'X1' }, '--gss must be a GSS code, like E07000208.'],
  ['no email address', { ...given, email: 'nobody' }, '--email must be an email address.'],
  ['nobody to ask', { councilName: 'Marlbeck' }, 'There is no terminal to ask at: say --contact.'],
])('refuses %s', async (_, options, says) => {
  await expect(init(options)).rejects.toThrow(says);
});

it('does not write over a file, unless told to', async () => {
  await init(given);
  await expect(init({ ...given, id: 'other' })).rejects.toThrow('is there already');
  await init({ ...given, id: 'other', force: true });
  expect(readConfig(path, { contracts: [], stores: [] }).councils).toMatchObject([{ id: 'other' }]);
});
