import { isDeepStrictEqual } from 'node:util';
import { TableChanged } from './contract/tables.ts';
import type { Dependencies } from './handlers.ts';
import type { Settings } from './store.ts';

/** Writes the version after the one that the caller knew. The same request, sent again, finds its own work done. */
export const writeTable = async <K extends keyof Settings>(
  { store, clock }: Dependencies,
  council: string,
  name: K,
  given: Settings[K],
) => {
  const wanted = { ...given, version: given.version + 1 };
  const there = await store.write(council, name, wanted, clock());
  if (!there || isDeepStrictEqual(there, wanted)) return wanted;
  throw new TableChanged(`It is at version ${there.version} by now.`);
};
