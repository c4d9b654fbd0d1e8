import { isDeepStrictEqual } from 'node:util';
import type { Handlers } from '#shared/contract/capability.ts';
import { AreasTableChanged, type tableOperations } from '../contract/tableOperations.ts';
import type { AreaTableStore, AreaTables } from './store.ts';

export interface TableDependencies {
  readonly tables: AreaTableStore;
  readonly clock: () => number;
}

/** Writes the version after the one that the caller knew. The same request, sent again, finds its own work done. */
const write = async <K extends keyof AreaTables>(
  { tables, clock }: TableDependencies,
  council: string,
  name: K,
  given: AreaTables[K],
): Promise<AreaTables[K]> => {
  const wanted = { ...given, version: given.version + 1 };
  const there = await tables.write(council, name, wanted, clock());
  if (!there || isDeepStrictEqual(there, wanted)) return wanted;
  throw new AreasTableChanged(`It is at version ${there.version} by now.`);
};

export const tableHandlers = (
  dependencies: TableDependencies,
): Handlers<{ readonly operations: typeof tableOperations }> => ({
  getAuthorities: ({ council }) => dependencies.tables.read(council, 'authorities'),
  putAuthorities: ({ council, body }) => write(dependencies, council, 'authorities', body),
  getReorganisations: ({ council }) => dependencies.tables.read(council, 'reorganisations'),
  putReorganisations: ({ council, body }) => write(dependencies, council, 'reorganisations', body),
});
