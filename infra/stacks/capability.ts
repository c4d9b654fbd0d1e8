/** One capability: its table, its function, its routes and its alarms, all made from its folder. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { type HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Operation } from '#shared/contract/capability.ts';
import { announces, type Found, hasDeadLetters, isTold, takesLetters } from '../capabilities.ts';
import type { DeploymentConfig } from '../config.ts';
import { alarm, alarmName, functionAlarms, publisherAlarms, queueAlarms, type Watch } from '../constructs/alarms.ts';
import { deadLetterQueue } from '../constructs/deadLetters.ts';
import { publisherOf } from '../constructs/events.ts';
import { onEvents } from '../constructs/hearing.ts';
import { handOver, takeRequestLog } from '../constructs/requestLog.ts';
import { onSchedule } from '../constructs/schedule.ts';
import { access, Service } from '../constructs/service.ts';
import { inUse, store, type UsedTable } from '../constructs/store.ts';
import { functionName, secretsOf, secretsPath } from '../names.ts';
import type { PlatformStack } from './platform.ts';

export interface CapabilityStackProps extends StackProps {
  readonly config: DeploymentConfig;
  readonly platform: PlatformStack;
  readonly found: Found;
  /** Name of the capability that counts requests. Its stack has to be there first. */
  readonly counter: string | undefined;
  /** Folders with the bundled function, and with the publisher. */
  readonly bundle: string;
  readonly publisher: string;
  /** Stream of the restored table in use, where there is one. */
  readonly streamArn: string | undefined;
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
    const table = this.#table(props, indexes);
    const secrets = secretsOf(found, config);
    const deadLetters = hasDeadLetters(found) ? deadLetterQueue(this) : undefined;
    const service = new Service(this, 'Service', {
      deployment: config.name,
      capability: contract.name,
      deadLetters: takesLetters(found) ? deadLetters : undefined,
      description: `Council Commons: ${contract.title}`,
      bundle: props.bundle,
      memory: resources.memory,
      timeout: resources.timeout,
      logRetentionDays: config.logRetentionDays,
      environment: {
        KEYS_TABLE: platform.keys.tableName,
        QUOTAS_TABLE: platform.quotas.tableName,
        ...(table && { TABLE_NAME: table.tableName }),
        ...(resources.uses && { DEPLOYMENT: config.name }),
        ...(secrets.length > 0 && { SECRETS: secretsPath(config.name) }),
      },
    });
    this.#grant(service, platform, found, table, indexes);
    this.#route(service, platform, contract.operations);
    for (const path of secrets) service.mayRead(`${path}/*`);
    this.#mayAsk(service, props);
    this.#meter(service, props);
    onSchedule(this, service.lambda, found);
    if (isTold(found) && deadLetters) onEvents(this, service.lambda, found, { deployment: config.name, deadLetters });
    this.#watch(service, deadLetters, props);
    if (announces(found) && table?.streamArn && deadLetters) this.#publish(table.streamArn, deadLetters, props);
    if (deadLetters) new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters.queueUrl });
    new CfnOutput(this, 'FunctionName', { value: service.lambda.functionName });
  }

  #table({ config, found, streamArn }: CapabilityStackProps, indexes: readonly string[]): UsedTable | undefined {
    const { contract, resources } = found;
    if (resources.table === false) return undefined;
    const production = config.environment === 'production';
    const own = store(this, 'Table', { production, indexes, stream: announces(found) });
    return inUse(own, { name: config.tables?.[contract.name], streamArn });
  }

  #publish(streamArn: string, deadLetters: IQueue, { config, found, platform, publisher }: CapabilityStackProps): void {
    const { name: deployment, logRetentionDays } = config;
    const { name: capability } = found.contract;
    const given = { deployment, capability, bundle: publisher, logRetentionDays, streamArn, deadLetters };
    const { lambda } = publisherOf(this, given);
    for (const [name, watch] of Object.entries(publisherAlarms))
      alarm(this, alarmName(deployment, capability, name), platform.notices, watch(lambda));
    new CfnOutput(this, 'PublisherName', { value: lambda.functionName });
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

  /** By name: each of the two can come and go alone. */
  #mayAsk(service: Service, { config, found }: CapabilityStackProps): void {
    const functions = (found.resources.uses ?? []).map((name) =>
      this.formatArn({ service: 'lambda', resource: `function:${functionName(config.name, name)}` }),
    );
    if (functions.length > 0) service.allow(['lambda:InvokeFunction'], functions);
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
