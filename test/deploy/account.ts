/** What there is in the emulated account. */
import {
  CloudFormationClient,
  DeleteStackCommand,
  paginateDescribeStacks,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';

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

/** `aws cloudformation delete-stack`, and `wait stack-delete-complete`. */
export const deleteStack = async (endpoint: string, StackName: string): Promise<void> => {
  const client = new CloudFormationClient(settings(endpoint));
  await client.send(new DeleteStackCommand({ StackName }));
  await waitUntilStackDeleteComplete({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 2 }, { StackName });
};
