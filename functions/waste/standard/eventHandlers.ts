/** Events: what crews noted at a property, on its street, or on a street. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { isDay } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import type { eventOperations } from '../contract/standardEvents.ts';
import { NothingOfThatId, perPage } from '../contract/standardForm.ts';
import type { CrewStore } from '../crew/store.ts';
import { type Around, type EventPlace, eventOf, inTime, whereIs } from './events.ts';
import { byId, type Dependencies, daysOf, linkOf } from './handlers.ts';

type Operations = typeof eventOperations;

interface EventDependencies extends Dependencies {
  /** What crews noted of a place itself, of rounds from day to day, both included. */
  readonly eventsAt: CrewStore['eventsAt'];
}

/** Its own, its building’s where it shares containers, its street’s and its rounds’. */
const placesOf = ({ property: { uprn, usrn, parentUprn, services } }: Around): EventPlace[] => [
  { uprn },
  ...(parentUprn && services.some(({ communal }) => communal) ? [{ uprn: parentUprn }] : []),
  ...(usrn ? [{ usrn }] : []),
  ...[...new Set(services.map(({ round }) => round))].map((round) => ({ round })),
];

const events = async (
  { clock, find, eventsAt }: EventDependencies,
  { query: { uprn, usrn, page, ...days }, ...asking }: Request<Operations['standardEvents']>,
) => {
  const { council } = asking;
  const { from, to } = daysOf(days, londonDay(clock()));
  const around = uprn === undefined ? undefined : await find(council, uprn);
  const isThere = usrn === undefined || !around || around.property.usrn === usrn;
  const places = around ? placesOf(around) : usrn === undefined ? [] : [{ usrn }];
  const noted = isThere ? await Promise.all(places.map((place) => eventsAt(council, place, from, to))) : [];
  const all = inTime(noted.flat().map((one) => eventOf(one, around, linkOf(asking))));
  return all.slice((page - 1) * perPage, page * perPage);
};

const event = async (
  { find, eventsAt }: EventDependencies,
  { params: { eventId }, ...asking }: Request<Operations['standardEvent']>,
) => {
  const where = whereIs(eventId);
  if (!where || !isDay(where.date))
    throw new NothingOfThatId(
      'The id of an event is “site”, “street” or “round”, which one, a day and a digest, with hyphens between.',
    );
  const { place, date } = where;
  const around = 'uprn' in place ? await find(asking.council, place.uprn) : undefined;
  const noted = await eventsAt(asking.council, place, date, date);
  return byId(inTime(noted.map((one) => eventOf(one, around, linkOf(asking)))), eventId, 'events');
};

export const eventHandlers = (dependencies: EventDependencies): Handlers<{ operations: Operations }> => ({
  standardEvents: (request) => events(dependencies, request),
  standardEvent: (request) => event(dependencies, request),
});
