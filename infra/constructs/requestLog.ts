/**
 * The request log as a meter: a subscription on each function's log group, in the same stack, hands its request lines to the function
 * that counts them, which is known by its name, so that no stack refers to another (docs/decisions/0012).
 */
import { Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscriptionFilter, type ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IDependable } from 'constructs';
import { functionName, logGroupName } from '../names.ts';

/** Lets the log groups of this deployment, and of no other, call the function. The permission has to be there before a subscription. */
export const takeRequestLog = (scope: Construct, lambda: LambdaFunction, deployment: string): IDependable => {
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
  return lambda.node.findChild('RequestLog');
};

/** Hands the request lines of a log group to the function of the capability that counts them. */
export const handOver = (
  scope: Construct,
  logGroup: ILogGroup,
  deployment: string,
  counter: string,
): CfnSubscriptionFilter =>
  new CfnSubscriptionFilter(scope, 'RequestLog', {
    logGroupName: logGroup.logGroupName,
    filterPattern: '{ $.type = "request" }',
    destinationArn: Stack.of(scope).formatArn({
      service: 'lambda',
      resource: `function:${functionName(deployment, counter)}`,
    }),
  });
