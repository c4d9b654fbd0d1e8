/** DynamoDB on this machine: the embedded engine, or whatever DYNAMODB_ENDPOINT names. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { CannotDo } from '../problem.ts';
import type { TableResource } from './resources.ts';

export const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

export interface Engine {
  readonly endpoint: string;
  /** Absent when it is not ours. */
  readonly pid: number | undefined;
  /** Resolves with a reason if the engine ends by itself. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const findBinary = (): string => {
  try {
    const manifest = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
    return join(dirname(manifest), 'dynoxide');
  } catch {
    throw new CannotDo(
      'There is no embedded DynamoDB engine for this system: start DynamoDB Local (or another engine) and set DYNAMODB_ENDPOINT to its address, for example DYNAMODB_ENDPOINT=http://localhost:8000.',
    );
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** What a function finds in its environment, as on Lambda, and where this engine is. */
export const environmentOf = (endpoint: string, region: string): Readonly<Record<string, string>> => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
});

export const clientOf = (endpoint: string, region: string): DynamoDBClient =>
  new DynamoDBClient({ endpoint, region, credentials, maxAttempts: 1 });

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    await clientOf(endpoint, 'eu-west-2').send(new ListTablesCommand({ Limit: 1 }));
    return true;
  } catch {
    return false;
  }
};

const stopChild = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const force = setTimeout(() => child.kill('SIGKILL'), 3000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });

const startEmbedded = async (dataFile: string | undefined): Promise<Engine> => {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const database = dataFile ? ['--db-path', dataFile] : [];
  const child = spawn(findBinary(), ['serve', '--host', '127.0.0.1', '--port', String(port), ...database], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Of its own process group: Ctrl-C reaches the runner first, which stops the engine after its functions.
    detached: true,
  });
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', () => resolve(complaint.trim().split('\n').at(-1) ?? ''));
    child.once('error', (error) => resolve(error.message));
  });
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (await answers(endpoint)) return { endpoint, pid: child.pid, ended, stop: () => stopChild(child) };
    if (child.exitCode !== null) break;
    await sleep(50);
  }
  await stopChild(child);
  throw new CannotDo(`The embedded DynamoDB engine did not start: ${complaint.trim() || 'it gave no reason'}.`);
};

/**
 * The engine looks for the number of its next stream record among all that there are, at every write: a hundred thousand rows
 * would take hours. With an index over the same expression it finds it at once.
 */
const speedUpStreams = (dataFile: string): void => {
  const database = new DatabaseSync(dataFile, { timeout: 5000 });
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS commons_streams ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
  } finally {
    database.close();
  }
};

/** Starts the engine with its data in `dataFile`, or in memory without one. */
export const startEngine = async (dataFile: string | undefined): Promise<Engine> => {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (!given) {
    const engine = await startEmbedded(dataFile);
    try {
      if (dataFile) speedUpStreams(dataFile);
    } catch (error) {
      await engine.stop();
      throw error;
    }
    return engine;
  }
  if (await answers(given))
    return { endpoint: given, pid: undefined, ended: new Promise(() => undefined), stop: async () => undefined };
  throw new CannotDo(`No DynamoDB engine answers at DYNAMODB_ENDPOINT=${given}: start it, or unset the variable.`);
};

/** A table made before it had a stream. */
const ensureStream = async (client: DynamoDBClient, wanted: CreateTableCommandInput): Promise<void> => {
  const { TableName, StreamSpecification } = wanted;
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (!Table?.StreamSpecification?.StreamEnabled)
    await client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
};

/** Creates the tables that are not there yet, as the template defines them. */
export const createTables = async (
  tables: readonly TableResource[],
  endpoint: string,
  region: string,
): Promise<void> => {
  const client = clientOf(endpoint, region);
  for (const { name, definition } of tables) {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, StreamSpecification, TimeToLiveSpecification } =
      definition;
    // The template's own words, which are CreateTable's too.
    const input = {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions,
      KeySchema,
      ...(GlobalSecondaryIndexes && { GlobalSecondaryIndexes }),
      ...(StreamSpecification && { StreamSpecification: { StreamEnabled: true, ...(StreamSpecification as object) } }),
    } as unknown as CreateTableCommandInput;
    try {
      await client.send(new CreateTableCommand(input));
      if (TimeToLiveSpecification) {
        const { AttributeName } = TimeToLiveSpecification as { AttributeName: string };
        await client.send(
          new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName, Enabled: true } }),
        );
      }
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error;
      if (input.StreamSpecification) await ensureStream(client, input);
    }
  }
};
