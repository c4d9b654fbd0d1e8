/** What there is in the emulated account. */
import {
  CloudFormationClient,
  DeleteStackCommand,
  paginateDescribeStacks,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CreateBackupCommand,
  DynamoDBClient,
  paginateListTables,
  UpdateContinuousBackupsCommand,
} from '@aws-sdk/client-dynamodb';
import { AwsClient } from 'aws4fetch';

const settings = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-2',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

export const stacksIn = async (endpoint: string): Promise<string[]> => {
  const client = new CloudFormationClient(settings(endpoint));
  const names: string[] = [];
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {}))
    names.push(...Stacks.map(({ StackName = '' }) => StackName));
  return names.sort();
};

export const tablesIn = async (endpoint: string): Promise<string[]> => {
  const client = new DynamoDBClient(settings(endpoint));
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) names.push(...TableNames);
  return names.sort();
};

/** The ARN of a backup of a table as it is now. */
export const backUp = async (endpoint: string, TableName: string): Promise<string> => {
  const client = new DynamoDBClient(settings(endpoint));
  const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName: 'before' }));
  return BackupDetails?.BackupArn ?? '';
};

/** As the template has it, which the emulator does not do for global tables. */
export const makeRecoverable = async (endpoint: string, TableName: string): Promise<void> => {
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  const client = new DynamoDBClient(settings(endpoint));
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
};

const logs = async (endpoint: string, operation: string, input: object) => {
  const { credentials, region } = settings(endpoint);
  const response = await new AwsClient({ ...credentials, region, service: 'logs' }).fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `Logs_20140328.${operation}` },
    body: JSON.stringify(input),
  });
  return response.json();
};

interface Filter {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
}

/** The subscription of a log group, which must be there; made to hand every line over, because the emulator reads no JSON patterns. */
export const handOverAll = async (endpoint: string, logGroupName: string): Promise<Filter> => {
  const found = await logs(endpoint, 'DescribeSubscriptionFilters', { logGroupName });
  const [filter] = (found as { subscriptionFilters?: Filter[] }).subscriptionFilters ?? [];
  if (!filter) throw new Error(`${logGroupName} is handed to nobody.`);
  const { filterName, destinationArn } = filter;
  await logs(endpoint, 'PutSubscriptionFilter', { logGroupName, filterName, destinationArn, filterPattern: '' });
  return filter;
};

/** `aws cloudformation delete-stack`, and `wait stack-delete-complete`. */
export const deleteStack = async (endpoint: string, StackName: string): Promise<void> => {
  const client = new CloudFormationClient(settings(endpoint));
  await client.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { StackName });
};
