/** Cancelling a booking: what is given back, and what is paid back. */
import { allows } from '#shared/access/keys.ts';
import type { Request } from '#shared/contract/capability.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { changingOnce } from '../cases/changing.ts';
import type { Change } from '../cases/kinds.ts';
import { type BulkyCase, BulkyNotCancellable } from '../contract/bulkyCase.ts';
import type { BulkySettings } from '../contract/bulkySettings.ts';
import type { Case } from '../contract/cases.ts';
import type { waste } from '../contract.ts';
import type { Dependencies } from '../handlers.ts';
import { asBooking, mustBeBefore, mustBeRunning } from './changes.ts';
import { cutoffOf } from './dates.ts';
import { paidFor } from './price.ts';
import { refundOf } from './refunds.ts';
import type { BulkyStore } from './store.ts';

interface WithBulky {
  readonly bulky: BulkyStore;
}
type Operations = (typeof waste)['operations'];

const placesAndFree = async (
  { bulky }: WithBulky,
  council: string,
  { uprn, reference, details: { date, amendment } }: BulkyCase,
): Promise<Write[]> => {
  const dates = [...new Set([date, amendment?.date ?? date])];
  const [standing, ...places] = await Promise.all([
    bulky.standing(council, uprn),
    ...dates.map((one) => bulky.releasing(council, uprn, one, reference)),
  ]);
  const own = standing.free.filter(({ owner }) => owner === reference);
  return [...places.flat(), ...own.map((one) => bulky.releasingFree(council, uprn, one))];
};

/** Without its change. What was paid towards that comes back whole; of the rest what the rule says. */
export const withoutAmendment = ({ details, payment }: BulkyCase, rule: (paid: number) => number): Change => {
  const { amendment, ...rest } = details;
  if (!payment) return { details: rest };
  const { payBy: _, ...told } = payment;
  const kept = paidFor(payment);
  const counted = Math.min(kept, amendment?.paidBefore ?? kept);
  return { details: rest, payment: { ...told, refundDue: told.paid - counted + rule(counted) } };
};

/** What changes when it is over: its places and its free collection are given back. */
export const givingUp = async (
  parts: WithBulky,
  council: string,
  booking: BulkyCase,
  rule: (paid: number) => number,
): Promise<Change> => ({
  ...withoutAmendment(booking, rule),
  writes: await placesAndFree(parts, council, booking),
});

/** What the council pays back for a booking that is cancelled now. */
export const byRule = ({ details, stage }: BulkyCase, settings: BulkySettings, now: number) => {
  const { cutoff, refund } = settings.cancel;
  if (stage === 'unpaid') return (paid: number) => paid;
  const ends = cutoffOf(details.date, cutoff, settings);
  return (paid: number) => (now < ends ? refundOf(paid, refund, { now, cutoff: ends }) : 0);
};

const cancelled = async (
  dependencies: Dependencies,
  council: string,
  booking: BulkyCase,
  isStaff: boolean,
): Promise<Change> => {
  const settings = await dependencies.store.setting(council, 'bulky');
  const now = dependencies.clock();
  mustBeRunning(booking, now);
  // What was not paid is nobody's loss.
  if (booking.stage === 'booked') {
    const { by, cutoff } = settings.cancel;
    if (by === 'off') throw new BulkyNotCancellable('The council does not cancel bookings.');
    if (by === 'staff' && !isStaff) throw new BulkyNotCancellable('Only the council’s staff cancel bookings.');
    mustBeBefore(cutoffOf(booking.details.date, cutoff, settings), now);
  }
  return {
    ...{ status: 'closed', outcome: 'withdrawn' },
    ...(await givingUp(dependencies, council, booking, byRule(booking, settings, now))),
  };
};

export const cancelBulky = async (
  dependencies: Dependencies,
  { council, caller, params: { reference }, idempotency }: Request<Operations['cancelBulky']>,
) => {
  const isStaff = allows(caller?.scopes ?? [], 'waste:cases');
  const decide = (one: Case) => cancelled(dependencies, council, asBooking(one), isStaff);
  const after = await changingOnce(dependencies, council, reference, decide, { idempotency });
  return after as typeof after & BulkyCase;
};
