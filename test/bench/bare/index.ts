/** The baseline: the least code that answers from DynamoDB with the same client, bundled the same way. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';

const client = new DynamoDBClient({
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000 },
});

const command = () =>
  new GetItemCommand({
    TableName: process.env.KEYS_TABLE,
    Key: { pk: { S: process.env.BENCH_PK ?? '' }, sk: { S: process.env.BENCH_SK ?? '' } },
  });

export const handler = async (event: { readonly quiet?: boolean }) => {
  const item = event.quiet ? 'nothing read' : (await client.send(command())).Item?.pk?.S;
  return { statusCode: item ? 200 : 404, headers: { 'content-type': 'text/plain' }, body: item };
};
