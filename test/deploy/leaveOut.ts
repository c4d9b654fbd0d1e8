/** Put into the copied app: takes out what the emulator's CloudFormation does not know, and would refuse a whole stack for. */
import { type App, CfnResource } from 'aws-cdk-lib';

const unknown = ['AWS::Backup::BackupSelection', 'AWS::Budgets::Budget'];

export const leaveOut = (app: App): void => {
  for (const resource of app.node.findAll())
    if (CfnResource.isCfnResource(resource) && unknown.includes(resource.cfnResourceType))
      resource.node.scope?.node.tryRemoveChild(resource.node.id);
};
