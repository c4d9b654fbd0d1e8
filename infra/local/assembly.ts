/** Reads a synthesized cloud assembly: what is in it that this machine can run, with every reference worked out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { physicalId, Resolver, type Template } from './intrinsics.ts';
import {
  type EventRule,
  eventRulesOf,
  type FunctionResource,
  functionOf,
  type Placed,
  record,
  routesOf,
  type Schedule,
  type StreamMapping,
  type Subscription,
  schedulesOf,
  streamOf,
  subscriptionOf,
  type TableResource,
} from './resources.ts';

export interface Assembly {
  readonly region: string;
  readonly functions: readonly FunctionResource[];
  readonly tables: readonly TableResource[];
  /** Route key → function name. */
  readonly routes: ReadonlyMap<string, string>;
  readonly subscriptions: readonly Subscription[];
  readonly streams: readonly StreamMapping[];
  readonly schedules: readonly Schedule[];
  readonly rules: readonly EventRule[];
  /** Resources that do something on AWS which does not happen here. */
  readonly notCarried: readonly string[];
}

interface Manifest {
  readonly artifacts: Readonly<
    Record<
      string,
      { readonly type: string; readonly environment?: string; readonly properties?: { readonly templateFile?: string } }
    >
  >;
}

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string } }>>;
}

const carried =
  /^AWS::(DynamoDB::GlobalTable|Lambda::(Function|EventSourceMapping)|ApiGatewayV2::(Route|Integration)|Logs::SubscriptionFilter|Events::Rule)$/;

/** Who may do what, how often it is tried, names, logs, the bus, letters that could not be delivered, and what watches over it all: of no consequence on one machine. */
const idle =
  /^AWS::(IAM|SNS|SQS|CloudWatch|Budgets|Backup|Route53|CDK)::\w+$|^AWS::(Lambda::(Permission|EventInvokeConfig)|ApiGatewayV2::(Api|Stage|DomainName|ApiMapping)|Logs::LogGroup|Events::EventBus)$/;

const readJson = <T>(folder: string, file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** A restored table is in the AWS account only: here the table that it stands for is used. Its name → that one's name. */
const standIns = (tables: readonly Placed[]): Map<string, string> =>
  new Map(
    tables.flatMap(({ stack, logicalId, resource: { Metadata = {} } }) =>
      Metadata.restored ? [[String(Metadata.restored), physicalId(stack, logicalId)] as const] : [],
    ),
  );

const load = (folder: string): { templates: Map<string, Template>; assets: Map<string, string>; region: string } => {
  const { artifacts } = readJson<Manifest>(folder, 'manifest.json');
  const templates = new Map<string, Template>();
  const assets = new Map<string, string>();
  let region = 'eu-west-2';
  for (const [name, { type, environment, properties }] of Object.entries(artifacts)) {
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) continue;
    templates.set(name, readJson(folder, properties.templateFile));
    region = environment?.split('/').at(-1) ?? region;
    const { files } = readJson<AssetManifest>(folder, `${name}.assets.json`);
    for (const [hash, { source }] of Object.entries(files)) assets.set(hash, join(folder, source.path));
  }
  return { templates, assets, region };
};

export const readAssembly = (folder: string): Assembly => {
  const { templates, assets, region } = load(folder);
  const resolver = new Resolver(templates, region);
  const placed = [...templates].flatMap(([stack, { Resources = {} }]) =>
    Object.entries(Resources).map(
      ([logicalId, resource]): Placed => ({
        stack,
        logicalId,
        resource,
        properties: carried.test(resource.Type) ? record(resolver.resolve(stack, resource.Properties)) : {},
      }),
    ),
  );
  const ofType = (type: string): Placed[] => placed.filter(({ resource }) => resource.Type === type);
  const functions = ofType('AWS::Lambda::Function');
  const tables = ofType('AWS::DynamoDB::GlobalTable');
  const local = standIns(tables);
  return {
    region,
    functions: functions.map((one) => functionOf(one, assets, local)),
    tables: tables.map(({ stack, logicalId, properties }) => ({
      name: physicalId(stack, logicalId),
      definition: properties,
    })),
    routes: routesOf(ofType('AWS::ApiGatewayV2::Route'), ofType('AWS::ApiGatewayV2::Integration'), functions),
    subscriptions: ofType('AWS::Logs::SubscriptionFilter').map(subscriptionOf),
    streams: ofType('AWS::Lambda::EventSourceMapping').map(streamOf),
    schedules: ofType('AWS::Events::Rule').flatMap(schedulesOf),
    rules: ofType('AWS::Events::Rule').flatMap(eventRulesOf),
    notCarried: [
      ...placed
        .filter(({ resource: { Type } }) => !carried.test(Type) && !idle.test(Type))
        .map(({ stack, logicalId, resource }) => `${resource.Type} ${stack}/${logicalId}`),
      ...[...local].map(([restored, name]) => `the restored table ${restored}; ${name} is used instead`),
    ],
  };
};
