import { FakeAccount } from '#test/support/fakeAccount.ts';
import { aTable, type FakeTable } from '#test/support/fakeTables.ts';
import type { DeploymentConfig } from '../../config.ts';
import { checkTables } from './check.ts';

const name = 'shire-keys-restored-1';
const stores = [{ name: 'keys', stack: 'platform', construct: 'Keys', indexes: ['gsi1'] }];
const tags = { deployment: 'shire', service: 'council-commons', environment: 'production' };
const aConfig = (overrides: Partial<DeploymentConfig> = {}): DeploymentConfig => ({
  name: 'shire',
  environment: 'production',
  region: 'eu-west-2',
  contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
  budget: { monthlyUsd: 50 },
  allowedOrigins: [],
  retention: {},
  logRetentionDays: 90,
  councils: [],
  tables: { keys: name },
  ...overrides,
});

const before = { ...process.env };
let account: FakeAccount;
beforeAll(async () => {
  account = await FakeAccount.start();
  Object.assign(process.env, account.environment);
});
afterAll(() => {
  account.stop();
  process.env = before;
});

const there = (overrides: Partial<FakeTable> = {}): void => {
  account.dynamodb.tables.set(name, aTable({ indexes: ['gsi1'], tags, ...overrides }));
};

it('lets a table pass that is there, complete and protected, and looks at nothing without the setting', async () => {
  there();
  await expect(checkTables(aConfig(), stores)).resolves.toEqual({});
  account.dynamodb.tables.clear();
  await expect(checkTables(aConfig({ tables: {} }), stores)).resolves.toEqual({});
});

it('wants no deletion protection in a test', async () => {
  there({ isProtected: false, tags: { ...tags, environment: 'test' } });
  await expect(checkTables(aConfig({ environment: 'test' }), stores)).resolves.toEqual({});
});

it('answers the stream of a table whose capability has events, and wants there to be one', async () => {
  const announcing = stores.map((store) => ({ ...store, stream: true }));
  there({ stream: 'arn:aws:dynamodb:eu-west-2:123456789012:table/restored/stream/2026' });
  await expect(checkTables(aConfig(), announcing)).resolves.toEqual({
    keys: 'arn:aws:dynamodb:eu-west-2:123456789012:table/restored/stream/2026',
  });
  there();
  await expect(checkTables(aConfig(), announcing)).rejects.toThrow(
    `${name} lacks stream of events: npx commons restore`,
  );
});

it.each<[string, () => void, string]>([
  [
    'is not there',
    () => account.dynamodb.tables.clear(),
    `there is no table ${name} in eu-west-2: npx commons restore keys makes one.`,
  ],
  ['is not ready', () => there({ status: 'CREATING', looks: 5 }), `${name} is CREATING: wait until it is ready.`],
  ['has not the index', () => there({ indexes: [] }), `${name} is not a table for it: it has not the index gsi1.`],
  [
    'is not protected',
    () => there({ isProtected: false, recovery: undefined, expiresBy: undefined, tags: { deployment: 'shire' } }),
    `${name} lacks deletion protection, point-in-time recovery, expiry of items, tags: npx commons restore keys --into ${name} puts back what it lacks.`,
  ],
])('stops a deployment to a table that %s', async (_, arrange, says) => {
  arrange();
  await expect(checkTables(aConfig(), stores)).rejects.toMatchObject({
    name: 'CannotDo',
    message: `tables.keys: ${says}`,
  });
});
