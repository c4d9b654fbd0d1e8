/** What each kind of resource of a template says to this machine. */
import { type Json, physicalId, type Resource } from './intrinsics.ts';

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

/** A function that is called again and again. */
export interface Schedule {
  /** `rate(5 minutes)` */
  readonly expression: string;
  readonly functionName: string;
  readonly event: unknown;
}

/** Events of the bus that a function is given. */
export interface EventRule {
  readonly source: readonly string[];
  readonly types: readonly string[];
  readonly functionName: string;
}

export interface Placed {
  readonly stack: string;
  readonly logicalId: string;
  readonly resource: Resource;
  readonly properties: Readonly<Record<string, Json>>;
}

export const record = (value: Json | undefined): Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {};

export const functionOf = (
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

export const subscriptionOf = ({ properties }: Placed): Subscription => ({
  logGroup: String(properties.LogGroupName),
  pattern: String(properties.FilterPattern),
  destination: String(properties.DestinationArn).split(':').at(-1) ?? '',
});

/** An event source mapping; the resolver takes a stream for its table. */
export const streamOf = ({ properties }: Placed): StreamMapping => {
  const { Filters = [] } = record(properties.FilterCriteria);
  return {
    table: String(properties.EventSourceArn),
    functionName: String(properties.FunctionName),
    batchSize: Number(properties.BatchSize ?? 100),
    filters: (Filters as readonly Json[]).map((one) => String(record(one).Pattern)),
  };
};

const targetsOf = ({ Targets = [] }: Placed['properties']) =>
  (Targets as readonly Json[]).map(record).map(({ Arn, Input }) => ({
    functionName: String(Arn).split('/').at(-1) ?? '',
    input: Input,
  }));

export const schedulesOf = ({ properties }: Placed): Schedule[] =>
  properties.ScheduleExpression === undefined
    ? []
    : targetsOf(properties).map(({ functionName, input }) => ({
        expression: String(properties.ScheduleExpression),
        functionName,
        event: JSON.parse(String(input)),
      }));

export const eventRulesOf = ({ properties }: Placed): EventRule[] => {
  const pattern = record(properties.EventPattern);
  if (!pattern['detail-type']) return [];
  const [source, types] = [pattern.source, pattern['detail-type']].map((one) => [one ?? []].flat().map(String));
  return targetsOf(properties).map(({ functionName }) => ({ source: source ?? [], types: types ?? [], functionName }));
};

/** Route → integration → function. */
export const routesOf = (
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
