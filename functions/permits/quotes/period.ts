/** When a permit would start, and which version of the scheme counts then: the one in force on its first day. */
import { SchemeNotFound } from '../contract/fields.ts';
import type { Reason } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { addDays, type Start, startOf } from '../dates.ts';
import type { SchemeStore } from '../schemes/store.ts';
import { live, versionOf } from '../schemes/versions.ts';
import { reason, reasonIf } from './reasons.ts';
import type { Renewable } from './standing.ts';

export interface Period {
  readonly scheme: Scheme;
  /** Absent where it cannot start then. */
  readonly starts?: string;
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
}

/** The day after the permit that it follows, whatever was wished. */
const startAfter = ({ ends }: Renewable): Start => ({ starts: addDays(ends, 1), isMoved: false });

/**
 * How long one has to wait, and whether one may choose, is as it is today; before the scheme begins, as it will be then. Throws
 * `SchemeNotFound`.
 */
export const periodOf = async (
  schemes: SchemeStore,
  council: string,
  { scheme: code, starts: wish }: { readonly scheme: string; readonly starts?: string | undefined },
  today: string,
  renewed?: Renewable,
): Promise<Period> => {
  const [first] = live(await schemes.head(council, code));
  const now =
    (await schemes.on(council, code, today)) ?? (first && (await schemes.version(council, code, versionOf(first))));
  if (!now) throw new SchemeNotFound(`The council has no scheme ${code}.`);
  const start = renewed ? startAfter(renewed) : startOf(now.start, today, wish);
  if ('tooFar' in start) return { scheme: now, reasons: [reason('start_too_far', { day: start.tooFar })], notes: [] };
  const { starts, isMoved } = start;
  const scheme = await schemes.on(council, code, starts);
  const opens = renewed ? addDays(renewed.ends, -now.renewal.windowDays) : today;
  return {
    scheme: scheme ?? now,
    starts,
    reasons: [
      ...reasonIf(!scheme, 'not_yet_in_force'),
      ...reasonIf(scheme?.open === false, 'scheme_closed'),
      ...reasonIf(today < opens, 'renewal_too_early', { day: opens }),
    ],
    notes: reasonIf(isMoved, 'start_moved', { day: starts }),
  };
};
