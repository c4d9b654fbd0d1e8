/** DynamoDB’s control plane: tables, recovery, backups, as AWS documents how they behave. */
type Json = Readonly<Record<string, unknown>>;

export interface FakeTable {
  status: string;
  /** How often it is looked at until a restore is done. */
  looks: number;
  indexes: readonly string[];
  keys: readonly string[];
  items: number;
  isProtected: boolean;
  /** `undefined`: no point-in-time recovery. */
  recovery: { earliest: Date; latest: Date } | undefined;
  expiresBy: string | undefined;
  /** ARN of its stream. */
  stream: string | undefined;
  tags: Record<string, string>;
  restored: Json | undefined;
  /** The first attempts to switch recovery on that come too early. */
  tooEarly: number;
}

export class AwsError extends Error {
  constructor(name: string, message = name) {
    super(message);
    this.name = name;
  }
}

const arnOf = (table: string): string => `arn:aws:dynamodb:eu-west-2:123456789012:table/${table}`;
const epoch = (at: Date): number => at.getTime() / 1000;

export const aTable = (overrides: Partial<FakeTable> = {}): FakeTable => ({
  status: 'ACTIVE',
  looks: 0,
  indexes: [],
  keys: ['pk', 'sk'],
  items: 1517,
  isProtected: true,
  recovery: { earliest: new Date('2026-11-01T00:00:00Z'), latest: new Date('2026-11-23T11:55:00Z') },
  expiresBy: 'expiresAt',
  stream: undefined,
  tags: {},
  restored: undefined,
  tooEarly: 0,
  ...overrides,
});

export class FakeTables {
  readonly tables = new Map<string, FakeTable>();
  /** In DynamoDB's form, by table. */
  readonly items = new Map<string, readonly Readonly<Record<string, { readonly S: string }>>[]>();
  /** By ARN. */
  readonly backups = new Map<string, { table: string; at: Date; status: string }>();
  /** Names of the operations that changed something, in order. */
  readonly changes: string[] = [];
  /** Whether a table that is restored has to be waited for. */
  isSlow = true;
  /** Asked before an operation is done: throws to refuse it. */
  refuse: (operation: string) => void = () => undefined;

  perform(operation: string, asked: Json): Json {
    this.refuse(operation);
    const work = this.#operations[operation];
    if (!work) throw new AwsError('UnknownOperationException', operation);
    if (/^(Restore|Update|Tag)/.test(operation)) this.changes.push(operation);
    return work(asked);
  }

  #find(name: unknown, missing = 'ResourceNotFoundException'): FakeTable {
    const found = this.tables.get(String(name));
    if (!found) throw new AwsError(missing, `Table not found: ${name}`);
    return found;
  }

  #ready(name: unknown): FakeTable {
    const found = this.#find(name);
    if (found.status !== 'ACTIVE') throw new AwsError('ResourceInUseException', `${name} is ${found.status}`);
    return found;
  }

  /** A restored table has the items, keys and indexes of its source, and nothing else. */
  #restore(target: string, source: FakeTable, restored: Json): Json {
    if (this.tables.has(target)) throw new AwsError('TableAlreadyExistsException', `Table already exists: ${target}`);
    const made = aTable({
      status: 'CREATING',
      looks: this.isSlow ? 3 : 0,
      indexes: source.indexes,
      items: 0,
      isProtected: false,
      recovery: undefined,
      expiresBy: undefined,
      restored,
      tooEarly: Number(this.isSlow),
    });
    this.tables.set(target, made);
    return { TableDescription: this.#description(target, made) };
  }

  #description(name: string, table: FakeTable): Json {
    const schema = (attributes: readonly string[]) =>
      attributes.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' }));
    return {
      TableName: name,
      TableArn: arnOf(name),
      TableStatus: table.status,
      ItemCount: table.items,
      KeySchema: schema(table.keys),
      GlobalSecondaryIndexes: table.indexes.map((one) => ({
        IndexName: one,
        KeySchema: schema([`${one}pk`, `${one}sk`]),
      })),
      DeletionProtectionEnabled: table.isProtected,
      ...(table.stream && { LatestStreamArn: table.stream, StreamSpecification: { StreamEnabled: true } }),
      ...(table.restored && { RestoreSummary: { ...table.restored, RestoreInProgress: table.status === 'CREATING' } }),
    };
  }

  readonly #operations: Readonly<Record<string, (asked: Json) => Json>> = {
    DescribeTable: ({ TableName }) => {
      const table = this.#find(TableName);
      if (['CREATING', 'UPDATING'].includes(table.status)) {
        table.looks -= 1;
        if (table.looks < 0) table.status = 'ACTIVE';
      }
      return { Table: this.#description(String(TableName), table) };
    },
    // An item a page, by the one filter that is used.
    Scan: ({ TableName, ExclusiveStartKey, ExpressionAttributeValues }) => {
      const all = this.items.get(String(TableName)) ?? [];
      const at = Number((ExclusiveStartKey as { pk: { S: string } } | undefined)?.pk.S ?? 0);
      const wanted = (ExpressionAttributeValues as { ':outbox': { S: string } })[':outbox'].S;
      return {
        Items: all.slice(at, at + 1).filter(({ type }) => type?.S === wanted),
        ...(at + 1 < all.length && { LastEvaluatedKey: { pk: { S: String(at + 1) } } }),
      };
    },
    DescribeContinuousBackups: ({ TableName }) => {
      const { recovery } = this.#find(TableName, 'TableNotFoundException');
      const PointInTimeRecoveryDescription = recovery
        ? {
            PointInTimeRecoveryStatus: 'ENABLED',
            EarliestRestorableDateTime: epoch(recovery.earliest),
            LatestRestorableDateTime: epoch(recovery.latest),
          }
        : { PointInTimeRecoveryStatus: 'DISABLED' };
      return { ContinuousBackupsDescription: { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription } };
    },
    UpdateContinuousBackups: ({ TableName }) => {
      const table = this.#find(TableName);
      table.tooEarly -= 1;
      if (table.tooEarly >= 0) throw new AwsError('ContinuousBackupsUnavailableException');
      const now = new Date();
      table.recovery = { earliest: now, latest: now };
      return {};
    },
    RestoreTableToPointInTime: ({ SourceTableName, TargetTableName, RestoreDateTime }) => {
      const source = this.#find(SourceTableName, 'TableNotFoundException');
      const { recovery } = source;
      if (!recovery) throw new AwsError('PointInTimeRecoveryUnavailableException');
      const at = Number(RestoreDateTime);
      if (at < epoch(recovery.earliest) || at > epoch(recovery.latest))
        throw new AwsError('InvalidRestoreTimeException');
      const restored = { SourceTableArn: arnOf(String(SourceTableName)), RestoreDateTime: at };
      return this.#restore(String(TargetTableName), source, restored);
    },
    DescribeBackup: ({ BackupArn }) => {
      const found = this.backups.get(String(BackupArn));
      if (!found) throw new AwsError('BackupNotFoundException');
      return {
        BackupDescription: {
          BackupDetails: { BackupArn, BackupStatus: found.status, BackupCreationDateTime: epoch(found.at) },
          SourceTableDetails: { TableName: found.table, TableArn: arnOf(found.table) },
        },
      };
    },
    RestoreTableFromBackup: ({ BackupArn, TargetTableName }) => {
      const { table, at } = this.backups.get(String(BackupArn)) ?? { table: '', at: new Date() };
      const restored = { SourceBackupArn: BackupArn, SourceTableArn: arnOf(table), RestoreDateTime: epoch(at) };
      return this.#restore(String(TargetTableName), this.tables.get(table) ?? aTable(), restored);
    },
    UpdateTable: ({ TableName, DeletionProtectionEnabled, StreamSpecification }) => {
      const table = this.#ready(TableName);
      const { isProtected, stream } = table;
      Object.assign(table, {
        isProtected: DeletionProtectionEnabled ?? isProtected,
        stream: StreamSpecification ? `${arnOf(String(TableName))}/stream/2026` : stream,
        status: 'UPDATING',
        looks: 1,
      });
      return {};
    },
    DescribeTimeToLive: ({ TableName }) => {
      const { expiresBy } = this.#find(TableName);
      return {
        TimeToLiveDescription: {
          TimeToLiveStatus: expiresBy ? 'ENABLED' : 'DISABLED',
          ...(expiresBy && { AttributeName: expiresBy }),
        },
      };
    },
    UpdateTimeToLive: ({ TableName, TimeToLiveSpecification }) => {
      const table = this.#find(TableName);
      if (table.expiresBy) throw new AwsError('ValidationException', 'TimeToLive is already enabled');
      table.expiresBy = (TimeToLiveSpecification as { AttributeName: string }).AttributeName;
      return {};
    },
    // A page a tag: AWS has pages too.
    ListTagsOfResource: ({ ResourceArn, NextToken = '0' }) => {
      const tags = Object.entries(this.#find(String(ResourceArn).split('/')[1]).tags);
      const next = Number(NextToken) + 1;
      return {
        Tags: tags.slice(next - 1, next).map(([Key, Value]) => ({ Key, Value })),
        ...(next < tags.length && { NextToken: String(next) }),
      };
    },
    TagResource: ({ ResourceArn, Tags }) => {
      const table = this.#ready(String(ResourceArn).split('/')[1]);
      for (const { Key, Value } of Tags as { Key: string; Value: string }[]) table.tags[Key] = Value;
      return {};
    },
  };
}
