/** cdk-nag's AwsSolutions rules over the whole app. Every rule that is set aside has its reason here and nowhere else. */
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

const setAside = [
  {
    id: 'AwsSolutions-APIG4',
    reason:
      'Keys are checked in the function, not in a gateway authoriser: one read per key and minute, one shape for every refusal, and keys where each standard puts them (docs/decisions/0005). Public routes say so in their contract.',
  },
  {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]',
    reason:
      'AWS Backup writes and changes this policy as the service does; a copy of ours would stop backups without a word when it asks for something new. Only backup.amazonaws.com may take the role, and only this one policy is set aside.',
  },
];

export const checkWithNag = (app: App): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const rule of setAside) Validations.of(app).acknowledge(rule);
};
