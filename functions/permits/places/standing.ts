/** What a quote is told of places that are taken. */

import { holdsPlaces } from '../applications/journey.ts';
import { endOf } from '../applications/steps.ts';
import type { JourneyStore } from '../applications/store.ts';
import type { Limit, Standing } from '../quotes/standing.ts';
import { holdOf, type Places, unlimited } from './places.ts';

export const standingBy = (places: Places, journeys: Pick<JourneyStore, 'permit'>): Standing => ({
  renewable: async (council, reference, at) => {
    const permit = await journeys.permit(council, reference);
    if (!permit || !holdsPlaces(permit) || permit.renewedBy) return undefined;
    const { scheme, uprn, nth, ends } = permit;
    return endOf(ends) > at ? { scheme, uprn, nth, ends } : undefined;
  },
  nextNth: async (council, { scheme: { scheme, limits }, uprn }, at): Promise<number | Limit> => {
    const { household = unlimited, property = unlimited } = limits;
    const [nth, atProperty] = await Promise.all([
      places.lowest(council, holdOf.household(scheme, uprn), household, at),
      places.lowest(council, holdOf.property(uprn), property, at),
    ]);
    if (nth === undefined) return 'household';
    return atProperty === undefined ? 'property' : nth;
  },
  zoneIsFull: (council, { scheme, limits }, zone) => places.isFull(council, scheme, zone, limits.zones[zone]),
  vehicleHasPermit: async (council, registration, zone, at) =>
    (await places.lowest(council, holdOf.vehicle(registration, zone), 1, at)) === undefined,
});
