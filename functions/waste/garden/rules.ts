/** What a subscription becomes when it is paid, closed, or not paid in time. */

import { addDays } from '#shared/dates/days.ts';
import type { Write } from '#shared/dynamodb/expression.ts';
import { londonDay } from '#shared/london.ts';
import type { Change, KindRules } from '../cases/kinds.ts';
import { notOwing, refunded } from '../cases/payment.ts';
import type { GardenCase } from '../contract/gardenShapes.ts';
import { standingGone, standingWrite } from '../standings.ts';
import type { WasteStore } from '../store.ts';

type Details = GardenCase['details'];

export const withoutOrder = ({ ordered: _, ...details }: Details): Details => details;

/** A renewal counts from now on, and its bins with it; further bins come on top. */
export const withOrder = ({ ordered, ...details }: Details): Details => {
  if (!ordered) return details;
  const toDeliver = details.toDeliver + ordered.toDeliver;
  return ordered.action === 'renewal'
    ? { ...details, endsOn: ordered.endsOn, bins: ordered.bins, toDeliver: Math.min(toDeliver, ordered.bins) }
    : { ...details, bins: details.bins + ordered.bins, toDeliver };
};

/** That a property has it, for every look-up of its collections. */
export const standing = (council: string, { uprn, reference }: GardenCase, details: Details): Write => {
  const { startsOn, endsOn, bins, toDeliver, product } = details;
  const running = { reference, startsOn, endsOn, bins, toDeliver, ...(product && { product }) };
  return standingWrite(council, uprn, 'garden', running, endsOn);
};

/** The same subscription with other details, from now on. */
export const running = (council: string, one: GardenCase, details: Details): Change => ({
  stage: details.toDeliver > 0 ? 'pending' : 'active',
  details,
  writes: [standing(council, one, details)],
});

/** What was not paid in full never began. */
const isPaidBack = ({ stage, details: { startsOn } }: GardenCase, refundDays: number, at: number): boolean =>
  stage === 'unpaid' || londonDay(at) < addDays(startsOn, refundDays);

export const gardenRules = ({ setting }: Pick<WasteStore, 'setting'>) =>
  ({
    paid: ({ council, found }) =>
      found.stage === 'unpaid' || found.details.ordered ? running(council, found, withOrder(found.details)) : {},
    closed: async ({ council, found, at }) => {
      const { refundDays } = await setting(council, 'garden');
      const { details, payment } = found;
      const owed = payment && details.ordered ? notOwing(payment, details.ordered.price) : payment;
      return {
        details: withoutOrder(details),
        ...(owed && { payment: isPaidBack(found, refundDays, at) ? refunded(owed) : owed }),
        writes: [standingGone(council, found.uprn, 'garden', found.reference)],
      };
    },
    lapsed: ({ found: { stage, details, payment } }) =>
      details.ordered && payment
        ? { stage, details: withoutOrder(details), payment: notOwing(payment, details.ordered.price) }
        : {},
  }) satisfies KindRules<'garden'>;
