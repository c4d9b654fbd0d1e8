/** What a deployment goes through, a step each. They run in this order, and each stands on the one before. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { backUp, deleteStack, handOverAll, makeRecoverable, stacksIn, tablesIn } from './account.ts';
import type { Emulator } from './emulator.ts';
import { Gateway } from './gateway.ts';
import type { Project } from './project.ts';

export interface Deployment {
  readonly project: Project;
  /** Where the emulated account answers. */
  readonly account: string;
  readonly gateway: Gateway;
}

const config = (councils: readonly object[]) => ({
  name: 'commons',
  environment: 'production',
  contact: { name: 'Digital team', email: 'digital@marlbeck.example' },
  councils,
});
const marlbeck = { id: 'marlbeck', name: 'Marlbeck District Council', gssCode: 'E07999901', custodianCode: 9901 };
const pellwick = { id: 'pellwick', name: 'Pellwick Borough Council' };

const asCouncil = ['--council', 'marlbeck'];
const keyFile = 'admin-key';

const household = '/marlbeck/addresses?postcode=ZZ1%201AA&limit=1';
const elsewhere = (council: string) => `/${council}/addresses?postcode=ZZ1%201AA`;
const entry = '/pellwick/school-places/first-entry';

interface Answer {
  readonly status: number;
  readonly body: {
    readonly type?: unknown;
    readonly title?: unknown;
    readonly addresses?: readonly unknown[];
    readonly usage?: readonly { readonly calls: number }[];
  };
}

/** Calls through the gateway with the key, or with none; `content` is put. */
const call = async (
  { gateway, project }: Deployment,
  path: string,
  { key = true, content }: { key?: boolean; content?: object } = {},
): Promise<Answer> => {
  const response = await fetch(`${gateway.url}${path}`, {
    headers: {
      ...(key && { authorization: `Bearer ${project.read(keyFile)}` }),
      ...(content && { 'content-type': 'application/json' }),
    },
    ...(content && { method: 'PUT', body: JSON.stringify(content) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
};

const statusOf = async (deployment: Deployment, path: string, key = true): Promise<number> =>
  (await call(deployment, path, { key })).status;

/** How many tables of a capability there are, with or without its stack. */
const tablesOf = async ({ account }: Deployment, name: string): Promise<number> =>
  (await tablesIn(account)).filter((table) => table.startsWith(`commons-${name}-`)).length;

export const deploy = async (project: Project, emulator: Emulator): Promise<Deployment> => {
  project.write('commons.config.json', config([marlbeck]));
  const printed = await project.deploy();
  const apiUrl = /The API is at (\S+)/.exec(printed)?.[1];
  assert.ok(apiUrl, printed);
  return { project, account: emulator.url, gateway: await Gateway.to(apiUrl, emulator.port) };
};

export const makeKey = async ({ project }: Deployment): Promise<void> => {
  await project.commons('keys', 'create', '--admin', ...asCouncil, '--label', 'Operators', '--save', keyFile);
};

export const load = async ({ project, gateway }: Deployment): Promise<void> => {
  const where = [...asCouncil, '--endpoint', gateway.url, '--key-file', keyFile];
  const loaded = await project.commons('import', 'addresses', 'test/sample-data/marlbeck.csv', ...where);
  assert.match(loaded, /1,515 addresses loaded[\s\S]*Version 1 is live/);
};

/** Resolves to an address, to be found again later. */
export const callThrough = async (deployment: Deployment): Promise<Answer> => {
  assert.equal(await statusOf(deployment, '/openapi.json', false), 200);
  assert.equal(await statusOf(deployment, household, false), 401);
  assert.equal(await statusOf(deployment, elsewhere('nowhere')), 404);
  const found = await call(deployment, household);
  assert.deepEqual([found.status, found.body.addresses?.length], [200, 1]);
  return found;
};

const callsCounted = async (deployment: Deployment): Promise<number> => {
  const { body } = await call(deployment, '/marlbeck/usage?operation=getAddress');
  return (body.usage ?? []).reduce((sum, { calls }) => sum + calls, 0);
};

/** The request log goes to the function that counts, which is found by its name. */
export const countCalls = async (deployment: Deployment): Promise<void> => {
  const filter = await handOverAll(deployment.account, '/council-commons/commons/addresses');
  assert.equal(filter.filterPattern, '{ $.type = "request" }');
  assert.match(filter.destinationArn, /:function:commons-usage$/);
  assert.equal(await callsCounted(deployment), 0);
  for (let i = 0; i < 7; i += 1) assert.equal(await statusOf(deployment, '/marlbeck/addresses/990100000018'), 200);
  for (let waited = 0; (await callsCounted(deployment)) < 7 && waited < 20; waited += 1) await sleep(500);
  assert.equal(await callsCounted(deployment), 7);
};

/** The table under another construct id would be another, empty one. */
export const refuseLoss = async (deployment: Deployment, found: Answer): Promise<void> => {
  const { project } = deployment;
  const stack = 'infra/stacks/capability.ts';
  const [table, moved] = [`store(this, 'Table'`, `store(this, 'Moved'`];
  project.edit(stack, table, moved);
  const { code, printed } = await project.run('infra/cli/deploy.ts', '--yes');
  assert.equal(code, 1);
  assert.match(printed, /addresses\/Table\w+: AWS::DynamoDB::GlobalTable would be removed/);
  project.edit(stack, moved, table);
  assert.deepEqual(await call(deployment, household), found);
};

export const change = async (deployment: Deployment): Promise<void> => {
  const { project } = deployment;
  project.write('commons.config.json', config([marlbeck, pellwick]));
  project.edit('functions/addresses/contract.ts', `title: '`, `title: 'Changed: `);
  await project.must('infra/cli/new.ts', 'school-places');
  await project.deploy();
};

export const findAllKept = async (deployment: Deployment, found: Answer): Promise<void> => {
  assert.deepEqual(await call(deployment, household), found);
  assert.match(JSON.stringify(await call(deployment, '/openapi.json')), /Changed: /);
  const [known, unknown] = [
    await call(deployment, elsewhere('pellwick')),
    await call(deployment, elsewhere('nowhere')),
  ];
  assert.notEqual(known.body.type, unknown.body.type);
  const made = await call(deployment, entry, { content: { title: 'First entry', version: 0 } });
  assert.equal(made.status, 200);
};

const titleOf = async (deployment: Deployment): Promise<unknown> => (await call(deployment, entry)).body.title;

/** What is written after the backup is not in the table restored from it; nothing is switched yet. */
export const restoreTables = async (deployment: Deployment): Promise<void> => {
  const { project, account } = deployment;
  const tables = await tablesIn(account);
  const [own = '', keys = ''] = ['commons-school-places-Table', 'commons-platform-Keys'].map((start) =>
    tables.find((name) => name.startsWith(start)),
  );
  const backup = await backUp(account, own);
  const changed = await call(deployment, entry, { content: { title: 'Changed since', version: 1 } });
  assert.equal(changed.status, 200);
  const printed = await project.commons('restore', 'school-places', '--backup', backup, '--switch');
  assert.match(printed, /put back: deletion protection, point-in-time recovery, expiry of items, tags/);
  assert.match(
    await project.commons('restore', 'school-places', '--backup', backup),
    /Going on with [\s\S]+ is ready\.\n/,
  );
  await makeRecoverable(account, keys);
  await project.commons('restore', 'keys', '--latest', '--switch');
  assert.equal(await titleOf(deployment), 'Changed since');
};

/** One deployment: the capability and the keys of all of them, though the platform has to go first. */
export const switchTables = async (deployment: Deployment): Promise<void> => {
  const { project } = deployment;
  assert.match(await project.deploy(), /Table +commons-school-places-restored-\w+ for school-places/);
  assert.equal(await titleOf(deployment), 'First entry');
  assert.equal(await statusOf(deployment, '/marlbeck/access/keys'), 200);
  const made = await call(deployment, `${entry}-2`, { content: { title: 'Second entry', version: 0 } });
  assert.equal(made.status, 200);
};

export const switchBack = async (deployment: Deployment): Promise<void> => {
  const { project } = deployment;
  project.write('commons.config.json', config([marlbeck, pellwick]));
  const { code, printed } = await project.run('infra/cli/deploy.ts', '--yes');
  assert.equal(code, 1);
  const resources = [...printed.matchAll(/(\S+): \S+ would be used again in place of commons-\S+-restored-/g)];
  assert.equal(resources.length, 2, printed);
  const waiver = { change: 'switched', reason: 'What was changed since is to stay', expires: '2999-12-31' };
  const waivers = resources.map(([, resource]) => ({ resource, ...waiver }));
  project.write('infra/stateful/waivers.json', waivers);
  await project.deploy();
  assert.equal(await titleOf(deployment), 'Changed since');
};

/** In the order of docs/handbook/deploy.md. */
export const removeCapability = async (deployment: Deployment): Promise<void> => {
  const { project, account } = deployment;
  const before = await stacksIn(account);
  const staying = ['CDKToolkit', 'platform', 'gateway', 'access', 'usage', 'catalogue'];
  const names = before.map((name) => name.replace(/^commons-/, ''));
  const capabilities = names.filter((name) => name !== 'addresses' && !staying.includes(name));
  project.write('commons.config.json', config([marlbeck, pellwick].map((council) => ({ ...council, capabilities }))));
  await project.deploy();
  assert.deepEqual(await stacksIn(account), before);
  await deleteStack(account, 'commons-addresses');
  assert.deepEqual(
    await stacksIn(account),
    before.filter((name) => name !== 'commons-addresses'),
  );
  assert.equal(await statusOf(deployment, household), 404);
  assert.equal(await statusOf(deployment, '/openapi.json', false), 200);
  assert.equal(await statusOf(deployment, '/marlbeck/access/keys'), 200);
  assert.equal(await statusOf(deployment, entry), 200);
  assert.equal(await tablesOf(deployment, 'addresses'), 1);
};

export const destroyAll = async (deployment: Deployment): Promise<void> => {
  const { project, account } = deployment;
  await project.cdk('destroy', '--all', '--force');
  assert.deepEqual(await stacksIn(account), ['CDKToolkit']);
  assert.equal(await statusOf(deployment, entry), 404);
  assert.equal(await tablesOf(deployment, 'addresses'), 1);
  // Its own and the restored one.
  assert.equal(await tablesOf(deployment, 'school-places'), 2);
};
