/** One table, in plain items. Adds what the SDK leaves to its callers: retries of what was left over, metering, our errors. */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  type ConsumedCapacity,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { Unavailable } from '#shared/contract/problems.ts';
import { client as defaultClient } from './client.ts';
import { type Expression, expressed, type Item, type Key, marshalled, transactItem, type Write } from './expression.ts';
import { isConflict, translated } from './failures.ts';
import { count } from './meter.ts';
import { backOff, inParallel } from './retry.ts';

export interface QueryOptions {
  readonly pk: string;
  /** Sort keys that start with this. */
  readonly prefix?: string;
  /** Sort keys from–to, both inclusive. */
  readonly between?: readonly [string, string];
  readonly index?: string;
  readonly limit?: number;
  readonly after?: Item | undefined;
  readonly consistent?: boolean;
  readonly descending?: boolean;
  readonly project?: readonly string[];
}

const batchWrites = 25;
const batchReads = 100;
const backoff = { attempts: 8, base: 50 };

const units = (capacity: ConsumedCapacity | readonly ConsumedCapacity[] | undefined): number =>
  [capacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

export class Table {
  readonly name: string;
  readonly #client: DynamoDBClient;

  constructor(name: string, client: DynamoDBClient = defaultClient) {
    this.name = name;
    this.#client = client;
  }

  async #send<T extends { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined }>(
    kind: 'readUnits' | 'writeUnits',
    call: () => Promise<T>,
  ): Promise<T> {
    try {
      const answer = await call();
      count(kind, units(answer.ConsumedCapacity));
      return answer;
    } catch (error) {
      throw translated(error);
    }
  }

  async get(key: Key, { consistent = false } = {}): Promise<Item | undefined> {
    const command = new GetItemCommand({
      TableName: this.name,
      Key: marshalled({ ...key }),
      ConsistentRead: consistent,
      ReturnConsumedCapacity: 'TOTAL',
    });
    const { Item } = await this.#send('readUnits', () => this.#client.send(command));
    return Item && unmarshall(Item);
  }

  /** Reads any number of keys, a hundred a round trip, all at once; the answer is in no order and skips what is not there. */
  async getMany(keys: readonly Key[]): Promise<Item[]> {
    const found: Item[] = [];
    await inParallel(chunks(keys, batchReads), 8, async (chunk) => {
      let wanted = chunk.map((key) => marshalled({ ...key }));
      for (let attempt = 0; wanted.length > 0; attempt += 1) {
        if (attempt > 0) await this.#pause(attempt);
        const command = new BatchGetItemCommand({
          RequestItems: { [this.name]: { Keys: wanted } },
          ReturnConsumedCapacity: 'TOTAL',
        });
        const { Responses, UnprocessedKeys } = await this.#send('readUnits', () => this.#client.send(command));
        for (const item of Responses?.[this.name] ?? []) found.push(unmarshall(item));
        wanted = UnprocessedKeys?.[this.name]?.Keys ?? [];
      }
    });
    return found;
  }

  /** One round trip: at most 1 MB of items, and where to go on. */
  async query(options: QueryOptions): Promise<{ items: Item[]; next: Item | undefined }> {
    const { pk, prefix, between, index, limit, after, consistent = false, descending = false, project } = options;
    const [pkName, skName] = index ? [`${index}pk`, `${index}sk`] : ['pk', 'sk'];
    const range = prefix ? ' AND begins_with(#sk, :from)' : between ? ' AND #sk BETWEEN :from AND :to' : '';
    const command = new QueryCommand({
      TableName: this.name,
      IndexName: index,
      KeyConditionExpression: `#pk = :pk${range}`,
      ExpressionAttributeNames: {
        '#pk': pkName,
        ...(range && { '#sk': skName }),
        ...Object.fromEntries((project ?? []).map((name, i) => [`#p${i}`, name])),
      },
      ExpressionAttributeValues: marshalled({ ':pk': pk, ':from': prefix ?? between?.[0], ':to': between?.[1] }),
      ...(project && { ProjectionExpression: project.map((_, i) => `#p${i}`).join(', ') }),
      Limit: limit,
      ConsistentRead: consistent,
      ScanIndexForward: !descending,
      ExclusiveStartKey: after && marshalled(after),
      ReturnConsumedCapacity: 'TOTAL',
    });
    const { Items = [], LastEvaluatedKey } = await this.#send('readUnits', () => this.#client.send(command));
    return { items: Items.map((item) => unmarshall(item)), next: LastEvaluatedKey && unmarshall(LastEvaluatedKey) };
  }

  /** Every item of a key condition, page after page: only where their number is bounded. */
  async queryAll(options: QueryOptions): Promise<Item[]> {
    const all: Item[] = [];
    let after: Item | undefined;
    do {
      const { items, next } = await this.query({ ...options, after });
      all.push(...items);
      after = next;
    } while (after);
    return all;
  }

  /** Writes one item. Loses with `ConditionFailed`, which holds what was there. */
  async put(item: Item, condition?: Expression): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.name,
      Item: marshalled(item),
      ...expressed(condition),
      ReturnConsumedCapacity: 'TOTAL',
    });
    await this.#send('writeUnits', () => this.#client.send(command));
  }

  /** Changes one item and answers its new state. Loses with `ConditionFailed`. */
  async update(key: Key, set: Expression, condition?: Expression): Promise<Item> {
    const command = new UpdateItemCommand({
      TableName: this.name,
      Key: marshalled({ ...key }),
      ...expressed(condition, set),
      ReturnValues: 'ALL_NEW',
      ReturnConsumedCapacity: 'TOTAL',
    });
    const { Attributes = {} } = await this.#send('writeUnits', () => this.#client.send(command));
    return unmarshall(Attributes);
  }

  async remove(key: Key, condition?: Expression): Promise<void> {
    const command = new DeleteItemCommand({
      TableName: this.name,
      Key: marshalled({ ...key }),
      ...expressed(condition),
      ReturnConsumedCapacity: 'TOTAL',
    });
    await this.#send('writeUnits', () => this.#client.send(command));
  }

  /** All of it or none. Tries again when it met another transaction; loses with `ConditionFailed` at an index. */
  async transact(writes: readonly Write[]): Promise<void> {
    const command = new TransactWriteItemsCommand({
      TransactItems: writes.map((write) => transactItem(this.name, write)),
      ReturnConsumedCapacity: 'TOTAL',
    });
    for (let attempt = 0; ; attempt += 1) {
      try {
        const { ConsumedCapacity } = await this.#client.send(command);
        return count('writeUnits', units(ConsumedCapacity));
      } catch (error) {
        if (!isConflict(error) || attempt >= backoff.attempts) throw translated(error);
        await backOff(attempt, backoff);
      }
    }
  }

  /** Puts and removes any number of items, unconditionally: for data that only one writer makes and that may be written twice. */
  async writeMany({ puts = [], removes = [] }: { puts?: readonly Item[]; removes?: readonly Key[] }): Promise<void> {
    const requests: WriteRequest[] = [
      ...puts.map((item) => ({ PutRequest: { Item: marshalled(item) } })),
      ...removes.map((key) => ({ DeleteRequest: { Key: marshalled({ ...key }) } })),
    ];
    await inParallel(chunks(requests, batchWrites), 8, async (chunk) => {
      let waiting = chunk;
      for (let attempt = 0; waiting.length > 0; attempt += 1) {
        if (attempt > 0) await this.#pause(attempt);
        const command = new BatchWriteItemCommand({
          RequestItems: { [this.name]: waiting },
          ReturnConsumedCapacity: 'TOTAL',
        });
        const { UnprocessedItems } = await this.#send('writeUnits', () => this.#client.send(command));
        waiting = UnprocessedItems?.[this.name] ?? [];
      }
    });
  }

  async #pause(attempt: number): Promise<void> {
    if (attempt > backoff.attempts) {
      throw new Unavailable('The database is taking no more for the moment.', { headers: { 'retry-after': '5' } });
    }
    await backOff(attempt - 1, backoff);
  }
}
