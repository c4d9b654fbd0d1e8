/** How long a garden waste subscription runs, and how it stands on a day. Pure; days are London's. */

import { addDays, daysBetween } from '#shared/dates/days.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { State } from '../contract/gardenShapes.ts';

/** What a property's partition keeps of its subscription. */
export interface Subscription {
  readonly reference: string;
  /** First and last day. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly bins: number;
  /** Containers that the council has yet to bring. */
  readonly toDeliver: number;
  readonly product?: string | undefined;
}

/** A day that the month has not is the first of the next, so twelve months from 29 February end on 28 February: nobody loses a day. */
export const addMonths = (day: string, n: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const [then, next] = [Date.UTC(year, month - 1 + n, date), Date.UTC(year, month + n, 1)];
  return new Date(Math.min(then, next)).toISOString().slice(0, 10);
};

/** The last day of a subscription that starts on a day. */
export const endOf = (startsOn: string, year: GardenSettings['year']): string => {
  if (year.from === 'start') return addDays(addMonths(startsOn, 12), -1);
  const thisYear = `${startsOn.slice(0, 4)}-${year.begins}`;
  return addDays(thisYear > startsOn ? thisYear : addMonths(thisYear, 12), -1);
};

/** Which part of a year's price is due for the time from a day to another, both included: so many parts of so many. */
export const shareOf = (
  startsOn: string,
  endsOn: string,
  year: GardenSettings['year'],
): { readonly parts: number; readonly of: number } => {
  if (year.from === 'start' || year.proRata === 'none') return { parts: 1, of: 1 };
  if (year.proRata === 'weeks') {
    const weeks = Math.ceil((daysBetween(startsOn, endsOn) + 1) / 7);
    return { parts: Math.min(52, weeks), of: 52 };
  }
  let months = 1;
  while (months < 12 && addMonths(startsOn, months) <= endsOn) months += 1;
  return { parts: months, of: 12 };
};

/** The first day on which it can be renewed: N days before the end, or, as Brent does, a day of the year in which it ends. */
export const mayRenewFrom = (endsOn: string, { renewal }: Pick<GardenSettings, 'renewal'>): string =>
  renewal.from === 'daysBefore' ? addDays(endsOn, -renewal.days) : `${endsOn.slice(0, 4)}-${renewal.date}`;

/** The last day on which it counts, though it is over. */
const goneAfter = (endsOn: string, { overdueWeeks }: Pick<GardenSettings, 'overdueWeeks'>): string =>
  addDays(endsOn, 7 * overdueWeeks);

/** How it stands. One whose bins are still to come is there, not absent. */
export const stateOf = (
  subscription: Subscription | undefined,
  settings: Pick<GardenSettings, 'renewal' | 'overdueWeeks'>,
  today: string,
): State => {
  if (!subscription || today > goneAfter(subscription.endsOn, settings)) return 'none';
  const { endsOn, bins, toDeliver } = subscription;
  if (today > endsOn) return 'overdue';
  if (toDeliver >= bins) return 'pending';
  return today >= mayRenewFrom(endsOn, settings) ? 'due' : 'active';
};

/** Whether collections of a service are shown to a property: of those by subscription only where there is one. */
export const isShown = (
  service: string,
  subscription: Subscription | undefined,
  settings: Pick<GardenSettings, 'services' | 'showOnlySubscribed' | 'renewal' | 'overdueWeeks'>,
  today: string,
): boolean =>
  !settings.showOnlySubscribed ||
  !settings.services.includes(service) ||
  stateOf(subscription, settings, today) !== 'none';
