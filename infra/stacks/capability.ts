/** One capability: its table, its function, its routes and its alarms, all made from its folder. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Operation } from '#shared/contract/capability.ts';
import type { Found } from '../capabilities.ts';
import type { DeploymentConfig } from '../config.ts';
import { alarm, alarmName, functionAlarms, queueAlarms, type Watch } from '../constructs/alarms.ts';
import { deadLetterQueue, handOver, takeRequestLog } from '../constructs/requestLog.ts';
import { access, Service, secretsPath } from '../constructs/service.ts';
import { inUse, store, type UsedTable } from '../constructs/store.ts';
import type { PlatformStack } from './platform.ts';

export interface CapabilityStackProps extends StackProps {
  readonly config: DeploymentConfig;
  readonly platform: PlatformStack;
  readonly found: Found;
  /** Name of the capability that counts requests. Its stack has to be there first. */
  readonly counter: string | undefined;
  /** Folder with the bundled function. */
  readonly bundle: string;
}

const keyOf = ({ method, path }: Operation): HttpRouteKey =>
  path === '$default' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, method as HttpMethod);

const pascal = (id: string): string => id.charAt(0).toUpperCase() + id.slice(1);

export class CapabilityStack extends Stack {
  constructor(scope: Construct, id: string, props: CapabilityStackProps) {
    super(scope, id, props);
    const { config, platform, found } = props;
    const { contract, resources } = found;
    const indexes = resources.table === false ? [] : (resources.table?.indexes ?? []);
    const table =
      resources.table === false
        ? undefined
        : inUse(
            store(this, 'Table', { production: config.environment === 'production', indexes }),
            config.tables?.[contract.name],
          );
    const isBound = config.councils.some(({ bindings }) => bindings?.[contract.name]);
    const deadLetters = resources.requestLog ? deadLetterQueue(this) : undefined;
    const service = new Service(this, 'Service', {
      deployment: config.name,
      capability: contract.name,
      deadLetters,
      description: `Council Commons: ${contract.title}`,
      bundle: props.bundle,
      memory: resources.memory,
      timeout: resources.timeout,
      logRetentionDays: config.logRetentionDays,
      environment: {
        KEYS_TABLE: platform.keys.tableName,
        QUOTAS_TABLE: platform.quotas.tableName,
        ...(table && { TABLE_NAME: table.tableName }),
        ...(isBound && { SECRETS: secretsPath(config.name) }),
      },
    });
    this.#grant(service, platform, found, table, indexes);
    this.#route(service, platform, contract.operations);
    if (isBound) service.mayRead(`${secretsPath(config.name)}/bindings/${contract.name}/*`);
    this.#meter(service, props);
    this.#watch(service, deadLetters, props);
    if (deadLetters) new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters.queueUrl });
    new CfnOutput(this, 'FunctionName', { value: service.lambda.functionName });
  }

  #grant(
    service: Service,
    platform: PlatformStack,
    { resources }: Found,
    table: UsedTable | undefined,
    indexes: readonly string[],
  ): void {
    if (resources.keys === 'manage') {
      service.may(access.use, platform.keys, ['gsi1']);
      service.may(access.lookUpMany, platform.quotas);
    } else service.may(access.lookUp, platform.keys);
    service.may(access.count, platform.quotas);
    if (table) service.may(access.use, table, indexes);
  }

  #meter({ lambda, logGroup }: Service, { config, found, counter }: CapabilityStackProps): void {
    const permission = found.resources.requestLog && takeRequestLog(this, lambda, config.name);
    if (!counter) return;
    const subscription = handOver(this, logGroup, config.name, counter);
    if (permission) subscription.node.addDependency(permission);
  }

  #watch(service: Service, deadLetters: IQueue | undefined, { config, platform, found }: CapabilityStackProps): void {
    const ring = (name: string, watch: Watch) =>
      alarm(this, alarmName(config.name, found.contract.name, name), platform.notices, watch);
    for (const [name, watch] of Object.entries(functionAlarms)) ring(name, watch(service.lambda, service.timeout));
    if (deadLetters) for (const [name, watch] of Object.entries(queueAlarms)) ring(name, watch(deadLetters));
  }

  /** Routes belong to this stack: made in the API's stack they would tie it to every function (docs/decisions/0004). */
  #route(service: Service, platform: PlatformStack, operations: Readonly<Record<string, Operation>>): void {
    const integration = new HttpLambdaIntegration('Integration', service.lambda, { scopePermissionToRoute: false });
    for (const [id, operation] of Object.entries(operations)) {
      new HttpRoute(this, pascal(id), { httpApi: platform.api, routeKey: keyOf(operation), integration });
    }
  }
}
