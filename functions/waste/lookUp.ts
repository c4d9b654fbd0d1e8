import { NoCollectionsHere, RoundsNotLoaded } from './contract/collections.ts';
import { substitutionTable } from './dates/moved.ts';
import type { Dependencies } from './handlers.ts';

/** Throws `NoCollectionsHere` and `RoundsNotLoaded`. */
export const find = async ({ store }: Dependencies, council: string, uprn: string) => {
  const { property, version, moved, words, progress, changedAt } = await store.find(council, uprn);
  if (version === undefined) throw new RoundsNotLoaded('No version of its rounds is live.');
  if (!property) throw new NoCollectionsHere('The live version of the rounds does not have this UPRN.');
  const known = { moves: substitutionTable(moved.movedDates), settings: words, progress };
  return { property, known, changedAt };
};
