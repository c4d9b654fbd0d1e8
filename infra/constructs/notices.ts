/** Where the deployment tells people that something is wrong: one topic for alarms, and a budget; both write to one address. */
import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface NoticesProps {
  readonly deployment: string;
  readonly address: string;
  readonly monthlyUsd: number;
}

export class Notices extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { deployment, address, monthlyUsd }: NoticesProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: `Council Commons ${deployment}`, enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(address));
    // A topic with a policy of its own has lost the one that lets alarms of its account publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    const notice = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: { notificationType, threshold, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
      subscribers: [{ subscriptionType: 'EMAIL', address }],
    });
    // Unnamed, because a budget whose subscribers change is replaced. The whole account, because a filter by tag counts nothing
    // until somebody activates the tag for billing.
    new CfnBudget(this, 'Budget', {
      budget: { budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: monthlyUsd, unit: 'USD' } },
      notificationsWithSubscribers: [notice('ACTUAL', 80), notice('ACTUAL', 100), notice('FORECASTED', 100)],
    });
  }
}
