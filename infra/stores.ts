/** The tables that hold data, by the names that `npx commons restore` and `tables` in commons.config.json know them by. */
import { announces, contractsOf, type Found } from './capabilities.ts';
import type { Known } from './config/checks.ts';

export interface Store {
  readonly name: string;
  /** Its stack, without the deployment’s name. */
  readonly stack: string;
  /** Its construct in that stack. */
  readonly construct: string;
  readonly indexes: readonly string[];
  /** Whether its stream feeds a publisher. */
  readonly stream?: boolean;
}

const keys: Store = { name: 'keys', stack: 'platform', construct: 'Keys', indexes: ['gsi1'] };

/** That of the keys, and one of each capability that has a table. What only counts calls is not worth restoring. */
export const storesOf = (found: readonly Found[]): Store[] => [
  keys,
  ...found.flatMap((one) => {
    const { name } = one.contract;
    const { table = {} } = one.resources;
    const stream = announces(one) && { stream: true };
    return table === false ? [] : [{ name, stack: name, construct: 'Table', indexes: table.indexes ?? [], ...stream }];
  }),
];

/** What a configuration is checked against. */
export const knownOf = (found: readonly Found[]): Known => ({
  contracts: contractsOf(found),
  stores: storesOf(found).map(({ name }) => name),
});

/** Output of its stack that names the table in use. */
export const outputOf = (construct: string): string => `${construct}InUse`;

/** By these AWS Backup finds the tables of a deployment, and bills tell it from others. */
export const tagsOf = ({ name, environment }: { readonly name: string; readonly environment: string }) => ({
  service: 'council-commons',
  deployment: name,
  environment,
});
