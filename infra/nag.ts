/** cdk-nag's AwsSolutions rules over the whole app. Every rule that is set aside has its reason here and nowhere else. */
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { Found } from './capabilities.ts';
import type { DeploymentConfig } from './config.ts';
import { secretsOf } from './names.ts';

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

/** Of the functions that ask other deployments (`bindings`) or stand on a national service. */
const secrets = (config: DeploymentConfig, served: readonly Found[]) => {
  const account = process.env.CDK_DEFAULT_ACCOUNT ?? '<AWS::AccountId>';
  const paths = served.flatMap((one) => secretsOf(one, config));
  return paths.map((path) => ({
    id: `AwsSolutions-IAM5[Resource::arn:aws:ssm:${config.region}:${account}:parameter${path}/*]`,
    reason:
      'Secrets of each council under one path of this capability alone. Named one by one, those of 400 councils do not fit into a policy.',
  }));
};

export const checkWithNag = (app: App, config: DeploymentConfig, served: readonly Found[]): void => {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  for (const rule of [...setAside, ...secrets(config, served)]) Validations.of(app).acknowledge(rule);
};
