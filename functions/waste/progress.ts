/** How far rounds are, by day and round, as their crews told last; and since when they are on their way. */

import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import type { Status } from './contract/crew.ts';

export interface Told {
  readonly status: Status;
  readonly at: string;
  /** When the crew first noted anything on the round. */
  readonly loggedAt?: string;
}
/** Something was noted on the round, but nobody told how far it is. */
interface Begun {
  readonly loggedAt: string;
}
/** By day, then by round. */
export type Progress = Readonly<Record<string, Readonly<Record<string, Told | Begun>>>>;

/** What is told of a round; without a status, that its crew noted something. */
export interface Telling {
  readonly round: string;
  readonly date: string;
  readonly at: string;
  readonly status?: Status | undefined;
}

/** Residents ask for the last collection; every round comes within four weeks. */
export const keptFor = 40;

const entryOf = (progress: Progress, day: string, round: string): Told | Begun | undefined =>
  Object.hasOwn(progress, day) && Object.hasOwn(progress[day] ?? {}, round) ? progress[day]?.[round] : undefined;

export const toldOf = (progress: Progress, day: string, round: string): Told | undefined => {
  const entry = entryOf(progress, day, round);
  return entry && 'status' in entry ? entry : undefined;
};

export const loggedAtOf = (progress: Progress, day: string, round: string): string | undefined =>
  entryOf(progress, day, round)?.loggedAt;

/** What is noted before the day cannot be of that day’s round. */
const logOf = ({ status, date, at }: Telling): string | undefined =>
  status !== 'Not started' && londonDay(Date.parse(at)) >= date ? at : undefined;

/** `undefined`: nothing new. */
const withOne = (known: Told | Begun | undefined, one: Telling): Told | Begun | undefined => {
  const { status, at } = one;
  const before = known && 'status' in known ? known : undefined;
  // Of two at the same moment the greater word counts, whichever came first.
  const isNew = status && (!before || before.at < at || (before.at === at && before.status < status));
  const [first = known?.loggedAt] = [logOf(one), known?.loggedAt].filter((log) => log !== undefined).sort();
  if (!isNew && first === known?.loggedAt) return undefined;
  const told = isNew ? { status, at } : before && { status: before.status, at: before.at };
  if (told) return { ...told, ...(first && { loggedAt: first }) };
  return first ? { loggedAt: first } : undefined;
};

/** With what is new, without days that are too old; and how much was new. The same whatever order things are told in. */
export const withTold = (progress: Progress, told: readonly Telling[], today: string) => {
  const oldest = addDays(today, -keptFor);
  const days = new Map(
    Object.entries(progress)
      .filter(([day]) => day >= oldest)
      .map(([day, rounds]) => [day, new Map(Object.entries(rounds))]),
  );
  let taken = 0;
  for (const { at, ...one } of told) {
    const rounds = days.get(one.date) ?? new Map<string, Told | Begun>();
    // Two systems write the same moment differently: `…:00Z`, `…:00.000Z`.
    const entry = withOne(rounds.get(one.round), { ...one, at: new Date(at).toISOString() });
    if (one.date < oldest || !entry) continue;
    days.set(one.date, rounds.set(one.round, entry));
    taken += 1;
  }
  const merged: Progress = Object.fromEntries([...days].map(([day, rounds]) => [day, Object.fromEntries(rounds)]));
  return { progress: merged, taken };
};
