/** What is paid back when a booking is cancelled in time. Pure. Money is in pence, moments are in milliseconds since 1970. */
import type { Refund } from '../contract/bulkySettings.ts';

const anHour = 3_600_000;

/** “24 hours before” is time that passes, whatever the clocks do. */
export const refundOf = (paid: number, refund: Refund, { now, cutoff }: { now: number; cutoff: number }): number => {
  if (refund.rule === 'full') return paid;
  if (refund.rule === 'none') return 0;
  return now < cutoff - refund.hours * anHour ? paid : Math.max(0, paid - refund.minimumCharge);
};
