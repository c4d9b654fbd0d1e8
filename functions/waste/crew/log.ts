/**
 * What crews noted that cannot be found by a property's own key: of streets, of whole rounds, of buildings whose containers are shared.
 * In order of day, and the same whatever order it was told in.
 */

import { addDays } from '#shared/dates/days.ts';
import type { Status } from '../contract/crew.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { keptFor, type Telling } from '../progress.ts';
import { identityOf, type Logged, oneOfEach, whereOf } from './events.ts';

export type CrewLog = readonly Logged[];

const uneventful: readonly (Status | undefined)[] = [
  undefined,
  'Not started',
  'In progress',
  'On break',
  'Closed / Complete',
];
/** There are as many of these as streets, and nobody asks for them when the next day is over. */
const isPassing = (one: Logged): boolean =>
  whereOf(one) !== 'round' &&
  (one.event === undefined || one.event === 'street_completed') &&
  uneventful.includes(one.status);

const orderOf = (one: Logged): string => `${one.date} ${identityOf(one)}`;

/** With what is new, without what is too old; and how much was new. */
export const withLogged = (log: CrewLog, told: readonly Logged[], today: string) => {
  const oldest = addDays(today, -keptFor);
  const yesterday = addDays(today, -1);
  const isKept = (one: Logged) => one.date >= (isPassing(one) ? yesterday : oldest);
  const wordOf = ({ at, status }: Logged) => `${at} ${status}`;
  const before = new Map(log.map((one) => [identityOf(one), wordOf(one)]));
  const merged = oneOfEach([...log, ...told]).filter(isKept);
  const taken = merged.filter((one) => before.get(identityOf(one)) !== wordOf(one)).length;
  const inOrder: CrewLog = merged
    .map((one) => [orderOf(one), one] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, one]) => one);
  return { log: inOrder, taken };
};

/** What may bear on a property. */
export const concerning = (log: CrewLog, { usrn, parentUprn, services }: WasteProperty): CrewLog =>
  log.filter((one) => {
    const where = whereOf(one);
    if (where === 'round') return services.some(({ round }) => round === one.round);
    return where === 'street' ? one.usrn === usrn : one.uprn === parentUprn;
  });

const isOfAWholeRound = ({ uprn, usrn, service, container }: Logged): boolean =>
  [uprn, usrn, service, container].every((one) => one === undefined);

/** Whether it has to be found without its own key. How far a whole round is, is told with the rounds. */
export const isForTheLog = (one: Logged, sharedUprns: ReadonlySet<string>): boolean =>
  one.uprn === undefined ? !isOfAWholeRound(one) || one.event !== undefined : sharedUprns.has(one.uprn);

/** What an event tells of its round: how far it is, where it is of the whole round, and that its crew was there. */
export const tellingsOf = (one: Logged): Telling[] => {
  const { round, date, at, event, status } = one;
  if (round === undefined) return [];
  const isAttempt = event !== undefined || status !== 'Not started';
  return [
    ...(status && isOfAWholeRound(one) ? [{ round, date, at, status }] : []),
    ...(isAttempt ? [{ round, date, at }] : []),
  ];
};
