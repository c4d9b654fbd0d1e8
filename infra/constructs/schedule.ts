/** Calls a capability's function again and again, for the work that it does on a schedule. */
import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as Target } from 'aws-cdk-lib/aws-events-targets';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Beat } from '#shared/schedule.ts';
import { type Found, takesLetters } from '../capabilities.ts';

/** Most that Lambda keeps an event. */
const longest = 360;

export const onSchedule = (scope: Construct, lambda: LambdaFunction, found: Found): void => {
  const { contract, resources } = found;
  const { schedule } = resources;
  if (!schedule) return;
  const beat: Beat = { schedule: contract.name };
  // Whatever holds a beat up, the next one does its work: they must not pile up.
  const maxEventAge = Duration.minutes(Math.min(schedule.everyMinutes, longest));
  new Rule(scope, 'Schedule', {
    description: `Council Commons: ${contract.title}, every ${schedule.everyMinutes} minutes`,
    schedule: Schedule.rate(Duration.minutes(schedule.everyMinutes)),
    targets: [new Target(lambda, { event: RuleTargetInput.fromObject(beat), maxEventAge })],
  });
  // A setting of the whole function: request lines and events have no next time, so Lambda tries those again, and beats with them.
  if (!takesLetters(found)) lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge });
};
