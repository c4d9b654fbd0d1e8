/** What the standard's models say of services, sites and types. Pure: links and days are given. */
import type { Asked, Known } from '../collections.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import type { Service, Task } from '../contract/standardModels.ts';
import type { WasteSettings } from '../contract/tables.ts';
import { parseSchedule } from '../dates/phrases.ts';
import { type Containers, dayOf, inOrder, type Link, looks, type Scene, type Told, taskOf, told } from './tasks.ts';
import { type ContainerTerm, containerOf, type EventTerm } from './taxonomies.ts';

/** The codelist of the standard has these two. */
const codelist: Readonly<Record<number, string>> = { 1: 'weekly', 2: 'alternate weekly' };

const frequencyOf = ({ schedule, frequency }: Told): string => {
  const parsed = parseSchedule(schedule);
  const weeks = 'problem' in parsed || parsed.weekdays.length > 1 ? 0 : parsed.weeks;
  return codelist[weeks] ?? frequency;
};

const containerTypesOf = (containers: Containers, link: Link): NonNullable<Service['feature_types']> =>
  containers.map((one) => {
    const { term, shape, size } = containerOf(one.container);
    return {
      '@type': 'WasteContainerType',
      ...(term && { '@id': link('feature-types', term.id) }),
      ...looks(one),
      ...(shape && { shape }),
      ...(size !== undefined && { sizes: [size] }),
    };
  });

/** Those of the days asked for. Where none were asked for, the one that is nearest to today at least. */
const collected = (scene: Scene, services: readonly Told[], isPast: boolean, atLeastOne: boolean): Task[] =>
  inOrder(
    services.flatMap((service) => {
      const found = service.collections.filter((one) => dayOf(one) < scene.today === isPast);
      const nearest = isPast ? service.last : service.next;
      const isThere = found.some((one) => one.originalDate === nearest?.originalDate);
      const all = nearest && atLeastOne && !isThere ? [...found, nearest] : found;
      return all.map(taskOf(scene, service));
    }),
  );

/** Services of a property, one for each name: several rounds can be of one service. */
export const servicesOf = (scene: Scene, known: Known, asked: Asked, atLeastOne: boolean): Service[] =>
  [...Map.groupBy(told(scene.property, known, asked), ({ service }) => service)].map(([id, services]) => {
    const [first] = services as [Told];
    const containers = services.flatMap((one) => one.containers);
    return {
      '@type': 'WasteService',
      '@id': scene.link('services', id),
      id,
      name: first.name,
      ...(first.note && { description: first.note }),
      frequency: [...new Set(services.map(frequencyOf))].join('; '),
      feature_types: containerTypesOf([...new Map(containers.map((one) => [one.container, one])).values()], scene.link),
      last_collections: collected(scene, services, true, atLeastOne),
      next_collections: collected(scene, services, false, atLeastOne),
    };
  });

/** Services as the council has named them, wherever they come. */
export const namedServices = ({ services }: Pick<WasteSettings, 'services'>, link: Link): Service[] =>
  Object.entries(services).map(([id, { name, note }]) => ({
    '@type': 'WasteService',
    '@id': link('services', id),
    id,
    name,
    ...(note && { description: note }),
  }));

const modelsOfEvents: Readonly<Record<string, 'PropertyEventType' | 'StreetEventType'>> = {
  site: 'PropertyEventType',
  street: 'StreetEventType',
};

export const eventTypeOf = ({ id, name, description, at = '' }: EventTerm, link: Link) => ({
  '@id': link('event-types', id),
  '@type': modelsOfEvents[at] ?? ('EventType' as const),
  id,
  name,
  ...(description && { description }),
});

export const featureTypeOf = ({ sizes, ...term }: ContainerTerm, link: Link) => ({
  '@id': link('feature-types', term.id),
  '@type': 'WasteContainerType' as const,
  ...term,
  sizes: [...sizes],
});

export const siteOf = ({ uprn, usrn, postcode, parentUprn }: WasteProperty, link: Link) => ({
  '@type': 'Site' as const,
  '@id': link('sites', uprn),
  uprn,
  ...(usrn && { usrn }),
  ...(parentUprn && { parent_uprn: parentUprn }),
  ...(postcode && { address: { '@type': 'BS7666Address' as const, postcode } }),
});
