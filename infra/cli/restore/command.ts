/** `commons restore`: a table as it was, beside the one in use, ready to be switched to (docs/handbook/restore.md). */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { configPath, readDeployment } from '../../config.ts';
import { CannotDo } from '../../problem.ts';
import { whoAmI } from '../aws.ts';
import { waiting } from '../progress.ts';
import { writeEntry } from './entry.ts';
import { backup, latest, type Origin, pointInTime, told } from './origins.ts';
import { type Clock, clientFor, describe, isError, misfit, putBack, whenActive } from './tables.ts';
import { checkOptions, findStore, isOurs, type RestoreOptions, tableInUse, targetOf, type Work } from './work.ts';

const realClock: Clock = { now: () => new Date(), sleep };

/** `undefined`: there is a table to go on with. */
const originOf = async (work: Work): Promise<Origin | undefined> => {
  const { client, inUse, options } = work;
  const { from = inUse, to, into } = options;
  if (to) return pointInTime(client, from, to);
  if (options.latest) return latest(client, from);
  const target = targetOf(work, work.clock.now());
  if (options.backup) return backup(client, { arn: options.backup, isOurs: (table) => isOurs(work, table), target });
  if (into) return undefined;
  throw new CannotDo('Say what to restore: --to a time like 2026-11-23T09:30:00Z, --latest, or --backup with its ARN.');
};

/** What AWS says of a restore that cannot be, in words that help. */
const start = async (origin: Origin, target: string): Promise<void> => {
  try {
    await origin.start(target);
  } catch (error) {
    // Another run of this command was faster.
    if (isError(error, 'TableAlreadyExistsException', 'TableInUseException')) return;
    if (isError(error, 'LimitExceededException'))
      throw new CannotDo(
        `AWS restores as many tables at once as it allows (${error.message}). Try again when one is ready.`,
      );
    throw error;
  }
};

const checkSource = (
  { TableName: name, RestoreSummary: summary }: TableDescription,
  origin: Origin | undefined,
): void => {
  if (origin && summary && !origin.isOf(summary)) {
    const from =
      summary.SourceBackupArn ?? `${summary.SourceTableArn?.split('/')[1]} as of ${told(summary.RestoreDateTime)}`;
    throw new CannotDo(`The table ${name} is there already, restored from ${from}: name another with --into.`);
  }
};

/** Resolves when the table is there, complete, and as it was asked for. */
const makeTable = async (target: string, origin: Origin | undefined, work: Work): Promise<TableDescription> => {
  const { client, clock, store, options } = work;
  const before = await describe(client, target);
  if (!before && !origin)
    throw new CannotDo(`There is no table ${target} to go on with: say --to, --latest or --backup.`);
  if (before) {
    checkSource(before, origin);
    console.log(`Going on with ${target}, which is there already.`);
  } else if (origin) {
    await start(origin, target);
    const more = (['from', 'into'] as const).flatMap((one) => (options[one] ? [`--${one} ${options[one]}`] : []));
    console.log(`Restoring ${store.name} as of ${told(origin.at)} into ${target}.
This takes from minutes to hours. If it is interrupted, go on with the same table:
  npx commons restore ${[store.name, origin.options, ...more].join(' ')}`);
  }
  const shown = waiting('Restoring');
  const table = await whenActive(client, target, { clock, onLook: shown.tick, missing: 10 }).finally(shown.stop);
  checkSource(table, origin);
  const wrong = misfit(table, store);
  if (wrong.length > 0) throw new CannotDo(`${target} is not a table for ${store.name}: ${wrong.join('; ')}.`);
  return table;
};

const number = new Intl.NumberFormat('en-GB');

const compare = async (restored: TableDescription, { client, inUse }: Work): Promise<void> => {
  const used = await describe(client, inUse);
  const row = (title: string, name: string | undefined, table: TableDescription | undefined): string =>
    [`  ${title.padEnd(9)}`, (table ? number.format(table.ItemCount ?? 0) : 'gone').padStart(12), name].join('  ');
  console.log(`
${row('in use', inUse, used)}
${row('restored', restored.TableName, restored)}
DynamoDB counts items about every six hours, and may say 0 of a new table: it is no proof.`);
};

const nextSteps = (table: string, { store, options }: Work): string => {
  const told = options.switch
    ? `\n${writeEntry(store.name, table)} now says: "tables": { "${store.name}": "${table}" }`
    : `
Look whether what was lost is in it. Then switch to it, in ${configPath()}:
  "tables": { "${store.name}": "${table}" }
(or: npx commons restore ${store.name} --into ${table} --switch)`;
  return `${told}
Deploy: npm run deploy. Commit the file: a deployment without this entry would go back to the table before.${
    store.name === 'keys'
      ? '\nKeys made since that time will not work any more; keys revoked since will work again: revoke them again.'
      : ''
  }`;
};

const run = async (name: string, options: RestoreOptions, clock: Clock): Promise<void> => {
  const deployment = readDeployment();
  const store = await findStore(name);
  const { account } = await whoAmI(deployment.region);
  const inUse = await tableInUse(deployment, store);
  console.log(
    `${deployment.name} (${deployment.environment}), account ${account}, ${deployment.region}: ${name} uses ${inUse}.`,
  );
  const client = clientFor(deployment.region);
  const work: Work = { client, clock, deployment, store, inUse, options };
  checkOptions(work);
  const origin = await originOf(work);
  const target = targetOf(work, origin?.at ?? clock.now());
  const made = await makeTable(target, origin, work);
  const settings = await putBack(client, made, { deployment, store, clock });
  console.log(`${target} is ready${settings.length > 0 ? `; put back: ${settings.join(', ')}` : ''}.`);
  await compare(made, work);
  console.log(nextSteps(target, work));
};

/** Throws `CannotDo`. The same command again goes on where one before was interrupted. */
export const restore = async (name: string, options: RestoreOptions, clock: Clock = realClock): Promise<void> => {
  try {
    await run(name, options, clock);
  } catch (error) {
    if (isError(error, 'AccessDeniedException'))
      throw new CannotDo(`AWS does not let you: ${error.message}. Sign in as somebody who may.`);
    throw error;
  }
};
