/** How many properties a day takes, and which of its places may be taken. Pure. */

import { weekday } from '#shared/dates/days.ts';
import { type BulkySettings, weekdays } from '../contract/bulkySettings.ts';

export const capacityOn = (day: string, { capacity }: Pick<BulkySettings, 'capacity'>): number => {
  const name = weekdays[weekday(day) - 1];
  return (name && capacity.weekdays[name]) ?? capacity.daily;
};

/**
 * Places below `bound` are given, however many take one at the same moment: with those that are taken above it they are never more
 * than the capacity. Above it there is something only when the capacity was more before.
 */
export const freePlaces = (taken: ReadonlySet<number>, capacity: number): number[] => {
  let above = [...taken].filter((n) => n >= capacity).length;
  let bound = capacity;
  while (bound > 0 && bound + above > capacity) {
    bound -= 1;
    if (taken.has(bound)) above += 1;
  }
  return Array.from({ length: bound }, (_, n) => n).filter((n) => !taken.has(n));
};
