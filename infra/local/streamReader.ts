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

interface Page {
  readonly Records: readonly StreamRecord[];
  readonly NextShardIterator?: string;
}

interface Shard {
  readonly name: string;
  readonly iterator: (after: string | undefined) => Promise<string>;
  /** Where the last reading ended. */
  next?: { readonly after: string | undefined; readonly iterator: string } | undefined;
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

  const iteratorAt = async (StreamArn: string, ShardId: string, SequenceNumber: string | undefined) => {
    const from = SequenceNumber
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    const found = await call<{ ShardIterator: string }>('GetShardIterator', { StreamArn, ShardId, ...from });
    return found.ShardIterator;
  };

  const shardsOf = async (TableName: string): Promise<readonly Shard[]> => {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    const StreamArn = Table?.LatestStreamArn;
    if (!StreamArn) return [];
    const { StreamDescription } = await call<Description>('DescribeStream', { StreamArn });
    return StreamDescription.Shards.map(({ ShardId }) => ({
      // With when the stream began: a table that is made anew counts from one again.
      name: `${Table.LatestStreamLabel} ${ShardId}`,
      iterator: (after) => iteratorAt(StreamArn, ShardId, after),
    }));
  };

  const recordsOf = async (shard: Shard, after: string | undefined): Promise<readonly StreamRecord[]> => {
    const ShardIterator = shard.next && shard.next.after === after ? shard.next.iterator : await shard.iterator(after);
    const { Records, NextShardIterator } = await call<Page>('GetRecords', { ShardIterator, Limit: 1000 });
    const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
    shard.next = NextShardIterator ? { after: last, iterator: NextShardIterator } : undefined;
    return Records;
  };

  // Looked up once: asked for four times a second, it would be most of what a runner at rest does.
  const known = new Map<string, readonly Shard[]>();
  return async (table, after) => {
    const shards = known.get(table) ?? (await shardsOf(table));
    known.delete(table);
    const found: Record<string, readonly StreamRecord[]> = {};
    for (const shard of shards) found[shard.name] = await recordsOf(shard, after[shard.name]);
    // Not after a failure: the table may be another by now.
    known.set(table, shards);
    return found;
  };
};
