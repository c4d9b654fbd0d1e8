/** What a table can be restored from: a second of its last 35 days, or a backup of its own. */
import {
  DescribeBackupCommand,
  DescribeContinuousBackupsCommand,
  type DynamoDBClient,
  type RestoreSummary,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
} from '@aws-sdk/client-dynamodb';
import { CannotDo } from '../../problem.ts';
import { isError } from './tables.ts';

export interface Origin {
  /** What the table will be like; it names the restored table, so that the same command finds it again. */
  readonly at: Date;
  /** Options that mean exactly this, whenever they are given. */
  readonly options: string;
  /** Whether a restored table is from here. */
  isOf(summary: RestoreSummary): boolean;
  /** Asks AWS for the new table. Throws `CannotDo`. */
  start(target: string): Promise<void>;
}

export const told = (at: Date | undefined): string =>
  at ? `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC` : 'unknown';

const seconds = (at: Date | undefined): number => Math.floor((at?.getTime() ?? 0) / 1000);

const gone = (table: string): CannotDo =>
  new CannotDo(`The table ${table} is gone, and its point-in-time recovery with it: restore a backup with --backup. To find one:
  aws dynamodb list-backups --table-name ${table} --backup-type ALL
  or in the console of AWS Backup: Protected resources, the table`);

interface Window {
  readonly earliest: Date;
  readonly latest: Date;
}

const windowOf = async (client: DynamoDBClient, table: string): Promise<Window> => {
  try {
    const { ContinuousBackupsDescription } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName: table }),
    );
    const { EarliestRestorableDateTime: earliest, LatestRestorableDateTime: latest } =
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {};
    if (earliest && latest) return { earliest, latest };
  } catch (error) {
    if (isError(error, 'TableNotFoundException', 'ResourceNotFoundException')) throw gone(table);
    throw error;
  }
  throw new CannotDo(
    `The table ${table} has no point-in-time recovery: restore a backup with --backup, and deploy again so that it has.`,
  );
};

const nextSecond = (at: Date): Date => new Date(Math.ceil(at.getTime() / 1000) * 1000);

const outside = (table: string, { earliest, latest }: Window): CannotDo =>
  new CannotDo(
    `--to must be a time from ${told(nextSecond(earliest))} to ${told(latest)}: so far can ${table} be restored now. Or take --latest.`,
  );

export const pointInTime = (client: DynamoDBClient, table: string, at: Date): Origin => ({
  at,
  options: `--to ${at.toISOString().replace('.000Z', 'Z')}`,
  isOf: ({ SourceTableArn, SourceBackupArn, RestoreDateTime }) =>
    !SourceBackupArn && SourceTableArn?.split('/')[1] === table && seconds(RestoreDateTime) === seconds(at),
  start: async (target) => {
    const window = await windowOf(client, table);
    if (at < window.earliest || at > window.latest) throw outside(table, window);
    try {
      await client.send(
        new RestoreTableToPointInTimeCommand({
          SourceTableName: table,
          TargetTableName: target,
          RestoreDateTime: at,
        }),
      );
    } catch (error) {
      // The window has moved since it was asked for.
      if (isError(error, 'InvalidRestoreTimeException')) throw outside(table, await windowOf(client, table));
      throw error;
    }
  },
});

/** Pinned to the second that is the latest now, so that the command can be told again. */
export const latest = async (client: DynamoDBClient, table: string): Promise<Origin> => {
  const window = await windowOf(client, table);
  return pointInTime(client, table, new Date(Math.max(seconds(window.latest) * 1000, window.earliest.getTime())));
};

const byAwsBackup = (arn: string, target: string): CannotDo =>
  new CannotDo(`Only AWS Backup itself restores ${arn}. In its console: Protected resources, the table, this backup, Restore,
with the new table name ${target} and the default role. Then run this command again, with --into ${target} in place of --backup.`);

export interface BackupOf {
  readonly arn: string;
  /** Whether a table is, or was, one of the store. */
  readonly isOurs: (table: string) => boolean;
  /** For a table that somebody else has to restore. */
  readonly target: string;
}

/** A backup that DynamoDB keeps: made by hand, by AWS when a table was deleted, or by AWS Backup without its own vault format. */
export const backup = async (client: DynamoDBClient, { arn, isOurs, target }: BackupOf): Promise<Origin> => {
  if (/^arn:aws[\w-]*:backup:/.test(arn)) throw byAwsBackup(arn, target);
  if (!/^arn:aws[\w-]*:dynamodb:[\w-]+:\d{12}:table\/[\w.-]+\/backup\/[\w-]+$/.test(arn))
    throw new CannotDo(
      '--backup must be the ARN of a backup, like arn:aws:dynamodb:eu-west-2:123456789012:table/NAME/backup/0123-4567: “aws dynamodb list-backups” lists them.',
    );
  const found = await client.send(new DescribeBackupCommand({ BackupArn: arn })).catch((error: unknown) => {
    if (isError(error, 'BackupNotFoundException')) return undefined;
    throw error;
  });
  const { BackupDetails: details, SourceTableDetails: source } = found?.BackupDescription ?? {};
  if (!details?.BackupCreationDateTime || details.BackupStatus === 'DELETED')
    throw new CannotDo(`There is no backup ${arn}: “aws dynamodb list-backups” lists them.`);
  if (details.BackupStatus !== 'AVAILABLE')
    throw new CannotDo(`The backup ${arn} is not complete yet: try again soon.`);
  if (!isOurs(source?.TableName ?? ''))
    throw new CannotDo(`${arn} is a backup of another table: ${source?.TableName}.`);
  return {
    at: details.BackupCreationDateTime,
    options: `--backup ${arn}`,
    isOf: ({ SourceBackupArn }) => SourceBackupArn === arn,
    start: async (TargetTableName) => {
      await client.send(new RestoreTableFromBackupCommand({ BackupArn: arn, TargetTableName }));
    },
  };
};
