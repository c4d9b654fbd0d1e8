/** Answers in the shapes of the Local Waste Service Standards: README, “The standard’s own API”. */
import type { Handlers, Request } from '#shared/contract/capability.ts';
import { addDays, isDay } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import type { Known } from '../collections.ts';
import type { GardenSettings } from '../contract/gardenSettings.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import type { standardOperations } from '../contract/standard.ts';
import { NothingOfThatId } from '../contract/standardForm.ts';
import { windowOf } from '../lookUp.ts';
import type { WasteStore } from '../store.ts';
import { eventTypeOf, featureTypeOf, namedServices, servicesOf } from './shapes.ts';
import type { SiteStore } from './store.ts';
import { type Link, placeOf, tasksOf } from './tasks.ts';
import { containerOf, containerTerms, eventTerms } from './taxonomies.ts';

export interface Dependencies {
  readonly clock: () => number;
  readonly tables: WasteStore['tables'];
  readonly sites: SiteStore;
  /** Rules of what comes only to who subscribed. */
  readonly garden: (council: string) => Promise<GardenSettings>;
  /** Throws `NoCollectionsHere` and `RoundsNotLoaded`. */
  readonly find: (
    council: string,
    uprn: string,
  ) => Promise<{
    readonly property: WasteProperty;
    /** With what is not shown to everybody. */
    readonly whole: WasteProperty;
    readonly known: Known;
  }>;
}

type Operations = typeof standardOperations;
type Asking = Pick<Request, 'council' | 'origin'>;

/** Either side of today, as the demonstration server of the standard had it. */
const fewDays = 21;
/** A day is moved by at most a month (contract/tables.ts). */
const farthest = 31;

export const linkOf =
  ({ origin, council }: Asking): Link =>
  (...path) =>
    [origin, council, 'waste', 'standard', ...path].join('/');

interface Days {
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
}

/** Both ends included. */
export const daysOf = ({ start_date, end_date }: Days, today: string): { from: string; to: string } => {
  const from = start_date ?? addDays(end_date && end_date < today ? end_date : today, -fewDays);
  const to = end_date ?? addDays(from > today ? from : today, fewDays);
  return windowOf(from, to, ['start_date', 'end_date']);
};

export const byId = <T extends { readonly id: string }>(things: readonly T[], id: string, list: string): T => {
  const found = things.find((one) => one.id === id);
  if (found) return found;
  throw new NothingOfThatId(`The list at “${list}” has nothing of this id.`);
};

/** Services of a property on some days, or those that the council has named. */
const services = async (
  { clock, tables, find }: Dependencies,
  asking: Asking,
  { uprn, ...days }: Days & { readonly uprn?: string | undefined },
) => {
  const link = linkOf(asking);
  const today = londonDay(clock());
  const window = daysOf(days, today);
  if (uprn === undefined) return namedServices((await tables(asking.council)).words, link);
  const { property, known } = await find(asking.council, uprn);
  const atLeastOne = days.start_date === undefined && days.end_date === undefined;
  return servicesOf({ property, link, today }, known, { today, ...window, language: 'en' }, atLeastOne);
};

const full = ({ councilDetails, council }: Pick<Request, 'council' | 'councilDetails'>) => ({
  provider: { '@type': 'Organization' as const, name: councilDetails?.name ?? council },
});

const task = async (
  { clock, find }: Dependencies,
  { params: { taskId }, ...asking }: Request<Operations['standardTask']>,
) => {
  const place = placeOf(taskId);
  if (!place || !isDay(place.originalDate))
    throw new NothingOfThatId('The id of a task is a UPRN, a service, a round and a day, with hyphens between them.');
  const { property, known } = await find(asking.council, place.uprn);
  const today = londonDay(clock());
  const from = addDays(place.originalDate, -farthest);
  const to = addDays(place.originalDate, farthest);
  const scene = { property, link: linkOf(asking), today };
  const tasks = tasksOf(scene, known, { today, from, to, language: 'en' }, true);
  return byId(tasks, taskId, 'tasks');
};

const tasks = async (
  { clock, find }: Dependencies,
  { query: { uprn, type, include, ...days }, ...asking }: Request<Operations['standardTasks']>,
) => {
  const today = londonDay(clock());
  const asked = { today, ...daysOf(days, today), language: 'en' } as const;
  const { property, known } = await find(asking.council, uprn);
  if (type !== undefined && type !== 'EmptyBinTask') return [];
  return tasksOf({ property, link: linkOf(asking), today }, known, asked, include?.includes('related') ?? false);
};

const featureTypes = async (
  { find }: Dependencies,
  { query: { uprn }, ...asking }: Request<Operations['standardFeatureTypes']>,
) => {
  const link = linkOf(asking);
  if (uprn === undefined) return containerTerms.map((term) => featureTypeOf(term, link));
  const { property } = await find(asking.council, uprn);
  const there = new Set(property.services.flatMap(({ containers }) => containers.map((one) => containerOf(one).term)));
  return containerTerms.filter((term) => there.has(term)).map((term) => featureTypeOf(term, link));
};

export const standardHandlers = (dependencies: Dependencies): Handlers<{ operations: Operations }> => ({
  standardServices: async ({ query: { full: isFull, format: _, ...asked }, ...asking }) => {
    const found = await services(dependencies, asking, asked);
    return isFull ? found.map((one) => ({ ...one, ...full(asking) })) : found;
  },
  standardService: async ({ params: { serviceId }, query: { uprn }, ...asking }) => {
    const found = await services(dependencies, asking, { uprn });
    return { ...byId(found, serviceId, 'services'), ...full(asking) };
  },
  standardTasks: (request) => tasks(dependencies, request),
  standardTask: (request) => task(dependencies, request),
  standardEventTypes: (asking) => eventTerms.map((term) => eventTypeOf(term, linkOf(asking))),
  standardEventType: ({ params: { eventTypeId }, ...asking }) =>
    eventTypeOf(byId(eventTerms, eventTypeId, 'event-types'), linkOf(asking)),
  standardFeatureTypes: (request) => featureTypes(dependencies, request),
  standardFeatureType: ({ params: { featureTypeId }, ...asking }) =>
    featureTypeOf(byId(containerTerms, featureTypeId, 'feature-types'), linkOf(asking)),
});
