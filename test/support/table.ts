/** A table of our shape on the test engine. */
import { randomUUID } from 'node:crypto';
import { type AttributeValue, CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type AuditTrail, auditTrail } from '#shared/audit/trail.ts';
import type { Item } from '#shared/dynamodb/expression.ts';
import { Table } from '#shared/dynamodb/table.ts';
import type { Keeping } from '#shared/retention.ts';

export const testClient = (): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: process.env.TEST_ENGINE ?? '',
    region: 'eu-west-2',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** One for all that tests do themselves: each client keeps connections of its own. */
let direct: DynamoDBClient | undefined;
const ownClient = (): DynamoDBClient => {
  direct ??= testClient();
  return direct;
};

const text = (name: string) => ({ AttributeName: name, AttributeType: 'S' as const });
const keys = (pk: string, sk: string) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];

/** A new, empty table with the index `gsi1`. `client` may be one that breaks. */
export const freshTable = async (client: DynamoDBClient = ownClient()): Promise<Table> => {
  const name = `test-${randomUUID()}`;
  await ownClient().send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map(text),
      KeySchema: keys('pk', 'sk'),
      GlobalSecondaryIndexes: [
        { IndexName: 'gsi1', KeySchema: keys('gsi1pk', 'gsi1sk'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  return new Table(name, client);
};

/** Every item of a small table. */
export const itemsIn = async ({ name }: Table): Promise<Item[]> => {
  const found: Item[] = [];
  let after: Record<string, AttributeValue> | undefined;
  do {
    const command: ScanCommand = new ScanCommand({ TableName: name, ExclusiveStartKey: after, ConsistentRead: true });
    const { Items = [], LastEvaluatedKey } = await ownClient().send(command);
    found.push(...Items.map((item) => unmarshall(item)));
    after = LastEvaluatedKey;
  } while (after);
  return found;
};

/** Everything in a small table, as it is stored. */
export const storedIn = async ({ name }: Table): Promise<string> =>
  JSON.stringify((await ownClient().send(new ScanCommand({ TableName: name }))).Items);

/** Nothing is ever too old. */
export const keptForGood: Keeping = { until: () => Date.parse('2999-12-31') / 1000, isOver: () => false };

/** Of a table's own audit trail. */
export const aTrail = (table: Table): AuditTrail => auditTrail(table, keptForGood);

type Fault = readonly [when: string, call: number];

/** A client whose calls break as told: the first is 1; `before` it reached the database, or `after`. Nothing is retried. */
export const breakingClient = (): { client: DynamoDBClient; fail: (faults: readonly Fault[]) => void } => {
  const client = testClient();
  client.config.maxAttempts = async () => 1;
  let faults: readonly Fault[] = [];
  let calls = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      calls += 1;
      const [call, broken] = [calls, Object.assign(new Error('connection reset'), { $metadata: {} })];
      const is = (when: string) => faults.some(([w, c]) => w === when && c === call);
      if (is('before')) throw broken;
      const answer = await next(args);
      if (is('after')) throw broken;
      return answer;
    },
    { step: 'initialize' },
  );
  return {
    client,
    fail: (wanted) => {
      [faults, calls] = [wanted, 0];
    },
  };
};
