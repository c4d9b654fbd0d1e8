/** Our Lambda: one bundle, its own log group and role, and no permission that it was not given by name. */
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { UsedTable } from './store.ts';

export interface ServiceProps {
  readonly description: string;
  /** Folder with index.js and the files it reads. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memory?: number | undefined;
  readonly timeout?: number | undefined;
  readonly logRetentionDays: RetentionDays;
}

/** What a table lets a function do. */
export const access = {
  lookUp: ['dynamodb:GetItem'],
  count: ['dynamodb:UpdateItem'],
  lookUpMany: ['dynamodb:BatchGetItem'],
  use: [
    'dynamodb:BatchGetItem',
    'dynamodb:BatchWriteItem',
    'dynamodb:ConditionCheckItem',
    'dynamodb:DeleteItem',
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'dynamodb:UpdateItem',
  ],
} as const;

export class Service extends Construct {
  readonly lambda: LambdaFunction;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeout ?? 29);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      memorySize: props.memory ?? 1024,
      timeout: this.timeout,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      loggingFormat: LoggingFormat.JSON,
      logGroup,
      role,
    });
  }

  /** Permission for exactly these actions on a table and on the indexes named. */
  may(actions: readonly string[], table: UsedTable, indexes: readonly string[] = []): void {
    this.lambda.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [table.tableArn, ...indexes.map((index) => `${table.tableArn}/index/${index}`)],
      }),
    );
  }
}
