/** What a restore is about: the store, the table that it uses now, the names that its tables have. */
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findCapabilities } from '../../capabilities.ts';
import { configPath } from '../../config.ts';
import { CannotDo } from '../../problem.ts';
import { outputOf, type Store, storesOf } from '../../stores.ts';
import { stackOutputs } from '../aws.ts';
import { told } from './origins.ts';
import type { Clock, Deployment } from './tables.ts';

export interface RestoreOptions {
  readonly to?: Date;
  readonly latest?: boolean;
  readonly backup?: string;
  /** The table to restore, where it is not the one in use. */
  readonly from?: string;
  readonly into?: string;
  readonly switch?: boolean;
}

export interface Work {
  readonly client: DynamoDBClient;
  readonly clock: Clock;
  readonly deployment: Deployment;
  readonly store: Store;
  readonly inUse: string;
  readonly options: RestoreOptions;
}

/** Throws `CannotDo`, as all of these do. */
export const findStore = async (name: string): Promise<Store> => {
  const stores = storesOf(await findCapabilities());
  const found = stores.find((one) => one.name === name);
  if (found) return found;
  throw new CannotDo(`There is no table “${name}” to restore; there are ${stores.map((one) => one.name).join(', ')}.`);
};

/** As deployed, whatever the configuration says by now. */
export const tableInUse = async ({ name, region }: Deployment, { stack, construct }: Store): Promise<string> => {
  const full = `${name}-${stack}`;
  const outputs = await stackOutputs(region, full);
  if (!outputs)
    throw new CannotDo(
      `The stack ${full} is not deployed in ${region}. Are “name” and “region” in ${configPath()} right?`,
    );
  const table = outputs[outputOf(construct)];
  if (table) return table;
  throw new CannotDo(
    `The stack ${full} does not say which table it uses: a version before this one deployed it. Run npm run deploy first.`,
  );
};

const prefixOf = ({ deployment: { name }, store }: Work): string => `${name}-${store.name}-restored`;

/** Whether a table of this name is the store's: made by its stack, or restored. */
export const isOurs = (work: Work, table: string): boolean => {
  const { deployment, store, inUse } = work;
  const own = `${deployment.name}-${store.stack}-${store.construct}`;
  return [own, prefixOf(work)].some((start) => table.startsWith(start)) || table === inUse;
};

/** The same for the same store and time, so that a command told again finds the table that it began. */
export const targetOf = (work: Work, at: Date): string =>
  work.options.into ?? `${prefixOf(work)}-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`;

export const checkOptions = (work: Work): void => {
  const { clock, inUse, options, store } = work;
  const { to, from, into } = options;
  if (to && to > clock.now())
    throw new CannotDo(`--to ${to.toISOString()} is in the future: the time now is ${told(clock.now())}.`);
  if (from && !isOurs(work, from))
    throw new CannotDo(`--from ${from} is not a table of ${store.name}: its name would start as that of ${inUse}.`);
  const names = new RegExp(`^${prefixOf(work)}[\\w.-]*$`);
  if (into && (!names.test(into) || into.length > 255))
    throw new CannotDo(
      `--into must be a name that starts with ${prefixOf(work)}, of letters, digits, “_”, “-” and “.” up to 255.`,
    );
  if (into === inUse) throw new CannotDo(`${into} is the table in use already: name another with --into.`);
};
