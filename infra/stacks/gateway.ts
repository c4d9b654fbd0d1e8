/**
 * The door and the window: the API's stage with its throttles and its own name, and the dashboard. Deployed last, because a
 * throttle can be set on a route that exists only; it refers to nothing in a capability's stack (docs/decisions/0008).
 */
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  DomainName,
  type HttpApi,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  Alarm,
  AlarmStatusWidget,
  AlarmWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  Row,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { routeKey } from '#shared/http/operation.ts';
import type { Found } from '../capabilities.ts';
import type { DeploymentConfig } from '../config.ts';
import { alarm, alarmName, alarmsOf, apiAlarms } from '../constructs/alarms.ts';
import type { PlatformStack } from './platform.ts';

/** Calls a second to each route, of all callers together: `read` is GET, `write` any other method. */
export const throttles = {
  read: { rateLimit: 200, burstLimit: 400 },
  write: { rateLimit: 50, burstLimit: 100 },
};

/** The route, not the path: paths hold UPRNs. No address of a caller either. */
const logFields = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

export interface GatewayStackProps extends StackProps {
  readonly config: DeploymentConfig;
  readonly platform: PlatformStack;
  readonly served: readonly Found[];
}

export class GatewayStack extends Stack {
  constructor(scope: Construct, id: string, { config, platform, served, ...props }: GatewayStackProps) {
    super(scope, id, props);
    const domainName = this.#domain(config);
    const stage = new HttpStage(this, 'Stage', {
      httpApi: platform.api,
      autoDeploy: true,
      throttle: throttles.read,
      ...(domainName && { domainMapping: { domainName } }),
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'ApiLogs', { retention: config.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(logFields)),
      },
    });
    const writes = served.flatMap(({ contract }) =>
      Object.values(contract.operations).filter((one) => one.method !== 'GET'),
    );
    const { rateLimit, burstLimit } = throttles.write;
    (stage.node.defaultChild as CfnStage).routeSettings = Object.fromEntries(
      writes.map((one) => [routeKey(one), { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }]),
    );
    for (const [name, watch] of Object.entries(apiAlarms)) {
      const metric = platform.api.metricServerError.bind(platform.api);
      alarm(this, alarmName(config.name, 'api', name), platform.notices, watch(metric));
    }
    this.#dashboard(config.name, platform.api, served);
  }

  #domain({ domain }: DeploymentConfig): DomainName | undefined {
    if (!domain) return undefined;
    const made = new DomainName(this, 'Domain', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const { regionalDomainName, regionalHostedZoneId } = made;
    if (domain.hostedZoneId) {
      const { name: zoneName, hostedZoneId } = domain;
      new ARecord(this, 'Record', {
        zone: HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId, zoneName }),
        target: RecordTarget.fromAlias(new ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId)),
      });
    } else {
      new CfnOutput(this, 'DomainTarget', { value: regionalDomainName, description: `CNAME of ${domain.name}` });
    }
    return made;
  }

  #dashboard(deployment: string, api: HttpApi, served: readonly Found[]): void {
    const named = (owner: string, name: string): IAlarm => {
      const resourceName = alarmName(deployment, owner, name);
      const arn = this.formatArn({ service: 'cloudwatch', resource: `alarm:${resourceName}` });
      return Alarm.fromAlarmArn(this, `Shown-${resourceName}`, arn);
    };
    const ofApi = Object.keys(apiAlarms).map((name) => ({ title: `API: ${name}`, alarm: named('api', name) }));
    const rows = served.map((found) => {
      const { name: owner } = found.contract;
      return alarmsOf(found).map((name) => ({ title: `${owner}: ${name}`, alarm: named(owner, name) }));
    });
    const period = Duration.minutes(5);
    const calls = new GraphWidget({
      title: 'API: calls',
      left: [api.metricCount({ period, statistic: 'Sum' }), api.metricClientError({ period, statistic: 'Sum' })],
      width: 8,
    });
    const latency = new GraphWidget({
      title: 'API: milliseconds',
      left: ['p50', 'p99'].map((statistic) => api.metricLatency({ period, statistic, label: statistic })),
      width: 8,
    });
    const graph = (one: (typeof ofApi)[number]) => new AlarmWidget({ ...one, width: 8 });
    new Dashboard(this, 'Dashboard', {
      dashboardName: deployment,
      widgets: [
        [
          new TextWidget({
            markdown: '# Council Commons\nWhat to do: `docs/handbook/operate.md`',
            width: 24,
            height: 2,
          }),
        ],
        [new AlarmStatusWidget({ alarms: [...ofApi, ...rows.flat()].map((one) => one.alarm), width: 24 })],
        [new Row(...ofApi.map(graph), calls, latency)],
        ...rows.map((row) => row.map(graph)),
      ],
    });
  }
}
