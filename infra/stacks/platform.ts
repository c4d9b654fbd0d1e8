/** What all capabilities stand on: the HTTP API and the keys. It knows none of them, so that each can come and go alone. */
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CorsHttpMethod, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { store } from '../constructs/store.ts';

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

const corsOf = ({ allowedOrigins }: DeploymentConfig) =>
  allowedOrigins.length > 0 && {
    corsPreflight: {
      allowOrigins: allowedOrigins,
      allowMethods: [
        CorsHttpMethod.GET,
        CorsHttpMethod.POST,
        CorsHttpMethod.PUT,
        CorsHttpMethod.PATCH,
        CorsHttpMethod.DELETE,
      ],
      allowHeaders: [
        'authorization',
        'content-type',
        'idempotency-key',
        'if-match',
        'if-none-match',
        'traceparent',
        'x-api-key',
        'x-request-id',
      ],
      exposeHeaders: ['etag', 'link', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
      maxAge: Duration.hours(1),
    },
  };

export class PlatformStack extends Stack {
  readonly api: HttpApi;
  readonly keys: TableV2;
  readonly quotas: TableV2;

  constructor(scope: Construct, id: string, config: DeploymentConfig, props: StackProps) {
    super(scope, id, props);
    const production = config.environment === 'production';
    this.keys = store(this, 'Keys', { production, indexes: ['gsi1'] });
    // Counts of the last three days: nothing is lost with it.
    this.quotas = store(this, 'Quotas', { production: false });
    this.api = new HttpApi(this, 'Api', {
      apiName: config.name,
      description: 'Council Commons',
      createDefaultStage: false,
      ...corsOf(config),
    });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'ApiLogs', { retention: config.logRetentionDays, removalPolicy: RemovalPolicy.DESTROY }),
        ),
        format: AccessLogFormat.custom(JSON.stringify(logFields)),
      },
    });
    new CfnOutput(this, 'ApiUrl', { value: stage.url, description: 'Where the API answers' });
  }
}
