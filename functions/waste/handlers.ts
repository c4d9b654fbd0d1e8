import type { Handlers, Request } from '#shared/contract/capability.ts';
import { named } from '#shared/datasets/contract.ts';
import { type DatasetDependencies, datasetHandlers } from '#shared/datasets/handlers.ts';
import { addDays } from '#shared/dates/days.ts';
import { londonDay } from '#shared/london.ts';
import { assistedHandlers } from './assisted/handlers.ts';
import { bulkyHandlers } from './bulky/handlers.ts';
import type { BulkyStore } from './bulky/store.ts';
import { type CaseDependencies, caseHandlers } from './cases/handlers.ts';
import { type Asked, collectionsOf } from './collections.ts';
import { containerHandlers } from './containers/handlers.ts';
import type { ContainerStore } from './containers/store.ts';
import type { ServiceCollections } from './contract/collections.ts';
import type { waste } from './contract.ts';
import { gardenHandlers } from './garden/handlers.ts';
import { find, windowOf } from './lookUp.ts';
import { missedHandlers } from './missed/handlers.ts';
import type { RoundRecords } from './rounds.ts';
import { caseHandlers as standardCaseHandlers } from './standard/caseHandlers.ts';
import { eventHandlers } from './standard/eventHandlers.ts';
import { standardHandlers } from './standard/handlers.ts';
import { placeHandlers } from './standard/placeHandlers.ts';
import type { SiteStore } from './standard/store.ts';
import type { WasteStore } from './store.ts';
import { supplierHandlers } from './suppliers/handlers.ts';
import { writeTable } from './writeTable.ts';

export interface Dependencies extends CaseDependencies {
  readonly store: WasteStore;
  readonly containers: ContainerStore;
  readonly sites: SiteStore;
  readonly loads: DatasetDependencies<RoundRecords>;
  readonly bulky: BulkyStore;
  /** From 0 to 1, below 1. */
  readonly random: () => number;
  /** A new reference, with this before it. */
  readonly newReference: (prefix: string) => string;
}

type Operations = (typeof waste)['operations'];

const getCollections = async (
  dependencies: Dependencies,
  { council, query: { uprn, language, from, to } }: Request<Operations['getCollections']>,
) => {
  const today = londonDay(dependencies.clock());
  const first = from ?? today;
  const days = windowOf(first, to ?? addDays(first, 28), ['from', 'to']);
  const { shown, known } = await find(dependencies, council, uprn);
  return { uprn, ...days, services: collectionsOf(shown, known, { today, language, ...days }) };
};

const nameOf = ({ service, round }: ServiceCollections): string => `${service} ${round}`;

const getCalendar = async (
  dependencies: Dependencies,
  { council, councilDetails, origin, url, query }: Request<Operations['getCalendar']>,
) => {
  const { uprn, language, reminder } = query;
  const { shown, known, changedAt } = await find(dependencies, council, uprn);
  const today = londonDay(dependencies.clock());
  const asked: Asked = { today, from: addDays(today, -28), to: addDays(today, 366), language };
  // In an order that does not change with the days: events are told apart by it.
  const services = collectionsOf(shown, known, asked).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  // Half of what the function loads, for those who subscribe.
  const { calendar } = await import('./calendar.ts');
  const name = language === 'cy' ? councilDetails?.nameWelsh : undefined;
  return calendar(
    services.flatMap(({ service, name: called, containers, note, collections }) =>
      collections.map(({ date, originalDate, reason }) => ({
        service,
        name: called,
        originalDate,
        date,
        containers: containers.map(({ label }) => label),
        ...(reason && { reason }),
        ...(note && { note }),
      })),
    ),
    {
      council,
      councilName: name ?? councilDetails?.name ?? council,
      uprn,
      language,
      url: `${origin}${url}`,
      changedAt,
      ...(reminder && { reminder }),
    },
  );
};

export const handlers = (dependencies: Dependencies): Handlers<typeof waste> => {
  const { store, sites, loads, clock } = dependencies;
  const lookUp = async (council: string, uprn: string) => {
    const { property: whole, shown, known } = await find(dependencies, council, uprn);
    return { property: shown, whole, known };
  };
  const garden = (council: string) => store.setting(council, 'garden');
  const standard = { clock, sites, garden, tables: store.tables, find: lookUp };
  return {
    getCollections: (request) => getCollections(dependencies, request),
    getCalendar: (request) => getCalendar(dependencies, request),
    tellRounds: async ({ council, body: { statuses } }) => {
      const taken = await store.tell(council, statuses, londonDay(clock()));
      return { taken, known: statuses.length - taken };
    },
    tellCrewEvents: async ({ council, body: { events } }) => {
      const taken = await store.tellEvents(council, events, londonDay(clock()));
      return { taken, known: events.length - taken };
    },
    getMovedDates: async ({ council }) => (await store.tables(council)).moved,
    putMovedDates: ({ council, body }) => writeTable(dependencies, council, 'moved', body),
    getWasteSettings: async ({ council }) => (await store.tables(council)).words,
    putWasteSettings: ({ council, body }) => writeTable(dependencies, council, 'words', body),
    ...missedHandlers(dependencies),
    ...bulkyHandlers(dependencies),
    ...caseHandlers(dependencies),
    ...supplierHandlers(dependencies),
    ...containerHandlers(dependencies),
    ...gardenHandlers(dependencies),
    ...assistedHandlers(dependencies),
    ...standardHandlers(standard),
    ...placeHandlers(standard),
    ...eventHandlers({ ...standard, eventsAt: store.eventsAt }),
    ...standardCaseHandlers(dependencies),
    ...named('Rounds', datasetHandlers(loads)),
  };
};
