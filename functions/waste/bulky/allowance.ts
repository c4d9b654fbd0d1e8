/** Free collections: so many a year at each property. Pure. */
import type { BulkySettings } from '../contract/bulkySettings.ts';

/** The year of the allowance that a day is in, by the year that it begins in. Financial years begin on 1 April. */
export const allowanceYear = (day: string, year: BulkySettings['free']['year']): string => {
  const calendar = Number(day.slice(0, 4));
  return String(year === 'financial' && day.slice(5) < '04-01' ? calendar - 1 : calendar);
};

/** The first that is free, from 1; none when as many are used as there are. */
export const freeCollection = (used: readonly number[], { perYear }: BulkySettings['free']): number | undefined => {
  if (used.length >= perYear) return undefined;
  return Array.from({ length: perYear }, (_, i) => i + 1).find((n) => !used.includes(n));
};

/** The first day after such a year. */
export const allowanceEnds = (begins: string, year: BulkySettings['free']['year']): string =>
  `${Number(begins) + 1}-${year === 'financial' ? '04' : '01'}-01`;
