/** What all capabilities stand on: the HTTP API, the keys, notices. It knows none of them, so that each can come and go alone. */
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { DeploymentConfig } from '../config.ts';
import { Backups } from '../constructs/backups.ts';
import { Notices } from '../constructs/notices.ts';
import { inUse, store, type UsedTable } from '../constructs/store.ts';

export class PlatformStack extends Stack {
  readonly api: HttpApi;
  readonly keys: UsedTable;
  readonly quotas: TableV2;
  /** Where alarms are told. */
  readonly notices: ITopic;

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: DeploymentConfig }) {
    super(scope, id, props);
    const production = config.environment === 'production';
    const keys = store(this, 'Keys', { production, indexes: ['gsi1'] });
    this.keys = inUse(keys, { name: config.tables?.keys });
    // Exported in any case: deployed first, this stack cannot drop what the capabilities' still import.
    for (const value of [keys.tableName, keys.tableArn]) this.exportValue(value);
    // Counts of the last three days: nothing is lost with it.
    this.quotas = store(this, 'Quotas', { production: false });
    // Without CORS of its own, which would answer preflights and drop the headers of the functions (docs/decisions/0014).
    this.api = new HttpApi(this, 'Api', {
      apiName: config.name,
      description: 'Council Commons',
      createDefaultStage: false,
    });
    // Publishers know it by its name, which rules of the host's own may lead from.
    new EventBus(this, 'Events', { eventBusName: config.name });
    this.notices = new Notices(this, 'Notices', {
      deployment: config.name,
      address: config.alarms?.email ?? config.contact.email,
      monthlyUsd: config.budget.monthlyUsd,
    }).topic;
    if (production) new Backups(this, 'Backups', { deployment: config.name, except: [this.quotas] });
    const url = config.domain ? `https://${config.domain.name}` : this.api.apiEndpoint;
    new CfnOutput(this, 'ApiUrl', { value: url, description: 'Where the API answers' });
  }
}
