import { InvalidRequest } from '#shared/contract/problems.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './contract/collections.ts';
import { daysBetween } from './dates/days.ts';
import { substitutionTable } from './dates/moved.ts';
import type { Dependencies } from './handlers.ts';

const mostDays = 400;

/** Days to look at, both included, under the names that the caller knows them by. Throws `InvalidRequest`. */
export const windowOf = (from: string, to: string, [first, last]: readonly [string, string]) => {
  const wrong =
    to < from
      ? `must not be before “${first}”, ${from}`
      : daysBetween(from, to) > mostDays
        ? `must be at most ${mostDays} days after “${first}”, ${from}`
        : undefined;
  if (!wrong) return { from, to };
  throw new InvalidRequest(`“${last}” ${wrong}.`, { errors: [{ detail: wrong, pointer: `#/${last}`, in: 'query' }] });
};

/** Throws `NoCollectionsHere` and `RoundsNotLoaded`. */
export const find = async ({ store }: Dependencies, council: string, uprn: string) => {
  const { property, version, moved, words, progress, events, items, changedAt } = await store.find(council, uprn);
  if (version === undefined) throw new RoundsNotLoaded('No version of its rounds is live.');
  if (!property) throw new NoCollectionsHere('The live version of the rounds does not have this UPRN.');
  const known = { moves: substitutionTable(moved.movedDates), settings: words, progress, events };
  return { property, known, changedAt, items };
};
