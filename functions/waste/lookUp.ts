import type { FieldError, ProblemOptions } from '#shared/contract/problem.ts';
import { InvalidRequest } from '#shared/contract/problems.ts';
import { daysBetween } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import { NoCollectionsHere, RoundsNotLoaded } from './contract/collections.ts';
import { substitutionTable } from './dates/moved.ts';
import { isShown } from './garden/year.ts';
import type { Dependencies } from './handlers.ts';
import { standingsIn } from './standings.ts';

const mostDays = 400;

/** What a problem tells that is about one field. */
export const wrong = (field: string, detail: string, place: FieldError['in'] = 'body'): [string, ProblemOptions] => [
  `“${field}” ${detail}.`,
  { errors: [{ detail, pointer: `#/${field}`, in: place }] },
];

/** Days to look at, both included, under the names that the caller knows them by. Throws `InvalidRequest`. */
export const windowOf = (from: string, to: string, [first, last]: readonly [string, string]) => {
  const detail =
    to < from
      ? `must not be before “${first}”, ${from}`
      : daysBetween(from, to) > mostDays
        ? `must be at most ${mostDays} days after “${first}”, ${from}`
        : undefined;
  if (!detail) return { from, to };
  throw new InvalidRequest(...wrong(last, detail, 'query'));
};

/**
 * `shown` is the property without what comes only to who subscribed; `items` what else is kept of it. Throws `NoCollectionsHere` and
 * `RoundsNotLoaded`.
 */
export const find = async ({ store, clock }: Dependencies, council: string, uprn: string) => {
  const found = await store.find(council, uprn);
  const { property, version, moved, words, progress, events, garden, items, changedAt } = found;
  if (version === undefined) throw new RoundsNotLoaded('No version of its rounds is live.');
  if (!property) throw new NoCollectionsHere('The live version of the rounds does not have this UPRN.');
  const known = { moves: substitutionTable(moved.movedDates), settings: words, progress, events };
  const standings = standingsIn(items);
  const today = londonDay(clock());
  const services = property.services.filter(({ service }) => isShown(service, standings.garden, garden, today));
  return { property, shown: { ...property, services }, known, garden, standings, changedAt, items };
};
