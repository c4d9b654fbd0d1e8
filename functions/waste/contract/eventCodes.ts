/**
 * What crews note: the terms of the Local Waste Service Standards. Of those that only head others, the two that crews use alone: many
 * note that a bin was contaminated or too full, and not how.
 */
import * as z from 'zod/mini';
import { described } from '#shared/contract/index.ts';

export const siteEvents = [
  'not_presented',
  'wrong_bin',
  'too_heavy',
  'excess_waste',
  'excess_waste.lid_open',
  'excess_waste.side_waste_present',
  'contaminated',
  'contaminated.food_waste',
  'contaminated.garden_waste',
  'contaminated.refuse_waste',
  'contaminated.bulky_waste',
  'contaminated.rubble_diy',
  'contaminated.commercial',
  'contaminated.turf_soil',
  'contaminated.animal_bedding',
  'no_access.at_property',
  'damaged',
  'damaged.lid',
  'damaged.wheels',
  'damaged.body',
  'excess_bins',
  'bin_not_local',
  'bin_lost_in_vehicle',
  'not_on_scheme',
  'querying_assisted',
  'safety_concern.customer',
  'safety_concern.animal',
] as const;

export const streetEvents = [
  'no_access.from_street',
  'safety_concern.street',
  'street_completed',
  'blocked_by_vehicles',
  'roadworks',
  'gate_locked',
  'partly_completed_street',
  'alarm_activated',
  'breakdown',
  'road_closure',
] as const;

export const eventCodes = [...siteEvents, ...streetEvents] as const;
export type EventCode = (typeof eventCodes)[number];

export const isSiteEvent = (code: EventCode): boolean => siteEvents.some((one) => one === code);

export const EventCode = described(
  z.enum(eventCodes),
  'A term of the Local Waste Service Standards; `standard/event-types` has them in words.',
  'contaminated.food_waste',
);
