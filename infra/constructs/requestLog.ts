/**
 * The request log as a meter: a subscription on each function's log group hands its request lines to the capability that counts
 * them. Subscriptions and what they may call are known by name, so no stack refers to another (docs/decisions/0012).
 */
import { Duration, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { functionName, logGroupName } from './service.ts';

/** Lambda tries an event three times, then puts it here, where it can be looked at and sent again for two weeks. */
export const deadLetterQueue = (scope: Construct): Queue =>
  new Queue(scope, 'DeadLetters', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
  });

/** Lets the log groups of this deployment, and of no other, call the function. */
export const takeRequestLog = (scope: Construct, lambda: LambdaFunction, deployment: string): void => {
  const { account, region } = Stack.of(scope);
  lambda.addPermission('RequestLog', {
    principal: new ServicePrincipal('logs.amazonaws.com'),
    sourceArn: Stack.of(scope).formatArn({
      service: 'logs',
      region,
      account,
      resource: `log-group:${logGroupName(deployment, '*')}:*`,
    }),
    sourceAccount: account,
  });
};

/** Hands the request lines of every capability to `counter`. */
export const subscribe = (
  scope: Construct,
  deployment: string,
  capabilities: readonly string[],
  counter: string,
): void => {
  const destinationArn = Stack.of(scope).formatArn({
    service: 'lambda',
    resource: `function:${functionName(deployment, counter)}`,
  });
  for (const name of capabilities) {
    new CfnSubscriptionFilter(scope, `RequestLog-${name}`, {
      logGroupName: logGroupName(deployment, name),
      filterPattern: '{ $.type = "request" }',
      destinationArn,
    });
  }
};
