/** What of a price is not used up yet: what goes back for it, and what a dearer one costs more. Pure, in whole pence. */
import type { Price } from '../contract/quotes.ts';
import type { Scheme } from '../contract/schemes.ts';
import { monthsBegun } from '../dates.ts';

export interface Running {
  readonly starts: string;
  readonly ends: string;
  readonly price: Pick<Price, 'pence'> & { readonly inputs: Pick<Price['inputs'], 'months'> };
}

/** Complete months that are left after a day: the month in which the day is has begun, and counts as used. */
export const unusedMonths = ({ starts, ends }: Pick<Running, 'starts' | 'ends'>, day: string): number => {
  if (day > ends) return 0;
  const all = monthsBegun(starts, ends);
  return day < starts ? all : all - monthsBegun(starts, day);
};

/** The share of a price for the unused months, of the months that it was for; part of a penny stays with the council. */
export const unusedShare = (permit: Running, pence: number, day: string): number =>
  Math.floor((pence * unusedMonths(permit, day)) / permit.price.inputs.months);

/** What goes back for a permit that is given up on a day: never more than the council still has of what was paid. */
export const refundFor = (rule: Scheme['refund'], permit: Running, day: string, kept: number): number => {
  if (rule.rule === 'none') return 0;
  const back = unusedShare(permit, permit.price.pence, day) - rule.fee;
  return back <= 0 || back < rule.least ? 0 : Math.min(back, Math.max(0, kept));
};

/** What another price for the rest of the term costs more, or less where it is below nothing. */
export const differenceFor = (permit: Running, pence: number, day: string): number =>
  Math.sign(pence - permit.price.pence) * unusedShare(permit, Math.abs(pence - permit.price.pence), day);
