/** Which house numbers of a street are in a zone. Pure. */
import type { ZoneSettings } from '../contract/zones.ts';

type Only = NonNullable<ZoneSettings['streets'][number]['only']>;

/** The ends of a number as addresses have it: `12A-14B` → 12 and 14; of `12`, 12. */
export const numbersIn = (number: string): number[] =>
  [...number.matchAll(/\d+/g)].slice(0, 2).map(([digits]) => Number(digits));

/** A building with several numbers is in where one of its ends is; one without a number is not. */
export const isAmong = (
  { parity, from = 0, to = Number.POSITIVE_INFINITY }: Only,
  number: string | undefined,
): boolean =>
  numbersIn(number ?? '').some(
    (one) => one >= from && one <= to && (parity === undefined || one % 2 === (parity === 'odd' ? 1 : 0)),
  );
