/** CDK entry: read the configuration, find the capabilities, build the stacks. */
import { join } from 'node:path';
import { App, Tags } from 'aws-cdk-lib';
import type { Council } from '#shared/contract/capability.ts';
import { contractsOf, type Found, findCapabilities } from './capabilities.ts';
import { ConfigError, configPath, type DeploymentConfig, readConfig } from './config.ts';
import { type Assets, bundle } from './constructs/bundle.ts';
import { documentation } from './documentation/index.ts';
import { checkWithNag } from './nag.ts';
import { CapabilityStack } from './stacks/capability.ts';
import { GatewayStack } from './stacks/gateway.ts';
import { PlatformStack } from './stacks/platform.ts';
import { knownOf, tagsOf } from './stores.ts';

const isServed = ({ contract }: Found, councils: readonly Council[]): boolean =>
  contract.core === true || councils.some(({ capabilities }) => capabilities.includes(contract.name));

const assetsOf = ({ resources }: Found, config: DeploymentConfig, docs: Assets): Assets => ({
  'councils.json': JSON.stringify(config.councils),
  'origins.json': JSON.stringify(config.allowedOrigins),
  ...(resources.documentation && docs),
});

/** Builds the whole app into the assembly folder that the CDK CLI, through CDK_OUTDIR, names. */
export const synthesize = async (): Promise<void> => {
  const capabilities = await findCapabilities(process.env.COMMONS_FUNCTIONS);
  const config = readConfig(configPath(), knownOf(capabilities));
  const served = capabilities.filter((found) => isServed(found, config.councils));
  const docs = documentation(contractsOf(served), config);

  const app = new App({ analyticsReporting: false });
  const bundles = join(app.outdir, 'bundles');
  await Promise.all(
    served.map((found) =>
      bundle(join(found.folder, 'index.ts'), join(bundles, found.contract.name), assetsOf(found, config, docs)),
    ),
  );
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const props = { env: { region: config.region, ...(account && { account }) } };
  const platform = new PlatformStack(app, `${config.name}-platform`, config, {
    ...props,
    description: 'Council Commons: platform',
  });
  const stacks = served.map((found) => {
    const { name, title } = found.contract;
    return new CapabilityStack(app, `${config.name}-${name}`, {
      ...props,
      description: `Council Commons: ${title}`,
      config,
      platform,
      found,
      bundle: join(bundles, name),
    });
  });
  const gateway = new GatewayStack(app, `${config.name}-gateway`, {
    ...props,
    description: 'Council Commons: gateway',
    config,
    platform,
    served,
  });
  for (const stack of stacks) gateway.addStackDependency(stack, 'throttles are set on routes that exist');
  for (const [tag, value] of Object.entries(tagsOf(config))) Tags.of(app).add(tag, value);
  checkWithNag(app, config, account);
  app.synth();
};

try {
  await synthesize();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
