/** Which writing of a scheme counts on a day. Pure. */
import { SchemeInForce } from '../contract/settingsProblems.ts';

/** A version by the day from which it counts, the last time it was written. */
export interface Written {
  readonly from: string;
  readonly n: number;
  readonly withdrawn?: true | undefined;
}
/** In the order of their days. */
export type Head = readonly Written[];

export const versionOf = ({ from, n }: Written): string => `${from}.${n}`;

/** Those that counted, count or will count. */
export const live = (head: Head): Written[] => head.filter(({ withdrawn }) => !withdrawn);

export const versionOn = (head: Head, day: string): string | undefined => {
  const last = live(head).findLast(({ from }) => from <= day);
  return last && versionOf(last);
};

/** Versions that count on a day or later. */
export const versionsFrom = (head: Head, day: string): string[] => {
  const now = versionOn(head, day);
  const later = live(head).filter(({ from }) => from > day);
  return [...(now === undefined ? [] : [now]), ...later.map(versionOf)];
};

/** The head with one writing more from a day on. */
export const writtenIn = (head: Head, from: string, withdrawn = false): { head: Head; written: Written } => {
  const before = head.find((one) => one.from === from);
  const written = { from, n: (before?.n ?? 0) + 1, ...(withdrawn && { withdrawn: true as const }) };
  const others = head.filter((one) => one !== before);
  return { head: [...others, written].sort((a, b) => (a.from < b.from ? -1 : 1)), written };
};

/** What counted on a day that is over, or counts today, stays as it was. Throws `SchemeInForce`. */
export const mustBeToCome = (head: Head, from: string, today: string): void => {
  const isThere = live(head).some((one) => one.from === from);
  if (from > today || live(head).length === 0 || (from === today && !isThere)) return;
  throw new SchemeInForce(`Today is ${today}: a version from ${from} would change what counts already.`);
};
