/** What becomes of a booking when it is paid, closed by somebody, or not paid in time. */
import type { Change, KindRules } from '../cases/kinds.ts';
import { BulkyAlreadyBooked, type BulkyCase } from '../contract/bulkyCase.ts';
import type { WasteStore } from '../store.ts';
import { byRule, givingUp, withoutAmendment } from './cancelling.ts';
import { type Parts, takingAPlace } from './places.ts';
import { paidFor } from './price.ts';

interface Dependencies extends Parts {
  readonly store: WasteStore;
}

/** For good. Late money finds its place gone at times: then another of the same day, or none. */
const placeFor = async (parts: Dependencies, council: string, { uprn, reference: owner }: BulkyCase, date: string) => {
  const [settings, standing] = await Promise.all([
    parts.store.setting(council, 'bulky'),
    parts.bulky.standing(council, uprn),
  ]);
  try {
    return await takingAPlace(parts, { council, uprn, date, owner, settings, standing });
  } catch (error) {
    // The property booked the day again meanwhile.
    if (error instanceof BulkyAlreadyBooked) return undefined;
    throw error;
  }
};

const everything = (paid: number): number => paid;

const amendmentPaid = async (parts: Dependencies, council: string, booking: BulkyCase): Promise<Change> => {
  const { amendment, ...details } = booking.details;
  if (!amendment) return {};
  const { toPay: _, paidBefore: __, ...wanted } = amendment;
  const isMoved = amendment.date !== details.date;
  const place = isMoved ? await placeFor(parts, council, booking, amendment.date) : [];
  if (!place) return asItWas(booking);
  const { uprn, reference } = booking;
  const { free } = await parts.bulky.standing(council, uprn);
  const own = free.filter(({ owner }) => owner === reference);
  return {
    // Changes that have to be paid are never free.
    details: { ...details, ...wanted, free: false },
    writes: [
      ...place,
      ...(isMoved ? await parts.bulky.releasing(council, uprn, details.date, reference) : []),
      ...own.map((one) => parts.bulky.releasingFree(council, uprn, one)),
    ],
  };
};

/** The booking as it was; what was paid towards the change is due. */
const asItWas = (booking: BulkyCase): Change => {
  const change = withoutAmendment(booking, () => 0);
  const { payment } = change;
  return { ...change, stage: 'booked', ...(payment && { payment: { ...payment, price: paidFor(payment) } }) };
};

const lapsedAmendment = async (parts: Dependencies, council: string, booking: BulkyCase): Promise<Change> => {
  const { details, uprn, reference } = booking;
  const date = details.amendment?.date;
  const isMoved = date !== undefined && date !== details.date;
  return {
    ...asItWas(booking),
    writes: isMoved ? await parts.bulky.releasing(council, uprn, date, reference) : [],
  };
};

export const bulkyRules = (parts: Dependencies): KindRules<'bulky_collection'> => ({
  paid: async ({ council, found }) => {
    if (found.details.amendment) return amendmentPaid(parts, council, found);
    if (found.stage === 'booked') return {};
    const writes = await placeFor(parts, council, found, found.details.date);
    if (writes) return { stage: 'booked', writes };
    return { status: 'closed', outcome: 'unpaid', ...withoutAmendment(found, everything) };
  },
  closed: async ({ council, found, at, outcome }) => {
    if (outcome === 'done' || outcome === 'not_done')
      return found.details.amendment ? lapsedAmendment(parts, council, found) : {};
    const settings = await parts.store.setting(council, 'bulky');
    const rule = outcome === 'withdrawn' ? byRule(found, settings, at) : everything;
    return givingUp(parts, council, found, rule);
  },
  lapsed: async ({ council, found }) => {
    if (found.details.amendment) return lapsedAmendment(parts, council, found);
    return givingUp(parts, council, found, everything);
  },
});
