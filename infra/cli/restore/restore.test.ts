import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeAccount } from '#test/support/fakeAccount.ts';
import { AwsError, aTable } from '#test/support/fakeTables.ts';
import { node } from '#test/support/inNode.ts';
import { restore } from './command.ts';
import type { Clock } from './tables.ts';
import type { RestoreOptions } from './work.ts';

const folder = mkdtempSync(join(tmpdir(), 'commons-restore-'));
const path = join(folder, 'commons.config.json');
const before = { ...process.env };
const own = 'shire-addresses-TableCD117FA1-1ABC';
const target = 'shire-addresses-restored-20261123T093000';
const at = new Date('2026-11-23T09:30:00Z');
const backupArn = `arn:aws:dynamodb:eu-west-2:123456789012:table/${own}/backup/01489173575360-b308cd7d`;

const aConfig = (overrides: object = {}): object => ({
  name: 'shire',
  contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
  councils: [{ id: 'marlbeck', name: 'Marlbeck District Council' }],
  ...overrides,
});

let account: FakeAccount;
let printed: string;

beforeEach(async () => {
  account = await FakeAccount.start();
  Object.assign(process.env, account.environment, { COMMONS_CONFIG: path });
  writeFileSync(path, JSON.stringify(aConfig(), undefined, 2));
  account.stacks.set('shire-addresses', { TableInUse: own });
  account.stacks.set('shire-platform', { KeysInUse: 'shire-platform-Keys4E30B592-1ABC' });
  account.dynamodb.tables.set(own, aTable());
  account.dynamodb.tables.set('shire-platform-Keys4E30B592-1ABC', aTable({ indexes: ['gsi1'] }));
  account.dynamodb.backups.set(backupArn, { table: own, at, status: 'AVAILABLE' });
  printed = '';
  jest.spyOn(console, 'log').mockImplementation((line: string) => {
    printed += `${line}\n`;
  });
});
afterEach(() => {
  account.stop();
  jest.restoreAllMocks();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  process.env = before;
});

const noon: Clock = { now: () => new Date('2026-11-23T12:00:00Z'), sleep: async () => undefined };
const run = (options: RestoreOptions = { to: at }, store = 'addresses', clock = noon): Promise<void> =>
  restore(store, options, clock);
const started = (): number => account.dynamodb.changes.filter((one) => one.startsWith('Restore')).length;
const tables = (): unknown => JSON.parse(readFileSync(path, 'utf8')).tables;

describe('a restored table', () => {
  it('has back what AWS leaves out, and the old table is as it was', async () => {
    const old = structuredClone(account.dynamodb.tables.get(own));
    await run();
    expect(account.dynamodb.tables.get(target)).toMatchObject({
      status: 'ACTIVE',
      isProtected: true,
      recovery: expect.anything(),
      expiresBy: 'expiresAt',
      tags: { deployment: 'shire', service: 'council-commons', environment: 'production' },
      restored: { RestoreDateTime: at.getTime() / 1000 },
    });
    expect(account.dynamodb.tables.get(own)).toEqual(old);
    expect(printed).toContain('put back: deletion protection, point-in-time recovery, expiry of items, tags');
  });

  it('is compared with the one in use by counts that are said to be old', async () => {
    await run();
    expect(printed).toMatch(new RegExp(`in use +1,517 +${own}\\n +restored +0 +${target}`));
    expect(printed).toContain('about every six hours');
  });

  it('may be deleted where the environment is for tests', async () => {
    writeFileSync(path, JSON.stringify(aConfig({ environment: 'test' })));
    await run();
    expect(account.dynamodb.tables.get(target)).toMatchObject({ isProtected: false, tags: { environment: 'test' } });
  });

  it('is made of the keys with their index, and a word about keys that come and go', async () => {
    await run({ to: at }, 'keys');
    expect(account.dynamodb.tables.get('shire-keys-restored-20261123T093000')?.indexes).toEqual(['gsi1']);
    expect(printed).toContain('keys revoked since will work again');
    expect(printed).toContain('"tables": { "keys": "shire-keys-restored-20261123T093000" }');
  });

  it('is of the latest second there is, and the command to go on with names that second', async () => {
    await run({ latest: true });
    expect(account.dynamodb.tables.get('shire-addresses-restored-20261123T115500')).toMatchObject({ status: 'ACTIVE' });
    expect(printed).toContain('npx commons restore addresses --to 2026-11-23T11:55:00Z\n');
  });

  it('is made of a backup, though the table itself is gone', async () => {
    account.dynamodb.tables.delete(own);
    await run({ backup: backupArn });
    expect(account.dynamodb.tables.get(target)).toMatchObject({ restored: { SourceBackupArn: backupArn } });
    expect(printed).toMatch(/in use +gone/);
  });

  it('is made of the table in use, which may be a restored one', async () => {
    account.stacks.set('shire-addresses', { TableInUse: 'shire-addresses-restored-1' });
    account.dynamodb.tables.set('shire-addresses-restored-1', aTable({ items: 9 }));
    await run();
    expect(account.dynamodb.tables.get(target)?.restored?.SourceTableArn).toMatch(/shire-addresses-restored-1$/);
  });

  it('is made of another table of the store, where that is asked for', async () => {
    account.stacks.set('shire-addresses', { TableInUse: 'shire-addresses-restored-1' });
    await run({ to: at, from: own });
    expect(account.dynamodb.tables.get(target)?.restored?.SourceTableArn).toContain(own);
    expect(printed).toContain(`--to 2026-11-23T09:30:00Z --from ${own}\n`);
  });
});

describe('interrupted,', () => {
  const cut = async (operation: string): Promise<void> => {
    account.dynamodb.refuse = (asked) => {
      if (asked === operation) throw new AwsError('InternalServerError', 'cut');
    };
    await expect(run()).rejects.toThrow('cut');
    account.dynamodb.refuse = () => undefined;
  };

  it.each(['UpdateTable', 'UpdateContinuousBackups', 'UpdateTimeToLive', 'TagResource'])(
    'before %s: the same command goes on with the same table',
    async (operation) => {
      await cut(operation);
      await run();
      expect(started()).toBe(1);
      expect(printed).toContain(`Going on with ${target}`);
      expect(account.dynamodb.tables.get(target)).toMatchObject({ isProtected: true, tags: { deployment: 'shire' } });
    },
  );

  it('while AWS works: the same command waits for the same table, even when that time can no longer be restored', async () => {
    const stopped: Clock = { ...noon, sleep: () => Promise.reject(new Error('Ctrl-C')) };
    await expect(run({ to: at }, 'addresses', stopped)).rejects.toThrow('Ctrl-C');
    account.dynamodb.tables.set(own, aTable({ recovery: { earliest: noon.now(), latest: noon.now() } }));
    await run();
    expect(started()).toBe(1);
    expect(account.dynamodb.tables.get(target)).toMatchObject({ status: 'ACTIVE', isProtected: true });
  });

  it('or done: the same command changes nothing more', async () => {
    await run();
    const changes = [...account.dynamodb.changes];
    await run();
    expect(account.dynamodb.changes).toEqual(changes);
    expect(printed).toContain(`${target} is ready.`);
  });

  it('two at once: one table', async () => {
    await Promise.all([run(), run()]);
    expect([...account.dynamodb.tables.keys()].filter((name) => name.includes('restored'))).toEqual([target]);
  });

  it('a table that AWS Backup restored is completed by name alone', async () => {
    const made = { isProtected: false, recovery: undefined, expiresBy: undefined };
    account.dynamodb.tables.set('shire-addresses-restored-vault', aTable({ ...made, status: 'CREATING', looks: 2 }));
    await run({ into: 'shire-addresses-restored-vault', switch: true });
    expect(account.dynamodb.tables.get('shire-addresses-restored-vault')).toMatchObject({ expiresBy: 'expiresAt' });
    expect(started()).toBe(0);
    expect(tables()).toEqual({ addresses: 'shire-addresses-restored-vault' });
  });
});

describe('the switch', () => {
  it('is a line to add, which is all that is printed unless it is asked for', async () => {
    await run();
    expect(printed).toContain(`"tables": { "addresses": "${target}" }`);
    expect(tables()).toBeUndefined();
  });

  it('is written into the configuration with --switch', async () => {
    await run({ to: at, switch: true });
    expect(tables()).toEqual({ addresses: target });
    expect(printed).toContain('npm run deploy');
  });
});

const refusing = (name: string, operation: string) => () => {
  account.dynamodb.refuse = (asked) => {
    if (asked === operation) throw new AwsError(name, `User: operator may not: ${operation}`);
  };
};

it.each<[string, () => void, RestoreOptions, string]>([
  ['nothing to restore to', () => undefined, {}, 'Say what to restore: --to a time like 2026-11-23T09:30:00Z'],
  [
    'a time to come',
    () => undefined,
    { to: new Date('2027-01-01') },
    'in the future: the time now is 2026-11-23 12:00:00',
  ],
  [
    'a time too long ago',
    () => undefined,
    { to: new Date('2026-10-01T00:00:00Z') },
    '--to must be a time from 2026-11-01 00:00:00 UTC to 2026-11-23 11:55:00 UTC',
  ],
  ['a time too short ago', () => undefined, { to: new Date('2026-11-23T11:58:00Z') }, 'Or take --latest.'],
  [
    'credentials that have ended',
    () => {
      account.hasCredentials = false;
    },
    { to: at },
    'There are no AWS credentials that work',
  ],
  [
    'no right to it',
    refusing('AccessDeniedException', 'RestoreTableToPointInTime'),
    { to: at },
    'AWS does not let you: User: operator',
  ],
  [
    'too many at once',
    refusing('LimitExceededException', 'RestoreTableToPointInTime'),
    { to: at },
    'Try again when one is ready',
  ],
  ['no stack', () => account.stacks.clear(), { to: at }, 'The stack shire-addresses is not deployed in eu-west-2.'],
  ['a stack of before', () => account.stacks.set('shire-addresses', {}), { to: at }, 'Run npm run deploy first.'],
  [
    'a table that is gone',
    () => account.dynamodb.tables.clear(),
    { to: at },
    'its point-in-time recovery with it: restore a backup',
  ],
  [
    'a table without recovery',
    () => account.dynamodb.tables.set(own, aTable({ recovery: undefined })),
    { latest: true },
    'has no point-in-time recovery',
  ],
  [
    'a table of that name from elsewhere',
    () =>
      account.dynamodb.tables.set(
        target,
        aTable({ restored: { SourceTableArn: 'arn:aws:dynamodb:eu-west-2:1:table/other', RestoreDateTime: 0 } }),
      ),
    { to: at },
    `${target} is there already, restored from other as of 1970-01-01 00:00:00 UTC: name another with --into.`,
  ],
  [
    'a table of another form',
    () => account.dynamodb.tables.set(target, aTable({ keys: ['id'] })),
    { to: at },
    'its keys are id, not pk and sk',
  ],
  [
    'a table that cannot be used',
    () => account.dynamodb.tables.set(target, aTable({ status: 'ARCHIVED' })),
    { to: at },
    'is ARCHIVED',
  ],
  [
    'a name of another form',
    () => undefined,
    { to: at, into: 'mine' },
    '--into must be a name that starts with shire-addresses-restored',
  ],
  ['no such table to go on with', () => undefined, { into: target }, `There is no table ${target} to go on with`],
  [
    'the table in use',
    () => account.stacks.set('shire-addresses', { TableInUse: target }),
    { into: target },
    'is the table in use already',
  ],
  [
    'a source of another store',
    () => undefined,
    { to: at, from: 'shire-platform-Keys4E30B592-1ABC' },
    '--from shire-platform-Keys4E30B592-1ABC is not a table of addresses',
  ],
  ['a backup that is no ARN', () => undefined, { backup: 'latest' }, '--backup must be the ARN of a backup'],
  [
    'a backup that is not there',
    () => account.dynamodb.backups.clear(),
    { backup: backupArn },
    `There is no backup ${backupArn}`,
  ],
  [
    'a backup under way',
    () => account.dynamodb.backups.set(backupArn, { table: own, at, status: 'CREATING' }),
    { backup: backupArn },
    'is not complete yet',
  ],
  [
    'a backup of another store',
    () => account.dynamodb.backups.set(backupArn, { table: 'shire-addresses-list-TableAB', at, status: 'AVAILABLE' }),
    { backup: backupArn },
    'a backup of another table: shire-addresses-list-TableAB',
  ],
  [
    'a backup in the format of AWS Backup',
    () => undefined,
    { backup: 'arn:aws:backup:eu-west-2:123456789012:recovery-point:1' },
    'with --into shire-addresses-restored-20261123T120000 in place of --backup',
  ],
])('says of %s what to do', async (_, arrange, options, says) => {
  arrange();
  await expect(run(options)).rejects.toThrow(
    expect.objectContaining({ name: 'CannotDo', message: expect.stringContaining(says) }),
  );
  expect(started()).toBe(0);
});

it('knows only tables that there are', async () => {
  await expect(run({ to: at }, 'adresses')).rejects.toThrow(
    'There is no table “adresses” to restore; there are keys, addresses,',
  );
});

describe('npx commons restore', () => {
  const commons = (...args: string[]): Promise<string> => node(['infra/cli/commons.mjs', 'restore', ...args]);

  it('restores and switches from the command line', async () => {
    account.dynamodb.isSlow = false;
    const said = await commons('addresses', '--to', '2026-11-23T10:30:00+01:00', '--switch');
    expect(said).toContain(`Restoring addresses as of 2026-11-23 09:30:00 UTC into ${target}.`);
    expect(tables()).toEqual({ addresses: target });
  });

  it.each([
    [['addresses', '--to', '2026-11-23T09:30:00'], 'It must be a time with its zone'],
    [['addresses', '--to', 'yesterday'], 'It must be a time with its zone'],
    [['addresses', '--latest', '--backup', backupArn], 'cannot be used with'],
    [['parking', '--latest'], 'There is no table “parking”'],
  ])('%j: says what is wrong', async (args, says) => {
    await expect(commons(...args)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(says) });
  });
});
