/**
 * What a capability announces: its table's stream, filtered to the outbox, feeds a publisher that may do nothing but put events on
 * the deployment's bus. A function of its own, so that neither waits for the other or has its permissions (docs/decisions/0016).
 */
import { Duration, Stack } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { outboxType } from '#shared/events/outbox.ts';
import { Service } from './service.ts';

export interface PublisherProps {
  readonly deployment: string;
  readonly capability: string;
  readonly bundle: string;
  readonly logRetentionDays: RetentionDays;
  /** Of the table in use. */
  readonly streamArn: string;
  readonly deadLetters: IQueue;
}

const readStream = ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams'].map((one) => `dynamodb:${one}`);

export const publisherOf = (scope: Construct, props: PublisherProps): Service => {
  const { deployment, capability, streamArn, deadLetters, ...others } = props;
  const service = new Service(scope, 'Publisher', {
    ...others,
    deployment,
    capability: `${capability}-publisher`,
    description: `Council Commons: events of ${capability}`,
    memory: 256,
    environment: { EVENT_BUS: deployment },
    // Also of what is sent to it by hand; by this cdk-nag knows what the queue is.
    deadLetters,
  });
  service.allow(readStream, [streamArn]);
  const bus = Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: deployment });
  service.allow(['events:PutEvents'], [bus]);
  new EventSourceMapping(scope, 'Outbox', {
    target: service.lambda,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { NewImage: { type: { S: FilterRule.isEqual(outboxType) } } },
      }),
    ],
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    // A subject's later events wait meanwhile; a stream itself forgets after a day.
    maxRecordAge: Duration.hours(1),
    onFailure: new SqsDlq(deadLetters),
  });
  return service;
};
