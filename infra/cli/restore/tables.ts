/** DynamoDB's tables as an operator sees them, and what a table of ours has beside its items. */
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  ListTagsOfResourceCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { DeploymentConfig } from '../../config.ts';
import { CannotDo } from '../../problem.ts';
import { type Store, tagsOf } from '../../stores.ts';

export interface Clock {
  now(): Date;
  sleep(milliseconds: number): Promise<unknown>;
}

export type Deployment = Pick<DeploymentConfig, 'name' | 'environment' | 'region'>;

export const clientFor = (region: string): DynamoDBClient => new DynamoDBClient({ region });

/** By the name of AWS's error, which carries a sentence of its own. */
export const isError = (error: unknown, ...names: readonly string[]): error is Error =>
  error instanceof DynamoDBServiceException && names.includes(error.name);

/** `undefined` when there is no such table. */
export const describe = async (client: DynamoDBClient, name: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table;
  } catch (error) {
    if (isError(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
};

const underWay = ['CREATING', 'UPDATING'];
const longestWait = 10_000;

export interface Wait {
  readonly clock: Clock;
  /** Called after every look. */
  readonly onLook?: () => void;
  /** How often it may be out of sight, as a table that was just asked for is. */
  readonly missing?: number;
}

/** Resolves to the table once it can be used. */
export const whenActive = async (
  client: DynamoDBClient,
  name: string,
  { clock, onLook, missing = 0 }: Wait,
): Promise<TableDescription> => {
  for (let [wait, absences] = [500, 0]; ; wait = Math.min(wait * 1.5, longestWait)) {
    const table = await describe(client, name);
    if (table?.TableStatus === 'ACTIVE') return table;
    if (!table) absences += 1;
    if (absences > missing) throw new CannotDo(`The table ${name} is gone: AWS gave up, or somebody has deleted it.`);
    if (table && !underWay.includes(table.TableStatus ?? ''))
      throw new CannotDo(`The table ${name} is ${table.TableStatus}: it cannot be used.`);
    onLook?.();
    await clock.sleep(wait);
  }
};

const tagsIn = async (client: DynamoDBClient, ResourceArn: string): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListTagsOfResourceCommand({ ResourceArn, ...(NextToken && { NextToken }) }));
    for (const { Key = '', Value = '' } of page.Tags ?? []) found.set(Key, Value);
    ({ NextToken } = page);
  } while (NextToken);
  return found;
};

interface Setting {
  readonly name: string;
  isSet(): Promise<boolean>;
  set(): Promise<unknown>;
}

/** Whose table it is, and is to be. */
export interface Place {
  readonly deployment: Deployment;
  readonly store: Store;
}

/** What a table of ours has that a restored one lacks. */
const settingsOf = (
  client: DynamoDBClient,
  { TableName = '', TableArn = '', DeletionProtectionEnabled = false, StreamSpecification }: TableDescription,
  { deployment, store }: Place,
): Setting[] => {
  const tags = Object.entries(tagsOf(deployment));
  return [
    {
      name: 'deletion protection',
      isSet: async () => DeletionProtectionEnabled || deployment.environment !== 'production',
      set: () => client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true })),
    },
    {
      name: 'point-in-time recovery',
      isSet: async () => {
        const found = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
        const { PointInTimeRecoveryDescription } = found.ContinuousBackupsDescription ?? {};
        return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
      },
      set: () => {
        const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
        return client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
      },
    },
    {
      name: 'expiry of items',
      isSet: async () => {
        const { TimeToLiveDescription: found } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
        return found?.AttributeName === 'expiresAt' && /^ENABL/.test(found.TimeToLiveStatus ?? '');
      },
      set: () => {
        const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expiresAt' };
        return client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      },
    },
    {
      name: 'stream of events',
      isSet: async () => !store.stream || StreamSpecification?.StreamEnabled === true,
      set: () => {
        const wanted = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } as const;
        return client.send(new UpdateTableCommand({ TableName, StreamSpecification: wanted }));
      },
    },
    {
      name: 'tags',
      isSet: async () => {
        const found = await tagsIn(client, TableArn);
        return tags.every(([name, value]) => found.get(name) === value);
      },
      set: () => {
        const Tags = tags.map(([Key, Value]) => ({ Key, Value }));
        return client.send(new TagResourceCommand({ ResourceArn: TableArn, Tags }));
      },
    },
  ];
};

/** Names of what the table lacks. */
export const lacks = async (client: DynamoDBClient, table: TableDescription, place: Place): Promise<string[]> => {
  const missing: string[] = [];
  for (const { name, isSet } of settingsOf(client, table, place)) if (!(await isSet())) missing.push(name);
  return missing;
};

/** A table that has only just come into being is not ready for everything. */
const notReady = ['ContinuousBackupsUnavailableException', 'ResourceInUseException', 'LimitExceededException'];
const tries = 30;

const persist = async ({ isSet, set }: Setting, clock: Clock): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await set();
      return;
    } catch (error) {
      // Another run of this command was faster.
      if (await isSet()) return;
      if (attempt === tries || !isError(error, ...notReady)) throw error;
      await clock.sleep(Math.min(attempt * 1000, longestWait));
    }
  }
};

/** Resolves to the names of what the table lacked and now has. */
export const putBack = async (
  client: DynamoDBClient,
  table: TableDescription,
  { clock, ...place }: Place & { readonly clock: Clock },
): Promise<string[]> => {
  const done: string[] = [];
  for (const setting of settingsOf(client, table, place)) {
    if (await setting.isSet()) continue;
    await persist(setting, clock);
    await whenActive(client, table.TableName ?? '', { clock });
    done.push(setting.name);
  }
  return done;
};

/** Why the table cannot stand in for that of the store; nothing if it can. */
export const misfit = ({ KeySchema = [], GlobalSecondaryIndexes = [] }: TableDescription, store: Store): string[] => {
  const keys = (schema: typeof KeySchema): string => schema.map(({ AttributeName }) => AttributeName).join(' and ');
  const found = new Map(GlobalSecondaryIndexes.map((one) => [one.IndexName, keys(one.KeySchema ?? [])]));
  return [
    ...(keys(KeySchema) === 'pk and sk' ? [] : [`its keys are ${keys(KeySchema)}, not pk and sk`]),
    ...store.indexes
      .filter((index) => found.get(index) !== `${index}pk and ${index}sk`)
      .map((index) => `it has not the index ${index}`),
  ];
};
