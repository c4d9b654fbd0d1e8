/** From when to when a pass counts. Days are London's; the last day is the whole of it. */
import { londonInstant } from '#shared/london.ts';
import type { Pass } from '../contract/passShapes.ts';
import { busPassFrom } from './age.ts';

const aDay = 86_400_000;

export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * aDay).toISOString().slice(0, 10);

/** The day before the same day, years later: from 29 February 2028 to 28 February 2033. */
export const lastOf = (starts: string, years: number): string => {
  const [year = 0, month = 0, day = 0] = starts.split('-').map(Number);
  return addDays(new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10), -1);
};

/** The same day of a month before, or that month's last. */
export const monthsBefore = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10);
};

/** The moment after its last day. */
export const endOf = (ends: string): string => new Date(londonInstant(addDays(ends, 1), '00:00')).toISOString();

interface Asked {
  readonly kind: Pass['kind'];
  readonly starts: string;
  readonly dateOfBirth: string;
  readonly validityYears: number;
  readonly awardEnds?: string | undefined;
  readonly blueBadgeEnds?: string | undefined;
}

/** The earliest of what it can end by. A disabled person who is of pension age already keeps a disabled person's pass. */
export const validityOf = ({ kind, starts, dateOfBirth, validityYears, awardEnds, blueBadgeEnds }: Asked) => {
  const pension = busPassFrom(dateOfBirth)?.from;
  const validity = { ends: lastOf(starts, validityYears), endsBecause: 'validity' } as const;
  if (kind === 'older') return validity;
  return [
    ...(awardEnds ? [{ ends: awardEnds, endsBecause: 'award' } as const] : []),
    ...(blueBadgeEnds ? [{ ends: blueBadgeEnds, endsBecause: 'blue_badge' } as const] : []),
    ...(pension && pension > starts ? [{ ends: addDays(pension, -1), endsBecause: 'pension_age' } as const] : []),
  ].reduce<{ ends: string; endsBecause: NonNullable<Pass['endsBecause']> }>(
    (first, next) => (next.ends < first.ends ? next : first),
    validity,
  );
};
