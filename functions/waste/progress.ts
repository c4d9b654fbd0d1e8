/** How far rounds are, by day and round, as their crews told last. */
import type { RoundStatus, Status } from './contract/crew.ts';
import { addDays } from './dates/days.ts';

export interface Told {
  readonly status: Status;
  readonly at: string;
}
/** By day, then by round. */
export type Progress = Readonly<Record<string, Readonly<Record<string, Told>>>>;

/** Residents ask for the last collection; every round comes within four weeks. */
const keptFor = 40;

export const toldOf = (progress: Progress, day: string, round: string): Told | undefined =>
  Object.hasOwn(progress, day) && Object.hasOwn(progress[day] ?? {}, round) ? progress[day]?.[round] : undefined;

/** With what is new, without days that are too old; and how much was new. The same whatever order things are told in. */
export const withTold = (progress: Progress, told: readonly RoundStatus[], today: string) => {
  const oldest = addDays(today, -keptFor);
  const days = new Map(
    Object.entries(progress)
      .filter(([day]) => day >= oldest)
      .map(([day, rounds]) => [day, new Map(Object.entries(rounds))]),
  );
  let taken = 0;
  for (const { round, date, status, at } of told) {
    const rounds = days.get(date) ?? new Map<string, Told>();
    const known = rounds.get(round);
    // Of two at the same moment the greater word counts, whichever came first.
    const isNew = !known || known.at < at || (known.at === at && known.status < status);
    if (date < oldest || !isNew) continue;
    days.set(date, rounds.set(round, { status, at }));
    taken += 1;
  }
  const merged: Progress = Object.fromEntries([...days].map(([day, rounds]) => [day, Object.fromEntries(rounds)]));
  return { progress: merged, taken };
};
