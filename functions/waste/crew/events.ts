/** What crews noted, and what of it bears on a collection. Pure: days and moments are given. */
import { type CrewEvent, isStatusOver, type Status } from '../contract/crew.ts';
import { type EventCode, isSiteEvent } from '../contract/eventCodes.ts';
import type { PropertyService, WasteProperty } from '../contract/rounds.ts';
import { loggedAtOf, type Progress, type Told, toldOf } from '../progress.ts';

/** A crew event without what is for staff only. */
export type Logged = Omit<CrewEvent, 'comment' | 'reference'>;
export type Where = 'property' | 'street' | 'round';

export const whereOf = ({ uprn, usrn }: Logged): Where =>
  uprn !== undefined ? 'property' : usrn !== undefined ? 'street' : 'round';

/** Crews log twice: what has the same identity is one event, whenever it was noted. How far something is, is one thing, too. */
export const identityOf = ({ uprn, usrn, round, date, service, container, event, status }: Logged): string => {
  const what = event === undefined ? ['status'] : [event, status];
  return JSON.stringify([uprn, usrn, round, date, service, container, ...what].map((part) => part ?? ''));
};

/** Of two that are one: the first note of an event, and the last word on how far something is. */
export const isInPlaceOf = (one: Logged, known: Logged): boolean => {
  if (one.event !== undefined) return one.at < known.at;
  return one.at > known.at || (one.at === known.at && (one.status ?? '') > (known.status ?? ''));
};

/** Of each the one that counts, whatever order they come in. */
export const oneOfEach = <E extends Logged>(events: readonly E[]): E[] => {
  const found = new Map<string, E>();
  for (const one of events) {
    const known = found.get(identityOf(one));
    if (!known || isInPlaceOf(one, known)) found.set(identityOf(one), one);
  }
  return [...found.values()];
};

/** Where the standard’s wording does not say that the bins were not emptied. */
const otherwise = new Map<EventCode, Status | undefined>([
  ['bin_lost_in_vehicle', undefined],
  ['querying_assisted', undefined],
  ['street_completed', 'Closed / Complete'],
  ['partly_completed_street', 'Closed / Part done'],
]);

/** What an event says of how far it is, if anything. A street may be tried again until the round is over. */
export const impliedBy = (code: EventCode): Status | undefined =>
  otherwise.has(code) ? otherwise.get(code) : isSiteEvent(code) ? 'Closed / Not done' : 'Blocked';

/** They tell of the people who live there, and collections can be read by everybody. */
export const isForStaff = (code: EventCode): boolean => ['querying_assisted', 'safety_concern.customer'].includes(code);

/** One service at one property, on a day as it was moved to. */
export interface Due {
  readonly property: Pick<WasteProperty, 'uprn' | 'parentUprn' | 'usrn'>;
  readonly service: Pick<PropertyService, 'service' | 'round' | 'containers' | 'communal'>;
  readonly date: string;
}

/** The log of shared containers is their building’s. */
const isAt = ({ uprn, usrn, round }: Logged, { property, service }: Due): boolean => {
  if (uprn !== undefined) return uprn === (service.communal ? (property.parentUprn ?? property.uprn) : property.uprn);
  return usrn === undefined ? round === service.round : usrn === property.usrn;
};

/** An event on another container or of another round does not count. Where containers are not known, round or service has to tell. */
const isOf = (event: Logged, { service: { service, round, containers } }: Due): boolean => {
  if (event.round !== undefined && event.round !== round) return false;
  if (event.service !== undefined && event.service !== service) return false;
  if (event.container === undefined) return true;
  if (containers.length > 0) return containers.includes(event.container);
  return event.round !== undefined || event.service !== undefined;
};

interface Word {
  readonly status: Status;
  readonly at: string;
}

const wordOf = ({ status, event, at }: Logged): Word[] => {
  const said = status ?? (event && impliedBy(event));
  return said ? [{ status: said, at }] : [];
};

const isBefore = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The last word. Of two at the same moment the one that is not good news. */
const latest = (events: readonly Logged[]): Word | undefined =>
  events
    .flatMap(wordOf)
    .sort(
      (a, b) =>
        isBefore(a.at, b.at) ||
        Number(b.status === 'Closed / Complete') - Number(a.status === 'Closed / Complete') ||
        isBefore(a.status, b.status),
    )
    .at(-1);

/** Once the round is over, nobody is on the way any more: what is still blocked was not done. */
const settled = (word: Word | undefined, overSince: string | undefined): Word | undefined => {
  if (!word || overSince === undefined || isStatusOver(word.status)) return word;
  if (word.status !== 'Blocked') return undefined;
  return { status: 'Closed / Not done', at: word.at < overSince ? overSince : word.at };
};

/** The most particular word: of the property, its street, the round for this service, the round. */
const wordFor = (events: readonly Logged[], round: Told | undefined, isPast: boolean): Word | undefined => {
  const of = (where: Where) => events.filter((one) => whereOf(one) === where);
  const isOver = isStatusOver(round?.status);
  const overSince = isOver ? round?.at : isPast ? '' : undefined;
  const told = of('property').filter(({ status }) => status);
  const narrow = of('round').filter(({ service, container }) => service ?? container);
  // A lorry that breaks down on its way home leaves a round done that was done.
  const since = of('round').filter(({ at }) => !round || (!isOver && at > round.at));
  const words = [told, of('property'), of('street'), narrow, since].map((some) => settled(latest(some), overSince));
  return words.find((word) => word !== undefined) ?? round;
};

export interface Noted extends Logged {
  readonly event: EventCode;
}
const isNoted = (one: Logged): one is Noted => one.event !== undefined;

export interface ToldOfCollection {
  readonly status?: Status;
  /** When that was so. */
  readonly at?: string;
  /** When the crew first noted anything, of this collection or on its round that day. */
  readonly loggedAt?: string;
  /** At the property, or the building whose containers it shares. In order of time, like the others. */
  readonly siteEvents: readonly Noted[];
  /** On its street, or of the whole round. */
  readonly streetEvents: readonly Noted[];
}

export interface Heard {
  readonly progress: Progress;
  /** What crews noted that may bear on the property. */
  readonly events?: readonly Logged[];
}

/** How a collection went for this property, with what was noted of it. */
export const toldOfCollection = (due: Due, { progress, events = [] }: Heard, today: string): ToldOfCollection => {
  const { date, service } = due;
  const about = events
    .filter((one) => one.date === date && isAt(one, due) && isOf(one, due))
    .sort((a, b) => isBefore(a.at, b.at) || isBefore(identityOf(a), identityOf(b)));
  const word = wordFor(about, toldOf(progress, date, service.round), date < today);
  const logged = about.filter(({ event, status }) => event ?? status !== 'Not started').map(({ at }) => at);
  const [loggedAt] = [loggedAtOf(progress, date, service.round) ?? [], ...logged].flat().sort();
  const noted = about.filter(isNoted);
  return {
    ...(word && { status: word.status, at: word.at }),
    ...(loggedAt && { loggedAt }),
    siteEvents: noted.filter((one) => whereOf(one) === 'property'),
    streetEvents: noted.filter((one) => whereOf(one) !== 'property'),
  };
};
