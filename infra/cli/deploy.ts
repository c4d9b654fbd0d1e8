/** `npm run deploy`: the whole deployment into the host's AWS account, after saying what will be done and asking. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { londonDay } from '#shared/london.ts';
import { findCapabilities } from '../capabilities.ts';
import { configPath, type DeploymentConfig, readConfig } from '../config.ts';
import { runApp } from '../local/synthesis.ts';
import { CannotDo, explained } from '../problem.ts';
import { judge, lossesOf } from '../stateful/compare.ts';
import { fingerprintsOf, type StatefulTemplate, shortName } from '../stateful/fingerprints.ts';
import { readRecord, readWaivers, templatesIn } from '../stateful/guard.ts';
import { knownOf, storesOf } from '../stores.ts';
import { deployedTemplate, type Identity, stackOutputs, whoAmI } from './aws.ts';
import { checkTables } from './restore/check.ts';

/** Where CDK, too, puts what it makes. */
const assembly = process.env.CDK_OUTPUT ?? 'cdk.out';
const outputsFile = join(assembly, 'outputs.json');
const cdkCli = join(import.meta.dirname, '..', '..', 'node_modules', 'aws-cdk', 'bin', 'cdk');

const usage = `npm run deploy -- [--yes]

Deploys what ${configPath()} describes into your AWS account.
  --yes  do not ask first`;

const readArguments = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], options: { yes: { type: 'boolean' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new CannotDo(`${(error as Error).message}\n\n${usage}`);
  }
};

/** What is about to happen, to be read before saying yes. */
export const planOf = (config: DeploymentConfig, { account, arn }: Identity): string => {
  const councils = config.councils.map(({ id, name, capabilities }) => {
    const offered = capabilities.length > 0 ? capabilities.join(', ') : 'no capabilities yet';
    return `    ${id}  ${name}: ${offered}`;
  });
  return [
    `  Deployment  ${config.name} (${config.environment})`,
    `  Account     ${account}, as ${arn}`,
    `  Region      ${config.region}`,
    '  Councils',
    ...councils,
    ...Object.entries(config.tables ?? {}).map(([store, table]) => `  Table       ${table} for ${store}`),
  ].join('\n');
};

const confirm = async (): Promise<boolean> => {
  if (!process.stdin.isTTY) throw new CannotDo('There is no terminal to ask at. Add --yes: npm run deploy -- --yes.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('\nDeploy? (y/N) ')).trim());
  } finally {
    terminal.close();
  }
};

const cdk = (...args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cdkCli, ...args], { stdio: 'inherit' });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new CannotDo(`cdk ${args[0]} did not succeed: see the lines above.`)),
    );
  });

/** CDK keeps what it uploads in a bucket of the account, made once per region by its stack CDKToolkit. */
const bootstrapIfNeeded = async ({ region }: DeploymentConfig, { account }: Identity): Promise<void> => {
  if (await stackOutputs(region, 'CDKToolkit')) return;
  console.log(`\nPreparing account ${account} for CDK in ${region}. This happens once.`);
  await cdk('bootstrap', `aws://${account}/${region}`);
};

const deployedTemplates = async (region: string, stacks: readonly string[]): Promise<Map<string, StatefulTemplate>> => {
  const all = await Promise.all(
    stacks.map(async (stack) => [stack, await deployedTemplate<StatefulTemplate>(region, stack)] as const),
  );
  return new Map(all.flatMap(([stack, template]) => (template ? [[stack, template] as const] : [])));
};

/** Throws `CannotDo` when a resource that holds data would be lost; resolves to the losses that are waived. */
const guardData = async ({ name, region, environment }: DeploymentConfig): Promise<string[]> => {
  const templates = templatesIn(assembly);
  const stacks = [...templates.keys()];
  const before = {
    recorded: environment === 'production' ? readRecord() : {},
    deployed: fingerprintsOf(await deployedTemplates(region, stacks), name),
  };
  const losses = lossesOf(
    fingerprintsOf(templates, name),
    before,
    stacks.map((stack) => shortName(stack, name)),
  );
  const { refused, waived } = judge(losses, readWaivers(), londonDay(Date.now()));
  if (refused.length === 0) return waived;
  throw new CannotDo(`Nothing was changed, because data would be lost:\n\n${refused.join('\n')}\n
See docs/handbook/data-guard.md.`);
};

const nextSteps = (config: DeploymentConfig, url: string): string => {
  const council = config.councils[0]?.id;
  return `
Deployed. The API is at ${url}

  Be told of alarms:  follow the link that AWS sends to ${config.alarms?.email ?? config.contact.email}
  Read it:            ${url}/docs
  Make a key:         npx commons keys create --admin --council ${council} --label operators --save admin-key
  Load a gazetteer:   npx commons import addresses FILE --council ${council} --endpoint ${url} --key-file admin-key
`;
};

const apiUrl = ({ name }: DeploymentConfig): string => {
  const outputs: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
    readFileSync(outputsFile, 'utf8'),
  );
  const url = outputs[`${name}-platform`]?.ApiUrl;
  if (!url) throw new Error(`${outputsFile} does not name the API.`);
  return url.replace(/\/$/, '');
};

const main = async (): Promise<void> => {
  const { yes = false, help = false } = readArguments(process.argv.slice(2));
  if (help) {
    console.log(usage);
    return;
  }
  const capabilities = await findCapabilities();
  const config = readConfig(configPath(), knownOf(capabilities));
  const identity = await whoAmI(config.region);
  const streams = await checkTables(config, storesOf(capabilities));
  const found = { CDK_DEFAULT_ACCOUNT: identity.account, COMMONS_STREAMS: JSON.stringify(streams) };
  await runApp(assembly, found);
  const waived = await guardData(config);
  console.log(`About to deploy Council Commons:\n\n${planOf(config, identity)}`);
  for (const line of waived) console.log(`  Lost        ${line}`);
  if (!yes && !(await confirm())) {
    console.log('Nothing was changed.');
    return;
  }
  await bootstrapIfNeeded(config, identity);
  // Outputs of a deployment before this one would be taken for its own.
  rmSync(outputsFile, { force: true });
  await cdk('deploy', '--all', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputsFile);
  console.log(nextSteps(config, apiUrl(config)));
};

main().catch((error: unknown) => {
  console.error(explained(error));
  process.exitCode = 1;
});
