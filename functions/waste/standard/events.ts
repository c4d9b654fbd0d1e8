/** Events of the standard: what crews noted. Pure: links and days are given. */
import { createHash } from 'node:crypto';
import type { Asked, Known } from '../collections.ts';
import type { WasteProperty } from '../contract/rounds.ts';
import { mostOfType, type WasteEvent } from '../contract/standardRecords.ts';
import { identityOf, isForStaff, type Logged } from '../crew/events.ts';
import { eventTypeOf } from './shapes.ts';
import { fromPath, inPath, type Link, taskOf, told } from './tasks.ts';
import { containerOf, type EventTerm, eventTerms } from './taxonomies.ts';

export type EventPlace = { readonly uprn: string } | { readonly usrn: string } | { readonly round: string };

const termOf = ({ event }: Logged): EventTerm | undefined =>
  event && !isForStaff(event) ? eventTerms.find(({ id }) => id === event) : undefined;

/** The term; where it is too long, what it begins with: `Contaminated`, `Partly completed`. */
export const shortType = (name: string): string => {
  if (name.length <= mostOfType) return name;
  const [first = ''] = name.split(': ');
  return first
    .slice(0, mostOfType + 1)
    .replace(/ \S*$/, '')
    .slice(0, mostOfType);
};

const idPattern = /^(?:site-(\d{1,12})|street-(\d{1,8})|round-([\w.~-]+))-(2\d{3}-\d\d-\d\d)-[0-9a-f]{16}$/;

/** Where and on which day to look for an event. */
export const whereIs = (eventId: string): { place: EventPlace; date: string } | undefined => {
  const [, uprn, usrn, inId, date] = idPattern.exec(eventId) ?? [];
  const round = inId && fromPath(inId);
  const place = uprn ? { uprn } : usrn ? { usrn } : round ? { round } : undefined;
  return place && date ? { place, date } : undefined;
};

const idOf = (noted: Logged): string => {
  const { uprn, usrn, round = '', date } = noted;
  const digest = createHash('sha256').update(identityOf(noted)).digest('hex').slice(0, 16);
  const place = uprn ? `site-${uprn}` : usrn ? `street-${usrn}` : `round-${inPath(round)}`;
  return `${place}-${date}-${digest}`;
};

export interface Around {
  readonly property: WasteProperty;
  readonly known: Known;
}

/** The one task of the place and day that the event can be of. */
const taskOfEvent = ({ uprn, date, round, service, container }: Logged, { property, known }: Around, link: Link) => {
  const asked: Asked = { today: date, from: date, to: date, language: 'en' };
  const scene = { property, link, today: date };
  const tasks = told(property, known, asked)
    .filter((one) => round === undefined || one.round === round)
    .filter((one) => service === undefined || one.service === service)
    .filter((one) => container === undefined || one.containers.some((given) => given.container === container))
    .flatMap((one) => one.collections.filter((given) => given.date === date).map(taskOf(scene, one)))
    .filter(({ location }) => uprn !== undefined && location === link('sites', uprn));
  const ids = new Set(tasks.map((task) => task['@id']));
  return ids.size === 1 ? tasks[0] : undefined;
};

/** Nothing where the crew told no more than how far it is, which tasks have. `around`: the property that is asked about. */
export const eventOf = (noted: Logged, around: Around | undefined, link: Link): WasteEvent | undefined => {
  const term = termOf(noted);
  if (!term) return undefined;
  const { uprn, usrn, round, service, container, at, date } = noted;
  const { description: _, ...event_type } = eventTypeOf(term, link);
  const task = around && taskOfEvent(noted, around, link);
  const featureType = container === undefined ? undefined : containerOf(container).term;
  const id = idOf(noted);
  return {
    '@id': link('events', id),
    '@type': 'WasteEvent',
    id,
    type: shortType(term.name),
    event_type,
    start_date: at,
    date,
    ...(uprn && { uprn }),
    ...(usrn && { usrn }),
    ...(round && { round }),
    ...(service && { service: link('services', service) }),
    ...(featureType && { feature_type: link('feature-types', featureType.id) }),
    ...(task && { task: task['@id'] }),
  };
};

/** Each once, in order of time: crews log twice, and a street's event is found by each of its properties. */
export const inTime = (events: readonly (WasteEvent | undefined)[]): WasteEvent[] => {
  const byId = new Map<string, WasteEvent>();
  for (const one of events) {
    const known = one && byId.get(one.id);
    if (one && (!known || one.start_date < known.start_date)) byId.set(one.id, one);
  }
  const order = ({ start_date, id }: WasteEvent) => `${start_date} ${id}`;
  return [...byId.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
};
