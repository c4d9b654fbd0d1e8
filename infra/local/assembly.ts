/** Reads a synthesized cloud assembly: what is in it that this machine can run, with every reference worked out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, physicalId, Resolver, type Resource, type Template } from './intrinsics.ts';

export interface FunctionResource {
  readonly name: string;
  /** Folder with the bundle. */
  readonly folder: string;
  /** `file.export` */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly logGroup: string;
}

export interface TableResource {
  readonly name: string;
  readonly definition: Readonly<Record<string, Json>>;
}

/** Lines of a function's log that another function is given. */
export interface Subscription {
  readonly logGroup: string;
  readonly pattern: string;
  /** Name of the function that is given them. */
  readonly destination: string;
}

/** New records of a table's stream that a function is given. */
export interface StreamMapping {
  readonly table: string;
  readonly functionName: string;
  readonly batchSize: number;
  /** Patterns (JSON), any of which a record has to fit. */
  readonly filters: readonly string[];
}

export interface Assembly {
  readonly region: string;
  readonly functions: readonly FunctionResource[];
  readonly tables: readonly TableResource[];
  /** Route key → function name. */
  readonly routes: ReadonlyMap<string, string>;
  readonly subscriptions: readonly Subscription[];
  readonly streams: readonly StreamMapping[];
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

interface Placed {
  readonly stack: string;
  readonly logicalId: string;
  readonly resource: Resource;
  readonly properties: Readonly<Record<string, Json>>;
}

const carried =
  /^AWS::(DynamoDB::GlobalTable|Lambda::(Function|EventSourceMapping)|ApiGatewayV2::(Route|Integration)|Logs::SubscriptionFilter)$/;

/** Who may do what, names, logs, the bus (all events are in one file), letters that could not be delivered, and what watches over it all: of no consequence on one machine. */
const idle =
  /^AWS::(IAM|SNS|SQS|CloudWatch|Budgets|Backup|Route53|CDK)::\w+$|^AWS::(Lambda::Permission|ApiGatewayV2::(Api|Stage|DomainName|ApiMapping)|Logs::LogGroup|Events::EventBus)$/;

const readJson = <T>(folder: string, file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8'));

const record = (value: Json | undefined): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};

/** A restored table is in the AWS account only: here the table that it stands for is used. Its name → that one's name. */
const standIns = (tables: readonly Placed[]): Map<string, string> =>
  new Map(
    tables.flatMap(({ stack, logicalId, resource: { Metadata = {} } }) =>
      Metadata.restored ? [[String(Metadata.restored), physicalId(stack, logicalId)] as const] : [],
    ),
  );

const functionOf = (
  { stack, logicalId, resource, properties }: Placed,
  assets: ReadonlyMap<string, string>,
  local: ReadonlyMap<string, string>,
): FunctionResource => {
  const key = String(record(properties.Code).S3Key);
  const folder = assets.get(key.replace(/\.zip$/, ''));
  if (!folder) throw new Error(`The code of ${logicalId} is not in the assembly.`);
  return {
    name: physicalId(stack, logicalId, resource),
    folder,
    handler: String(properties.Handler),
    environment: Object.fromEntries(
      Object.entries(record(record(properties.Environment).Variables)).map(([name, value]) => [
        name,
        local.get(String(value)) ?? String(value),
      ]),
    ),
    timeoutSeconds: Number(properties.Timeout ?? 3),
    memoryMegabytes: Number(properties.MemorySize ?? 128),
    logGroup: String(record(properties.LoggingConfig).LogGroup),
  };
};

/** An event source mapping; the resolver takes a stream for its table. */
const streamOf = ({ properties }: Placed): StreamMapping => {
  const { Filters = [] } = record(properties.FilterCriteria);
  return {
    table: String(properties.EventSourceArn),
    functionName: String(properties.FunctionName),
    batchSize: Number(properties.BatchSize ?? 100),
    filters: (Filters as readonly Json[]).map((one) => String(record(one).Pattern)),
  };
};

/** Route → integration → function. */
const routesOf = (
  routes: readonly Placed[],
  integrations: readonly Placed[],
  functions: readonly Placed[],
): Map<string, string> => {
  const byId = new Map(integrations.map((placed) => [physicalId(placed.stack, placed.logicalId), placed]));
  const names = functions.map(({ stack, logicalId, resource }) => physicalId(stack, logicalId, resource));
  return new Map(
    routes.map(({ properties }) => {
      const integration = byId.get(String(properties.Target).replace('integrations/', ''));
      const uri = String(integration?.properties.IntegrationUri);
      const name = names.find((candidate) => uri.endsWith(`/${candidate}`));
      if (!name) throw new Error(`The route ${properties.RouteKey} leads to no function.`);
      return [String(properties.RouteKey), name];
    }),
  );
};

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
    subscriptions: ofType('AWS::Logs::SubscriptionFilter').map(({ properties }) => ({
      logGroup: String(properties.LogGroupName),
      pattern: String(properties.FilterPattern),
      destination: String(properties.DestinationArn).split(':').at(-1) ?? '',
    })),
    streams: ofType('AWS::Lambda::EventSourceMapping').map(streamOf),
    notCarried: [
      ...placed
        .filter(({ resource: { Type } }) => !carried.test(Type) && !idle.test(Type))
        .map(({ stack, logicalId, resource }) => `${resource.Type} ${stack}/${logicalId}`),
      ...[...local].map(([restored, name]) => `the restored table ${restored}; ${name} is used instead`),
    ],
  };
};
