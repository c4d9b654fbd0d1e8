/** Telling again of a container that did not come: from the start of the 21st working day after the request, for ten working days. */
import { londonDay, londonInstant } from '#shared/london.ts';
import { workingDays } from '../dates/workingDays.ts';

/** Of weekends only: these windows leave bank holidays aside (KingstonSutton.pm of mysociety/fixmystreet). */
const weekdays = workingDays({ division: 'england-and-wales', holidays: [] });
const [after, lasting] = [21, 10];

/** The first moment at which it can be escalated, and the first at which it cannot any more. */
export const escalationWindow = (requestedAt: number): readonly [opens: number, closes: number] => {
  const first = weekdays.add(londonDay(requestedAt), after);
  return [londonInstant(first, '00:00'), londonInstant(weekdays.add(first, lasting), '00:00')];
};
