/** When a service comes to a property, and in which words that is told. Pure: the day is given. */

import { addDays } from '#shared/dates/days.ts';
import type { Collection, ServiceCollections } from './contract/collections.ts';
import { isStatusOver } from './contract/crew.ts';
import type { PropertyService, WasteProperty } from './contract/rounds.ts';
import type { WasteSettings } from './contract/tables.ts';
import { type Heard, type ToldOfCollection, toldOfCollection } from './crew/events.ts';
import { shownEvent } from './crew/wording.ts';
import { dayInWords } from './dates/dayInWords.ts';
import { type Moved, moved, reach, type SubstitutionTable } from './dates/moved.ts';
import { parseSchedule, phrase } from './dates/phrases.ts';
import { occurrences } from './dates/schedule.ts';

export type Language = 'en' | 'cy';

export interface Asked {
  readonly today: string;
  readonly from: string;
  readonly to: string;
  readonly language: Language;
}

export interface Known extends Heard {
  readonly moves: SubstitutionTable;
  readonly settings: Pick<WasteSettings, 'services' | 'containers' | 'events' | 'missedCollections'>;
}

/** A service that comes at all comes within a year; a season's gap is shorter. */
const aYear = 366;
/** A gap that is worth a word. */
const longGap = 28;

const asWords = (code: string): string => {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const inLanguage = (language: Language, english: string, welsh: string | undefined): string =>
  language === 'cy' ? (welsh ?? english) : english;

const dayOf = ({ date, originalDate }: Moved): string => date ?? originalDate;

/** Those whose day, as it is now, lies between two days; in order of that day. */
const movedBetween = (service: PropertyService, moves: SubstitutionTable, from: string, to: string): Moved[] => {
  const schedule = parseSchedule(service.schedule);
  // A load takes no schedule that cannot be read.
  if ('problem' in schedule) return [];
  const { before, after } = reach(moves);
  return occurrences(schedule, addDays(from, -before), addDays(to, after))
    .map((originalDate) => moved({ service: service.service, round: service.round, originalDate }, moves))
    .filter((one) => from <= dayOf(one) && dayOf(one) <= to)
    .sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
};

/** What was told of a day on which it comes. */
type ToldOf = (date: string) => ToldOfCollection;

const shown = (one: Moved, toldOf: ToldOf, { settings }: Known, { today, language }: Asked): Collection => {
  const { date, originalDate, changed, reason, reasonWelsh } = one;
  const told = date === undefined ? undefined : toldOf(date);
  const status = told?.status ?? (date !== undefined && date >= today ? 'Not started' : undefined);
  const event = told && date && shownEvent(told, date, language, settings);
  return {
    ...(date && { date }),
    originalDate,
    changed,
    ...(changed && reason && { reason: inLanguage(language, reason, reasonWelsh) }),
    ...(status && { status }),
    ...(event && { event }),
  };
};

const message = (next: Moved | undefined, { today, language }: Asked): string | undefined => {
  if (!next) return inLanguage(language, 'No collections are planned', 'Nid oes casgliadau wedi’u cynllunio');
  const day = dayOf(next);
  if (day <= addDays(today, longGap)) return undefined;
  const words = dayInWords(day, language);
  return inLanguage(language, `No collections until ${words}`, `Dim casgliadau tan ${words}`);
};

/** What residents call a container, and how it looks to them. */
export const containerWords = (container: string, { containers }: Known['settings'], language: Language) => {
  const known = Object.hasOwn(containers, container) ? containers[container] : undefined;
  const label = known ? inLanguage(language, known.label, known.labelWelsh) : asWords(container);
  return { container, label, ...(known?.colour && { colour: known.colour }) };
};

const wordsOf = (service: PropertyService, { settings }: Known, language: Language) => {
  const words = Object.hasOwn(settings.services, service.service) ? settings.services[service.service] : undefined;
  return {
    name: words ? inLanguage(language, words.name, words.nameWelsh) : asWords(service.service),
    ...(words?.note && { note: inLanguage(language, words.note, words.noteWelsh) }),
    containers: service.containers.map((container) => containerWords(container, settings, language)),
  };
};

const serviceOf = (
  property: WasteProperty,
  service: PropertyService,
  known: Known,
  asked: Asked,
): ServiceCollections => {
  const { today, from, to, language } = asked;
  const schedule = parseSchedule(service.schedule);
  const toldOf: ToldOf = (date) => toldOfCollection({ property, service, date }, known, today);
  const show = (one: Moved) => shown(one, toldOf, known, asked);
  const around = movedBetween(service, known.moves, addDays(today, -aYear), addDays(today, aYear));
  const comes = around.filter(({ date }) => date !== undefined);
  const isDone = (one: Moved) =>
    dayOf(one) < today || (dayOf(one) === today && isStatusOver(toldOf(dayOf(one)).status));
  const last = comes.findLast(isDone);
  const next = comes.find((one) => !isDone(one));
  const gap = message(next, asked);
  return {
    service: service.service,
    round: service.round,
    frequency: 'problem' in schedule ? service.schedule : phrase(schedule, language),
    communal: service.communal ?? false,
    ...wordsOf(service, known, language),
    ...(last && { last: show(last) }),
    ...(next && { next: show(next) }),
    ...(gap && { message: gap }),
    collections: movedBetween(service, known.moves, from, to).map(show),
  };
};

/** In order of the next day, those without one last. */
export const collectionsOf = (property: WasteProperty, known: Known, asked: Asked): ServiceCollections[] =>
  property.services
    .map((service) => serviceOf(property, service, known, asked))
    .sort((a, b) => ((a.next?.date ?? '9') < (b.next?.date ?? '9') ? -1 : 1));

/** The last day, today included, on which the service came or should have come; and a later one that was cancelled. */
export const lastDueOf = (service: PropertyService, moves: SubstitutionTable, today: string) => {
  const past = movedBetween(service, moves, addDays(today, -aYear), today);
  const day = past.findLast(({ date }) => date !== undefined)?.date;
  const cancelled = past.findLast(({ date }) => date === undefined)?.originalDate;
  return { day, cancelled: cancelled && (day === undefined || cancelled > day) ? cancelled : undefined };
};

/** The days from–to on which the service comes, as they are moved. */
export const daysOf = (service: PropertyService, moves: SubstitutionTable, from: string, to: string): string[] =>
  movedBetween(service, moves, from, to).flatMap(({ date }) => date ?? []);
