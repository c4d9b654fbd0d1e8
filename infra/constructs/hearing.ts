/**
 * Events that a capability is told of: a rule of the deployment's bus, which is known by its name, hands them to the capability's own
 * function. Lambda tries each three times; then it is a dead letter, which can be sent again (docs/decisions/0018).
 */
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { sourceOf } from '#shared/events/bus.ts';
import type { Found } from '../capabilities.ts';

export interface Hearing {
  readonly deployment: string;
  /** For what Lambda does not even take; what the function fails at goes there by a setting of its own. */
  readonly deadLetters: IQueue;
}

export const onEvents = (
  scope: Construct,
  lambda: LambdaFunction,
  { contract, resources }: Found,
  { deployment, deadLetters }: Hearing,
): void => {
  new Rule(scope, 'Hears', {
    description: `Council Commons: what ${contract.title} is told of`,
    eventBus: EventBus.fromEventBusName(scope, 'Bus', deployment),
    eventPattern: { source: [sourceOf(deployment)], detailType: [...(resources.hears ?? [])] },
    targets: [new Target(lambda, { deadLetterQueue: deadLetters })],
  });
};
