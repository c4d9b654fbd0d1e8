/** What is watched, and told to people. The dashboard shows the same alarms, by their names. */
import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { announces, type Found, hasDeadLetters } from '../capabilities.ts';

const period = Duration.minutes(5);

export interface Watch {
  readonly says: string;
  readonly metric: IMetric;
  /** The alarm rings from this value on … */
  readonly threshold: number;
  /** … in as many of the last three periods of five minutes. */
  readonly periods: 1 | 2 | 3;
}

/** Of every function. */
export const functionAlarms = {
  errors: (lambda) => ({
    says: 'The function crashed or ran out of time.',
    metric: lambda.metricErrors({ period }),
    threshold: 1,
    periods: 1,
  }),
  throttles: (lambda) => ({
    says: 'AWS refused calls of the function: the account has too many at once.',
    metric: lambda.metricThrottles({ period }),
    threshold: 1,
    periods: 1,
  }),
  p99: (lambda, timeout) => ({
    says: 'One call in a hundred takes more than 80 % of the time the function has.',
    metric: lambda.metricDuration({ period, statistic: 'p99' }),
    threshold: timeout.toMilliseconds() * 0.8,
    periods: 2,
  }),
} as const satisfies Readonly<Record<string, (lambda: IFunction, timeout: Duration) => Watch>>;

/** Of the queue for what a function failed at for good. */
export const queueAlarms = {
  deadLetters: (queue) => ({
    says: 'What a function was given failed for good, and waits to be sent again.',
    metric: queue.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    threshold: 1,
    periods: 1,
  }),
} as const satisfies Readonly<Record<string, (queue: IQueue) => Watch>>;

/** Of the publisher of a capability's events. */
export const publisherAlarms = {
  unpublished: (lambda) => ({
    says: 'Events have been waiting for ten minutes: the bus does not take them.',
    metric: lambda.metric('IteratorAge', { period, statistic: 'Maximum' }),
    threshold: 600_000,
    periods: 1,
  }),
} as const satisfies Readonly<Record<string, (lambda: IFunction) => Watch>>;

/** Names of what is watched of a capability. */
export const alarmsOf = (found: Found): string[] => [
  ...Object.keys(functionAlarms),
  ...(hasDeadLetters(found) ? Object.keys(queueAlarms) : []),
  ...(announces(found) ? Object.keys(publisherAlarms) : []),
];

/** Of the API. */
export const apiAlarms = {
  '5xx': (metric: (options: { period: Duration; statistic: string }) => IMetric): Watch => ({
    says: 'The API answered with server errors.',
    metric: metric({ period, statistic: 'Sum' }),
    threshold: 5,
    periods: 1,
  }),
};

/** `owner` is a capability, or `api`. Told so, dashboards can name an alarm without a reference to its stack. */
export const alarmName = (deployment: string, owner: string, alarm: string): string =>
  `${deployment}-${owner}-${alarm}`;

export const alarm = (scope: Construct, name: string, topic: ITopic, watch: Watch): void => {
  const made = new Alarm(scope, `Alarm-${name}`, {
    alarmName: name,
    alarmDescription: `${watch.says} What to do: docs/handbook/operate.md`,
    metric: watch.metric,
    threshold: watch.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 3,
    datapointsToAlarm: watch.periods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  made.addAlarmAction(new SnsAction(topic));
  made.addOkAction(new SnsAction(topic));
};
