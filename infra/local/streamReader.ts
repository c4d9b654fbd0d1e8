/** DynamoDB Streams of the engine, which takes unsigned requests' credentials as they are: no client of the SDK is needed. */

import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { AwsClient } from 'aws4fetch';
import { clientOf, credentials } from './engine.ts';

export interface StreamRecord {
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string };
}

/** Records of each shard of a table's stream after the number that `after` has for it, if any; by shard. */
export type ReadStream = (
  table: string,
  after: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, readonly StreamRecord[]>>>;

interface Description {
  readonly StreamDescription: { readonly Shards: readonly { readonly ShardId: string }[] };
}

export const engineStreams = (endpoint: string, region: string): ReadStream => {
  const tables = clientOf(endpoint, region);
  const signer = new AwsClient({ ...credentials, service: 'dynamodb', region, retries: 0 });
  const call = async <T>(operation: string, body: object): Promise<T> => {
    const response = await signer.fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${operation}: ${(await response.text()).slice(0, 200)}`);
    return JSON.parse(await response.text());
  };

  const shard = async (StreamArn: string, ShardId: string, SequenceNumber: string | undefined) => {
    const from = SequenceNumber
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = await call<object & { ShardIterator: string }>('GetShardIterator', {
      StreamArn,
      ShardId,
      ...from,
    });
    return (await call<{ Records: StreamRecord[] }>('GetRecords', { ShardIterator, Limit: 1000 })).Records;
  };

  return async (TableName, after) => {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    const StreamArn = Table?.LatestStreamArn;
    if (!StreamArn) return {};
    const { StreamDescription } = await call<Description>('DescribeStream', { StreamArn });
    const found: Record<string, readonly StreamRecord[]> = {};
    for (const { ShardId } of StreamDescription.Shards) {
      // With when the stream began: a table that is made anew counts from one again.
      const name = `${Table.LatestStreamLabel} ${ShardId}`;
      found[name] = await shard(StreamArn, ShardId, after[name]);
    }
    return found;
  };
};
