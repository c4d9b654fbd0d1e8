/** Whether a load may go live by itself: far fewer records than before, or many rejects, wait for a person. */
import type { Counts, Weighed } from './collection.ts';

export interface Tolerance {
  /** Largest share of records that may be missing compared with the live version. */
  readonly fewer: number;
  /** Largest share of records that may be rejected. */
  readonly rejected: number;
}

export const usualTolerance: Tolerance = { fewer: 0.05, rejected: 0.01 };

export interface Check {
  readonly name: 'any' | 'fewer' | 'rejected' | 'gone' | 'share' | 'part';
  readonly value: number;
  readonly limit: number;
  readonly passed: boolean;
  /** For people. */
  readonly says: string;
}

/**
 * Rounds and gazetteers change by the street; what has hardly anything of what was there is somebody else's. Not what
 * is more than twice as large: a trial, or a sample, gives way to the whole.
 */
const mostGone = 0.5;

const percent = (share: number): string => `${Math.round(share * 10_000) / 100} %`;

/** `counted` names the count to compare. A first load, with nothing live, only needs records and few rejects. */
export const weigh = (counted: string, counts: Counts, live: Counts | undefined, tolerance: Tolerance): Check[] => {
  const total = counts[counted] ?? 0;
  const before = live?.[counted] ?? 0;
  const rejected = counts.rejected ?? 0;
  const fewer = before > 0 ? Math.max(0, (before - total) / before) : 0;
  const share = total + rejected > 0 ? rejected / (total + rejected) : 0;
  const { lasting } = counts;
  const gone =
    lasting === undefined || before === 0 || total > 2 * before ? undefined : Math.max(0, (before - lasting) / before);
  return [
    { name: 'any', value: total, limit: 1, passed: total >= 1, says: `${total} ${counted} in this load` },
    {
      name: 'fewer',
      value: fewer,
      limit: tolerance.fewer,
      passed: fewer <= tolerance.fewer,
      says: `${percent(fewer)} fewer ${counted} than the ${before} that are live (at most ${percent(tolerance.fewer)})`,
    },
    {
      name: 'rejected',
      value: share,
      limit: tolerance.rejected,
      passed: share <= tolerance.rejected,
      says: `${percent(share)} rejected (at most ${percent(tolerance.rejected)})`,
    },
    ...(gone === undefined
      ? []
      : [
          {
            name: 'gone' as const,
            value: gone,
            limit: mostGone,
            passed: gone <= mostGone,
            says: `${percent(gone)} of the ${before} ${counted} that are live are not in this load (at most ${percent(mostGone)}): it may be another council’s`,
          },
        ]),
  ];
};

/** A release of ONSPD of May 2022 had 4 % of its live postcodes without a ward (ideal-postcodes/postcodes.io#1010). */
const mostWorse = 0.02;
/** A part of a few records may lose some of them. */
const fewRecords = 10;

/** What a load has more of that it should not have, or less of in one of its parts, than what is live. */
export const compare = (
  counted: string,
  { shares, parts }: Weighed,
  counts: Counts,
  live: Counts | undefined,
): Check[] => {
  if (!live) return [];
  const share = (of: Counts, name: string) => (of[name] ?? 0) / (of[counted] || 1);
  const limit = mostWorse;
  const grown = shares.map((name): Check => {
    const [now, before] = [share(counts, name), share(live, name)];
    const says = `${percent(now)} of the ${counted} are ${name}, of those that are live ${percent(before)} (at most ${percent(limit)} more)`;
    return { name: 'share', value: now - before, limit, passed: now - before <= limit, says };
  });
  const lost = Object.entries(live).flatMap(([name, before]): Check[] => {
    const less = before - (counts[name] ?? 0);
    if (!parts || !name.startsWith(parts) || less <= Math.max(fewRecords, limit * before)) return [];
    const says = `${name} has ${before - less}, and ${before} are live (at most ${percent(limit)} fewer)`;
    return [{ name: 'part', value: less / before, limit, passed: false, says }];
  });
  return [...grown, ...lost];
};
