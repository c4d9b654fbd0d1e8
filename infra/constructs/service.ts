/** Our Lambda: one bundle, its own log group and role, and no permission that it was not given by name. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { functionName, logGroupName } from '../names.ts';
import type { UsedTable } from './store.ts';

export interface ServiceProps {
  readonly deployment: string;
  readonly capability: string;
  readonly description: string;
  /** Folder with index.js and the files it reads. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly memory?: number | undefined;
  readonly timeout?: number | undefined;
  readonly logRetentionDays: RetentionDays;
  /** Where events go that it failed at three times. */
  readonly deadLetters?: IQueue | undefined;
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
  readonly logGroup: LogGroup;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.timeout = Duration.seconds(props.timeout ?? 29);
    const { deployment, capability } = props;
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: logGroupName(deployment, capability),
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logGroup.grantWrite(role);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: functionName(deployment, capability),
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      memorySize: props.memory ?? 1024,
      timeout: this.timeout,
      environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.logGroup,
      role,
      ...(props.deadLetters && { deadLetterQueue: props.deadLetters }),
    });
  }

  /** Permission to read the secrets of a path. The key that encrypts them lets whoever may read a parameter decrypt it. */
  mayRead(path: string): void {
    this.allow(['ssm:GetParameter'], [Stack.of(this).formatArn({ service: 'ssm', resource: `parameter${path}` })]);
  }

  /** Permission for exactly these actions on a table and on the indexes named. */
  may(actions: readonly string[], { tableArn }: Pick<UsedTable, 'tableArn'>, indexes: readonly string[] = []): void {
    this.allow(actions, [tableArn, ...indexes.map((index) => `${tableArn}/index/${index}`)]);
  }

  allow(actions: readonly string[], resources: string[]): void {
    this.lambda.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources }));
  }
}
