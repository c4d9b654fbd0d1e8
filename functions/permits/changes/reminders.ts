/** When reminders that a permit runs out are due: at nine in the morning, so many days before its last day. Pure. */
import { addDays } from '#shared/dates/days.ts';
import { londonInstant } from '#shared/london.ts';
import type { KeptPermit } from '../applications/journey.ts';
import { unchanged } from './kept.ts';

const momentOf = (ends: string, days: number): number => londonInstant(addDays(ends, -days), '09:00');

/** The next; none for a permit that does not count, or was renewed. */
export const nextReminder = ({ status, renewedBy, ends, changes = unchanged }: KeptPermit): string | undefined => {
  const days = changes.remindDays[changes.reminded];
  if (days === undefined || status !== 'active' || renewedBy) return undefined;
  return new Date(momentOf(ends, days)).toISOString();
};

/** How many of them have come, and when the last was. */
export const reminded = ({ ends, changes = unchanged }: KeptPermit, at: number): { count: number; last: number } => {
  const come = changes.remindDays.map((days) => momentOf(ends, days)).filter((moment) => moment <= at);
  return { count: come.length, last: come.at(-1) ?? 0 };
};
