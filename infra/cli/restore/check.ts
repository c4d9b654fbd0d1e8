/** Before a deployment: the tables that the configuration names are there, complete and protected. */
import type { DeploymentConfig } from '../../config.ts';
import { CannotDo } from '../../problem.ts';
import type { Store } from '../../stores.ts';
import { clientFor, describe, lacks, misfit } from './tables.ts';

/**
 * Throws `CannotDo`: functions that were pointed at such a table would fail, or nothing would keep what they write, or tell of it.
 * Resolves to the streams of those whose capability has events, by store: AWS draws their ARNs.
 */
export const checkTables = async (
  config: DeploymentConfig,
  stores: readonly Store[],
): Promise<Record<string, string>> => {
  const streams: Record<string, string> = {};
  const client = clientFor(config.region);
  for (const store of stores) {
    const name = config.tables?.[store.name];
    if (!name) continue;
    const wrong = (what: string): CannotDo => new CannotDo(`tables.${store.name}: ${what}.`);
    const table = await describe(client, name);
    if (!table)
      throw wrong(`there is no table ${name} in ${config.region}: npx commons restore ${store.name} makes one`);
    if (table.TableStatus !== 'ACTIVE') throw wrong(`${name} is ${table.TableStatus}: wait until it is ready`);
    const misfits = misfit(table, store);
    if (misfits.length > 0) throw wrong(`${name} is not a table for it: ${misfits.join('; ')}`);
    const missing = await lacks(client, table, { deployment: config, store });
    if (missing.length > 0)
      throw wrong(
        `${name} lacks ${missing.join(', ')}: npx commons restore ${store.name} --into ${name} puts back what it lacks`,
      );
    if (store.stream && table.LatestStreamArn) streams[store.name] = table.LatestStreamArn;
  }
  return streams;
};
