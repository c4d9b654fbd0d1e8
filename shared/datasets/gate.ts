/** Whether a load may go live by itself: far fewer records than before, or many rejects, wait for a person. */
import type { Counts } from './collection.ts';

export interface Tolerance {
  /** Largest share of records that may be missing compared with the live version. */
  readonly fewer: number;
  /** Largest share of records that may be rejected. */
  readonly rejected: number;
}

export const usualTolerance: Tolerance = { fewer: 0.05, rejected: 0.01 };

export interface Check {
  readonly name: 'any' | 'fewer' | 'rejected' | 'gone';
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
