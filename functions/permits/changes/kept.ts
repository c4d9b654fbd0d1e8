/** What becomes of a permit after its issue, as it is kept with the permit and with applications for a change. */
import type { Permit } from '../contract/permits.ts';
import type { Price } from '../contract/quotes.ts';

export interface PermitChanges {
  /** Vehicles that came and stood in, in the last year; a renewal goes on counting. */
  readonly made: readonly Made[];
  /** What an application for a change has taken for it. */
  readonly reserved?: Reserved | undefined;
  /** Applications that changed it: what was paid with them was paid for it. */
  readonly applied: readonly string[];
  /** Days before its end, the most first; and how many of these have come. */
  readonly remindDays: readonly number[];
  readonly reminded: number;
  /** For somebody whose address could not be told: they apply in full afterwards. */
  readonly isShort?: true | undefined;
  /** Who decided what another of the staff has still to decide. */
  readonly by?: string | undefined;
}

export interface Made {
  readonly what: 'vehicle' | 'temporary';
  readonly at: string;
}

export interface Reserved {
  readonly application: string;
  readonly holds: readonly string[];
  /** The zone that it counts in beside its own. */
  readonly zone?: string | undefined;
}

/** What a permit becomes when an application for a change is approved. */
export interface Becoming {
  readonly registration?: string | undefined;
  readonly at?: Pick<Permit, 'uprn' | 'zone' | 'nth'> | undefined;
  /** Of the whole term; absent where it stays. */
  readonly price?: Price | undefined;
  /** What goes back, in pence. */
  readonly back: number;
}

export const unchanged: PermitChanges = { made: [], applied: [], remindDays: [], reminded: 0 };

const aYear = 365 * 24 * 3_600_000;
/** Changes of a kind in the year before a moment. */
export const madeInYear = ({ made }: PermitChanges, what: Made['what'], at: number): number =>
  made.filter((one) => one.what === what && Date.parse(one.at) > at - aYear).length;

/** Those of more than a year ago count no more, and are not kept. */
export const withMade = (changes: PermitChanges, what: Made['what'], at: number): PermitChanges => ({
  ...changes,
  made: [...changes.made.filter((one) => Date.parse(one.at) > at - aYear), { what, at: new Date(at).toISOString() }],
});
