/** A copy of every table each night, kept 35 days apart from the tables: beside point-in-time recovery, which goes with its table. */
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupVault, CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface BackupsProps {
  /** Tables are found by their tag `deployment`, so that those of a capability that comes later are too. */
  readonly deployment: string;
  readonly except: readonly TableV2[];
}

export class Backups extends Construct {
  constructor(scope: Construct, id: string, { deployment, except }: BackupsProps) {
    super(scope, id);
    const vault = new BackupVault(this, 'Vault', {
      backupVaultName: `${deployment}-backups`,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: `${deployment}-daily`,
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'daily',
          scheduleExpression: Schedule.cron({ hour: '1', minute: '30' }),
          deleteAfter: Duration.days(35),
        }),
      ],
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSBackupServiceRolePolicyForBackup')],
    });
    new CfnBackupSelection(this, 'Tables', {
      backupPlanId: plan.backupPlanId,
      backupSelection: {
        selectionName: 'tables',
        iamRoleArn: role.roleArn,
        resources: [Stack.of(this).formatArn({ service: 'dynamodb', resource: 'table', resourceName: '*' })],
        notResources: except.map(({ tableArn }) => tableArn),
        conditions: {
          StringEquals: [{ ConditionKey: 'aws:ResourceTag/deployment', ConditionValue: deployment }],
        },
      },
    });
  }
}
