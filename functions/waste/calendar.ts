/**
 * A property's collections as an iCalendar feed (RFC 5545): docs/decisions/0015. Loads `ical-generator`, so import it when the first
 * feed is asked for.
 */

import { createHash } from 'node:crypto';
import ical, {
  escape as escaped,
  ICalAlarmRelatesTo,
  ICalAlarmType,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { longDayInWords } from './dates/dayInWords.ts';

export interface CalendarCollection {
  /** The machine name, like `recycling`. */
  readonly service: string;
  /** What residents read, in the wanted language. */
  readonly name: string;
  /** London days, like 2026-12-22. */
  readonly originalDate: string;
  /** `undefined`: cancelled. */
  readonly date: string | undefined;
  /** Why it is moved or cancelled. */
  readonly reason?: string;
  /** Labels, like `Green bin`. */
  readonly containers: readonly string[];
  /** Like `Put it out by 6am`. */
  readonly note?: string;
}

/** 18:00 the evening before, or 06:00 on the day. */
export type Reminder = 'evening' | 'morning';

export interface CalendarOptions {
  readonly council: string;
  readonly councilName: string;
  readonly uprn: string;
  readonly language: 'en' | 'cy';
  /** Of the feed itself. */
  readonly url: string;
  readonly reminder?: Reminder;
  /** When the collections last became what they are: not the time of the request, or no two answers would be the same. */
  readonly changedAt: string;
}

/**
 * Words rather than `Intl`: the same on every computer, and in Welsh the day is mutated after `o` and where it tells when
 * (`ddydd`). The verbs are impersonal, so they suit names of either gender.
 */
const words = {
  en: {
    collections: 'Bin collections',
    cancelled: 'Cancelled',
    moved: 'moved from',
    none: 'No collection on',
    on: (day: string) => longDayInWords(day, 'en'),
  },
  cy: {
    collections: 'Casgliadau biniau',
    cancelled: 'Canslwyd',
    moved: 'symudwyd o',
    none: 'Dim casgliad',
    on: (day: string) => `ddydd ${longDayInWords(day, 'cy')}`,
  },
} as const;
type Words = (typeof words)[CalendarOptions['language']];

const hour = 3600;
const day = 24 * hour;
/** Seconds from the midnight that the day starts with, in the time zone of whoever reads it. */
const reminderAt: Readonly<Record<Reminder, number>> = { evening: -6 * hour, morning: 6 * hour };

/** Text as RFC 5545 (3.3.11) has it. Some readers also end lines at Unicode's separators. */
const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\t\r\n]/gu, '');

const dayAfter = (date: string): string => new Date(Date.parse(date) + day * 1000).toISOString().slice(0, 10);

/** All in one hash, because a UID travels with an event that is shared: neither property nor service is told. */
const uidOf = (...parts: readonly (string | number)[]): string =>
  `${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}@council-commons`;

/** Seconds since 2020 when the data changed: rises with every change, also back to the normal day, and nothing has to be remembered. */
const sequenceOf = (changedAt: string, isException: boolean): number =>
  Math.floor((Date.parse(changedAt) - Date.UTC(2020)) / 1000) + Number(isException);

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const textsOf = ({ name, originalDate, date, reason, containers, note }: CalendarCollection, said: Words) => {
  const because = reason === undefined ? '' : `: ${reason}`;
  const normally = said.on(originalDate);
  if (date === undefined)
    return { summary: `${said.cancelled}: ${name}`, description: `${said.none} ${normally}${because}` };
  const labels = [...new Set(containers)].filter((label) => label !== name).join(', ');
  const title = labels === '' ? name : `${name}: ${labels}`;
  // A source's own flag can be wrong, so the dates alone tell (Gedling, January 2026).
  if (date === originalDate) return { summary: title, description: note ?? '' };
  const moved = `${said.moved} ${normally}`;
  const change = `${capitalised(moved)}${because}`;
  return { summary: `${title} (${moved})`, description: note === undefined ? change : `${change}\n${note}` };
};

const eventOf = (collection: CalendarCollection, uid: string, options: CalendarOptions): ICalEventData => {
  const { originalDate, date } = collection;
  const { changedAt, language } = options;
  const { summary, description } = textsOf(collection, words[language]);
  const on = date ?? originalDate;
  return {
    id: uid,
    sequence: sequenceOf(changedAt, date !== originalDate),
    stamp: changedAt,
    lastModified: changedAt,
    allDay: true,
    start: on,
    end: dayAfter(on),
    summary: cleaned(summary),
    description: cleaned(description) || null,
    status: date === undefined ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
  };
};

const addAlarm = (event: ICalEvent, reminder: Reminder): void => {
  const alarm = event.createAlarm({ type: ICalAlarmType.display, triggerAfter: reminderAt[reminder] });
  // What is after midnight would count from the end of the day. The library takes this in no other way.
  alarm.relatesTo(ICalAlarmRelatesTo.start);
};

const addEvents = (feed: ICalCalendar, collections: readonly CalendarCollection[], options: CalendarOptions): void => {
  const { council, uprn, reminder } = options;
  const seen = new Map<string, number>();
  for (const collection of collections) {
    const { service, originalDate, date } = collection;
    const job = `${service} ${originalDate}`;
    // Two jobs of one service on one day (Leeds) are told apart by their order.
    const before = seen.get(job) ?? 0;
    seen.set(job, before + 1);
    const event = feed.createEvent(eventOf(collection, uidOf(council, uprn, service, originalDate, before), options));
    if (reminder && date !== undefined) addAlarm(event, reminder);
  }
};

export const calendar = (collections: readonly CalendarCollection[], options: CalendarOptions): string => {
  const { councilName, language } = options;
  const url = new URL(options.url).href;
  const feed = ical({
    prodId: { company: 'Council Commons', product: 'Waste', language },
    // Names are not escaped by the library.
    name: escaped(cleaned(`${words[language].collections}: ${councilName}`), false),
    method: ICalCalendarMethod.PUBLISH,
    scale: 'GREGORIAN',
    ttl: day,
    url,
    source: url,
  });
  addEvents(feed, collections, options);
  // Not the library's `timezone`, which would write DTSTAMP in the computer's own time, nor `x`, which comes after the events.
  const zoned = feed.toString().replace('\r\nMETHOD:PUBLISH', '$&\r\nX-WR-TIMEZONE:Europe/London');
  return `${zoned}\r\n`;
};
