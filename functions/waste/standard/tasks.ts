/** Tasks of the standard: days of collection. Pure: links and days are given. */
import { type Asked, collectionsOf, type Known } from '../collections.ts';
import type { Collection, ServiceCollections } from '../contract/collections.ts';
import type { Status } from '../contract/crew.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import type { Task } from '../contract/standardModels.ts';
import { containerOf } from './taxonomies.ts';

/** URL of a thing by its path. */
export type Link = (...path: readonly string[]) => string;

export interface Scene {
  readonly property: WasteProperty;
  readonly link: Link;
  readonly today: string;
}

export interface Told extends ServiceCollections {
  readonly schedule: string;
}

export const told = (property: WasteProperty, known: Known, asked: Asked): Told[] =>
  property.services.flatMap((service) =>
    collectionsOf({ ...property, services: [service] }, known, asked).map((one) => ({
      ...one,
      schedule: service.schedule,
    })),
  );

/** Text that no path has to escape, and that can be read back. */
export const inPath = (text: string): string =>
  encodeURIComponent(text.toWellFormed())
    .replaceAll(/[~!*'()]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '~');

/** `undefined` for what is not of a path. */
export const fromPath = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replaceAll('~', '%'));
  } catch {
    return undefined;
  }
};

/** Rounds have spaces more often than underscores. */
const inId = (round: string): string => inPath(round).replaceAll('_', '~5F').replaceAll('~20', '_');

const idPattern = /^(\d{1,12})-[a-z][a-z0-9_]*-.+-(2\d{3}-\d\d-\d\d)$/;

/** Where to look for a task. */
export const placeOf = (taskId: string): { uprn: string; originalDate: string } | undefined => {
  const [, uprn, originalDate] = idPattern.exec(taskId) ?? [];
  return uprn && originalDate ? { uprn, originalDate } : undefined;
};

export type Containers = ServiceCollections['containers'];

export const looks = ({ label, colour }: Containers[number]) => ({ name: label, ...(colour && { color: colour }) });

export const aContainer = (one: Containers[number], link: Link): Task['features'][number] => {
  const { term, size } = containerOf(one.container);
  return {
    '@type': 'WasteContainer',
    ...(term && { type: link('feature-types', term.id) }),
    ...looks(one),
    ...(size !== undefined && { size }),
  };
};

export const dayOf = ({ date, originalDate }: Pick<Collection, 'date' | 'originalDate'>): string =>
  date ?? originalDate;
const plannedFor = ({ start_date, date }: Task): string => start_date ?? date;

/** `Closed / Part done` is `closed_part_done`, in the manner of the standard's examples. */
const codeOf = (status: Status): string => status.toLowerCase().replaceAll(/[^a-z]+/g, '_');

/** What the crew told; of a day that is past and of which it told nothing, nothing. */
const statusOf = ({ date, status: told }: Collection): Pick<Task, 'status' | 'status_code'> => {
  const status = date ? told : 'Abandoned';
  return status ? { status, status_code: codeOf(status) } : {};
};

/** Shared containers are the building's, and so is the task: one for all of its flats. */
export const taskOf =
  ({ property: { uprn, parentUprn = uprn }, link }: Scene, service: ServiceCollections) =>
  (collection: Collection): Task => {
    const { originalDate, date, changed, reason } = collection;
    const site = service.communal ? parentUprn : uprn;
    const id = `${site}-${service.service}-${inId(service.round)}-${originalDate}`;
    const labels = service.containers.map(({ label }) => label);
    return {
      '@id': link('tasks', id),
      '@type': 'EmptyBinTask',
      id,
      name: `Empty ${labels.join(', ') || service.name}`,
      description: service.name,
      ...statusOf(collection),
      ...(date && { start_date: date }),
      date: originalDate,
      ...(changed && date && { changed_date: date }),
      ...(reason && { changed_date_reason: reason }),
      location: link('sites', site),
      service: link('services', service.service),
      features: service.containers.map((one) => aContainer(one, link)),
    };
  };

/** Two schedules of one round and service can meet on a day: one task, with what is emptied of both. In order of day. */
export const inOrder = (tasks: readonly Task[]): Task[] =>
  [...Map.groupBy(tasks, ({ id }) => id).values()]
    .flatMap(([first, ...more]) => {
      if (!first) return [];
      const name = [first, ...more].map((one) => one.name.replace(/^Empty /, '')).join(', ');
      const features = [first, ...more].flatMap((one) => one.features);
      return [more.length > 0 ? { ...first, name: `Empty ${name}`, features } : first];
    })
    .sort((a, b) => (plannedFor(a) < plannedFor(b) ? -1 : plannedFor(a) > plannedFor(b) ? 1 : 0));

export const tasksOf = (scene: Scene, known: Known, asked: Asked, withRelated: boolean): Task[] =>
  inOrder(
    told(scene.property, known, asked)
      .filter(({ communal }) => withRelated || !communal)
      .flatMap((service) => service.collections.map(taskOf(scene, service))),
  );
