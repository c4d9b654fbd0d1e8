/** CDK entry: read the configuration, find the capabilities, build the stacks. */
import { join } from 'node:path';
import { App, Tags } from 'aws-cdk-lib';
import type { Council } from '#shared/contract/capability.ts';
import { announces, contractsOf, type Found, findCapabilities } from './capabilities.ts';
import { configPath, type DeploymentConfig, readConfig } from './config.ts';
import { type Assets, bundle } from './constructs/bundle.ts';
import { documentation } from './documentation/index.ts';
import { checkWithNag } from './nag.ts';
import { checkNeeds } from './needs.ts';
import { CannotDo } from './problem.ts';
import { CapabilityStack } from './stacks/capability.ts';
import { GatewayStack } from './stacks/gateway.ts';
import { PlatformStack } from './stacks/platform.ts';
import { knownOf, tagsOf } from './stores.ts';

const isServed = ({ contract }: Found, councils: readonly Council[]): boolean =>
  contract.core === true || councils.some(({ capabilities }) => capabilities.includes(contract.name));

const assetsOf = ({ resources }: Found, config: DeploymentConfig, docs: Assets): Assets => ({
  'councils.json': JSON.stringify(config.councils),
  'settings.json': JSON.stringify({ allowedOrigins: config.allowedOrigins, retention: config.retention }),
  ...(resources.documentation && docs),
});

/** The publisher's bundle, which is the same for every capability; no capability has such a name. */
const publisher = '_publisher';
const publisherEntry = join(import.meta.dirname, '..', 'shared', 'events', 'index.ts');

/** By store: what `npm run deploy` found of restored tables, whose streams nobody can know beforehand. */
const streams: Readonly<Record<string, string>> = JSON.parse(process.env.COMMONS_STREAMS ?? '{}');

/** Platform first, the capability that counts before those that it counts, the gateway last. */
const stacksOf = (app: App, config: DeploymentConfig, served: readonly Found[], bundles: string): void => {
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const props = { config, env: { region: config.region, ...(account && { account }) } };
  const describe = (text: string) => ({ description: `Council Commons: ${text}` });
  const platform = new PlatformStack(app, `${config.name}-platform`, { ...props, ...describe('platform') });
  const counter = served.find(({ resources }) => resources.requestLog)?.contract.name;
  const stacks = new Map(
    served.map((found) => {
      const { name, title } = found.contract;
      const folders = { bundle: join(bundles, name), publisher: join(bundles, publisher) };
      const own = { platform, found, counter, ...folders, streamArn: streams[name] };
      return [name, new CapabilityStack(app, `${config.name}-${name}`, { ...props, ...describe(title), ...own })];
    }),
  );
  const gateway = new GatewayStack(app, `${config.name}-gateway`, {
    ...props,
    ...describe('gateway'),
    platform,
    served,
  });
  const counting = stacks.get(counter ?? '');
  for (const stack of stacks.values()) {
    if (counting && stack !== counting) stack.addStackDependency(counting, 'logs go to a function that is there');
    gateway.addStackDependency(stack, 'throttles are set on routes that exist');
  }
};

/** Builds the whole app into the assembly folder that the CDK CLI, through CDK_OUTDIR, names. */
export const synthesize = async (): Promise<void> => {
  const capabilities = await findCapabilities(process.env.COMMONS_FUNCTIONS);
  checkNeeds(capabilities);
  const config = readConfig(configPath(), knownOf(capabilities));
  const served = capabilities.filter((found) => isServed(found, config.councils));
  const docs = documentation(contractsOf(served), config);
  const app = new App({ analyticsReporting: false });
  const bundles = join(app.outdir, 'bundles');
  const wanted = served.map((found) => ({
    entry: join(found.folder, 'index.ts'),
    folder: join(bundles, found.contract.name),
    assets: assetsOf(found, config, docs),
  }));
  const publishers = served.some(announces)
    ? [{ entry: publisherEntry, folder: join(bundles, publisher), assets: {} }]
    : [];
  await bundle([...wanted, ...publishers]);
  stacksOf(app, config, served, bundles);
  for (const [tag, value] of Object.entries(tagsOf(config))) Tags.of(app).add(tag, value);
  checkWithNag(app, config, served);
  app.synth();
};

try {
  await synthesize();
} catch (error) {
  if (!(error instanceof CannotDo)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
