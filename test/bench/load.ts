/** What a load of a gazetteer costs, beside what the engine itself takes in. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BatchWriteItemCommand, CreateTableCommand, paginateScan } from '@aws-sdk/client-dynamodb';
import { importFiles } from '../../infra/cli/import/command.ts';
import { clientOf } from '../../infra/local/engine.ts';
import type { Runner } from '../../infra/local/runner.ts';
import { sampleFolder } from '../../infra/local/seed.ts';

const region = 'eu-west-2';
const real = join(import.meta.dirname, '../../../shared/data/addresses/real-45k-addressbase-core.csv.gz');

/** The real gazetteer if it is beside the project, else the sample. */
export const file = existsSync(real) ? real : join(sampleFolder, 'marlbeck.csv');

const itemsAtOnce = 25;
const inFlight = 8;

/** Items a second that the engine takes by BatchWriteItem, of the size of an address, from eight writers at once. */
export const engineRate = async (endpoint: string, seconds: number): Promise<number> => {
  const client = clientOf(endpoint, region);
  const TableName = `bench-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  const filling = 'x'.repeat(600);
  let written = 0;
  const started = performance.now();
  const write = async () => {
    while (performance.now() - started < seconds * 1000) {
      const items = Array.from({ length: itemsAtOnce }, (_, i) => ({
        PutRequest: { Item: { pk: { S: `item ${written + i}` }, filling: { S: filling } } },
      }));
      written += itemsAtOnce;
      await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: items } }));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, write));
  return (written / (performance.now() - started)) * 1000;
};

export const itemsOf = async (endpoint: string, table: string, council: string): Promise<number> => {
  let items = 0;
  for await (const { Items = [] } of paginateScan({ client: clientOf(endpoint, region) }, { TableName: table }))
    items += Items.filter(({ pk }) => pk?.S?.startsWith(`${council}#`)).length;
  return items;
};

export interface LoadFigures {
  readonly seconds: number;
  readonly rows: number;
  readonly addresses: number;
  readonly writeUnits: number;
  readonly items: number;
}

/** Loads the file for a council that has nothing yet. `lines` are the request lines that the functions have printed. */
export const measureLoad = async (
  runner: Runner,
  keyFile: string,
  table: string,
  lines: readonly Readonly<Record<string, unknown>>[],
): Promise<LoadFigures> => {
  const council = 'pellwick';
  const started = performance.now();
  const options = { council, endpoint: runner.url, keyFile, format: 'auto', publish: true };
  if (!(await importFiles('addresses', [file], options))) throw new Error('The load was not published.');
  const seconds = (performance.now() - started) / 1000;
  const ours = lines.filter((line) => line.council === council && line.type === 'request');
  const key = { authorization: `Bearer ${readFileSync(keyFile, 'utf8').trim()}` };
  const response = await fetch(`${runner.url}/${council}/addresses/datasets`, { headers: key });
  const { datasets } = JSON.parse(await response.text());
  return {
    seconds,
    rows: datasets[0].counts.rows,
    addresses: datasets[0].counts.addresses,
    writeUnits: ours.reduce((sum, { writeUnits }) => sum + Number(writeUnits), 0),
    items: await itemsOf(runner.engine.endpoint, table, council),
  };
};
